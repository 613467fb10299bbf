import type { ConnectionStatus } from '../../domain/connections/connection.ts';
import type { Period } from '../../domain/statements/period.ts';
import type { Sync } from '../../domain/syncs/sync.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { ConnectionStore } from '../../ports/connections.ts';
import { checkAsked, type AskedPeriod } from './checkPeriod.ts';
import type { StartSync } from './startSync.ts';

interface Deps {
  readonly accounts: Pick<AccountStore, 'get'>;
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly startSync: StartSync;
  readonly reader: Pick<LedgerReader, 'head'>;
  readonly clock: Pick<Clock, 'now'>;
}

export type RequestedSync =
  /** A new run, or the one that is under way and does what was asked for. */
  | { readonly kind: 'accepted'; readonly sync: Sync }
  | { readonly kind: 'unknown_account' }
  | { readonly kind: 'not_linked' }
  | { readonly kind: 'period_invalid' }
  /** A run that does not check the period; no check was begun. */
  | { readonly kind: 'sync_under_way' }
  | { readonly kind: 'authorization_lost' }
  | { readonly kind: 'connection_not_active'; readonly status: Exclude<ConnectionStatus, 'active'> };

/**
 * A customer asks for fresh data: the bank is asked, and told that this customer is there. With a period, what Ponto
 * holds of it is compared line by line instead; that is no question to the bank.
 */
export const makeRequestSync =
  ({ accounts, connections, startSync, reader, clock }: Deps) =>
  async (
    tenantId: string,
    accountId: string,
    customerIpAddress: string,
    asked: AskedPeriod = {},
  ): Promise<RequestedSync> => {
    const account = await accounts.get({ tenantId, accountId });
    if (!account) return { kind: 'unknown_account' };
    if (!account.link) return { kind: 'not_linked' };
    const connection = await connections.get({ tenantId, connectionId: account.connectionId });
    const status = connection?.status ?? 'disconnected';
    if (status !== 'active') return { kind: 'connection_not_active', status };
    if (account.authorization.revoked) return { kind: 'authorization_lost' };
    const check = await checkAsked(reader, { tenantId, accountId: account.id }, asked, clock.now());
    if (check === 'period_invalid') return { kind: check };
    const purpose = check ? { check } : { customerIpAddress };
    const sync = await startSync(account, { trigger: 'person', ...purpose });
    // Whoever asks for fresh data is served by any run; whoever asks for a check, only by one of that period.
    return check && !checks(sync, check) ? { kind: 'sync_under_way' } : { kind: 'accepted', sync };
  };

const checks = ({ check }: Sync, { from, to }: Period): boolean => check?.from === from && check.to === to;
