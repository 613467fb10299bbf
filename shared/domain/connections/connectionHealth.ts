import { defined } from '../../language/defined.ts';
import { plainNumber } from './accountIdentity.ts';
import type { Account, Connection, ExpectedAccount } from './connection.ts';
import { unconfirmedOf } from './unconfirmedOf.ts';
import { worstOf, type ToldAccount } from './worstOf.ts';
import { healthOfFault, healthOfStatus, type AccountsAt, type Health } from './health.ts';

export interface ConnectionHealthInput {
  readonly connection: Connection;
  readonly accounts: readonly Account[];
  /** How each of them is. */
  readonly told?: readonly ToldAccount[];
  /** The operator has paused the tenant. */
  readonly paused: boolean;
  /** There are addresses, and none of them takes mail. */
  readonly nobodyReached?: boolean;
  /** Names of institutions, as far as they are known. */
  readonly nameOf: ReadonlyMap<string, string>;
}

/** What a person should know or do about a connection as a whole. */
export const healthOfConnection = (input: ConnectionHealthInput): Health =>
  awaitingConfirmation(input.connection) ??
  cutShort(input.connection) ??
  statusHealth(input) ??
  worstOf(
    [
      noAccounts(input),
      input.paused ? healthOfFault('feed_paused') : undefined,
      onboarding(input.connection),
      otherBank(input),
      missingAccounts(input),
      nobodyReached(input),
    ],
    input.told ?? [],
  ) ??
  wellOf(input);

/** One that was disconnected asks for something only while an account still waits to be fed. */
const statusHealth = ({ connection: { status, statusCode, method }, accounts }: ConnectionHealthInput) => {
  const isOver = status === 'disconnected' && accounts.length > 0 && accounts.every(({ link }) => link === undefined);
  return isOver ? ({ state: 'ok', code: 'ended' } as const) : healthOfStatus(status, statusCode, method);
};

const wellOf = ({ accounts }: ConnectionHealthInput): Health => {
  if (accounts.some(({ link }) => link !== undefined)) return { state: 'ok', code: 'all_well' };
  return { state: 'ok', code: sharedOf(accounts).length > 0 ? 'none_linked' : 'ended' };
};

/** How many accounts are shared with us now, by institution. */
export const countsByInstitution = (accounts: readonly Account[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { institutionId } of sharedOf(accounts)) counts.set(institutionId, (counts.get(institutionId) ?? 0) + 1);
  return counts;
};

/** What was authorised, and where. */
export const authorizedAt = (
  accounts: readonly Account[],
  nameOf: ReadonlyMap<string, string>,
): readonly AccountsAt[] =>
  [...countsByInstitution(accounts)].map(([id, count]) => ({ ...defined({ bank: nameOf.get(id) }), accounts: count }));

/** Accounts of a legacy connection that did not come along. */
export const missingOf = (
  { expectedAccounts = [] }: Connection,
  accounts: readonly Account[],
): readonly ExpectedAccount[] =>
  expectedAccounts.filter(
    (expected) =>
      !sharedOf(accounts).some(
        ({ reference, currency }) =>
          plainNumber(reference) === plainNumber(expected.reference) &&
          (expected.currency === undefined || expected.currency === currency),
      ),
  );

const sharedOf = (accounts: readonly Account[]): readonly Account[] =>
  accounts.filter(({ authorization }) => !authorization.revoked);

const awaitingConfirmation = (connection: Connection): Health | undefined => {
  const unconfirmed = unconfirmedOf(connection);
  if (!unconfirmed) return undefined;
  const { organizationName: organization, accountCount: accounts } = unconfirmed;
  const values = { ...defined({ organization }), accounts };
  return { state: 'action_required', code: 'awaiting_confirmation', values, step: 'confirm' };
};

/** The credentials were good, and a crash came before they were stored to the end. */
const cutShort = ({ method, status }: Connection): Health | undefined =>
  method === 'client_credentials' && status === 'awaiting_consent'
    ? { state: 'action_required', code: 'connecting_interrupted', step: 'enter_credentials' }
    : undefined;

/** Ponto deletes such an organisation 72 hours after it began (Ponto reference, section 4.7). */
const onboarding = ({ onboardingComplete }: Connection): Health | undefined =>
  onboardingComplete === false
    ? { state: 'attention', code: 'onboarding_incomplete', step: 'contact_ponto' }
    : undefined;

const noAccounts = ({ connection, accounts }: ConnectionHealthInput): Health | undefined =>
  // Those that came once and are gone speak for themselves, or have nothing to ask of anybody.
  accounts.length > 0
    ? undefined
    : {
        state: 'action_required',
        code: 'no_accounts',
        values: { method: connection.method },
        step: 'fetch_accounts',
      };

/** A person who chose a bank is shown the accounts of that bank: without any, the page looks empty for no reason. */
const otherBank = ({ connection, accounts, nameOf }: ConnectionHealthInput): Health | undefined => {
  const { institutionId: chosen, method } = connection;
  const there = countsByInstitution(accounts);
  if (chosen === undefined || there.size === 0 || there.has(chosen)) return undefined;
  return {
    state: 'attention',
    code: 'other_bank',
    values: { method, ...defined({ bank: nameOf.get(chosen) }), authorized: authorizedAt(accounts, nameOf) },
    step: 'fetch_accounts',
  };
};

/** Who has nothing left to be warned of misses nothing. */
const nobodyReached = ({ accounts, nobodyReached: isSo = false }: ConnectionHealthInput): Health | undefined =>
  isSo && (sharedOf(accounts).length > 0 || accounts.some(({ link }) => link !== undefined))
    ? { state: 'attention', code: 'nobody_reached', step: 'change_contacts' }
    : undefined;

const missingAccounts = ({ connection, accounts }: ConnectionHealthInput): Health | undefined => {
  const missing = missingOf(connection, accounts).length;
  if (missing === 0) return undefined;
  return {
    state: 'attention',
    code: 'accounts_missing',
    values: { method: connection.method, accounts: missing },
    step: 'fetch_accounts',
  };
};
