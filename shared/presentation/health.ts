import type { Health, AccountsAt, HealthCode, NamedAccount } from '../domain/connections/health.ts';
import type { ConnectionMethod } from '../domain/connections/connection.ts';
import { type Institution, noticeFor } from '../domain/institutions/institution.ts';
import { amountOf, formatAmount } from '../domain/money/currency.ts';
import { equals } from '../domain/money/decimal.ts';
import type { Language } from '../domain/mail/language.ts';
import { defined } from '../language/defined.ts';
import { createCatalogue } from './catalogue.ts';
import de from './messages/de/health.json' with { type: 'json' };
import en from './messages/en/health.json' with { type: 'json' };
import es from './messages/es/health.json' with { type: 'json' };
import fr from './messages/fr/health.json' with { type: 'json' };
import nl from './messages/nl/health.json' with { type: 'json' };
import { actionFor, dashboardUrl, type Action } from './problems.ts';
import { bodyOf, callOf, type HealthSubject } from './nextCalls.ts';
import { amountText } from './pages/components/amount.ts';

export const healthMessages = createCatalogue(
  { en, fr, nl, de, es },
  {
    ended_differing: { amount: 'text', currency: 'text', since: 'day' },
    books_differ: { amount: 'text', currency: 'text', since: 'day', refusedLines: 'number' },
    known_balance_differs: { amount: 'text', known: 'text', currency: 'text', on: 'day', refusedLines: 'number' },
    known_balance_alike: { known: 'text', currency: 'text', on: 'day' },
    known_balance_too: { amount: 'text', known: 'text', currency: 'text', on: 'day' },
    first_import: { lines: 'number', since: 'moment' },
    on_accounts: { accounts: 'text', more: 'number', message: 'text' },
    authorization_expiring: { days: 'number' },
    lines_uncertain: { lines: 'number' },
    succession_undecided: { accounts: 'text', count: 'number', more: 'number' },
    keep_selected: { accounts: 'text', count: 'number', more: 'number', others: 'number' },
    awaiting_confirmation: { organization: 'text', accounts: 'number' },
    no_accounts: { choose: 'text' },
    other_bank: { bank: 'text', authorized: 'text', choose: 'text' },
    accounts_missing: { accounts: 'number', choose: 'text' },
    accounts_lost: { accounts: 'number', choose: 'text' },
    nothing_added: { authorized: 'text', choose: 'text' },
    accounts_at: { bank: 'text', accounts: 'number' },
  },
);
const { text } = healthMessages;

/** A state of health as a person reads it. */
export interface RenderedHealth {
  readonly state: Health['state'];
  readonly code: string | undefined;
  readonly message: string;
  readonly action: Action | undefined;
}

/** @param subject whose health it is: the call that starts the remedy names it */
export const renderHealth = (language: Language, health: Health, subject?: HealthSubject): RenderedHealth => {
  const code = outsideHealthCode(health.code);
  return {
    state: health.state,
    code,
    message: messageOf(language, health),
    action: nextStepOf(language, health, subject),
  };
};

const nextStepOf = (language: Language, health: Health, subject: HealthSubject | undefined): Action | undefined => {
  const page = actionFor(language, outsideHealthCode(health.code));
  if (health.step === undefined) return page;
  const accountId = doneOn(health) ?? health.of?.accountId ?? subject?.accountId;
  const address = subject && callOf(health.step, { ...subject, ...(accountId !== undefined && { accountId }) });
  const call = address && { ...address, ...defined({ body: bodyOf(health, subject) }) };
  const url = page?.url ?? (health.step === 'contact_ponto' ? dashboardUrl : undefined);
  if (!call && url === undefined) return undefined;
  const label = page && !call ? page.label : text(language, `step_${health.step}`);
  return { label, ...(url !== undefined && { url }), ...(call && { call }) };
};

/** The account that continues this one is the one to say it of. */
const doneOn = (health: Health): string | undefined =>
  health.code === 'succession_undecided' && health.step === 'succeed'
    ? health.values.candidates[0]?.accountId
    : undefined;

/** What comes from accounts says of which. */
const messageOf = (language: Language, health: Health): string => {
  const message = healthMessage(language, health);
  if (!health.of) return message;
  const { references, more } = health.of;
  return text(language, 'on_accounts', { accounts: references.join(', '), more, message });
};

