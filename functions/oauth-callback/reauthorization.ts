import { reauthorizationPaths } from '../../shared/contracts/reauthorizationPaths.ts';
import { isAllowedReturnUrl, withOutcome } from '../../shared/domain/consents/returnUrl.ts';
import type { Instant } from '../../shared/domain/calendar/calendarDate.ts';
import { defined } from '../../shared/language/defined.ts';
import { consentWords, type ConsentResult } from '../../shared/presentation/pages.ts';
import type { PendingReauthorization } from '../../shared/ports/consents.ts';
import type { Answer } from '../../shared/runtime/http/answer.ts';
import { readerOf, type ApiEvent } from '../../shared/runtime/http/apiEvent.ts';
import type { Observers } from '../../shared/runtime/invocation.ts';
import { describeError } from '../../shared/runtime/log/describeError.ts';
import type {
  FinishedReauthorization,
  FinishReauthorization,
} from '../../shared/usecases/accounts/finishReauthorization.ts';
import { pageAnswer, pageHeaders } from './pageAnswer.ts';

export interface ReauthorizationDeps extends Observers {
  readonly findReauthorization: (token: string) => Promise<PendingReauthorization | undefined>;
  readonly finishReauthorization: FinishReauthorization;
  readonly returnUrlAllowList: readonly string[];
}

const cookieName = 'reauthorization';
const tokenForm = /^[\w-]{16,64}$/;

/**
 * The way to Ponto's page of a renewal and back. The token of it never leaves the browser: it comes in the address that
 * the caller was given, waits in a cookie, and Ponto sees neither.
 */
export const makeReauthorizationPages = (deps: ReauthorizationDeps) => {
  const begin = async (event: ApiEvent): Promise<Answer> => {
    const tokens = new URLSearchParams(event.rawQueryString).getAll('begun');
    const token = tokens.length === 1 ? validToken(tokens[0]) : undefined;
    const begun = token === undefined ? undefined : await deps.findReauthorization(token);
    if (token === undefined || !begun) return page(404, event, 'renewal_over');
    return seeOther(begun.pontoUrl, { 'set-cookie': cookieOf(token, begun.expiresAt) });
  };

  const end = async (event: ApiEvent): Promise<Answer> => {
    const token = cookieIn(event);
    const finished = token === undefined ? ({ kind: 'unknown' } as const) : await deps.finishReauthorization(token);
    note(deps, finished);
    if (finished.kind === 'unknown') return page(200, event, 'reauthorized');
    const { returnUrl, connectionId, accountId } = finished.begun;
    if (returnUrl === undefined || !isAllowedReturnUrl(returnUrl, deps.returnUrlAllowList)) {
      return page(200, event, finished.kind === 'reauthorized' ? 'renewed' : 'reauthorized');
    }
    return seeOther(withOutcome(returnUrl, { connectionId, accountId, status: finished.kind }));
  };

  return async (event: ApiEvent): Promise<Answer> => {
    try {
      return await (event.rawPath === reauthorizationPaths.begin ? begin(event) : end(event));
    } catch (error) {
      deps.log.write('INTERNAL_ERROR', { error: describeError(error) });
      deps.counters.count('InternalErrors');
      return page(500, event, 'renewal_unexpected');
    }
  };
};

const page = (status: 200 | 404 | 500, event: ApiEvent, result: ConsentResult): Answer => {
  const language = readerOf(event);
  return pageAnswer(status, { language, ...consentWords(language, result) });
};

const seeOther = (location: string, headers: Answer['headers'] = {}): Answer => ({
  status: 303,
  contentType: 'text/plain',
  body: '',
  headers: { ...pageHeaders, ...headers, location },
});

const note = ({ log }: Observers, finished: FinishedReauthorization): void => {
  if (finished.kind !== 'unknown') {
    const { tenantId, connectionId } = finished.begun;
    log.correlate({ tenantId, connectionId });
  }
  const cause = finished.kind === 'unconfirmed' ? finished.cause : undefined;
  log.write('REAUTHORIZATION_FINISHED', {
    outcome: finished.kind,
    ...defined({ error: cause === undefined ? undefined : describeError(cause) }),
  });
};

const validToken = (text = ''): string | undefined => (tokenForm.test(text) ? text : undefined);

/** Sent back by the browser when Ponto leads it here, and by no page of others (RFC 6265bis: `Lax`). */
const cookieOf = (token: string, expiresAt: Instant): string =>
  `${cookieName}=${token}; Path=${reauthorizationPaths.end}; Expires=${new Date(expiresAt).toUTCString()}; HttpOnly; Secure; SameSite=Lax`;

/** One that is there twice was set by somebody else too, and is none. */
const cookieIn = ({ cookies = [] }: ApiEvent): string | undefined => {
  const values = cookies.filter((cookie) => cookie.startsWith(`${cookieName}=`));
  return values.length === 1 ? validToken(values[0]?.slice(cookieName.length + 1)) : undefined;
};
