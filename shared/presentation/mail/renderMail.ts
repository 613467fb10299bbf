import type {
  ConfirmationContent,
  DigestContent,
  EndpointDisabledContent,
  EndingSummary,
  IncidentContent,
  MailAccount,
  MailBody,
  ReminderContent,
  RenderMail,
} from '../../domain/mail/mailContent.ts';
import { amountOf, formatAmount } from '../../domain/money/currency.ts';
import type { Language } from '../../domain/mail/language.ts';
import type { IncidentKind } from '../../domain/alerts/incident.ts';
import { defined } from '../../language/defined.ts';
import { nameIn } from '../../contracts/names.ts';
import { createCatalogue } from '../catalogue.ts';
import de from '../messages/de/mails.json' with { type: 'json' };
import en from '../messages/en/mails.json' with { type: 'json' };
import es from '../messages/es/mails.json' with { type: 'json' };
import fr from '../messages/fr/mails.json' with { type: 'json' };
import nl from '../messages/nl/mails.json' with { type: 'json' };
import { harmlessName } from './harmlessName.ts';
import { layOut, type MailLink } from './mailLayout.ts';

export const mailMessages = createCatalogue(
  { en, fr, nl, de, es },
  {
    greeting_named: { name: 'text' },
    ends: { days: 'number' },
    when_on: { when: 'text', day: 'day' },
    reminder_subject: { bank: 'text', when: 'text' },
    reminder_introduction: { accounts: 'number', bank: 'text' },
    digest_subject: { accounts: 'number' },
    digest_introduction: { clients: 'number' },
    not_listed: { accounts: 'number' },
    differs: { amount: 'text', currency: 'text', since: 'day', balance: 'text', on: 'day' },
    incident_subject: { bank: 'text', subject: 'text' },
  },
);
const { text } = mailMessages;

export const renderMail: RenderMail = (content) => {
  switch (content.kind) {
    case 'reminder':
      return reminderMail(content);
    case 'incident':
      return incidentMail(content);
    case 'digest':
      return digestMail(content);
    case 'confirmation':
      return confirmationMail(content);
    case 'endpoint_disabled':
      return endpointDisabledMail(content);
  }
};

/** It names accounts in full: its reader owns them, and a masked number of two would not tell which is meant. */
const reminderMail = ({ recipient, accounts, stoppedOtherwise }: ReminderContent): MailBody => {
  const { language, name } = recipient;
  const [first, ...rest] = [...accounts].sort((a, b) => a.lastDay.localeCompare(b.lastDay));
  if (!first) throw new Error('a mail about the end of an authorisation names an account');
  const banks = bankNamesOf(accounts);
  const isRenewable = accounts.some(({ renewalUrl }) => renewalUrl !== undefined);
  return layOut({
    language,
    subject: text(language, 'reminder_subject', {
      bank: banks.join(', ') || text(language, 'some_bank_first'),
      when: whenIn(language, first),
    }),
    greeting: greetingOf(language, name),
    introduction: text(language, 'reminder_introduction', {
      accounts: accounts.length,
      bank: banks.join(', ') || text(language, 'some_bank'),
    }),
    items: [first, ...rest].map((account) => ({
      name: nameOf(account, banks.length > 1),
      note: endingOf(language, account),
      ...defined({ link: linkTo(text(language, 'renew'), account.renewalUrl) }),
    })),
    paragraphs: [
      text(language, 'reminder_consequence'),
      ...(isRenewable ? [text(language, 'about_button')] : []),
      text(language, 'renew_elsewhere'),
      ...(stoppedOtherwise ? [text(language, 'stopped_otherwise')] : []),
    ],
    footer: text(language, 'contact_footer'),
  });
};

/** What happened, what it means for the books, what to do. */
const incidentMail = ({ recipient: { name, language }, incident, accounts, url }: IncidentContent): MailBody => {
  const banks = bankNamesOf(accounts);
  const next = text(language, `${incident}_next`);
  return layOut({
    language,
    subject: text(language, 'incident_subject', {
      bank: banks.join(', ') || text(language, 'some_bank_first'),
      subject: text(language, `${incident}_subject`),
    }),
    greeting: greetingOf(language, name),
    introduction: text(language, `${incident}_happened`),
    items: accounts.map((account) => ({
      name: nameOf(account, banks.length > 1),
      note: differenceIn(language, account),
    })),
    ...defined({ link: linkTo(text(language, 'restore_access'), url) }),
    paragraphs: losesNothing(incident) ? [next, text(language, 'nothing_lost')] : [next],
    footer: text(language, 'contact_footer'),
  });
};

