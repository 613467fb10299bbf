import type { Instant } from '../calendar/calendarDate.ts';

/** `bounced`: the mailbox does not exist or takes nothing for good. `complained`: its reader called a mail of ours spam. */
export type SuppressionReason = 'bounced' | 'complained';

/** Why an address is not written to. */
export interface SuppressedAddress {
  readonly reason: SuppressionReason;
  readonly at: Instant;
}
