import type { Connection } from '../../domain/connections/connection.ts';
import type { ConnectionStore, OrganizationIndex } from '../../ports/connections.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';

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

export const hasOtherConnections = async (...asked: Parameters<typeof otherConnections>): Promise<boolean> => {
  const { done } = await otherConnections(...asked).next();
  return done !== true;
};
