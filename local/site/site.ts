import type { IncomingMessage } from 'node:http';
import { html } from 'hono/html';
import * as z from 'zod';
import { claimedId } from '../../shared/contracts/claimedId.ts';
import { name } from '../../shared/contracts/names.ts';
import { readBody } from '../cloud/body.ts';
import type { KeptEvent } from '../cloud/eventBridge.ts';
import { isForLoopback, isFromOwnPage } from '../cloud/ownCaller.ts';
import { readAs, wordsOf } from '../cloud/readAs.ts';
import type { KeptMail } from '../cloud/ses.ts';
import type { HttpAnswer } from '../runner/http/gatewayResponse.ts';
import { eventsPage } from './eventsPage.ts';
import { mailPage } from './mailPages.ts';
import { makeBackend, type IssueToken } from './openFeed.ts';
import { eventsPath, pageAnswer, seeOther, styleAnswer, stylePath } from './sitePage.ts';
import { outcomes, sitePaths, welcomePage, type Outcome, type Typed, type Welcome } from './welcomePage.ts';

export interface SiteDeps {
  readonly issueToken: IssueToken;
  /** Moves product and sandbox to a time, with what falls due on the way, but for what lies before `skipUntil`. */
  readonly letTimePass: (to: Date, gone: AbortSignal, skipUntil?: Date) => Promise<void>;
  readonly mailbox: () => readonly KeptMail[];
  readonly events: () => readonly KeptEvent[];
  readonly publicUrl: string;
  /** Our own sandbox, where there is one. */
  readonly sandbox: { readonly url: string; readonly now: () => Promise<string> } | undefined;
}

const maxFormBytes = 16 * 1024;
const dayMs = 86_400_000;

const opening = z.object({
  tenantId: claimedId,
  tenantName: name.exactOptional(),
  email: z.email().exactOptional(),
  locale: z.enum(['en', 'nl', 'fr', 'de', 'es']).exactOptional(),
  page: z.enum(['overview', 'connect']).default('overview'),
});
const isOutcome = (text: string): text is Outcome => Object.hasOwn(outcomes, text);

const headersOf = ({ headers }: IncomingMessage) => {
  const one = (name: string): string | undefined => {
    const value = headers[name];
    return Array.isArray(value) ? value.join() : value;
  };
  return { host: headers.host, origin: headers.origin, site: one('sec-fetch-site'), mode: one('sec-fetch-mode') };
};

/**
 * A page that is looked at may be led to from anywhere, since looking changes nothing, no frame takes it and no other site
 * reads it. Everything else is for its own pages alone.
 */
const mayAsk = (request: IncomingMessage): boolean => {
  const { mode, ...caller } = headersOf(request);
  if (!isForLoopback(caller)) return false;
  return isFromOwnPage(caller) || (request.method === 'GET' && mode === 'navigate' && caller.origin === undefined);
};

/** The evening of the next day: the banks have booked it, and Ponto has read it. */
const nextEvening = (now: string): Date => {
  const next = new Date(Date.parse(now) + dayMs);
  return new Date(`${next.toISOString().slice(0, 10)}T20:00:00Z`);
};

/** The pages of the runner: what a newcomer sees first, the mailbox, the events (contract, section 10). */
export const makeSite = (deps: SiteDeps) => {
  const { sandbox, publicUrl } = deps;
  const backend = makeBackend(deps.issueToken);
  /** The product, by the very door that the request came in. */
  const originOf = ({ socket }: IncomingMessage): string => `http://127.0.0.1:${socket.localPort ?? 0}`;

  const welcome = async (more: Partial<Welcome>): Promise<HttpAnswer> =>
    welcomePage({
      publicUrl,
      sandbox: sandbox && { url: sandbox.url, now: await sandbox.now() },
      mails: deps.mailbox().length,
      events: deps.events().length,
      typed: {},
      ...more,
    });

  const open = async (request: IncomingMessage, typed: Typed): Promise<HttpAnswer> => {
    const read = readAs(opening, Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== '')));
    if (read.wrong) {
      return await welcome({
        typed,
        errors: Object.fromEntries(read.wrong.map((one) => [one.path, wordsOf('en', one)])),
      });
    }
    const back = `http://${headersOf(request).host}/`;
    const opened = await backend.openFeed(originOf(request), read.data, back);
    return opened.kind === 'opened' ? seeOther(opened.url) : await welcome({ typed, failure: opened.sentence });
  };

  const end = async (request: IncomingMessage, typed: Typed, gone: AbortSignal): Promise<HttpAnswer> => {
    const tenantId = claimedId.safeParse(typed['endingTenant']).data;
    const ends =
      tenantId === undefined ? undefined : await backend.firstEnd(originOf(request), { tenantId, page: 'overview' });
    if (!ends) return seeOther('/?done=nothing');
    const soon = new Date(ends.getTime() - 14 * dayMs);
    await deps.letTimePass(soon, gone, new Date(soon.getTime() - dayMs));
    return seeOther('/?done=ending');
  };

  const change = async (request: IncomingMessage, path: string, gone: AbortSignal): Promise<HttpAnswer | undefined> => {
    const body = await readBody(request, maxFormBytes);
    const typed = Object.fromEntries(new URLSearchParams(body?.toString('utf8') ?? ''));
    if (path === sitePaths.open) return await open(request, typed);
    if (!sandbox) return undefined;
    if (path === sitePaths.ending) return await end(request, typed, gone);
    if (path !== sitePaths.day) return undefined;
    const now = await sandbox.now();
    await deps.letTimePass(nextEvening(now), gone, new Date(now));
    return seeOther('/?done=day');
  };

  const look = async (path: string, query: URLSearchParams): Promise<HttpAnswer | undefined> => {
    const done = query.get('done') ?? '';
    const tenantId = query.get('tenant');
    if (path === '/') {
      return await welcome({
        ...(isOutcome(done) && { outcome: done }),
        ...(tenantId !== null && { typed: { tenantId } }),
      });
    }
    if (path === stylePath) return styleAnswer();
    if (path === eventsPath) return eventsPage(deps.events());
    return mailPage(path, query, deps.mailbox());
  };

  /** @returns undefined when the address is none of ours, or the caller may not ask */
  return async (request: IncomingMessage, gone: AbortSignal): Promise<HttpAnswer | undefined> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname !== '/' && !pathname.startsWith('/local/pages/')) return undefined;
    if (!mayAsk(request)) return undefined;
    try {
      if (request.method === 'GET') return await look(pathname, searchParams);
      return request.method === 'POST' ? await change(request, pathname, gone) : undefined;
    } catch {
      return pageAnswer({
        status: 500,
        title: 'That did not work',
        body: html`The console of npm start tells more. Nothing that was there before is lost.`,
      });
    }
  };
};
