import { defined } from '../../language/defined.ts';
import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { Connection } from '../../domain/connections/connection.ts';
import type { ConsentFailure } from '../../domain/consents/consentFailure.ts';
import type { HistoryEntry } from '../../domain/connections/history.ts';
import { Fault } from '../../domain/faults/fault.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { Organization } from '../../ports/bankFeed.ts';
import type { ConnectionHistory, ConnectionStore, OrganizationIndex } from '../../ports/connections.ts';
import type { ConsentStore, PendingConsent, TakenConsent } from '../../ports/consents.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';
import type { AuthorizationServer, TokenVault } from '../../ports/tokens.ts';
import type { AnnounceActive } from './announceActive.ts';
import type { FillGap } from './fillGap.ts';
import type { LookAtNeighbours } from './lookAtNeighbours.ts';
import { visitorOf } from './beginConsent.ts';
import type { VerifiedAccess, VerifyNewAccess } from './verifyNewAccess.ts';
import type { Done, FetchedAccounts, StoreAccounts } from './storeAccounts.ts';

interface Deps {
  readonly consents: Pick<ConsentStore, 'take'>;
  readonly authorizationServer: Pick<AuthorizationServer, 'exchangeCode'>;
  readonly verifyNewAccess: VerifyNewAccess;
  readonly vault: Pick<TokenVault, 'store' | 'remove'>;
  readonly connections: Pick<ConnectionStore, 'get' | 'move' | 'recordOrganization'>;
  readonly organizations: Pick<OrganizationIndex, 'add' | 'remove'>;
  readonly history: Pick<ConnectionHistory, 'append'>;
  readonly storeAccounts: StoreAccounts;
  readonly lookAtNeighbours: LookAtNeighbours;
  readonly fillGap: FillGap;
  readonly announceActive: AnnounceActive;
  readonly clock: Pick<Clock, 'now'>;
}

/** What the browser brings back from Ponto (RFC 6749, section 4.1.2). */
export interface ConsentAnswer {
  readonly state?: string | undefined;
  readonly code?: string | undefined;
  readonly error?: string | undefined;
  /** The secret of its cookie. */
  readonly browser?: string | undefined;
}

export type FinishedConsent =
  /** Nobody began this consent, or it was finished or timed out: there is nowhere safe to send the person to. */
  | { readonly kind: 'unverified' }
  /** Not the browser that passed our page: nothing is asked of Ponto, and the consent stays what it was. */
  | { readonly kind: 'other_browser'; readonly consent?: PendingConsent }
  | { readonly kind: 'cancelled'; readonly consent: PendingConsent }
  | {
      readonly kind: 'failed';
      readonly consent: PendingConsent;
      readonly code: ConsentFailure;
      /** For the log, where the failure is ours. */
      readonly cause?: unknown;
    }
  | {
      readonly kind: 'connected';
      readonly consent: PendingConsent;
      readonly announced: boolean;
      /** Linked accounts of the tenant that this consent has left out. */
      readonly withdrawn: number;
    };

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
 * Finishes a consent. Nothing is written to the connection before the new tokens have shown a good organisation with
 * accounts, so that a consent that fails, or one given by another organisation, leaves an access that works alone, and
 * the next try finds everything as it was.
 */
