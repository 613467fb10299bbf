import { defined } from '../../language/defined.ts';
import type { Instant } from '../../domain/calendar/calendarDate.ts';
import { identityOf, summaryOf, type UnconfirmedAccess } from '../../domain/connections/unconfirmedAccess.ts';
import { unconfirmedOf } from '../../domain/connections/unconfirmedOf.ts';
import type { FeedAccount } from '../../domain/ledger/feedAccount.ts';
import { Fault } from '../../domain/faults/fault.ts';
import type { Clock, Digest, IdSource } from '../../ports/ambient.ts';
import type { BankFeeds } from '../../ports/bankFeed.ts';
import type { ConnectionStore, OrganizationIndex } from '../../ports/connections.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';
import type { TokenVault } from '../../ports/tokens.ts';
import type { AdoptAccess } from './adoptAccess.ts';
import { type Person, userOf } from './beginConsent.ts';
import { unconfirmedRef, waitingUnder } from './unconfirmedRef.ts';

interface Deps {
  readonly connections: Pick<ConnectionStore, 'get' | 'keepUnconfirmed'>;
  readonly vault: Pick<TokenVault, 'read' | 'remove'>;
  readonly organizations: Pick<OrganizationIndex, 'remove'>;
  readonly feeds: BankFeeds;
  readonly adoptAccess: AdoptAccess;
  readonly digest: Digest;
  readonly ids: Pick<IdSource, 'next'>;
  readonly clock: Pick<Clock, 'now'>;
}

export type Confirmed =
  | { readonly kind: 'confirmed' }
  | {
      readonly kind:
        | 'unknown_connection'
        | 'disconnected'
        | 'nothing_to_confirm'
        /** Somebody else began it. */
        | 'confirmation_not_yours'
        /** What came back is not what this person has seen: they look again. */
        | 'confirmation_outdated'
        | 'no_accounts';
    };

/**
 * A user confirms what a consent has brought, by the token that stands for what they saw. Ponto is looked at once more: what
 * has changed since then is shown anew and confirmed by nobody.
 */
export const makeConfirmAccess = (deps: Deps) => {
  /** Unless something else waits by now: that is shown then. */
  const showAnew = async (
    ref: ConnectionRef,
    before: UnconfirmedAccess,
    seen: Seen,
    at: Instant,
  ): Promise<Confirmed> => {
    const unconfirmed = { ...before, ...seen, token: deps.ids.next() };
    await deps.connections.keepUnconfirmed(ref, unconfirmed, { at, instead: before.token });
    return { kind: 'confirmation_outdated' };
  };

  const lookOf = (listed: readonly FeedAccount[]): Seen => ({
    ...summaryOf(listed),
    accountsDigest: deps.digest(identityOf(listed)),
  });

  return async (person: Person, connectionId: string, token: string): Promise<Confirmed> => {
    const ref = { tenantId: person.tenantId, connectionId };
    const connection = await deps.connections.get(ref);
    if (!connection) return { kind: 'unknown_connection' };
    if (connection.status === 'disconnected') return { kind: 'disconnected' };
    const unconfirmed = unconfirmedOf(connection);
    if (!unconfirmed) return { kind: 'nothing_to_confirm' };
    const { userId = person.userId, organizationId } = unconfirmed;
    if (userId !== person.userId) return { kind: 'confirmation_not_yours' };
    if (unconfirmed.token !== token) return { kind: 'confirmation_outdated' };
    const at = deps.clock.now();
    const parked = unconfirmedRef(ref, unconfirmed);
    const feed = deps.feeds.of({ tenantId: parked.tenantId, id: parked.connectionId, method: 'oauth' });
    const organization = await feed.organization();
    const listed = await feed.accounts();
    if (listed.length === 0) return { kind: 'no_accounts' };
    const look = lookOf(listed);
    if (organization.id !== organizationId || !isSame(look, unconfirmed)) return showAnew(ref, unconfirmed, look, at);
    // The look may have refreshed the first ones, and then those are spent.
    const stored = await deps.vault.read(parked);
    if (!stored) throw new Fault('reconnect_required');
    const { onboardingComplete } = organization;
    const seen = { organizationId, ...defined({ onboardingComplete }), listed, tokens: stored.tokens };
    const adopted = await deps.adoptAccess(ref, seen, { at, by: userOf(person), confirms: token });
    if (adopted.kind === 'disconnected') return { kind: 'disconnected' };
    if (adopted.kind === 'overtaken') {
      const now = await deps.connections.get(ref);
      return { kind: now && unconfirmedOf(now) ? 'confirmation_outdated' : 'nothing_to_confirm' };
    }
    // What cannot be removed now vanishes by itself, or counts for nothing.
    await deps.vault.remove(parked).catch(() => undefined);
    await deps.organizations.remove(waitingUnder(organizationId), parked).catch(() => undefined);
    return { kind: 'confirmed' };
  };
};

export type ConfirmAccess = ReturnType<typeof makeConfirmAccess>;

type Seen = Required<Pick<UnconfirmedAccess, 'accounts' | 'accountCount' | 'accountsDigest'>>;

/** What was kept without a digest is shown anew, with one. */
const isSame = (look: Seen, { accountsDigest }: UnconfirmedAccess): boolean => look.accountsDigest === accountsDigest;
