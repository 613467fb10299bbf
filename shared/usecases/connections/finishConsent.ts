import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { Connection } from '../../domain/connections/connection.ts';
import { Fault } from '../../domain/faults/fault.ts';
import type { FeedAccount } from '../../domain/ledger/feedAccount.ts';
import type { Clock, IdSource } from '../../ports/ambient.ts';
import type { BankFeeds } from '../../ports/bankFeed.ts';
import type { DomainEvent, EventBus } from '../../ports/events.ts';
import type { ConnectionStore, ConsentStore, OrganizationIndex, PendingConsent } from '../../ports/registry.ts';
import type { AuthorizationServer, ConnectionRef, TokenSet, TokenVault } from '../../ports/tokens.ts';
import type { FetchedAccounts, StoreAccounts } from './storeAccounts.ts';

interface Deps {
  readonly consents: Pick<ConsentStore, 'take'>;
  readonly authorizationServer: Pick<AuthorizationServer, 'exchangeCode'>;
  readonly vault: Pick<TokenVault, 'read' | 'store' | 'remove'>;
  readonly feeds: BankFeeds;
  readonly connections: Pick<ConnectionStore, 'get' | 'move'>;
  readonly organizations: Pick<OrganizationIndex, 'add' | 'remove'>;
  readonly storeAccounts: StoreAccounts;
  readonly events: EventBus;
  readonly ids: IdSource;
  readonly clock: Pick<Clock, 'now'>;
}

/** What the browser brings back from Ponto (RFC 6749, section 4.1.2). */
export interface ConsentAnswer {
  readonly state?: string | undefined;
  readonly code?: string | undefined;
  readonly error?: string | undefined;
}

export type ConsentFailure =
  | 'consent_failed'
  | 'no_accounts'
  | 'other_organization'
  | 'connection_disconnected'
  | 'ponto_unavailable'
  | 'ponto_throttled'
  | 'ponto_answer_not_understood'
  | 'organization_blocked'
  | 'internal_error';

export type FinishedConsent =
  /** Nobody began this consent, or it was finished or timed out: there is nowhere safe to send the person to. */
  | { readonly kind: 'unverified' }
  | { readonly kind: 'cancelled'; readonly consent: PendingConsent }
  | {
      readonly kind: 'failed';
      readonly consent: PendingConsent;
      readonly code: ConsentFailure;
      /** For the log, where the failure is ours. */
      readonly cause?: unknown;
    }
  | { readonly kind: 'connected'; readonly consent: PendingConsent; readonly announced: boolean };

/** Time to look at what was granted, with much to spare. */
const stagedMs = 3_600_000;

/** A consent that cannot be used, with the reason. */
class Unusable extends Error {
  readonly code: ConsentFailure;

  constructor(code: ConsentFailure) {
    super(code);
    this.name = 'Unusable';
    this.code = code;
  }
}

/**
 * Finishes a consent. The new tokens are stored beside the connection's own until they have shown a good organisation
 * with accounts: a consent that fails, or one given by another organisation, must not destroy an access that works.
 * Nothing is written to the connection before that, so that the next try finds everything as it was.
 */
