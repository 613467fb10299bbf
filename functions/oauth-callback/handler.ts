import { confirmationPath } from '../../shared/contracts/confirmationPath.ts';
import { consentPaths } from '../../shared/contracts/consentPaths.ts';
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
import { makeConfirmationRoutes, type ConfirmationDeps } from './confirmation.ts';
import { makeConsentRoutes, type ConsentDeps } from './consent.ts';
import { browserIn } from './consentBrowser.ts';
import { pageAnswer, pageHeaders } from './pageAnswer.ts';
import { single } from './parameters.ts';
import { makeReauthorizationPages, type ReauthorizationDeps } from './reauthorization.ts';
import { makeRenewalPage, renewalPath, type RenewalDeps } from './renewal.ts';

export interface OauthCallbackDeps extends RenewalDeps, ReauthorizationDeps, ConsentDeps, ConfirmationDeps {
  readonly finishConsent: (answer: ConsentAnswer) => Promise<FinishedConsent>;
}

/**
 * Finishes a consent when the browser comes back from Ponto. The person is sent on only to the address that was checked
 * when the consent began and still is on the list; nothing in the request itself says where to.
 */
export const makeHandler = (deps: OauthCallbackDeps) => {
  const renewalPage = makeRenewalPage(deps);
  const reauthorizationPages = makeReauthorizationPages(deps);
  const consentRoutes = makeConsentRoutes(deps);
  const confirmationRoutes = makeConfirmationRoutes(deps);

  return async (event: ApiEvent): Promise<Answer> => {
    const operation = operationOf(event);
    deps.log.correlate({ operation, apiRequestId: event.requestContext.requestId });
    if (operation === 'renewByMail') return renewalPage(event);
    if (operation === 'confirmAddress') return confirmationRoutes(event);
    if (operation === 'passConsent') return consentRoutes(event);
    // The state is spent by the first look: a look ahead, or one without a reader, must not be it.
    if (event.requestContext.http.method !== 'GET') return problem('method_not_allowed', { headers: { allow: 'GET' } });
    if (isPrefetch(event)) return prefetchRefused;
    if (operation === 'reauthorize') return reauthorizationPages(event);
    const language = readerOf(event);
    let finished: FinishedConsent;
    try {
      finished = await deps.finishConsent(answerOf(event));
    } catch (error) {
      deps.log.write('INTERNAL_ERROR', { error: describeError(error) });
      deps.counters.count('InternalErrors');
      return resultPage(500, language, 'unexpected');
    }
    if ('consent' in finished && finished.consent) {
      const { tenantId, connectionId } = finished.consent;
      deps.log.correlate({ tenantId, connectionId });
    }
    logOutcome(deps, finished);
    return answer(deps, finished, language);
  };
};

type Operation = 'renewByMail' | 'confirmAddress' | 'passConsent' | 'reauthorize' | 'finishConsent';

const operationOf = ({ rawPath }: ApiEvent): Operation => {
  switch (rawPath) {
    case renewalPath:
      return 'renewByMail';
    case confirmationPath:
      return 'confirmAddress';
    case consentPaths.page:
      return 'passConsent';
    case reauthorizationPaths.begin:
    case reauthorizationPaths.end:
      return 'reauthorize';
    default:
      return 'finishConsent';
  }
};

const isPrefetch = (event: ApiEvent): boolean =>
  /\bprefetch\b/i.test(headerOf(event, 'sec-purpose') ?? headerOf(event, 'purpose') ?? '');

const prefetchRefused: Answer = { status: 503, contentType: 'text/plain', body: '', headers: pageHeaders };

const answerOf = (event: ApiEvent): ConsentAnswer => {
  const query = new URLSearchParams(event.rawQueryString);
  const given = (name: string): string | undefined => single(query, name) || undefined;
  return { state: given('state'), code: given('code'), error: given('error'), browser: browserIn(event) };
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
    case 'unconfirmed':
    case 'other_browser':
    case 'unverified':
      return log.write('CONSENT_FINISHED', { outcome: finished.kind });
  }
};

const answer = ({ returnUrlAllowList }: OauthCallbackDeps, finished: FinishedConsent, language: Language): Answer => {
  if (finished.kind === 'unverified') return resultPage(400, language, 'unverified');
  // Not to the return address either: it would take this person for the one who began.
  if (finished.kind === 'other_browser') return resultPage(403, language, 'other_browser');
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

const resultPage = (status: 400 | 403 | 500, language: Language, result: ConsentResult): Answer =>
  pageAnswer(status, { language, ...consentWords(language, result) });