/** The code that a caller of the API gets: where all is well there is none, and some reasons share one. */
export const outsideHealthCode = (code: HealthCode): string | undefined => {
  switch (code) {
    case 'all_well':
    case 'not_linked':
    case 'none_linked':
      return undefined;
    case 'connecting_interrupted':
      return 'awaiting_consent';
    case 'accounts_lost':
      return 'authorization_lost';
    case 'ended_differing':
      return 'ended';
    default:
      return code;
  }
};

const written = (language: Language, amount: string, currency: string): string =>
  amountText(language, formatAmount(amountOf(amount), currency));

/** What a figure of the tenant that differs says beside the bank's balance: the same, or that it is to be looked at itself. */
const figureToo = (
  language: Language,
  { amount, currency, known }: Extract<Health, { readonly code: 'books_differ' }>['values'],
): string => {
  if (!known) return '';
  const values = { known: written(language, known.known, currency), currency, on: known.on };
  if (equals(amountOf(known.amount), amountOf(amount))) return ` ${text(language, 'known_balance_alike', values)}`;
  return ` ${text(language, 'known_balance_too', { ...values, amount: written(language, known.amount, currency) })}`;
};

export const healthMessage = (language: Language, health: Health): string => {
  switch (health.code) {
    case 'books_differ': {
      const { amount, currency, since, refusedLines } = health.values;
      const difference = { amount: written(language, amount, currency), currency };
      return text(language, health.code, { ...difference, since, refusedLines }) + figureToo(language, health.values);
    }
    case 'ended_differing': {
      const { amount, currency, since } = health.values;
      return text(language, health.code, { amount: written(language, amount, currency), currency, since });
    }
    case 'known_balance_differs': {
      const { amount, known, currency, on, refusedLines } = health.values;
      const money = (text: string): string => written(language, text, currency);
      return text(language, health.code, { amount: money(amount), known: money(known), currency, on, refusedLines });
    }
    case 'first_import':
      return text(language, health.code, health.values);
    case 'authorization_expiring':
      return text(language, health.code, health.values);
    case 'lines_uncertain':
      return text(language, health.code, health.values);
    case 'succession_undecided': {
      const { candidates, more } = health.values;
      return text(language, health.code, { accounts: namesOf(candidates), count: candidates.length, more });
    }
    case 'keep_selected': {
      const { accounts, more, others } = health.values;
      const counts = { count: accounts.length, more, others: Number(others) };
      return text(language, health.code, { accounts: namesOf(accounts), ...counts });
    }
    case 'awaiting_confirmation': {
      const { organization = text(language, 'some_organization'), accounts } = health.values;
      return text(language, health.code, { organization, accounts });
    }
    case 'no_accounts':
      return text(language, health.code, { choose: howToChoose(language, health.values.method) });
    case 'accounts_missing':
    case 'accounts_lost': {
      const { method, accounts } = health.values;
      return text(language, health.code, { accounts, choose: howToChoose(language, method) });
    }
    case 'nothing_added': {
      const { method, authorized } = health.values;
      const values = { authorized: authorizedAt(language, authorized), choose: howToChoose(language, method) };
      return text(language, health.code, values);
    }
    case 'other_bank': {
      const { method, bank = text(language, 'chosen_bank'), authorized } = health.values;
      const values = { bank, authorized: authorizedAt(language, authorized), choose: howToChoose(language, method) };
      return text(language, health.code, values);
    }
    default:
      return text(language, health.code);
  }
};

const namesOf = (accounts: readonly NamedAccount[]): string =>
  accounts.map(({ reference, label }) => (label ? `${reference} (${label})` : reference)).join(', ');

/** What a user should know before connecting this bank, if anything. */
export const institutionNotice = (language: Language, institution: Institution): string | undefined => {
  const code = noticeFor(institution);
  return code && text(language, code);
};

const howToChoose = (language: Language, method: ConnectionMethod): string =>
  text(language, method === 'client_credentials' ? 'choose_in_dashboard' : 'choose_in_consent');

const authorizedAt = (language: Language, authorized: readonly AccountsAt[]): string =>
  authorized
    .map(({ bank = text(language, 'another_bank'), accounts }) => text(language, 'accounts_at', { bank, accounts }))
    .join(', ');