export const makeFinishConsent = (deps: Deps) => {
  const living = async (ref: ConnectionRef): Promise<Connection> => {
    const connection = await deps.connections.get(ref);
    if (!connection || connection.status === 'disconnected') throw new Unusable('connection_disconnected');
    return connection;
  };

  const commit = async (ref: ConnectionRef, seen: VerifiedAccess, { at, by }: Done): Promise<FetchedAccounts> => {
    // The look took its time: a person may have disconnected meanwhile, and then nothing is written.
    await living(ref);
    await deps.vault.store(ref, seen.tokens);
    await deps.organizations.add(seen.organizationId, ref);
    const fetched = await deps.storeAccounts(ref, seen.listed, { at, by });
    const { organizationId, onboardingComplete } = seen;
    // A legacy connection becomes one by consent.
    const moved = await deps.connections.move(ref, {
      transition: 'activate',
      at,
      organizationId,
      onboardingComplete,
      method: 'oauth',
      note: { by, what: 'consent_finished' },
    });
    if (moved.kind !== 'moved') {
      await deps.vault.remove(ref);
      await deps.organizations.remove(seen.organizationId, ref);
      throw new Unusable('connection_disconnected');
    }
    return fetched;
  };

  const connect = async (
    { consent, passage: { codeVerifier, redirectUri } }: Extract<TakenConsent, { readonly kind: 'taken' }>,
    code: string,
    at: Instant,
  ): Promise<{ readonly announced: boolean; readonly withdrawn: number }> => {
    const ref = { tenantId: consent.tenantId, connectionId: consent.connectionId };
    const connection = await living(ref);
    // What a consent without accounts has noted binds nobody: nothing was connected yet.
    const organizationId = connection.status === 'awaiting_consent' ? undefined : connection.organizationId;
    const tokens = await deps.authorizationServer.exchangeCode({ code, codeVerifier, redirectUri });
    const onOrganization = (found: Organization): Promise<void> => deps.connections.recordOrganization(ref, found, at);
    return deps.verifyNewAccess({ ref, method: 'oauth', tokens, organizationId, at, onOrganization }, async (look) => {
      if (look.kind !== 'seen') throw new Unusable(look.kind);
      const fetched = await commit(ref, look, { at, by: visitorOf(consent) });
      await deps.fillGap(fetched.kept);
      const announced = await deps.announceActive(ref, fetched, at);
      const lost = fetched.lost.filter(({ link }) => link !== undefined).length;
      // The consent stands either way, and Ponto tells the others of it too.
      const beside = await deps.lookAtNeighbours(ref, look.organizationId, look.listed, at).catch(() => 0);
      return { announced, withdrawn: lost + beside };
    });
  };

  /** The person is answered whether or not the history can be written: a consent is spent by its first look. */
  const note = async (
    { tenantId, connectionId, ...person }: PendingConsent,
    told: Pick<HistoryEntry, 'at' | 'what' | 'code'>,
  ): Promise<void> => {
    const ref = { tenantId, connectionId };
    try {
      // Of a connection that was erased nothing is told any more.
      if (await deps.connections.get(ref)) await deps.history.append(ref, [{ ...told, by: visitorOf(person) }]);
    } catch {
      return;
    }
  };

  const failed = async (
    consent: PendingConsent,
    at: Instant,
    code: ConsentFailure,
    cause?: unknown,
  ): Promise<FinishedConsent> => {
    await note(consent, { at, what: 'consent_failed', code });
    return { kind: 'failed', consent, code, ...(code === 'internal_error' && { cause }) };
  };

  return async ({ state, code, error, browser }: ConsentAnswer): Promise<FinishedConsent> => {
    const at = deps.clock.now();
    const taken = state === undefined ? undefined : await deps.consents.take(state, browser, at);
    if (!taken || taken.kind === 'unknown') return { kind: 'unverified' };
    if (taken.kind === 'other_browser') {
      const consent = taken.firstTimeOf;
      if (consent) await note(consent, { at, what: 'consent_failed', code: taken.kind });
      return { kind: 'other_browser', ...defined({ consent }) };
    }
    const { consent } = taken;
    if (error === 'access_denied') {
      await note(consent, { at, what: 'consent_cancelled' });
      return { kind: 'cancelled', consent };
    }
    if (error !== undefined || code === undefined) return failed(consent, at, failureOfError(error));
    try {
      return { kind: 'connected', consent, ...(await connect(taken, code, at)) };
    } catch (failure) {
      const reason = failureOf(failure);
      return failed(consent, at, reason, failure);
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
    case 'ponto_answer_too_large':
    case 'organization_blocked':
      return failure.code;
    // The code or the fresh token was refused: this consent is spent, the next one may do.
    case 'reconnect_required':
      return 'consent_failed';
    default:
      return 'internal_error';
  }
};
