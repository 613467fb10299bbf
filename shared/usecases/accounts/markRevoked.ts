import type { Account } from '../../domain/connections/connection.ts';
import type { HistoryEntry } from '../../domain/connections/history.ts';
import { lostObservationOf } from '../../domain/connections/observation.ts';
import type { ConnectionHistory } from '../../ports/connections.ts';
import type { AccountStore } from '../../ports/accounts.ts';

interface Deps {
  readonly accounts: Pick<AccountStore, 'observe'>;
  readonly history: Pick<ConnectionHistory, 'append'>;
}

/**
 * Notes that an account is no longer shared with us: it stops syncing and keeps its books. The history is told first,
 * because an account that was noted as lost is not looked at again.
 */
export const markRevoked = async (
  { accounts, history }: Deps,
  account: Account,
  { at, by }: Pick<HistoryEntry, 'at' | 'by'>,
): Promise<void> => {
  const { tenantId, connectionId, id: accountId } = account;
  await history.append({ tenantId, connectionId }, [{ at, by, what: 'account_lost', accountId }]);
  await accounts.observe({ tenantId, accountId }, lostObservationOf(account, at));
};
