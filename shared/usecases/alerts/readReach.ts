import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { Connection } from '../../domain/connections/connection.ts';
import { addressesOf, reachOf, type Reach } from '../../domain/mail/reach.ts';
import type { SuppressionList } from '../../ports/mail.ts';

/** Who can be reached about a connection now. */
export const readReach = async (
  suppressionList: Pick<SuppressionList, 'ofAddresses'>,
  connection: Connection,
  now: Instant,
): Promise<Reach> =>
  reachOf(connection, await suppressionList.ofAddresses(connection.tenantId, addressesOf(connection)), now);
