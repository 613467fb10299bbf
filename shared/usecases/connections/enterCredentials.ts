import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { Actor } from '../../domain/connections/history.ts';
import type { ConnectionStore } from '../../ports/connections.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';
import type { AuthorizationServer, ClientCredentials, TenantSecrets, TokenVault } from '../../ports/tokens.ts';
import { isLiving } from './adoptAccess.ts';
import type { AnnounceActive } from './announceActive.ts';
import type { FillGap } from './fillGap.ts';
import type { VerifiedAccess, VerifyNewAccess } from './verifyNewAccess.ts';
import type { StoreAccounts } from './storeAccounts.ts';

export interface EnterCredentialsDeps {
  readonly authorizationServer: Pick<AuthorizationServer, 'customIntegrationToken'>;
  readonly verifyNewAccess: VerifyNewAccess;
  readonly tenantSecrets: Pick<TenantSecrets, 'storeCredentials' | 'removeCredentials'>;
  readonly vault: Pick<TokenVault, 'store' | 'remove'>;
  readonly connections: Pick<ConnectionStore, 'get' | 'move' | 'claim'>;
  readonly storeAccounts: StoreAccounts;
  readonly fillGap: FillGap;
  readonly announceActive: AnnounceActive;
}

export interface EnteredCredentials {
  readonly ref: ConnectionRef;
  readonly credentials: ClientCredentials;
  /** The organisation that the connection had before. */
  readonly organizationId: string | undefined;
  readonly at: Instant;
  readonly by: Actor;
}

export type Entered =
  | { readonly kind: 'entered'; readonly ref: ConnectionRef }
  | { readonly kind: 'other_organization' | 'no_accounts' | 'disconnected' };

/**
 * Tries a Client ID and Secret ID at Ponto, and only then stores them and makes the connection active. What is refused
 * is thrown as `credentials_refused` and leaves everything as it was.
 *
 * The connection stands before its secret does, so that a crash leaves no secret that nobody knows of; entering the
 * credentials once more completes what a crash left, and disconnecting removes it. The token is stored before the move:
 * a run that was refused with the old credentials finds it and goes on.
 *
 * @param settle gives the connection that takes the credentials, once they have shown their organisation
 */
export const makeEnterCredentials =
  (deps: EnterCredentialsDeps) =>
  async (
    entered: EnteredCredentials,
    settle: (organizationId: string) => Promise<ConnectionRef | undefined>,
  ): Promise<Entered> => {
    const { credentials, at, by } = entered;

    const commit = async (ref: ConnectionRef, seen: VerifiedAccess): Promise<Entered> => {
      // A consent of another organisation may just become the connection's own.
      const { organizationId } = seen;
      if ((await deps.connections.claim(ref, { organizationId, at })) === 'refused') {
        return { kind: isLiving(await deps.connections.get(ref)) ? 'other_organization' : 'disconnected' };
      }
      await deps.tenantSecrets.storeCredentials(ref, credentials);
      await deps.vault.store(ref, seen.tokens);
      const fetched = await deps.storeAccounts(ref, seen.listed, { at, by });
      const moved = await deps.connections.move(ref, {
        transition: 'activate',
        at,
        organizationId,
        onboardingComplete: seen.onboardingComplete,
        method: 'client_credentials',
        claimed: true,
        note: { by, what: 'credentials_stored' },
      });
      if (moved.kind !== 'moved') {
        // Somebody disconnected meanwhile: what they removed was stored again.
        await deps.tenantSecrets.removeCredentials(ref);
        await deps.vault.remove(ref);
        return { kind: 'disconnected' };
      }
      await deps.fillGap(fetched.kept);
      await deps.announceActive(ref, fetched, at);
      return { kind: 'entered', ref };
    };

    const tokens = await deps.authorizationServer.customIntegrationToken(credentials);
    const { ref, organizationId } = entered;
    return deps.verifyNewAccess({ ref, method: 'client_credentials', tokens, organizationId, at }, async (look) => {
      if (look.kind !== 'seen') return look;
      const settled = await settle(look.organizationId);
      return settled ? commit(settled, look) : { kind: 'disconnected' };
    });
  };

export type EnterCredentials = ReturnType<typeof makeEnterCredentials>;