export const makeFinishConsent = (deps: Deps) => {
  const granted = async (consent: PendingConsent, code: string): Promise<TokenSet> => {
    const { codeVerifier, redirectUri } = consent;
    return deps.authorizationServer.exchangeCode({ code, codeVerifier, redirectUri });
  };

  const look = async (staged: ConnectionRef, connection: Connection) => {
    const feed = deps.feeds.of({ tenantId: staged.tenantId, id: staged.connectionId, method: 'oauth' });
    const organization = await feed.organization();
    if (connection.organizationId !== undefined && connection.organizationId !== organization.id) {
      throw new Unusable('other_organization');
    }
    const listed = await feed.accounts();
    if (listed.length === 0) throw new Unusable('no_accounts');
    return { organizationId: organization.id, listed };
  };

  const living = async (ref: ConnectionRef): Promise<Connection> => {
    const connection = await deps.connections.get(ref);
    if (!connection || connection.status === 'disconnected') throw new Unusable('connection_disconnected');
    return connection;
  };

  const commit = async (
    ref: ConnectionRef,
    tokens: TokenSet,
    seen: { readonly organizationId: string; readonly listed: readonly FeedAccount[] },
    at: Instant,
  ): Promise<FetchedAccounts> => {
    // The look took its time: a person may have disconnected meanwhile, and then nothing is written.
    await living(ref);
    await deps.vault.store(ref, tokens);
    await deps.organizations.add(seen.organizationId, ref);
    const fetched = await deps.storeAccounts(ref, seen.listed, at);
    const moved = await deps.connections.move(ref, 'activate', { at, organizationId: seen.organizationId });
    if (moved.kind !== 'moved') {
      await deps.vault.remove(ref);
      await deps.organizations.remove(seen.organizationId, ref);
      throw new Unusable('connection_disconnected');
    }
    return fetched;
  };

  const announce = async ({ tenantId, connectionId }: ConnectionRef, fetched: FetchedAccounts, at: Instant) => {
    const { added, kept, lost } = fetched;
    const facts: readonly DomainEvent[] = [
      { type: 'ConnectionActivated', connectionId },
      { type: 'AccountsFetched', connectionId, added: added.length, kept: kept.length, lost: lost.length },
    ];
    const events = facts.map((event) => ({ id: deps.ids.next(), tenantId, occurredAt: at, event }));
    // The connection stands whether or not the bus takes the news: the person must not be told otherwise.
    return deps.events.publish(events).then(
      () => true,
      () => false,
    );
  };

  const connect = async (consent: PendingConsent, code: string, at: Instant): Promise<boolean> => {
    const ref = { tenantId: consent.tenantId, connectionId: consent.connectionId };
    const connection = await living(ref);
    const tokens = await granted(consent, code);
    const staged = { ...ref, connectionId: `${ref.connectionId}~${deps.ids.next()}` };
    await deps.vault.store(staged, tokens, { keepUntil: new Date(Date.parse(at) + stagedMs).toISOString() });
    try {
      const seen = await look(staged, connection);
      // The look may have refreshed the tokens, and then the first ones are spent.
      const current = (await deps.vault.read(staged))?.tokens ?? tokens;
      return await announce(ref, await commit(ref, current, seen, at), at);
    } finally {
      // What cannot be removed now vanishes by itself; it must not turn a connection that stands into a failure.
      await deps.vault.remove(staged).catch(() => undefined);
    }
  };

  return async ({ state, code, error }: ConsentAnswer): Promise<FinishedConsent> => {
    const at = deps.clock.now();
    const consent = state === undefined ? undefined : await deps.consents.take(state, at);
    if (!consent) return { kind: 'unverified' };
    if (error === 'access_denied') return { kind: 'cancelled', consent };
    if (error !== undefined || code === undefined) return { kind: 'failed', consent, code: failureOfError(error) };
    try {
      return { kind: 'connected', consent, announced: await connect(consent, code, at) };
    } catch (failure) {
      const reason = failureOf(failure);
      return { kind: 'failed', consent, code: reason, ...(reason === 'internal_error' && { cause: failure }) };
    }
  };
};

/** @see RFC 6749, section 4.1.2.1 */
const failureOfError = (error: string | undefined): ConsentFailure =>
  error === 'server_error' || error === 'temporarily_unavailable' ? 'ponto_unavailable' : 'consent_failed';

const failureOf = (failure: unknown): ConsentFailure => {
  if (failure instanceof Unusable) return failure.code;
  if (!(failure instanceof Fault)) return 'internal_error';
  switch (failure.code) {
    case 'ponto_unavailable':
    case 'ponto_throttled':
    case 'ponto_answer_not_understood':
    case 'organization_blocked':
      return failure.code;
    // The code or the fresh token was refused: this consent is spent, the next one may do.
    case 'reconnect_required':
      return 'consent_failed';
    default:
      return 'internal_error';
  }
};
