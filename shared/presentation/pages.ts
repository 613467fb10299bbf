import type { ConsentFailure } from '../domain/consents/consentFailure.ts';
import type { Language } from '../domain/mail/language.ts';
import type { AtStake } from '../domain/consents/atStake.ts';
import { createCatalogue } from './catalogue.ts';
import { oneLine } from './html.ts';
import de from './messages/de/pages.json' with { type: 'json' };
import en from './messages/en/pages.json' with { type: 'json' };
import es from './messages/es/pages.json' with { type: 'json' };
import fr from './messages/fr/pages.json' with { type: 'json' };
import nl from './messages/nl/pages.json' with { type: 'json' };

export const pageMessages = createCatalogue(
  { en, fr, nl, de, es },
  {
    renew_title_named: { bank: 'text' },
    connected_withdrawn: { accounts: 'number' },
    consent_title: { company: 'text' },
    consent_title_named: { company: 'text', bank: 'text' },
    consent_unnamed: { id: 'text' },
    consent_reads: { company: 'text', product: 'text' },
    consent_lasts: { product: 'text' },
    consent_keep: { count: 'number', endings: 'text', more: 'number', others: 'number' },
  },
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
  | 'other_browser'
  | 'unconfirmed'
  | 'consent_unexpected'
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
    case 'other_browser':
    case 'unconfirmed':
    case 'consent_unexpected':
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

/** Who will read the accounts, and what there is to know before one goes on. */
interface ConsentPageValues {
  readonly tenant: { readonly tenantId: string; readonly tenantName?: string };
  readonly product: string;
  readonly bankName?: string;
  readonly atStake?: AtStake;
  /** A form was sent that did not pass. */
  readonly refusal?: 'no_cookie' | 'not_ours' | undefined;
}

/** Our page before Ponto's in a consent. A tenant that no token calls by a name is told by its number: never by what it says itself. */
export const consentPageWords = (language: Language, { tenant, product, ...page }: ConsentPageValues) => {
  const { bankName: bank, atStake, refusal } = page;
  const company = tenant.tenantName ?? text(language, 'consent_unnamed', { id: oneLine(tenant.tenantId) });
  return {
    title:
      bank === undefined
        ? text(language, 'consent_title', { company })
        : text(language, 'consent_title_named', { company, bank }),
    paragraphs: [
      ...(refusal ? [text(language, `consent_${refusal}`)] : []),
      text(language, 'consent_reads', { company, product }),
      text(language, 'consent_lasts', { product }),
      ...(atStake ? [text(language, 'consent_keep', keepValues(atStake))] : []),
      text(language, 'consent_doubt'),
    ],
    button: text(language, 'renew_button'),
    footer: text(language, 'renew_footer'),
  };
};

const keepValues = ({ endings, more, others }: AtStake) => ({
  count: endings.length,
  endings: endings.join(', '),
  more,
  others: Number(others),
});

interface RenewalPage {
  readonly bank: string | undefined;
  /** Accounts are selected anew in it. */
  readonly byConsent: boolean;
}

/** The page that leads on to a renewal at Ponto; it names the bank where it is known. */
export const renewalWords = (language: Language, { bank, byConsent }: RenewalPage) => ({
  title: bank === undefined ? text(language, 'renew_title') : text(language, 'renew_title_named', { bank }),
  paragraphs: [
    text(language, byConsent ? 'renew_by_consent' : 'renew'),
    ...(byConsent ? [text(language, 'renew_keep')] : []),
    text(language, 'renew_next'),
  ],
  button: text(language, byConsent ? 'continue_button' : 'renew_button'),
  footer: text(language, 'renew_footer'),
});

/** The page by which a reader confirms an address. */
export const confirmationWords = (language: Language) => ({
  title: text(language, 'confirm_title'),
  paragraphs: [text(language, 'confirm'), text(language, 'confirm_next')],
  button: text(language, 'confirm_button'),
  footer: text(language, 'confirm_footer'),
});

/** What came of it. */
export const confirmedWords = (language: Language, state: 'confirmed' | 'unknown' | 'unexpected'): PageWords => {
  switch (state) {
    case 'confirmed':
      return {
        title: text(language, 'confirmed_title'),
        paragraphs: [text(language, 'confirmed'), text(language, 'confirmed_next')],
      };
    case 'unknown':
      return {
        title: text(language, 'link_unknown_title'),
        paragraphs: [text(language, 'link_unknown'), text(language, 'confirm_unknown_next')],
      };
    case 'unexpected':
      return linkWords(language, state);
  }
};

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
