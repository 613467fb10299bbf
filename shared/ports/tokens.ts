import type { Instant } from '../domain/calendar/calendarDate.ts';
import type { ConnectionRef } from './refsAndPages.ts';

/** Tokens of one connection as Ponto's token endpoint gave them (RFC 6749, section 5.1). */
export interface TokenSet {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: Instant;
  /** Rotates at every refresh; absent for client credentials. */
  readonly refreshToken?: string;
}

export interface StoredTokens {
  readonly tokens: TokenSet;
  /** Grows by one with every stored set; a refresh is taken from one version and stored as the next. */
  readonly version: number;
}

export type RefreshTurn =
  /** This caller alone may refresh, until the lease ends. */
  | { readonly kind: 'granted'; readonly stored: StoredTokens | undefined; readonly leaseUntil: Instant }
  /** Somebody else refreshes; read again after a pause. */
  | { readonly kind: 'taken' };

export interface StoreTokensOptions {
  /** Given by a refresh: a set that was stored meanwhile (by a reconnect) wins, and the refreshed one is dropped. */
  readonly fromVersion?: number;
  /** Given for tokens of a consent that is still being looked at: they vanish by themselves after this moment. */
  readonly keepUntil?: Instant;
}

/** Keeps the tokens of a connection sealed, and lets one worker at a time refresh them. */
export interface TokenVault {
  read(connection: ConnectionRef): Promise<StoredTokens | undefined>;
  /** Takes the turn to refresh from `version`; granted again to others once `leaseMs` have passed. */
  takeRefreshTurn(
    connection: ConnectionRef,
    fromVersion: number | undefined,
    now: Instant,
    leaseMs: number,
  ): Promise<RefreshTurn>;
  /** Stores a new set and ends the turn. Called before the new access token is used. */
  store(connection: ConnectionRef, tokens: TokenSet, options?: StoreTokensOptions): Promise<void>;
  /**
   * Ends the turn without a new set, after a refresh that failed.
   *
   * @param leaseUntil of that very turn: one that somebody else has taken since then stays
   */
  giveTurnBack(connection: ConnectionRef, leaseUntil: Instant): Promise<void>;
  remove(connection: ConnectionRef): Promise<void>;
}

export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Who goes to consent, and to which bank: what they need not enter again there. */
export interface Newcomer {
  readonly institutionId?: string;
  readonly email?: string;
  /** Of the person, in one text. */
  readonly name?: string;
}

/** Ponto's OAuth endpoints. Throws a `Fault`: `reconnect_required` for `invalid_grant`, `credentials_refused` for
 * `invalid_client`, `ponto_unavailable`, `ponto_throttled` or `ponto_answer_not_understood` otherwise. */
export interface AuthorizationServer {
  /**
   * The address to which the person is sent, with PKCE (RFC 7636, S256) and state.
   *
   * @param request `newcomer` is told to Ponto beforehand, for the next minutes, and never in the address; where Ponto
   *   does not take it, the person enters it
   */
  authorizationUrl(request: {
    readonly state: string;
    readonly codeVerifier: string;
    readonly redirectUri: string;
    readonly newcomer?: Newcomer;
  }): Promise<string>;
  exchangeCode(request: {
    readonly code: string;
    readonly codeVerifier: string;
    readonly redirectUri: string;
  }): Promise<TokenSet>;
  refresh(refreshToken: string): Promise<TokenSet>;
  /** Ends the whole integration of the organisation behind it, not only the token (Ponto reference, section 2.4). */
  revoke(refreshToken: string): Promise<void>;
  /** Token of a tenant's own Client ID and Secret ID (custom integration). */
  customIntegrationToken(credentials: ClientCredentials): Promise<TokenSet>;
}

/** Secrets that tenants gave us. */
export interface TenantSecrets {
  readCredentials(connection: ConnectionRef): Promise<ClientCredentials | undefined>;
  storeCredentials(connection: ConnectionRef, credentials: ClientCredentials): Promise<void>;
  removeCredentials(connection: ConnectionRef): Promise<void>;
}

/** Credentials as they lie in a home, with a mark that changes with every change. */
export interface KeptCredentials {
  readonly credentials: ClientCredentials;
  readonly mark: string;
  readonly since: Instant;
}

/** A home that credentials can be moved into and out of, while functions go on storing and removing them. */
export interface CredentialsHome {
  /** Everybody whose credentials are here, a page at a time. */
  pages(): AsyncIterable<readonly ConnectionRef[]>;
  look(connection: ConnectionRef): Promise<KeptCredentials | undefined>;
  /** Only where there are none. @returns their mark */
  putNew(connection: ConnectionRef, credentials: ClientCredentials): Promise<string | undefined>;
  /**
   * Takes them out, only as they were looked at.
   *
   * @param way `retire` lets an operator bring them back for a while, where the home can; `erase` is at once and for good
   * @returns whether it did
   */
  takeOut(connection: ConnectionRef, mark: string, way: 'retire' | 'erase'): Promise<boolean>;
}

/** Whose secret it is; sealed text opens only for the same owner. */
export interface SealOwner {
  readonly tenantId: string;
  readonly connectionId: string;
}

/** Seals secrets that live in a table, so that the table alone is worth nothing. */
export interface Sealer {
  /** Makes sure that the seals of the next minute need nothing from outside, where the way of sealing allows that. */
  prepare?(): Promise<void>;
  seal(text: string, owner: SealOwner): Promise<string>;
  /** Rejects text that was sealed for another owner or altered. */
  unseal(sealed: string, owner: SealOwner): Promise<string>;
}
