import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { Connection } from '../../domain/connections/connection.ts';
import type { Actor } from '../../domain/connections/history.ts';
import type { SyncTrigger } from '../../domain/syncs/sync.ts';
import type { EventBus } from '../../ports/events.ts';
import type { ConnectionStore } from '../../ports/connections.ts';

export interface RefuseConnectionDeps {
  readonly connections: Pick<ConnectionStore, 'move' | 'markRefusalPublished'>;
  readonly bus: EventBus;
}

export interface Refusal {
  /** As it was when the access that was refused was looked up. */
  readonly connection: Connection;
  readonly code: 'reconnect_required' | 'credentials_refused';
  readonly at: Instant;
  readonly by: Actor;
  /** Given by news that may come late: a consent that was given since then stays. */
  readonly happenedAt?: Instant;
}

/**
 * Ponto no longer accepts our access: the connection says so once, and other software is told. A worker may have been
 * refused with what a person has renewed since: a connection that became active since the worker saw it stays so.
 */
export const refuseConnection = async (deps: RefuseConnectionDeps, refusal: Refusal): Promise<void> => {
  const { connection, code, at, by, happenedAt } = refusal;
  const ref = { tenantId: connection.tenantId, connectionId: connection.id };
  const moved = await deps.connections.move(ref, {
    transition: 'tokensRefused',
    at,
    statusCode: code,
    note: { by, what: 'access_refused' },
    unless: happenedAt === undefined ? { renewedSince: connection } : { activatedAfter: happenedAt },
  });
  if (moved.kind !== 'missing') await publishRefusal(deps, moved.current);
};

/**
 * Tells other software of a refusal that the bus has not taken yet: the move and the news are two writes, and a crash may
 * come between them. Every piece of work that meets such a connection makes up for it.
 */
export const publishRefusal = async (deps: RefuseConnectionDeps, connection: Connection): Promise<void> => {
  const { tenantId, id: connectionId, refusalUntoldAt, statusCode = 'reconnect_required' } = connection;
  if (refusalUntoldAt === undefined) return;
  await deps.bus.publish([
    {
      id: `${connectionId}:reconnect_required:${refusalUntoldAt}`,
      tenantId,
      occurredAt: refusalUntoldAt,
      event: { type: 'ConnectionReconnectRequired', connectionId, code: statusCode },
    },
  ]);
  await deps.connections.markRefusalPublished({ tenantId, connectionId }, refusalUntoldAt);
};

/** Whom a run of an account works for. */
export const actorOf = (trigger: SyncTrigger): Actor => {
  switch (trigger) {
    case 'schedule':
      return { kind: 'schedule' };
    case 'webhook':
      return { kind: 'ponto' };
    case 'person':
    case 'link':
      return { kind: 'system' };
  }
};
