import type { Language } from '../../domain/mail/language.ts';
import { oneLine } from '../html.ts';
import { dashboardUrl } from '../problems.ts';
import { addresses, at } from './addresses.ts';
import type { Step } from './components/actions.ts';
import { stateMessages } from './stateMessages.ts';

/** What a step is about. */
export interface StepSubject {
  readonly language: Language;
  readonly connectionId: string;
  readonly accountId?: string | undefined;
  readonly institutionId?: string | undefined;
  /** What the bank is called, as far as that is known. */
  readonly bank?: string | undefined;
}

/** The page of the account, or of the connection where no account is meant. */
const accountOf = ({ accountId, connectionId }: StepSubject): string =>
  accountId === undefined ? addresses.connection(connectionId) : addresses.account(accountId);

/** The settings of the account, likewise. */
const settingsOf = ({ accountId, connectionId }: StepSubject): string =>
  accountId === undefined ? addresses.connection(connectionId) : addresses.accountSettings(accountId);

/** The runs of the account, likewise. */
const syncsOf = ({ accountId, connectionId }: StepSubject): string =>
  accountId === undefined ? addresses.connection(connectionId) : addresses.accountSyncs(accountId);

const { text } = stateMessages;

/** Everything that a person can do about a state, and the page where it is done. */
const steps = {
  renew: ({ language, bank, connectionId }) => ({
    label: bank === undefined ? text(language, 'renew') : text(language, 'renew_at', { bank }),
    href: addresses.renew(connectionId),
  }),
  reconnect: ({ language, bank, connectionId }) => ({
    label: bank === undefined ? text(language, 'reconnect') : text(language, 'reconnect_to', { bank }),
    href: addresses.renew(connectionId),
  }),
  finish_connecting: ({ language, connectionId }) => ({
    label: text(language, 'finish_connecting'),
    href: addresses.renew(connectionId),
  }),
  enter_credentials: ({ language, connectionId }) => ({
    label: text(language, 'enter_credentials'),
    href: at(addresses.connection(connectionId), 'credentials'),
  }),
  confirm: ({ language, connectionId }) => ({
    label: text(language, 'confirm'),
    href: at(addresses.connection(connectionId), 'confirm'),
  }),
  choose_accounts: ({ language, connectionId }) => ({
    label: text(language, 'choose_accounts'),
    href: at(addresses.connection(connectionId), 'accounts'),
  }),
  migrate: ({ language, connectionId }) => ({
    label: text(language, 'migrate'),
    href: at(addresses.connection(connectionId), 'migrate'),
  }),
  change_contacts: ({ language, connectionId }) => ({
    label: text(language, 'change_contacts'),
    href: at(addresses.connection(connectionId), 'contacts'),
  }),
  link: ({ language, connectionId }) => ({
    label: text(language, 'link'),
    href: addresses.chooseJournals(connectionId),
  }),
  see_progress: ({ language, connectionId }) => ({
    label: text(language, 'see_progress'),
    href: addresses.importProgress(connectionId),
  }),
  connect_again: ({ language, institutionId }) => ({
    label: text(language, 'connect_again'),
    href: institutionId === undefined ? addresses.connect : addresses.connectBank(institutionId),
  }),
  check_period: (subject) => ({ label: text(subject.language, 'check_period'), href: accountOf(subject) }),
  check_again: (subject) => ({ label: text(subject.language, 'check_again'), href: at(syncsOf(subject), 'check') }),
  correct_known_balance: (subject) => ({
    label: text(subject.language, 'correct_known_balance'),
    href: at(settingsOf(subject), 'knownBalance'),
  }),
  succeed: (subject) => ({ label: text(subject.language, 'succeed'), href: at(settingsOf(subject), 'succession') }),
  it_was_closed: (subject) => ({
    label: text(subject.language, 'it_was_closed'),
    href: at(settingsOf(subject), 'end'),
  }),
  open_ponto: ({ language }) => ({ label: text(language, 'open_ponto'), href: dashboardUrl }),
  see_account: (subject) => ({ label: text(subject.language, 'see_account'), href: accountOf(subject) }),
  settings: (subject) => ({ label: text(subject.language, 'settings'), href: settingsOf(subject) }),
  see_connection: ({ language, connectionId }) => ({
    label: text(language, 'see_connection'),
    href: addresses.connection(connectionId),
  }),
} as const satisfies Record<string, (subject: StepSubject) => Step>;

export type StepName = keyof typeof steps;

export const stepOf = (name: StepName, { bank, ...subject }: StepSubject): Step =>
  steps[name]({ ...subject, bank: bank === undefined ? undefined : oneLine(bank) });