/** By how much, from which day on, and what the bank says: also where no statement could show it. */
const differenceIn = (language: Language, { difference, currency }: IncidentContent['accounts'][number]): string => {
  if (!difference) return '';
  const written = (amount: string): string => formatAmount(amountOf(amount), currency);
  const { amount, bankBalance, since, on } = difference;
  return text(language, 'differs', { amount: written(amount), balance: written(bankBalance), currency, since, on });
};

/** A mail is read, not searched: beyond these the accounting product is the place. */
const maxRows = 100;

/**
 * The one mail that tells an accountant which authorisations of all clients end. It has no link to renew, because only the
 * client can confirm at the bank, and no whole account number, because the clients are not the reader's own. What one tenant
 * calls a client stands there beside another's: no such name leads anywhere.
 */
const digestMail = ({ language, accounts }: DigestContent): MailBody => {
  const sorted = [...accounts].sort(
    (a, b) => a.lastDay.localeCompare(b.lastDay) || (a.client ?? '').localeCompare(b.client ?? ''),
  );
  const shown = sorted.slice(0, maxRows);
  const rest = sorted.length - shown.length;
  return layOut({
    language,
    subject: text(language, 'digest_subject', { accounts: accounts.length }),
    greeting: text(language, 'greeting'),
    introduction: text(language, 'digest_introduction', {
      clients: new Set(accounts.map(({ client }) => client)).size,
    }),
    items: shown.map((account) => ({
      name: joined([
        harmlessName(nameIn(account.client ?? '')) ?? text(language, 'some_client'),
        account.bankName,
        `…${account.reference.slice(-4)}`,
      ]),
      note: endingOf(language, account),
    })),
    paragraphs: [
      ...(rest > 0 ? [text(language, 'not_listed', { accounts: rest })] : []),
      text(language, 'digest_next'),
    ],
    footer: text(language, 'digest_footer'),
  });
};

/** Books that differ may lack something, with a deleted organisation the feed is gone, and one that was not confirmed has not begun. */
const losesNothing = (kind: IncidentKind): boolean =>
  kind !== 'statement_broken' && kind !== 'onboarding_incomplete' && kind !== 'awaiting_confirmation';
/** Nobody knows yet who reads it: it says what it is about, and nothing that a person could have written. */
const confirmationMail = ({ language, url }: ConfirmationContent): MailBody =>
  layOut({
    language,
    subject: text(language, 'confirmation_subject'),
    greeting: text(language, 'greeting'),
    introduction: text(language, 'confirmation_introduction'),
    items: [],
    link: { label: text(language, 'confirmation_button'), url },
    paragraphs: [text(language, 'confirmation_next'), text(language, 'confirmation_ignore')],
    footer: text(language, 'confirmation_footer'),
  });

/** By its id: an address may hold a secret, and whoever entered it may have meant another one to be clicked. */
const endpointDisabledMail = ({ recipient, because, endpointId, description }: EndpointDisabledContent): MailBody => {
  const { language, name } = recipient;
  return layOut({
    language,
    subject: text(language, 'endpoint_disabled_subject'),
    greeting: greetingOf(language, name),
    introduction: text(language, `endpoint_disabled_${because}`),
    items: [{ name: joined([endpointId, harmlessName(description)]), note: '' }],
    paragraphs: [text(language, 'endpoint_disabled_kept'), text(language, 'endpoint_disabled_next')],
    footer: text(language, 'endpoint_footer'),
  });
};

/** The banks of some accounts, each once; banks whose name nobody knows are left out. */
const bankNamesOf = (accounts: readonly Pick<MailAccount, 'bankName'>[]): readonly string[] => [
  ...new Set(accounts.flatMap(({ bankName = [] }) => bankName)),
];

const greetingOf = (language: Language, stored: string | undefined): string => {
  const name = harmlessName(stored);
  return name === undefined ? text(language, 'greeting') : text(language, 'greeting_named', { name });
};

const whenIn = (language: Language, { daysLeft, ended }: EndingSummary): string =>
  ended || daysLeft < 0 ? text(language, 'ended') : text(language, 'ends', { days: daysLeft });

const endingOf = (language: Language, account: EndingSummary): string =>
  text(language, 'when_on', { when: whenIn(language, account), day: account.lastDay });

const nameOf = ({ reference, currency, label, bankName }: MailAccount, severalBanks: boolean): string =>
  joined([reference, currency, label, severalBanks ? bankName : undefined]);

const joined = (parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined).join(', ');

const linkTo = (label: string, url: string | undefined): MailLink | undefined =>
  url === undefined ? undefined : { label, url };
