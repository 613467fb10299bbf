import type { ApiClient } from '../../../../shared/api/apiClient.ts';
import { DynamoPageSessions } from '../../../../shared/adapters/dynamodb/pageSessions.ts';
import type { PageVisitor } from '../../../../shared/domain/pages/pageSession.ts';
import type { HttpResult } from '../../../../shared/runtime/http/answer.ts';
import { httpFunction } from '../../../../shared/runtime/http/httpFunction.ts';
import { makePageSessions } from '../../../../shared/usecases/pages/pageSessions.ts';
import { makeHandler } from '../../../../functions/tenant-pages/handler.ts';
import { aContext, aCounters, aLog, anApiEvent, type ApiRequest } from '../../../builders/api.ts';
import { inert } from '../../../builders/inert.ts';
import { MemoryTable } from '../../../builders/memoryTable.ts';
import { countedIds } from '../../../builders/records.ts';

export const ownUrl = 'https://sync.example';
export const aVisitor: PageVisitor = {
  tenantId: 'tenant-1',
  userId: 'user-1',
  tenantName: 'Bakkerij De Korenaar',
  page: 'overview',
};

export interface PageRequest extends ApiRequest {
  /** What is typed into a form. */
  readonly form?: Readonly<Record<string, string>> | readonly (readonly [string, string])[];
}

type Typed = NonNullable<PageRequest['form']>;
const isList = (form: Typed): form is readonly (readonly [string, string])[] => Array.isArray(form);

/** A name may come more than once. */
const encoded = (form: Typed): string => {
  const query = new URLSearchParams();
  for (const [name, value] of isList(form) ? form : Object.entries(form)) query.append(name, value);
  return query.toString();
};

const formOf = ({ form, ...request }: PageRequest): ApiRequest =>
  form === undefined
    ? request
    : {
        method: 'POST',
        body: encoded(form),
        ...request,
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: ownUrl, ...request.headers },
      };

export const cookieIn = ({ headers }: HttpResult): string | undefined => headers['set-cookie']?.split(';')[0];
/** The hidden token of the first form of a page. */
export const tokenIn = ({ body }: HttpResult): string => /name="_token" value="([^"]*)"/.exec(body)?.[1] ?? '';

/** The pages over an API that a test gives; page sessions are kept in a table in memory. */
export const thePages = (api: Partial<ApiClient> = {}) => {
  const log = aLog();
  const { counters } = aCounters();
  const table = new MemoryTable();
  const store = new DynamoPageSessions(table);
  let now = '2026-03-10T09:00:00.000Z';
  const clock = { now: () => now };
  const counted = countedIds();
  const ids = { next: counted.next, secret: (): string => counted.secret().padEnd(43, 'x') };
  const asked: string[] = [];
  const handler = httpFunction(
    { log: log.log, counters },
    makeHandler({
      log: log.log,
      counters,
      pageSessions: makePageSessions({ pageSessions: store, ids, clock }),
      api: ({ caller }) => {
        asked.push(caller.tenantId);
        return { call: inert('call'), answer: inert('answer'), ...api };
      },
      assets: {
        style: { path: '/pages/assets/s-pages.css', contentType: 'text/css; charset=utf-8', body: 'main{}' },
        script: { path: '/pages/assets/s-pages.js', contentType: 'text/javascript; charset=utf-8', body: 'export {}' },
        icon: { path: '/pages/assets/s-icon.svg', contentType: 'image/svg+xml', body: '<svg/>' },
      },
      productName: 'Bookly',
      publicUrl: ownUrl,
      pontoAuthorizationUrl: 'https://authorization.ponto.example/oauth2/auth',
      newOnce: ids.next,
      clock,
    }),
  );
  const send = async (request: PageRequest): Promise<HttpResult> => handler(anApiEvent(formOf(request)), aContext);
  /** The cookie of a browser that has opened an address made for a visitor. */
  const signIn = async (visitor: Partial<PageVisitor> = {}): Promise<string> => {
    const token = ids.secret();
    await store.offer(token, { ...aVisitor, ...visitor }, '2099-01-01T00:00:00.000Z');
    const opened = await send({ path: `/pages/open/${token}` });
    const cookie = cookieIn(opened);
    if (cookie === undefined) throw new Error(`the address does not open: ${opened.statusCode}`);
    return cookie;
  };
  return { send, signIn, store, table, log, asked, at: (moment: string) => (now = moment) };
};
