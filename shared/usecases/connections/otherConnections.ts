import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { Connection } from '../../domain/connections/connection.ts';
import type { ConnectionStore, OrganizationIndex } from '../../ports/connections.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';
import { connectionOf, isWaiting, waitingUnder } from './unconfirmedRef.ts';

export interface OtherConnectionsDeps {
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly organizations: Pick<OrganizationIndex, 'connectionsOf'>;
}

/**
 * The other connections, of any tenant, that stand on the same integration of an organisation at Ponto: what is ended
 * there ends for them too. A custom integration is another matter and stands on none of ours. One partition names them all;
 * each is looked up only when it is asked for.
 */
export const otherConnections = async function* (
  { connections, organizations }: OtherConnectionsDeps,
  organizationId: string,
  own: ConnectionRef,
): AsyncGenerator<Connection> {
  for (const other of await organizations.connectionsOf(organizationId)) {
    if (other.tenantId === own.tenantId && other.connectionId === own.connectionId) continue;
    const connection = await connections.get(other);
    if (connection?.method === 'oauth' && connection.status !== 'disconnected') yield connection;
  }
};

/** Whether anything of another connection ends with the integration: an access that waits to be confirmed counts too. */
export const standsForOthers = async (
  deps: OtherConnectionsDeps,
  organizationId: string,
  own: ConnectionRef,
  at: Instant,
): Promise<boolean> => {
  const { done } = await otherConnections(deps, organizationId, own).next();
  if (done !== true) return true;
  for (const parked of await deps.organizations.connectionsOf(waitingUnder(organizationId))) {
    const ref = connectionOf(parked);
    if (ref.tenantId === own.tenantId && ref.connectionId === own.connectionId) continue;
    const connection = await deps.connections.get(ref);
    if (connection && isWaiting(connection, parked, at)) return true;
  }
  return false;
};
