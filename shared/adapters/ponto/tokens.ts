import { Fault } from '../../domain/faults/fault.ts';
import type { Clock } from '../../ports/ambient.ts';
import type {
  AuthorizationServer,
  RefreshTurn,
  StoredTokens,
  TenantSecrets,
  TokenSet,
  TokenVault,
} from '../../ports/tokens.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';

export interface TokenDeps {
  readonly vault: TokenVault;
  readonly tenantSecrets: Pick<TenantSecrets, 'readCredentials'>;
  readonly authorizationServer: Pick<AuthorizationServer, 'refresh' | 'customIntegrationToken'>;
  readonly clock: Clock;
}

/** The access token of one connection, as a run of work sees it. */
export interface AccessTokens {
  current(): Promise<StoredTokens>;
  /** Another one than the refused: a newer one from the vault, or a fresh one from Ponto. */
  insteadOf(refused: StoredTokens): Promise<StoredTokens>;
}

type GrantedTurn = Extract<RefreshTurn, { readonly kind: 'granted' }>;

/** A token that ends sooner is renewed first: it would end on the way (Ponto reference, section 2.3). */
const expiryBufferMs = 60_000;
/** Longer than a refresh can take, with the tries before it that did not get through. */
const leaseMs = 45_000;
/** Pauses of a worker that waits for another one's refresh, about 10 s in all; then the work is tried again later. */
const waitPausesMs = [100, 200, 300, 400, 500, 500, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000] as const;
/** The new refresh token is the only valid one now: it must get into the vault. */
const storePausesMs = [200, 400, 800, 1_600] as const;

/**
 * Tokens out of the vault. One worker at a time refreshes, the others wait and read what it stored; a new set is stored
 * before it is used (promise 7).
 */
export const makeAccessTokens =
  ({ vault, tenantSecrets, authorizationServer, clock }: TokenDeps) =>
  (ref: ConnectionRef, method: 'oauth' | 'client_credentials'): AccessTokens => {
    let held: StoredTokens | undefined;
    const obtaining = new Map<number | undefined, Promise<StoredTokens>>();

    const nowMs = (): number => Date.parse(clock.now());
    const isUsable = ({ tokens, version }: StoredTokens, refusedVersion: number | undefined): boolean =>
      version !== refusedVersion && Date.parse(tokens.accessTokenExpiresAt) - nowMs() > expiryBufferMs;

    const obtain = async (refusedVersion: number | undefined): Promise<StoredTokens> => {
      for (const pause of [...waitPausesMs, undefined]) {
        const stored = await vault.read(ref);
        if (stored && isUsable(stored, refusedVersion)) return stored;
        if (method === 'oauth' && stored?.tokens.refreshToken === undefined) throw new Fault('reconnect_required');
        const turn = await vault.takeRefreshTurn(ref, stored?.version, clock.now(), leaseMs);
        if (turn.kind === 'granted') return renew(turn);
        if (pause !== undefined) await clock.sleep(pause);
      }
      throw new Fault('ponto_unavailable');
    };

    const renew = async ({ stored, leaseUntil }: GrantedTurn): Promise<StoredTokens> => {
      try {
        await storeByAllMeans(await askPonto(stored), stored?.version);
      } catch (error) {
        // After the lease another worker may have refreshed from the same token: its set is the valid one.
        const newer = await vault.read(ref).catch(() => undefined);
        if (newer && newer.version !== stored?.version) return newer;
        await vault.giveTurnBack(ref, leaseUntil).catch(() => undefined);
        throw error;
      }
      // The vault decides which set won when somebody reconnected meanwhile; none is left after a disconnect.
      const won = await vault.read(ref);
      if (!won) throw new Fault('reconnect_required');
      return won;
    };

    const askPonto = async (stored: StoredTokens | undefined): Promise<TokenSet> => {
      if (method === 'oauth') {
        const refreshToken = stored?.tokens.refreshToken;
        if (refreshToken === undefined) throw new Fault('reconnect_required');
        return authorizationServer.refresh(refreshToken);
      }
      const credentials = await tenantSecrets.readCredentials(ref);
      if (!credentials) throw new Fault('credentials_refused');
      return authorizationServer.customIntegrationToken(credentials);
    };

    const storeByAllMeans = async (tokens: TokenSet, version: number | undefined): Promise<void> => {
      const options = version === undefined ? {} : { fromVersion: version };
      for (const pause of storePausesMs) {
        try {
          return await vault.store(ref, tokens, options);
        } catch {
          await clock.sleep(pause);
        }
      }
      await vault.store(ref, tokens, options);
    };

    /** Calls at the same time share one way to the vault. */
    const obtainOnce = async (refusedVersion: number | undefined): Promise<StoredTokens> => {
      const way = obtaining.get(refusedVersion) ?? obtain(refusedVersion);
      obtaining.set(refusedVersion, way);
      try {
        held = await way;
        return held;
      } finally {
        obtaining.delete(refusedVersion);
      }
    };

    return {
      current: async () => (held && isUsable(held, undefined) ? held : obtainOnce(undefined)),
      insteadOf: async (refused) => (held && isUsable(held, refused.version) ? held : obtainOnce(refused.version)),
    };
  };

/** Kept in memory: a client token is asked for again at any time, and only a cold start needs one. */
export const makePlatformTokens = (platformToken: () => Promise<TokenSet>, clock: Pick<Clock, 'now'>): AccessTokens => {
  let held: StoredTokens = { tokens: { accessToken: '', accessTokenExpiresAt: '' }, version: 0 };
  const renew = async (): Promise<StoredTokens> => {
    held = { tokens: await platformToken(), version: held.version + 1 };
    return held;
  };
  const isUsable = ({ tokens, version }: StoredTokens): boolean =>
    version > 0 && Date.parse(tokens.accessTokenExpiresAt) - Date.parse(clock.now()) > expiryBufferMs;
  return {
    current: async () => (isUsable(held) ? held : renew()),
    insteadOf: renew,
  };
};
