import { addressUnder } from '../../shared/language/addressUnder.ts';
import { consentPaths } from '../../shared/contracts/consentPaths.ts';
import type { Language } from '../../shared/domain/mail/language.ts';
import { consentPageWords, consentWords } from '../../shared/presentation/pages.ts';
import type { Answer } from '../../shared/runtime/http/answer.ts';
import { readerOf, type ApiEvent } from '../../shared/runtime/http/apiEvent.ts';
import type { Observers } from '../../shared/runtime/invocation.ts';
import { describeError } from '../../shared/runtime/log/describeError.ts';
import type { ConsentNow, ConsentOver, ConsentPage } from '../../shared/usecases/connections/consentPage.ts';
import { isFromElsewhere } from '../../shared/runtime/http/formOrigin.ts';
import { browserIn, cookieOf, proofOf } from './consentBrowser.ts';
import { pageAnswer, pageHeaders } from './pageAnswer.ts';
import { formIn, single } from './parameters.ts';

export interface ConsentDeps extends Observers {
  readonly consentPage: ConsentPage;
  /** A secret for a browser that has none. */
  readonly newSecret: () => string;
  /** Where Ponto's page of consent is. */
  readonly pontoAuthorizationUrl: string;
  /** Where the world reaches us. */
  readonly publicUrl: string;
  /** What the product is called in which the accounts will be read. */
  readonly productName: string;
}

const fields = { token: 'begun', proof: 'proof' } as const;

/** Why a form that was sent did not pass. */
type Refusal = 'no_cookie' | 'not_ours';

/**
 * Our page before Ponto's. Opening it tells who will read the accounts, gives the browser a cookie and begins nothing,
 * because scanners open links; the button binds that browser and leads on to Ponto. A form that is not the one that this
 * browser was shown is answered by the page, so that nobody gets to Ponto without having read it.
 */
export const makeConsentRoutes = (deps: ConsentDeps) => {
  const own = new URL(addressUnder(deps.publicUrl, consentPaths.page));

  const note = (found: ConsentNow | Awaited<ReturnType<ConsentPage['pass']>>): void => {
    if ('ref' in found) deps.log.correlate({ ...found.ref });
  };

  const page = (event: ApiEvent, token: string, found: ConsentNow, refusal?: Refusal): Answer => {
    const language = readerOf(event);
    if (found.kind !== 'open') return overPage(language, found);
    const browser = browserIn(event) ?? deps.newSecret();
    const { button, ...words } = consentPageWords(language, { ...found, product: deps.productName, refusal });
    const answer = pageAnswer(refusal ? 403 : 200, {
      language,
      ...words,
      form: {
        action: own.pathname,
        fields: [
          { name: fields.token, value: token },
          { name: fields.proof, value: proofOf(browser, token) },
        ],
        button,
        // Ponto may lead on to other hosts of its own before it shows a page.
        mayLeadTo: ['https:', new URL(deps.pontoAuthorizationUrl).origin],
      },
    });
    return { ...answer, headers: { ...answer.headers, 'set-cookie': cookieOf(browser) } };
  };

  const pass = async (event: ApiEvent): Promise<Answer> => {
    const form = formIn(event);
    const [token, proof] = [single(form, fields.token), single(form, fields.proof)];
    const browser = browserIn(event);
    const isOurs = browser !== undefined && proof === proofOf(browser, token) && !isFromElsewhere(event, own.origin);
    if (!isOurs) {
      const found = await deps.consentPage.show(token);
      note(found);
      deps.log.write('CONSENT_PASSED', { outcome: 'refused' });
      return page(event, token, found, browser === undefined ? 'no_cookie' : 'not_ours');
    }
    const passed = await deps.consentPage.pass(token, browser);
    note(passed);
    deps.log.write('CONSENT_PASSED', { outcome: passed.kind });
    if (passed.kind !== 'passed') return overPage(readerOf(event), passed);
    const headers = { ...pageHeaders, 'set-cookie': cookieOf(browser), location: passed.url };
    return { status: 303, contentType: 'text/plain', body: '', headers };
  };

  const show = async (event: ApiEvent): Promise<Answer> => {
    const token = single(new URLSearchParams(event.rawQueryString), fields.token);
    const found = await deps.consentPage.show(token);
    note(found);
    return page(event, token, found);
  };

  return async (event: ApiEvent): Promise<Answer> => {
    try {
      return await (event.requestContext.http.method === 'POST' ? pass(event) : show(event));
    } catch (error) {
      deps.log.write('INTERNAL_ERROR', { error: describeError(error) });
      deps.counters.count('InternalErrors');
      const language = readerOf(event);
      return pageAnswer(500, { language, ...consentWords(language, 'consent_unexpected') });
    }
  };
};

const overPage = (language: Language, { kind }: ConsentOver): Answer =>
  pageAnswer(404, {
    language,
    ...consentWords(language, kind === 'disconnected' ? 'connection_disconnected' : 'unverified'),
  });
