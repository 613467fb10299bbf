import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { Connection } from '../../domain/connections/connection.ts';
import type { UnconfirmedAccess } from '../../domain/connections/unconfirmedAccess.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';

const mark = '~unconfirmed';

/**
 * Where the tokens of an access lie that nobody has confirmed: beside the connection, so that no run finds them, and each
 * for itself, so that what one user confirms is never what another consent has brought meanwhile.
 */
export const unconfirmedRef = (
  { tenantId, connectionId }: ConnectionRef,
  { accessId }: Pick<UnconfirmedAccess, 'accessId'>,
): ConnectionRef => ({
  tenantId,
  connectionId: `${connectionId}${mark}${accessId === undefined ? '' : `~${accessId}`}`,
});

/** The connection that such an access lies beside. */
export const connectionOf = ({ tenantId, connectionId }: ConnectionRef): ConnectionRef => {
  const [own = connectionId] = connectionId.split(mark);
  return { tenantId, connectionId: own };
};

/** Accesses of an organisation that wait to be confirmed have an index of their own: no event of Ponto is for them. */
export const waitingUnder = (organizationId: string): string => `${organizationId}${mark}`;

/** Whoever confirms later consents anew. */
export const unconfirmedMs = 30 * 86_400_000;

/** The access is still there to be confirmed. */
export const isWaiting = (connection: Connection, parked: ConnectionRef, at: Instant): boolean => {
  const { tenantId, id: connectionId, status, unconfirmed } = connection;
  if (!unconfirmed || (status !== 'awaiting_consent' && status !== 'migration_required')) return false;
  const { connectionId: waiting } = unconfirmedRef({ tenantId, connectionId }, unconfirmed);
  return waiting === parked.connectionId && Date.parse(at) < Date.parse(unconfirmed.at) + unconfirmedMs;
};
