import { faultCatalogue, type FaultCode } from '../faults/fault.ts';
import type { Sync } from '../syncs/sync.ts';
import type { AuthorizationNow } from './authorization.ts';
import type { Account, ConnectionStatus } from './connection.ts';

/** What a person can do about it. */
export type NextStep =
  'reconnect' | 'enter_credentials' | 'reauthorize' | 'fetch_accounts' | 'contact_ponto' | 'connect_anew';

/**
 * - `ok`: nothing to do and nothing to know.
 * - `attention`: it works, and there is something to know.
 * - `passing`: it does not work now and heals by itself.
 * - `action_required`: it does not work until a person does something.
 */
export interface Health {
  readonly state: 'ok' | 'attention' | 'passing' | 'action_required';
  readonly code?: string;
  readonly message: string;
  readonly step?: NextStep;
}

export interface HealthInput {
  readonly account: Account;
  readonly connectionStatus: ConnectionStatus;
  /** Why the connection is in this status, where that is known. */
  readonly connectionCode?: string | undefined;
  readonly authorization: AuthorizationNow;
  readonly lastSync?: Sync | undefined;
  /** The last run failed together with many others at the same bank; absent where nobody has looked. */
  readonly bankTrouble?: boolean;
  /** The operator has paused the tenant. */
  readonly paused: boolean;
  /** Lines that could not be booked. */
  readonly refusedLines: number;
  /** Lines that may stand in the books twice. */
  readonly uncertainLines?: number | undefined;
}

const steps: Partial<Record<FaultCode, NextStep>> = {
  reconnect_required: 'reconnect',
  credentials_refused: 'enter_credentials',
  authorization_expired: 'reauthorize',
  authorization_lost: 'fetch_accounts',
  organization_blocked: 'contact_ponto',
};

/**
 * The health of an account. What a person must heal comes before what heals by itself, and the reason furthest from the
 * account first: a dead connection explains everything below it.
 */
export const healthOf = (input: HealthInput): Health =>
  healthOfStatus(input.connectionStatus, input.connectionCode) ??
  authorizationHealth(input.authorization) ??
  pausedHealth(input) ??
  syncHealth(input) ??
  remarks(input) ?? { state: 'ok', message: input.account.link ? 'All is well.' : 'Not linked to a journal.' };

const pausedHealth = ({ account, paused }: HealthInput): Health | undefined =>
  paused && account.link ? healthOfFault('feed_paused') : undefined;

/** What a tenant with the deprecated kind of token is to do. Either way leads to the same connection. */
const migrationSteps =
  'Ponto has deprecated the old API tokens. In the Ponto dashboard, create an integration, choose its accounts and enter ' +
  'its Client ID and Secret ID here; or reconnect, and give your consent at Ponto. Accounts, links and history are kept.';

/** The health that a fault means. */
export const healthOfFault = (code: FaultCode): Health => {
  const { kind, sentence } = faultCatalogue[code];
  const step = steps[code];
  return {
    state: kind === 'userActionRequired' ? 'action_required' : 'passing',
    code,
    message: sentence,
    ...(step && { step }),
  };
};

/** A code that was stored is one of the catalogue; one of a later release counts as ours. */
export const faultCodeOf = (code: string): FaultCode => (isFaultCode(code) ? code : 'internal_error');

const isFaultCode = (code: string): code is FaultCode => Object.hasOwn(faultCatalogue, code);

/**
 * What the status of a connection means for everything on it.
 *
 * @returns undefined for one that is active: then the accounts decide
 */
export const healthOfStatus = (status: ConnectionStatus, code?: string): Health | undefined => {
  switch (status) {
    case 'active':
      return undefined;
    case 'reconnect_required':
      return healthOfFault(code === 'credentials_refused' ? code : 'reconnect_required');
    case 'blocked':
      return healthOfFault('organization_blocked');
    case 'migration_required':
      return {
        state: 'action_required',
        code: 'migration_required',
        message: migrationSteps,
        step: 'reconnect',
      };
    case 'awaiting_consent':
      return {
        state: 'action_required',
        code: 'awaiting_consent',
        message: 'The consent at the bank was not finished. Connect the bank again.',
        step: 'reconnect',
      };
    case 'disconnected':
      return {
        state: 'action_required',
        code: 'disconnected',
        message: 'This bank was disconnected. The books are kept; connect it anew to go on.',
        step: 'connect_anew',
      };
  }
};

/** What the end of an account's authorization means; undefined while it lasts. */
export const authorizationHealth = ({ state }: AuthorizationNow): Health | undefined => {
  if (state === 'revoked') return healthOfFault('authorization_lost');
  if (state === 'expired') return healthOfFault('authorization_expired');
  return undefined;
};

/** An account that feeds nothing has nothing to be read: how its last run ended is history. */
const syncHealth = ({ account, lastSync, bankTrouble }: HealthInput): Health | undefined => {
  if (!account.link || lastSync?.status !== 'failed') return undefined;
  const code = faultCodeOf(lastSync.errorCode ?? 'internal_error');
  return bankTrouble && code === 'bank_unavailable'
    ? { state: 'passing', code: 'bank_trouble', message: bankTroubleSentence }
    : healthOfFault(code);
};

/** What is to be known of a bank at which many accounts fail together. */
export const bankTroubleSentence =
  'This bank has trouble: many of its accounts could not be read at the same time, not only yours. There is nothing to do; ' +
  'the feed catches up by itself, and nothing is lost.';

const ending = (daysLeft: number): string => {
  if (daysLeft === 0) return 'today';
  return daysLeft === 1 ? 'tomorrow' : `in ${daysLeft} days`;
};

const uncertain = (lines: number): string =>
  `This account came back under a new id, and ${lines === 1 ? 'one line' : `${lines} lines`} could not be told from ` +
  'earlier ones of the same day and amount. They were taken in as new and may stand in the books twice: compare with ' +
  'your bank. The remark ends when a balance of the bank agrees.';

const remarks = ({ account, authorization, refusedLines, uncertainLines = 0 }: HealthInput): Health | undefined => {
  if (refusedLines > 0) {
    return { state: 'attention', code: 'line_refused', message: faultCatalogue.line_refused.sentence };
  }
  if (uncertainLines > 0) return { state: 'attention', code: 'lines_uncertain', message: uncertain(uncertainLines) };
  if (account.availability === 'readonly') return healthOfFault('bank_maintenance');
  if (authorization.state === 'expiring') {
    return {
      state: 'attention',
      code: 'authorization_expiring',
      message: `The authorisation of this account ends ${ending(authorization.daysLeft ?? 0)}. Renew it at the bank.`,
      step: 'reauthorize',
    };
  }
  return undefined;
};
