import type { ConsentFailure } from '../domain/consents/consentFailure.ts';
import type { Language } from '../domain/mail/language.ts';
import { createCatalogue } from './catalogue.ts';
import de from './messages/de/pages.json' with { type: 'json' };
import en from './messages/en/pages.json' with { type: 'json' };
import es from './messages/es/pages.json' with { type: 'json' };
import fr from './messages/fr/pages.json' with { type: 'json' };
import nl from './messages/nl/pages.json' with { type: 'json' };

export const pageMessages = createCatalogue(
  { en, fr, nl, de, es },
  { renew_title_named: { bank: 'text' }, connected_withdrawn: { accounts: 'number' } },
);
const { text } = pageMessages;

/** What a page says: what happened or can be done, and what comes next. */
interface PageWords {
  readonly title: string;
  readonly paragraphs: readonly string[];
}

type Step =
  | 'connected'
  | 'cancelled'
  | 'reauthorized'
  | 'renewed'
  | 'renewal_over'
  | 'renewal_unexpected'
  | 'unverified'
  | 'unexpected';
export type ConsentResult = Step | ConsentFailure;

/**
 * What came of a consent, or of coming back from Ponto.
 *
 * @param withdrawn how many linked accounts it has left out
 */
export const consentWords = (language: Language, result: ConsentResult, withdrawn = 0): PageWords => {
  switch (result) {
    case 'connected':
    case 'cancelled':
    case 'reauthorized':
    case 'renewed':
    case 'renewal_over':
    case 'renewal_unexpected':
    case 'unverified':
    case 'unexpected':
      return {
        title: text(language, `${result}_title`),
        paragraphs: [
          text(language, result),
          ...(withdrawn > 0 ? [text(language, 'connected_withdrawn', { accounts: withdrawn })] : []),
          text(language, `${result}_next`),
        ],
      };
    default:
      return {
        title: text(language, 'failed_title'),
        paragraphs: [text(language, result), text(language, nextAfter(result))],
      };
  }
};

const nextAfter = (failure: ConsentFailure) => {
  switch (failure) {
    case 'no_accounts':
    case 'other_organization':
    case 'connection_disconnected':
    case 'organization_blocked':
      return `${failure}_next` as const;
    case 'consent_failed':
      return 'connect_again';
    case 'ponto_unavailable':
    case 'ponto_throttled':
    case 'ponto_answer_not_understood':
    case 'ponto_answer_too_large':
    case 'internal_error':
      return 'connect_later';
  }
};

interface RenewalPage {
  readonly bank: string | undefined;
  /** Accounts are selected anew in it. */
  readonly byConsent: boolean;
}

/** The page that leads on to a renewal at Ponto; it names the bank where it is known. */
export const renewalWords = (language: Language, { bank, byConsent }: RenewalPage) => ({
  title: bank === undefined ? text(language, 'renew_title') : text(language, 'renew_title_named', { bank }),
  paragraphs: [
    text(language, 'renew'),
    ...(byConsent ? [text(language, 'renew_keep')] : []),
    text(language, 'renew_next'),
  ],
  button: text(language, 'renew_button'),
  footer: text(language, 'renew_footer'),
});

/** What there is to say about a link in a mail that leads nowhere, or not now. */
export const linkWords = (
  language: Language,
  state: 'unknown' | 'renewed' | 'elsewhere' | 'later' | 'unexpected',
): PageWords => {
  switch (state) {
    case 'unexpected':
      return { title: text(language, 'unexpected_title'), paragraphs: [text(language, 'link_later')] };
    case 'unknown':
      return {
        title: text(language, 'link_unknown_title'),
        paragraphs: [text(language, 'link_unknown'), text(language, 'link_unknown_next')],
      };
    default:
      return { title: text(language, `link_${state}_title`), paragraphs: [text(language, `link_${state}`)] };
  }
};
