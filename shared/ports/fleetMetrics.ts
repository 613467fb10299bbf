import type { ConnectionStatus } from '../domain/connections/connection.ts';
import type { WeekOfEnd } from '../domain/connections/authorization.ts';

/**
 * - `bank`: the bank has given Ponto nothing for too long.
 * - `run`: no run of ours came through in time.
 * - `access`: Ponto no longer lets us in.
 */
export type StaleCause = 'bank' | 'run' | 'access';

/** Told of what scheduled runs pass anyway, so that an operator sees all tenants together without a scan. */
export interface FleetMetrics {
  connection(status: ConnectionStatus): void;
  staleAccounts(cause: StaleCause, accounts: number): void;
  authorization(endsIn: WeekOfEnd): void;
}
