import type { Health, NextStep } from '../domain/connections/health.ts';
import { operations } from '../contracts/http/operations.ts';
import type { Action } from './problems.ts';

/** Whose health it is. */
export interface HealthSubject {
  readonly connectionId: string;
  readonly accountId?: string;
}

const calls = {
  reconnect: { operation: operations.reconnectConnection, of: 'connection' },
  enter_credentials: { operation: operations.replaceCredentials, of: 'connection' },
  confirm: { operation: operations.confirmConnection, of: 'connection' },
  fetch_accounts: { operation: operations.fetchAccounts, of: 'connection' },
  reauthorize: { operation: operations.reauthorizeAccount, of: 'account' },
  link: { operation: operations.linkAccount, of: 'account' },
  succeed: { operation: operations.succeedAccount, of: 'account' },
  choose_successor: { operation: operations.getAccount, of: 'account' },
  check_period: { operation: operations.requestSync, of: 'account' },
  correct_known_balance: { operation: operations.setKnownBalance, of: 'account' },
  change_contacts: { operation: operations.changeConnection, of: 'connection' },
  connect_anew: { operation: operations.createConnection, of: 'nothing' },
} as const;

/** The call of the API that starts a step; undefined where the step is taken elsewhere, or nobody is named. */
export const callOf = (step: NextStep, { connectionId, accountId }: HealthSubject): Action['call'] => {
  if (step === 'contact_ponto') return undefined;
  const { operation, of } = calls[step];
  const id = of === 'connection' ? connectionId : of === 'account' ? accountId : '';
  if (id === undefined) return undefined;
  return { method: operation.method, path: operation.path.replace('{id}', encodeURIComponent(id)) };
};

/** What the call of a health is to send, as far as the health knows it. */
export const bodyOf = (health: Health, subject: HealthSubject): Record<string, string> | undefined => {
  if (health.days) return { ...health.days };
  if (health.code !== 'succession_undecided' || health.step !== 'succeed') return undefined;
  const predecessorId = health.of?.accountId ?? subject.accountId;
  return predecessorId === undefined ? undefined : { predecessorId };
};
