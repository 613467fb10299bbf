import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import { claimedId } from '../../../shared/contracts/claimedId.ts';
import { name } from '../../../shared/contracts/names.ts';
import type { KeptEvent } from '../../cloud/eventBridge.ts';
import type { Denial, Right } from '../../cloud/iam/rights.ts';
import { isForLoopback, isFromOwnPage } from '../../cloud/ownCaller.ts';
import { messageOf } from '../../cloud/serviceFault.ts';
import type { KeptMail } from '../../cloud/ses.ts';
import type { TokenRequest } from '../http/authorizer.ts';
import type { HttpAnswer } from '../http/gatewayResponse.ts';
import type { WorkerAnswer } from '../lambda/protocol.ts';
import type { Call } from './call.ts';
import { makeClockCalls, type ClockDeps } from './clockCalls.ts';
import { bodyAs, json, notThere, problem, Refused } from './refusal.ts';
import { makeScenarioCalls, type PlayScenario } from './scenarioCalls.ts';

export interface LocalApiDeps extends ClockDeps {
  readonly issueToken: (request: TokenRequest) => Promise<{ readonly token: string; readonly expiresAt: string }>;
  readonly schedules: readonly string[];
  /** Fires a schedule, at a moment that is still to come once everything has moved there. */
  readonly fire: (name: string, at: Date, gone: AbortSignal) => Promise<WorkerAnswer | 'unknown-schedule'>;
  readonly idle: (signal: AbortSignal) => Promise<void>;
  readonly playScenario: PlayScenario;
  readonly mailbox: () => readonly KeptMail[];
  readonly events: () => readonly KeptEvent[];
  /** Told what no caller is told: why a call of ours has failed. */
  readonly problem: (text: string) => void;
  readonly rights: () => { readonly report: readonly Right[]; readonly denied: readonly Denial[] };
}

const tokenRequest = z.strictObject({
  tenantId: claimedId,
  userId: claimedId.optional(),
  tenantName: name.optional(),
  email: z.email().optional(),
});
const scheduleRequest = z.strictObject({ time: z.iso.datetime('must look like 2026-03-10T07:40:00Z').optional() });
const nothing = z.strictObject({});

/** A tunnel to the API or a page of another site gets no token here, and fires nothing. */
const isOwn = ({ headers }: IncomingMessage): boolean => {
  const site = headers['sec-fetch-site'];
  const caller = { host: headers.host, origin: headers.origin, site: Array.isArray(site) ? site.join() : site };
  return isForLoopback(caller) && isFromOwnPage(caller);
};

const callsOf = (deps: LocalApiDeps): Readonly<Record<string, Call>> => ({
  'POST /local/tokens': async (request) => json(200, await deps.issueToken(await bodyAs(request, tokenRequest))),
  'POST /local/schedules/{name}': async (request, gone, schedule) => {
    const { time } = await bodyAs(request, scheduleRequest);
    if (!deps.schedules.includes(schedule)) throw notThere('not_found', 'schedule', deps.schedules);
    const answer = await deps.fire(schedule, new Date(time ?? deps.now()), gone);
    if (answer === 'unknown-schedule' || answer.kind === 'failed') throw new Refused('internal_error');
    await deps.idle(gone);
    return json(200, { schedule, status: 'done' });
  },
  'POST /local/idle': async (request, gone) => {
    await bodyAs(request, nothing);
    await deps.idle(gone);
    return json(200, { status: 'idle' });
  },
  ...makeClockCalls(deps),
  ...makeScenarioCalls(deps.playScenario),
  'GET /local/mailbox': () => json(200, { items: deps.mailbox() }),
  'GET /local/events': () => json(200, { items: deps.events() }),
  'GET /local/rights': () => {
    const { report, denied } = deps.rights();
    return json(200, { items: report, denied });
  },
});

/** The calls that only the local runner has. */
export const makeLocalApi = (deps: LocalApiDeps) => {
  const calls = callsOf(deps);

  const route = async (request: IncomingMessage, path: string, gone: AbortSignal): Promise<HttpAnswer> => {
    const asked = `${request.method} ${path}`;
    const whole = calls[asked];
    if (whole) return await whole(request, gone, '');
    const [, room = '', named = ''] = /^(.*\/)([\w-]+)$/.exec(asked) ?? [];
    const call = calls[`${room}{name}`];
    if (!call) throw notThere('route_not_found', 'path', Object.keys(calls));
    return await call(request, gone, named);
  };

  /**
   * @param gone tells that the caller no longer waits
   * @returns undefined when the path is not one of ours
   */
  return async (request: IncomingMessage, gone: AbortSignal): Promise<HttpAnswer | undefined> => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (!path.startsWith('/local/')) return undefined;
    if (!isOwn(request)) return problem(request, new Refused('route_not_found'));
    try {
      return await route(request, path, gone);
    } catch (error) {
      if (error instanceof Refused) return problem(request, error);
      deps.problem(`${request.method} ${path}: ${messageOf(error)}`);
      return problem(request, new Refused('internal_error'));
    }
  };
};
