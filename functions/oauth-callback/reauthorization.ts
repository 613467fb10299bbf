import { reauthorizationPaths } from '../../shared/contracts/reauthorizationPaths.ts';
import { isAllowedReturnUrl, withOutcome } from '../../shared/domain/consents/returnUrl.ts';
import { defined } from '../../shared/language/defined.ts';
import { consentWords, type ConsentResult } from '../../shared/presentation/pages.ts';
import type { PendingReauthorization } from '../../shared/ports/consents.ts';
import type { Answer } from '../../shared/runtime/http/answer.ts';
import { readerOf, type ApiEvent } from '../../shared/runtime/http/apiEvent.ts';
import { cookiesIn } from '../../shared/runtime/http/cookies.ts';
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

/** One cookie for each renewal: people renew several accounts at once, each in a tab. */
const cookiePrefix = 'reauthorization-';
const cookieNameOf = (token: string): string => `${cookiePrefix}${token.slice(0, 8)}`;
/** Nobody has more at once; each costs a look at Ponto. */
const maxTokens = 5;
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
    return seeOther(begun.pontoUrl, {
      'set-cookie': cookieOf(token, token, `Expires=${new Date(begun.expiresAt).toUTCString()}`),
    });
  };

  /** Ponto does not say which one is over: the last that was begun is looked at first, until one shows that it is done. */
  const finish = async (tokens: readonly string[]): Promise<Finished> => {
    let found: Finished = { outcome: { kind: 'unknown' } };
    for (const token of tokens) {
      const outcome = await deps.finishReauthorization(token);
      if (outcome.kind === 'reauthorized') return { outcome, token };
      if (found.outcome.kind === 'unknown') found = { outcome };
    }
    return found;
  };

  const end = async (event: ApiEvent): Promise<Answer> => {
    const { outcome: finished, token } = await finish(tokensIn(event));
    note(deps, finished);
    if (finished.kind === 'unknown') return page(200, event, 'reauthorized');
    const { returnUrl, connectionId, accountId } = finished.begun;
    const cleared = token === undefined ? {} : { 'set-cookie': cookieOf(token, '', 'Max-Age=0') };
    if (returnUrl === undefined || !isAllowedReturnUrl(returnUrl, deps.returnUrlAllowList)) {
      const answer = page(200, event, finished.kind === 'reauthorized' ? 'renewed' : 'reauthorized');
      return { ...answer, headers: { ...answer.headers, ...cleared } };
    }
    return seeOther(withOutcome(returnUrl, { connectionId, accountId, status: finished.kind }), cleared);
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

interface Finished {
  readonly outcome: FinishedReauthorization;
  /** Of the one that is done. */
  readonly token?: string;
}

const validToken = (text = ''): string | undefined => (tokenForm.test(text) ? text : undefined);

/** Sent back by the browser when Ponto leads it here, and by no page of others (RFC 6265bis: `Lax`). */
const cookieOf = (token: string, value: string, lifetime: string): string =>
  `${cookieNameOf(token)}=${value}; Path=${reauthorizationPaths.end}; ${lifetime}; HttpOnly; Secure; SameSite=Lax`;

/** The last one first: a browser sends the oldest first. A name that is there twice was set by somebody else too. */
const tokensIn = (event: ApiEvent): readonly string[] => {
  const ours = cookiesIn(event).flatMap(({ name, value }) => {
    const token = name.startsWith(cookiePrefix) ? validToken(value) : undefined;
    return token !== undefined && cookieNameOf(token) === name ? [token] : [];
  });
  const single = ours.filter(
    (token) => ours.filter((other) => cookieNameOf(other) === cookieNameOf(token)).length === 1,
  );
  return single.toReversed().slice(0, maxTokens);
};
