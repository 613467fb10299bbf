import { defined } from '../../language/defined.ts';
import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { Connection } from '../../domain/connections/connection.ts';
import type { ConsentFailure } from '../../domain/consents/consentFailure.ts';
import type { HistoryEntry } from '../../domain/connections/history.ts';
import { identityOf, summaryOf } from '../../domain/connections/unconfirmedAccess.ts';
import { Fault } from '../../domain/faults/fault.ts';
import type { Clock, Digest, IdSource } from '../../ports/ambient.ts';
import type { Organization } from '../../ports/bankFeed.ts';
import type { ConnectionHistory, ConnectionStore } from '../../ports/connections.ts';
import type { ConsentStore, PendingConsent, TakenConsent } from '../../ports/consents.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';
import type { AuthorizationServer } from '../../ports/tokens.ts';
import { isLiving, makeAdoptAccess, type AdoptAccessDeps, type AdoptedAccess } from './adoptAccess.ts';
import { personWithTheMail, visitorOf } from './beginConsent.ts';
import { unconfirmedMs, unconfirmedRef, waitingUnder } from './unconfirmedRef.ts';
import type { VerifiedAccess, VerifyNewAccess } from './verifyNewAccess.ts';

interface Deps extends AdoptAccessDeps {
  readonly consents: Pick<ConsentStore, 'take' | 'leave'>;
  readonly authorizationServer: Pick<AuthorizationServer, 'exchangeCode'>;
  readonly verifyNewAccess: VerifyNewAccess;
  readonly connections: Pick<ConnectionStore, 'get' | 'move' | 'claim' | 'recordOrganization' | 'keepUnconfirmed'>;
  readonly history: Pick<ConnectionHistory, 'append'>;
  readonly digest: Digest;
  readonly ids: Pick<IdSource, 'next'>;
  readonly clock: Pick<Clock, 'now'>;
  /** A user confirms what a first consent brings before anything is read by it. */
  readonly mustBeConfirmed: boolean;
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
  /** It waits for a user to confirm what came back. */
  | { readonly kind: 'unconfirmed'; readonly consent: PendingConsent }
  | ({ readonly kind: 'connected'; readonly consent: PendingConsent } & AdoptedAccess);

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
  const adoptAccess = makeAdoptAccess(deps);

  const living = async (ref: ConnectionRef): Promise<Connection> => {
    const connection = await deps.connections.get(ref);
    if (!isLiving(connection)) throw new Unusable('connection_disconnected');
    return connection;
  };

  const forgetUnconfirmed = async (parked: ConnectionRef, organizationId: string): Promise<void> => {
    await deps.vault.remove(parked);
    await deps.organizations.remove(waitingUnder(organizationId), parked);
  };

  /** Beside the connection, where no run finds it. The tokens first: without them there is nothing to confirm. */
  const keepUnconfirmed = async (consent: PendingConsent, seen: VerifiedAccess, at: Instant): Promise<void> => {
    const ref = { tenantId: consent.tenantId, connectionId: consent.connectionId };
    const accessId = deps.ids.next();
    const parked = unconfirmedRef(ref, { accessId });
    const keepUntil = new Date(Date.parse(at) + unconfirmedMs).toISOString();
    const { organizationId, organizationName, listed } = seen;
    const before = (await living(ref)).unconfirmed;
    await deps.vault.store(parked, seen.tokens, { keepUntil });
    await deps.organizations.add(waitingUnder(organizationId), parked);
    const userId = consent.userId === personWithTheMail ? undefined : consent.userId;
    const unconfirmed = {
      token: deps.ids.next(),
      accessId,
      ...defined({ userId, organizationName }),
      organizationId,
      ...summaryOf(listed),
      accountsDigest: deps.digest(identityOf(listed)),
      at,
    };
    const note = { by: visitorOf(consent), what: 'consent_unconfirmed' } as const;
    if ((await deps.connections.keepUnconfirmed(ref, unconfirmed, { at, note })) === 'kept') {
      // It has taken the place of what waited before; what cannot be removed now vanishes by itself, or counts for nothing.
      if (before) await forgetUnconfirmed(unconfirmedRef(ref, before), before.organizationId).catch(() => undefined);
      return;
    }
    await forgetUnconfirmed(parked, organizationId);
    throw new Unusable(isLiving(await deps.connections.get(ref)) ? 'other_organization' : 'connection_disconnected');
  };

  const connect = async (
    { consent, passage: { codeVerifier, redirectUri } }: Extract<TakenConsent, { readonly kind: 'taken' }>,
    code: string,
    at: Instant,
  ): Promise<FinishedConsent> => {
    const ref = { tenantId: consent.tenantId, connectionId: consent.connectionId };
    const connection = await living(ref);
    // What a consent without accounts has noted binds nobody: nothing was connected yet.
    const organizationId = connection.status === 'awaiting_consent' ? undefined : connection.organizationId;
    const tokens = await deps.authorizationServer.exchangeCode({ code, codeVerifier, redirectUri });
    const onOrganization = (found: Organization): Promise<void> => deps.connections.recordOrganization(ref, found, at);
    return deps.verifyNewAccess({ ref, method: 'oauth', tokens, organizationId, at, onOrganization }, async (look) => {
      if (look.kind !== 'seen') throw new Unusable(look.kind);
      // A later one is of the organisation that was confirmed, or is refused.
      if (deps.mustBeConfirmed && organizationId === undefined) {
        await keepUnconfirmed(consent, look, at);
        return { kind: 'unconfirmed', consent };
      }
      const adopted = await adoptAccess(ref, look, { at, by: visitorOf(consent) });
      if (adopted.kind === 'disconnected') throw new Unusable('connection_disconnected');
      if (adopted.kind !== 'adopted') throw new Unusable('other_organization');
      const { announced, withdrawn } = adopted;
      return { kind: 'connected', consent, announced, withdrawn };
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
    const isGiven = error === undefined && code !== undefined;
    const end = isGiven ? deps.consents.take.bind(deps.consents) : deps.consents.leave.bind(deps.consents);
    const taken = state === undefined ? undefined : await end(state, browser, at);
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
      return await connect(taken, code, at);
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
