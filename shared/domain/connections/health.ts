import { defined } from '../../language/defined.ts';
import { faultKinds, type FaultCode } from '../faults/fault.ts';
import type { CalendarDate, Instant } from '../calendar/calendarDate.ts';
import type { Difference } from '../statements/difference.ts';
import type { Period } from '../statements/period.ts';
import type { AccountProof } from '../statements/proof.ts';
import type { Sync } from '../syncs/sync.ts';
import type { AuthorizationNow } from './authorization.ts';
import type { Account, ConnectionMethod, ConnectionStatus } from './connection.ts';

/** What a person can do about it. */
export type NextStep =
  | 'reconnect'
  | 'enter_credentials'
  | 'reauthorize'
  | 'fetch_accounts'
  | 'contact_ponto'
  | 'connect_anew'
  | 'link'
  | 'check_period'
  | 'correct_known_balance'
  /** Say that the account which is named continues this one. */
  | 'succeed'
  /** Several may: look which. */
  | 'choose_successor'
  /** Say who is to be written to. */
  | 'change_contacts'
  /** Say that what a consent has brought is what was meant. */
  | 'confirm';

/**
 * - `ok`: nothing to do and nothing to know.
 * - `attention`: it works, and there is something to know.
 * - `passing`: it does not work now and heals by itself.
 * - `action_required`: it does not work until a person does something.
 */
export type Health = HealthReason & {
  readonly state: 'ok' | 'attention' | 'passing' | 'action_required';
  readonly step?: NextStep;
  /** Of `check_period`: which one, where that is known. */
  readonly days?: Period;
  /** Of a connection, the accounts that it comes from; those beyond a few are counted only. */
  readonly of?: { readonly accountId: string; readonly references: readonly string[]; readonly more: number };
};

/** What a health is looked for by. */
export interface SoughtHealth {
  readonly health?: Health['state'];
  readonly healthCode?: string;
}

export const isOfHealth = ({ state, code }: Health, sought: SoughtHealth): boolean =>
  (sought.health ?? state) === state && (sought.healthCode ?? code) === code;

export type HealthCode = PlainHealthCode | keyof HealthValues;

/** What there is to say, in codes and values: its words are made where it is rendered. */
type HealthReason =
  | { readonly code: PlainHealthCode }
  | {
      readonly [Code in keyof HealthValues]: { readonly code: Code; readonly values: HealthValues[Code] };
    }[keyof HealthValues];

type PlainHealthCode =
  | FaultCode
  | 'all_well'
  | 'not_linked'
  | 'none_linked'
  | 'ended'
  | 'bank_trouble'
  | 'migration_required'
  | 'awaiting_consent'
  | 'connecting_interrupted'
  | 'disconnected'
  | 'onboarding_incomplete'
  | 'nobody_reached';

/** The codes that name something, and what. */
interface HealthValues {
  /** `amount`: books minus bank; `since`: the first day on which they may differ. */
  readonly books_differ: Pick<Difference, 'amount' | 'since'> & {
    readonly currency: string;
    readonly known?: DifferingFigure;
  } & MayMissLines;
  /** It has ended, and its books differ as they did then. */
  readonly ended_differing: Pick<Difference, 'amount' | 'since'> & { readonly currency: string };
  readonly known_balance_differs: DifferingFigure & { readonly currency: string } & MayMissLines;
  readonly first_import: { readonly lines: number; readonly since: Instant };
  readonly lines_uncertain: { readonly lines: number };
  /** Accounts that may continue this one; those beyond a few are counted only. */
  readonly succession_undecided: { readonly candidates: readonly NamedAccount[]; readonly more: number };
  /** Accounts here that a consent would withdraw unless they are selected again, and whether others have any. */
  readonly keep_selected: {
    readonly accounts: readonly NamedAccount[];
    readonly more: number;
    readonly others: boolean;
  };
  /** What a consent has brought; some organisations have no name that we know. */
  readonly awaiting_confirmation: { readonly organization?: string; readonly accounts: number };
  readonly authorization_expiring: { readonly days: number };
  readonly no_accounts: ChosenBy;
  /** `bank` is the one that was chosen, as far as its name is known. */
  readonly other_bank: ChosenBy & { readonly bank?: string; readonly authorized: readonly AccountsAt[] };
  readonly accounts_missing: ChosenBy & { readonly accounts: number };
  readonly accounts_lost: ChosenBy & { readonly accounts: number };
  readonly nothing_added: ChosenBy & { readonly authorized: readonly AccountsAt[] };
}

/** `amount`: books minus `known`, the tenant's own figure of the day `on`. */
interface DifferingFigure {
  readonly amount: string;
  readonly known: string;
  readonly on: CalendarDate;
}

