import type { Connection } from '../../domain/connections/connection.ts';
import { addressesOf, reachOf, type Reach, type ReachRules } from '../../domain/mail/reach.ts';
import type { SuppressionList } from '../../ports/mail.ts';

/** Who can be reached about a connection now. */
export const readReach = async (
  suppressionList: Pick<SuppressionList, 'ofAddresses'>,
  connection: Connection,
  rules: ReachRules,
): Promise<Reach> =>
  reachOf(connection, await suppressionList.ofAddresses(connection.tenantId, addressesOf(connection)), rules);
