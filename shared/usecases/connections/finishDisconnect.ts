import type { Instant } from '../../domain/calendar/calendarDate.ts';
import { scheduledFrequencies, type Connection, type Revocation } from '../../domain/connections/connection.ts';
import { Fault } from '../../domain/faults/fault.ts';
import type { Integrations } from '../../ports/bankFeed.ts';
import type { EventBus } from '../../ports/events.ts';
import type { ConnectionStore, DueIndex, OrganizationIndex } from '../../ports/connections.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';
import type { AuthorizationServer, TenantSecrets, TokenVault } from '../../ports/tokens.ts';
import { hasOtherConnections } from './otherConnections.ts';
import { unconfirmedRef } from './unconfirmedRef.ts';

interface Deps {
  readonly connections: Pick<ConnectionStore, 'get' | 'move'>;
  readonly organizations: Pick<OrganizationIndex, 'connectionsOf' | 'remove'>;
  readonly due: Pick<DueIndex, 'markOf' | 'remove'>;
  readonly vault: Pick<TokenVault, 'read' | 'remove'>;
  readonly tenantSecrets: Pick<TenantSecrets, 'removeCredentials'>;
  readonly authorizationServer: Pick<AuthorizationServer, 'revoke'>;
  readonly integrations: Pick<Integrations, 'end'>;
  readonly bus: EventBus;
}

/**
 * Does what a disconnect leaves to do, in any order of crashes and repeats: deletes secrets and tokens, takes the
 * connection out of the schedules, tells other software, and ends our access at Ponto. Accounts, links and books stay.
 *
 * @throws Fault when Ponto could not be told; everything on our side is done then
 */
export const makeFinishDisconnect = (deps: Deps) => {
  const leaveSchedules = async (ref: ConnectionRef): Promise<void> => {
    for (const frequency of scheduledFrequencies) {
      const mark = await deps.due.markOf(frequency, ref);
      if (mark !== undefined) await deps.due.remove(frequency, ref, mark);
    }
  };

  /** A token that Ponto does not take any more has nothing left to revoke. */
  const revokeToken = async (refreshToken: string): Promise<void> => {
    try {
      await deps.authorizationServer.revoke(refreshToken);
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'reconnect_required') throw error;
    }
  };

  const removeTokens = async (ref: ConnectionRef, { unconfirmed }: Connection): Promise<void> => {
    await deps.vault.remove(ref);
    if (unconfirmed) await deps.vault.remove(unconfirmedRef(ref));
  };

  const endAccess = async (ref: ConnectionRef, connection: Connection): Promise<Revocation> => {
    const { method, unconfirmed, organizationId = unconfirmed?.organizationId } = connection;
    // A Client ID is the tenant's own: only the tenant can end it, in the Ponto dashboard.
    if (method !== 'oauth' && !unconfirmed) return 'not_needed';
    // All consents of an organisation are one integration at Ponto: it ends with the last connection that stands on it.
    if (organizationId !== undefined && (await hasOtherConnections(deps, organizationId, ref))) return 'not_needed';
    const stored = (await deps.vault.read(ref)) ?? (unconfirmed && (await deps.vault.read(unconfirmedRef(ref))));
    const refreshToken = stored?.tokens.refreshToken;
    if (refreshToken === undefined && organizationId === undefined) return 'not_needed';
    try {
      if (refreshToken !== undefined) await revokeToken(refreshToken);
      // An old token is revoked without a word and without effect: the organisation is asked for in any case.
      if (organizationId !== undefined) await deps.integrations.end(organizationId);
    } catch (error) {
      // The platform can end the access of an organisation without its token: none is kept for the next try.
      if (organizationId !== undefined) await removeTokens(ref, connection);
      throw error;
    }
    return 'done';
  };

  return async ({ tenantId, connectionId }: ConnectionRef, at: Instant): Promise<Revocation> => {
    const ref = { tenantId, connectionId };
    const connection = await deps.connections.get(ref);
    if (connection?.status !== 'disconnected') return 'not_needed';
    if (connection.revocation !== undefined && connection.revocation !== 'pending') return connection.revocation;
    await deps.tenantSecrets.removeCredentials(ref);
    await leaveSchedules(ref);
    await deps.bus.publish([
      {
        id: `${connectionId}:disconnected`,
        tenantId,
        occurredAt: at,
        event: { type: 'ConnectionDisconnected', connectionId },
      },
    ]);
    const revocation = await endAccess(ref, connection);
    await removeTokens(ref, connection);
    if (connection.organizationId !== undefined) await deps.organizations.remove(connection.organizationId, ref);
    await deps.connections.move(ref, {
      transition: 'disconnect',
      at,
      revocation,
      note: { by: { kind: 'system' }, what: 'access_ended', code: revocation },
    });
    return revocation;
  };
};

export type FinishDisconnect = ReturnType<typeof makeFinishDisconnect>;