/** Lines that could not be booked may be what makes a difference: whoever is told of one is told of the other. */
interface MayMissLines {
  readonly refusedLines: number;
}

/** What tells it apart: its number, and what it is called where that is known. */
export interface NamedAccount {
  readonly accountId: string;
  readonly reference: string;
  readonly label?: string;
}

/** Where the choice of accounts is made: in the tenant's own integration, or in the consent. */
interface ChosenBy {
  readonly method: ConnectionMethod;
}

/** How many accounts are shared with us at one bank; some banks have no name that we know. */
export interface AccountsAt {
  readonly bank?: string;
  readonly accounts: number;
}

export interface HealthInput {
  readonly account: Account;
  readonly connectionStatus: ConnectionStatus;
  /** Why the connection is in this status, where that is known. */
  readonly connectionCode?: string | undefined;
  readonly connectionMethod?: ConnectionMethod | undefined;
  readonly authorization: AuthorizationNow;
  readonly lastSync?: Sync | undefined;
  /** The last run failed together with many others at the same bank; absent where nobody has looked. */
  readonly bankOutage?: boolean;
  /** The operator has paused the tenant. */
  readonly paused: boolean;
  /** Lines that could not be booked. */
  readonly refusedLines: number;
  readonly refusedDays?: Period | undefined;
  /** Lines that may stand in the books twice. */
  readonly uncertainLines?: number | undefined;
  readonly uncertainDays?: Period | undefined;
  readonly difference?: Difference | undefined;
  /** What came of the tenant's own figure. */
  readonly known?: AccountProof['known'] | undefined;
  /** Accounts that may continue this one, which is gone. */
  readonly candidates?: readonly Account[] | undefined;
  /** Present until everything was read once. */
  readonly firstImport?: { readonly lines: number } | undefined;
}

const steps: Partial<Record<FaultCode, NextStep>> = {
  reconnect_required: 'reconnect',
  credentials_refused: 'enter_credentials',
  authorization_expired: 'reauthorize',
  authorization_lost: 'fetch_accounts',
  organization_blocked: 'contact_ponto',
  account_not_linked: 'link',
  line_refused: 'check_period',
};

/**
 * The health of an account. What a person must heal comes before what heals by itself, and the reason furthest from the
 * account first: a dead connection explains everything below it.
 */
export const healthOf = (input: HealthInput): Health =>
  successionHealth(input.candidates ?? []) ??
  endedHealth(input) ??
  healthOfStatus(input.connectionStatus, input.connectionCode, input.connectionMethod) ??
  authorizationHealth(input.authorization) ??
  pausedHealth(input) ??
  syncHealth(input) ??
  firstImport(input) ??
  remarks(input) ?? { state: 'ok', code: input.account.link ? 'all_well' : 'not_linked' };

/** More are counted, not named. */
const maxNamed = 3;

const nameOf = ({ id: accountId, reference, description, product }: Account): NamedAccount => ({
  accountId,
  reference,
  ...defined({ label: description ?? product }),
});

/**
 * It is gone, and another account may be what became of it. What a person would be told of one that is merely gone, to keep
 * it selected, would be said in vain.
 */
export const successionHealth = (candidates: readonly Account[]): Health | undefined => {
  if (candidates.length === 0) return undefined;
  const named = candidates.slice(0, maxNamed).map(nameOf);
  return {
    state: 'action_required',
    code: 'succession_undecided',
    values: { candidates: named, more: candidates.length - named.length },
    step: candidates.length === 1 ? 'succeed' : 'choose_successor',
  };
};

/** More than of accounts that something is wrong with: each of them has to be selected. */
const maxAtStake = 10;

/**
 * What to keep selected in a consent that is about to be given.
 *
 * @returns undefined where nothing is at stake
 */
export const keepSelected = (accounts: readonly Account[], others: boolean): Health | undefined => {
  if (accounts.length === 0 && !others) return undefined;
  const named = accounts.slice(0, maxAtStake).map(nameOf);
  const values = { accounts: named, more: accounts.length - named.length, others };
  return { state: 'attention', code: 'keep_selected', values };
};

/** It feeds nothing and can be read no more: the feed has nothing to do, and its books stay as they are. */
const endedHealth = ({ account, connectionStatus, authorization, difference }: HealthInput): Health | undefined => {
  if (account.link || (authorization.state !== 'revoked' && connectionStatus !== 'disconnected')) return undefined;
  if (!difference) return { state: 'ok', code: 'ended' };
  const { amount, since } = difference;
  return { state: 'ok', code: 'ended_differing', values: { amount, since, currency: account.currency } };
};

