import type { Connection } from '../../domain/connections/connection.ts';
import type { ConnectionStore, OrganizationIndex } from '../../ports/connections.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';

interface Deps {
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly organizations: Pick<OrganizationIndex, 'connectionsOf'>;
}

/**
 * The other connections, of any tenant, that stand on the same integration of an organisation at Ponto: what is ended
 * there ends for them too. A custom integration is another matter and stands on none of ours.
 */
export const otherConnections = async (
  { connections, organizations }: Deps,
  organizationId: string,
  own: ConnectionRef,
): Promise<readonly Connection[]> => {
  const found: Connection[] = [];
  for (const other of await organizations.connectionsOf(organizationId)) {
    if (other.tenantId === own.tenantId && other.connectionId === own.connectionId) continue;
    const connection = await connections.get(other);
    if (connection?.method === 'oauth' && connection.status !== 'disconnected') found.push(connection);
  }
  return found;
};
