import type { AccountBody } from '../../contracts/http/accounts.ts';
import type { ConnectionBody } from '../../contracts/http/connections.ts';
import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { HealthCode } from '../../domain/connections/health.ts';
import type { Language } from '../../domain/mail/language.ts';
import type { Step } from './components/actions.ts';
import type { ChipKind } from './components/chip.ts';
import { momentText, relativeDayText, today } from './components/when.ts';
import { frameMessages } from './frameMessages.ts';
import { stepOf, type StepName, type StepSubject } from './nextSteps.ts';
import { provenDays } from './provenDays.ts';
import { stateMessages } from './stateMessages.ts';
import { stateTable, type State } from './stateTable.ts';

/** A state as a page shows it: `chip(...)`, a sentence, exactly one next step, the rest for a menu. */
export interface StateWords {
  readonly chip: { readonly kind: ChipKind; readonly word: string };
  readonly sentence: string;
  readonly next: Step;
  /** A person has to act: the step is the page's button. Otherwise it is a place to look at. */
  readonly asks: boolean;
  readonly rest: readonly Step[];
}

interface Seen {
  readonly language: Language;
  readonly now: Instant;
  /** What the bank is called, as far as that is known. */
  readonly bank?: string | undefined;
}

type HealthBody = AccountBody['health'];
const { text } = stateMessages;

const isHealthCode = (code: string): code is HealthCode => Object.hasOwn(stateTable, code);

/** A code of a later release is told as what it asks for. */
const stateOf = ({ code, state }: HealthBody, without: HealthCode): State => {
  if (code === undefined) return stateTable[without];
  if (isHealthCode(code)) return stateTable[code];
  return stateTable[state === 'action_required' ? 'accounts_lost' : state === 'ok' ? without : 'interrupted'];
};

/** Where there is no consent to be given anew, the API asks for the credentials. */
const nextOf = ({ next }: State, { action }: HealthBody): StepName =>
  action?.call?.path.endsWith('/credentials') === true ? 'enter_credentials' : next;

const wordsOf = (
  state: State,
  health: HealthBody,
  subject: StepSubject,
  sentence: string,
  others: readonly StepName[],
): StateWords => {
  const next = stepOf(nextOf(state, health), subject);
  const rest = others.map((name) => stepOf(name, subject)).filter(({ href }) => href !== next.href);
  return {
    chip: { kind: state.kind, word: frameMessages.text(subject.language, state.word) },
    sentence,
    next,
    asks: state.asks,
    rest,
  };
};

/** The chip of an account that is told in short. */
export const healthChip = (
  language: Language,
  { state, code }: Pick<HealthBody, 'state' | 'code'>,
  linked: boolean,
): readonly [kind: ChipKind, word: string] => {
  const { kind, word } = stateOf({ state, code, message: '' }, linked ? 'all_well' : 'not_linked');
  return [kind, frameMessages.text(language, word)];
};

/** What an account is in, and what is to be done about it. */
export const accountState = (account: AccountBody, { language, now, bank }: Seen): StateWords => {
  const { health, link, connectionId, institutionId, id: accountId } = account;
  const state = stateOf(health, link.action === 'none' ? 'not_linked' : 'all_well');
  const gone: readonly StepName[] = ['authorization_lost', 'succession_undecided'].includes(health.code ?? '')
    ? ['choose_accounts', 'it_was_closed']
    : [];
  const subject = { language, connectionId, institutionId, accountId, bank };
  return wordsOf(state, health, subject, sentenceOf(account, { language, now }), [
    ...gone,
    'see_account',
    'settings',
    'see_connection',
  ]);
};

const sentenceOf = (account: AccountBody, { language, now }: Seen): string => {
  const { health, authorization, link, nextSyncAt, lastSync } = account;
  const read = health.state === 'passing' ? (lastSync?.retryAt ?? nextSyncAt) : nextSyncAt;
  const next = read === undefined ? '' : text(language, 'next_read', { moment: momentText(language, read, now) });
  const { expiresAt } = authorization;
  const both = (first: string): string => `${first} ${next}`.trim();

  if (health.code === undefined && link.action !== 'none') return both(proofOf(account, language));
  if (health.code === 'authorization_expiring' && expiresAt !== undefined)
    return text(language, 'expiring', { relative: relativeDayText(language, today(expiresAt), now) });
  if (health.code === 'authorization_expired' && expiresAt !== undefined)
    return text(language, 'expired', { day: today(expiresAt) });
  if (health.code === 'first_import') return `${importOf(account, language)} ${text(language, 'may_close')}`;
  return health.state === 'passing' ? both(health.message) : health.message;
};

const importOf = ({ firstImport, health }: AccountBody, language: Language): string => {
  if (!firstImport) return health.message;
  const { lines, backTo: day } = firstImport;
  return day === undefined
    ? text(language, 'importing', { lines })
    : text(language, 'importing_back_to', { lines, day });
};

const proofOf = (account: AccountBody, language: Language): string =>
  provenText(account, language) ?? text(language, 'well_unproven');

/** Which days are proven; undefined where none is. */
export const provenText = (account: AccountBody, language: Language): string | undefined => {
  const days = provenDays(account);
  if (!days) return undefined;
  const { from, to: day } = days;
  return from === undefined
    ? text(language, 'well_proven', { day })
    : text(language, 'well_proven_from', { day, from });
};

/** What a connection is in, and what is to be done about it. */
export const connectionState = (connection: ConnectionBody, { language, bank }: Seen): StateWords => {
  const { health, id: connectionId, institutionId, accounts } = connection;
  const accountId = accounts.find((one) => one.health.code !== undefined && one.health.code === health.code)?.id;
  const subject = { language, connectionId, institutionId, accountId, bank };
  const linked = accounts.some((account) => account.linked);
  return wordsOf(stateOf(health, linked ? 'all_well' : 'none_linked'), health, subject, health.message, [
    'see_connection',
  ]);
};