/** Nothing is well before something was read. It comes by itself, so that it passes. */
const firstImport = ({ account, firstImport: first, lastSync }: HealthInput): Health | undefined =>
  account.link && first && lastSync?.status !== 'succeeded'
    ? {
        state: 'passing',
        code: 'first_import',
        values: { lines: first.lines, since: lastSync?.createdAt ?? account.link.linkedAt },
      }
    : undefined;

const pausedHealth = ({ account, paused }: HealthInput): Health | undefined =>
  paused && account.link ? healthOfFault('feed_paused') : undefined;

/** The health that a fault means. */
export const healthOfFault = (code: FaultCode): Health => {
  const state = faultKinds[code] === 'userActionRequired' ? 'action_required' : 'passing';
  return { state, code, ...defined({ step: steps[code] }) };
};

/** A code that was stored is one of the catalogue; one of a later release counts as ours. */
export const faultCodeOf = (code: string): FaultCode => (isFaultCode(code) ? code : 'internal_error');

const isFaultCode = (code: string): code is FaultCode => Object.hasOwn(faultKinds, code);

/**
 * What the status of a connection means for everything on it.
 *
 * @returns undefined for one that is active: then the accounts decide
 */
export const healthOfStatus = (
  status: ConnectionStatus,
  code?: string,
  method?: ConnectionMethod,
): Health | undefined => {
  switch (status) {
    case 'active':
      return undefined;
    case 'reconnect_required':
      return refusedHealth(code, method);
    case 'blocked':
      return healthOfFault('organization_blocked');
    case 'migration_required':
      return { state: 'action_required', code: 'migration_required', step: 'reconnect' };
    case 'awaiting_consent':
      return { state: 'action_required', code: 'awaiting_consent', step: 'reconnect' };
    case 'disconnected':
      return { state: 'action_required', code: 'disconnected', step: 'connect_anew' };
  }
};

/** Without a consent there is none to be given anew: the credentials are. */
const refusedHealth = (code: string | undefined, method: ConnectionMethod | undefined): Health => {
  if (code === 'credentials_refused') return healthOfFault(code);
  const health = healthOfFault('reconnect_required');
  return method === 'client_credentials' ? { ...health, step: 'enter_credentials' } : health;
};

/** What the end of an account's authorization means; undefined while it lasts. */
export const authorizationHealth = ({ state }: AuthorizationNow): Health | undefined => {
  if (state === 'revoked') return healthOfFault('authorization_lost');
  if (state === 'expired') return healthOfFault('authorization_expired');
  return undefined;
};

/** An account that feeds nothing has nothing to be read: how its last run ended is history. */
const syncHealth = ({ account, lastSync, bankOutage }: HealthInput): Health | undefined => {
  if (!account.link || lastSync?.status !== 'failed') return undefined;
  const code = faultCodeOf(lastSync.errorCode ?? 'internal_error');
  // Authorised anew since then: the next run reads what came meanwhile.
  if (code === 'authorization_expired') return healthOfFault('interrupted');
  return bankOutage && code === 'bank_unavailable' ? { state: 'passing', code: 'bank_trouble' } : healthOfFault(code);
};

const differingFigure = ({ difference: amount = '0', amount: known, on }: NonNullable<AccountProof['known']>) => ({
  amount,
  known,
  on,
});

const checking = (days: Period | undefined): Pick<Health, 'step' | 'days'> => ({
  step: 'check_period',
  ...defined({ days }),
});

const remarks = (input: HealthInput): Health | undefined => {
  const { account, authorization, difference, known } = input;
  const { refusedLines, refusedDays, uncertainLines = 0, uncertainDays } = input;
  const figure = known?.verdict === 'differs' ? differingFigure(known) : undefined;
  if (difference && account.link) {
    const { amount, since, on: to } = difference;
    const values = { amount, since, currency: account.currency, refusedLines, ...defined({ known: figure }) };
    return { state: 'attention', code: 'books_differ', values, ...checking({ from: since, to }) };
  }
  if (figure && account.link) {
    const values = { ...figure, currency: account.currency, refusedLines };
    return { state: 'attention', code: 'known_balance_differs', values, step: 'correct_known_balance' };
  }
  if (refusedLines > 0) return { state: 'attention', code: 'line_refused', ...checking(refusedDays) };
  if (uncertainLines > 0) {
    const values = { lines: uncertainLines };
    return { state: 'attention', code: 'lines_uncertain', values, ...checking(uncertainDays) };
  }
  if (account.availability === 'readonly') return healthOfFault('bank_maintenance');
  if (authorization.state === 'expiring') {
    return {
      state: 'attention',
      code: 'authorization_expiring',
      values: { days: authorization.daysLeft ?? 0 },
      step: 'reauthorize',
    };
  }
  return undefined;
};
