import type { Instant } from '../../domain/calendar/calendarDate.ts';
import { scheduledFrequencies, type Connection, type Revocation } from '../../domain/connections/connection.ts';
import { Fault } from '../../domain/faults/fault.ts';
import type { Integrations } from '../../ports/bankFeed.ts';
import type { EventBus } from '../../ports/events.ts';
import type { ConnectionStore, DueIndex, OrganizationIndex } from '../../ports/connections.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';
import type { AuthorizationServer, TenantSecrets, TokenVault } from '../../ports/tokens.ts';
import { standsForOthers } from './otherConnections.ts';
import { unconfirmedRef, waitingUnder } from './unconfirmedRef.ts';

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

/** What we hold at Ponto of one organisation; unknown where only tokens are left of it. */
interface Access {
  readonly organizationId: string | undefined;
  readonly tokensAt: readonly ConnectionRef[];
}

type Ended = 'done' | 'not_needed' | { readonly failure: unknown };

/** The connection's own, and the one that nobody has confirmed, which may be another organisation's. */
const accessesOf = (ref: ConnectionRef, { method, organizationId, unconfirmed }: Connection): readonly Access[] => {
  // A Client ID is the tenant's own: only the tenant can end it, in the Ponto dashboard.
  const own = method === 'oauth' ? [{ organizationId, tokensAt: [ref] }] : [];
  if (!unconfirmed) return own;
  const parked = unconfirmedRef(ref, unconfirmed);
  if (own.length > 0 && organizationId === unconfirmed.organizationId) {
    return [{ organizationId, tokensAt: [ref, parked] }];
  }
  return [...own, { organizationId: unconfirmed.organizationId, tokensAt: [parked] }];
};

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

  const removeTokens = async (refs: readonly ConnectionRef[]): Promise<void> => {
    for (const ref of refs) await deps.vault.remove(ref);
  };

  const refreshTokenAt = async (refs: readonly ConnectionRef[]): Promise<string | undefined> => {
    for (const ref of refs) {
      const stored = await deps.vault.read(ref);
      if (stored) return stored.tokens.refreshToken;
    }
    return undefined;
  };

  const endAccess = async (ref: ConnectionRef, { organizationId, tokensAt }: Access, at: Instant): Promise<Ended> => {
    // All consents of an organisation are one integration at Ponto: it ends with the last connection that stands on it.
    const isShared = organizationId !== undefined && (await standsForOthers(deps, organizationId, ref, at));
    const refreshToken = isShared ? undefined : await refreshTokenAt(tokensAt);
    if (isShared || (refreshToken === undefined && organizationId === undefined)) return 'not_needed';
    try {
      if (refreshToken !== undefined) await revokeToken(refreshToken);
      // An old token is revoked without a word and without effect: the organisation is asked for in any case.
      if (organizationId !== undefined) await deps.integrations.end(organizationId);
    } catch (failure) {
      // The platform can end the access of an organisation without its token: none is kept for the next try.
      if (organizationId !== undefined) await removeTokens(tokensAt);
      return { failure };
    }
    return 'done';
  };

  /** One that cannot be ended now keeps no other from being ended. */
  const endAccesses = async (ref: ConnectionRef, accesses: readonly Access[], at: Instant): Promise<Revocation> => {
    const ended: Ended[] = [];
    for (const access of accesses) ended.push(await endAccess(ref, access, at));
    for (const each of ended) if (typeof each === 'object') throw each.failure;
    return ended.includes('done') ? 'done' : 'not_needed';
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
    const accesses = accessesOf(ref, connection);
    const revocation = await endAccesses(ref, accesses, at);
    await removeTokens([...new Set([ref, ...accesses.flatMap(({ tokensAt }) => tokensAt)])]);
    const { unconfirmed } = connection;
    if (unconfirmed) {
      await deps.organizations.remove(waitingUnder(unconfirmed.organizationId), unconfirmedRef(ref, unconfirmed));
    }
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
