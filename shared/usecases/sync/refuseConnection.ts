import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { Connection } from '../../domain/connections/connection.ts';
import type { EventBus } from '../../ports/events.ts';
import type { ConnectionStore } from '../../ports/registry.ts';

/**
 * Ponto no longer accepts our access: the connection says so once, and other software is told.
 *
 * @param unlessActivatedAfter given by news that may come late: a consent that was given since then stays
 */
export const refuseConnection = async (
  { connections, bus }: { readonly connections: ConnectionStore; readonly bus: EventBus },
  { tenantId, id: connectionId }: Connection,
  code: 'reconnect_required' | 'credentials_refused',
  at: Instant,
  unlessActivatedAfter?: Instant,
): Promise<void> => {
  const moved = await connections.move({ tenantId, connectionId }, 'tokensRefused', {
    at,
    statusCode: code,
    ...(unlessActivatedAfter !== undefined && { unlessActivatedAfter }),
  });
  if (moved.kind !== 'moved') return;
  await bus.publish([
    {
      id: `${connectionId}:reconnect_required:${at}`,
      tenantId,
      occurredAt: at,
      event: { type: 'ConnectionReconnectRequired', connectionId, code },
    },
  ]);
};
