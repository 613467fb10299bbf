import { reauthorizationPaths } from '../../shared/contracts/reauthorizationPaths.ts';
import { isAllowedReturnUrl, withOutcome } from '../../shared/domain/consents/returnUrl.ts';
import type { Language } from '../../shared/domain/mail/language.ts';
import { defined } from '../../shared/language/defined.ts';
import { consentWords, type ConsentResult } from '../../shared/presentation/pages.ts';
import { problem, type Answer } from '../../shared/runtime/http/answer.ts';
import { headerOf, readerOf, type ApiEvent } from '../../shared/runtime/http/apiEvent.ts';
import type { Observers } from '../../shared/runtime/invocation.ts';
import { describeError } from '../../shared/runtime/log/describeError.ts';
import type { ConsentAnswer, FinishedConsent } from '../../shared/usecases/connections/finishConsent.ts';
import { pageAnswer, pageHeaders } from './pageAnswer.ts';
import { makeReauthorizationPages, type ReauthorizationDeps } from './reauthorization.ts';
import { makeRenewalPage, renewalPath, type RenewalDeps } from './renewal.ts';

export interface OauthCallbackDeps extends RenewalDeps, ReauthorizationDeps {
  readonly finishConsent: (answer: ConsentAnswer) => Promise<FinishedConsent>;
}

/**
 * Finishes a consent when the browser comes back from Ponto. The person is sent on only to the address that was checked
 * when the consent began and still is on the list; nothing in the request itself says where to.
 */
export const makeHandler = (deps: OauthCallbackDeps) => {
  const renewalPage = makeRenewalPage(deps);
  const reauthorizationPages = makeReauthorizationPages(deps);

  return async (event: ApiEvent): Promise<Answer> => {
    const isRenewal = event.rawPath === renewalPath;
    const isReauthorization = reauthorizationRoutes.includes(event.rawPath);
    const operation = isRenewal ? 'renewByMail' : isReauthorization ? 'reauthorize' : 'finishConsent';
    deps.log.correlate({ operation, apiRequestId: event.requestContext.requestId });
    if (isRenewal) return renewalPage(event);
    // The state is spent by the first look: a look ahead, or one without a reader, must not be it.
    if (event.requestContext.http.method !== 'GET') return problem('method_not_allowed', { headers: { allow: 'GET' } });
    if (isPrefetch(event)) return prefetchRefused;
    if (isReauthorization) return reauthorizationPages(event);
    const language = readerOf(event);
    let finished: FinishedConsent;
    try {
      finished = await deps.finishConsent(answerOf(event));
    } catch (error) {
      deps.log.write('INTERNAL_ERROR', { error: describeError(error) });
      deps.counters.count('InternalErrors');
      return resultPage(500, language, 'unexpected');
    }
    if (finished.kind !== 'unverified') {
      const { tenantId, connectionId } = finished.consent;
      deps.log.correlate({ tenantId, connectionId });
    }
    logOutcome(deps, finished);
    return answer(deps, finished, language);
  };
};

const reauthorizationRoutes: readonly string[] = Object.values(reauthorizationPaths);

const isPrefetch = (event: ApiEvent): boolean =>
  /\bprefetch\b/i.test(headerOf(event, 'sec-purpose') ?? headerOf(event, 'purpose') ?? '');

const prefetchRefused: Answer = { status: 503, contentType: 'text/plain', body: '', headers: pageHeaders };

/** A parameter given twice is none (RFC 6749, section 3.1). */
const answerOf = ({ rawQueryString = '' }: ApiEvent): ConsentAnswer => {
  const query = new URLSearchParams(rawQueryString);
  const single = (name: string): string | undefined => {
    const [value, ...others] = query.getAll(name);
    return others.length > 0 ? undefined : value;
  };
  return { state: single('state'), code: single('code'), error: single('error') };
};

const logOutcome = ({ log, counters }: Observers, finished: FinishedConsent): void => {
  switch (finished.kind) {
    case 'connected':
      log.write('CONSENT_FINISHED', { outcome: finished.kind });
      if (!finished.announced) log.write('CONSENT_NOT_ANNOUNCED', {});
      return counters.count('ConsentsConnected');
    case 'failed':
      log.write('CONSENT_FINISHED', {
        outcome: finished.kind,
        problem: finished.code,
        ...defined({ error: finished.cause === undefined ? undefined : describeError(finished.cause) }),
      });
      return counters.count('ConsentsFailed');
    case 'cancelled':
    case 'unverified':
      return log.write('CONSENT_FINISHED', { outcome: finished.kind });
  }
};

const answer = ({ returnUrlAllowList }: OauthCallbackDeps, finished: FinishedConsent, language: Language): Answer => {
  if (finished.kind === 'unverified') return resultPage(400, language, 'unverified');
  const { returnUrl, connectionId } = finished.consent;
  const mayReturn = returnUrl !== undefined && isAllowedReturnUrl(returnUrl, returnUrlAllowList);
  if (!mayReturn) {
    return finished.kind === 'failed'
      ? resultPage(400, language, finished.code)
      : pageAnswer(200, { language, ...consentWords(language, finished.kind, Number(withdrawnBy(finished) ?? 0)) });
  }
  const code = finished.kind === 'failed' ? finished.code : undefined;
  const location = withOutcome(returnUrl, {
    connectionId,
    status: finished.kind,
    code,
    withdrawn: withdrawnBy(finished),
  });
  return { status: 303, contentType: 'text/plain', body: '', headers: { ...pageHeaders, location } };
};

/** How many linked accounts the consent has left out, where it has. */
const withdrawnBy = (finished: FinishedConsent): string | undefined =>
  finished.kind === 'connected' && finished.withdrawn > 0 ? String(finished.withdrawn) : undefined;

const resultPage = (status: 200 | 400 | 500, language: Language, result: ConsentResult): Answer =>
  pageAnswer(status, { language, ...consentWords(language, result) });
