import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { ConnectionHistory } from '../../ports/connections.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';

interface Alerts {
  readonly at: Instant;
  /** The part that the person has in the connection; never an address. */
  readonly recipient: string;
  /** What each mail was about. */
  readonly codes: readonly string[];
}

/** Writes into the history of a connection who was alerted of what. */
export const recordAlerts = async (
  history: Pick<ConnectionHistory, 'append'>,
  ref: ConnectionRef,
  { at, recipient, codes }: Alerts,
): Promise<void> => {
  if (codes.length === 0) return;
  await history.append(
    ref,
    codes.map((code) => ({ at, by: { kind: 'schedule' }, what: 'alert_sent', code, recipient })),
  );
};
