import type { FleetMetrics } from '../../ports/fleetMetrics.ts';
import type { Counters } from '../metrics.ts';

/** A census that becomes metrics. */
export const countingFleetMetrics = (counters: Counters): FleetMetrics => ({
  connection: (status) =>
    counters.countBy(
      'ConnectionsSeen',
      status === 'active' || status === 'reconnect_required' || status === 'blocked' ? status : 'other',
    ),
  // Nothing is told where nothing is late: an alarm treats silence as health, and a zero costs a line of the log.
  staleAccounts: (cause, accounts) => {
    if (accounts > 0) counters.countBy('AccountsStale', cause, accounts);
  },
  authorization: (week) => counters.countBy('AuthorizationsEnding', week),
});
