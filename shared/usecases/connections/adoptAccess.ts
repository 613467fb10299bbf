import type { Connection } from '../../domain/connections/connection.ts';
import type { ConnectionStore, OrganizationIndex } from '../../ports/connections.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';
import type { TokenVault } from '../../ports/tokens.ts';
import type { AnnounceActive } from './announceActive.ts';
import type { FillGap } from './fillGap.ts';
import type { LookAtNeighbours } from './lookAtNeighbours.ts';
import type { VerifiedAccess } from './verifyNewAccess.ts';
import type { Done, FetchedAccounts, StoreAccounts } from './storeAccounts.ts';

export interface AdoptAccessDeps {
  readonly vault: Pick<TokenVault, 'store' | 'remove'>;
  readonly connections: Pick<ConnectionStore, 'get' | 'move' | 'claim'>;
  readonly organizations: Pick<OrganizationIndex, 'add' | 'remove'>;
  readonly storeAccounts: StoreAccounts;
  readonly lookAtNeighbours: LookAtNeighbours;
  readonly fillGap: FillGap;
  readonly announceActive: AnnounceActive;
}

export interface AdoptedAccess {
  /** The bus took the news. */
  readonly announced: boolean;
  /** Linked accounts of the tenant that the consent has left out. */
  readonly withdrawn: number;
}

type Seen = Pick<VerifiedAccess, 'organizationId' | 'onboardingComplete' | 'listed' | 'tokens'>;

/** A connection that an access can be for. */
export const isLiving = (connection: Connection | undefined): connection is Connection =>
  connection !== undefined && connection.status !== 'disconnected';

export interface Adopting extends Done {
  /** The token by which a user has confirmed it. */
  readonly confirms?: string;
}

export type Adopted =
  | (AdoptedAccess & { readonly kind: 'adopted' })
  /** Nothing of it was stored: somebody has disconnected, or the connection belongs to what came back meanwhile. */
  | { readonly kind: 'disconnected' | 'overtaken' };

/**
 * Makes an access by consent, which has shown a good organisation with accounts, the connection's own. Done again after a
 * crash, it comes to the same end.
 * The connection is claimed for the organisation before anything is stored, so that what two people bring back at once
 * never becomes one access: tokens of one organisation under the name of another.
 */
export const makeAdoptAccess = (deps: AdoptAccessDeps) => {
  const commit = async (
    ref: ConnectionRef,
    seen: Seen,
    { at, by, confirms }: Adopting,
  ): Promise<FetchedAccounts | undefined> => {
    const claim = { organizationId: seen.organizationId, confirms, at };
    if ((await deps.connections.claim(ref, claim)) === 'refused') return undefined;
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
      claimed: true,
      note: { by, what: 'consent_finished' },
    });
    if (moved.kind === 'moved') return fetched;
    await deps.vault.remove(ref);
    await deps.organizations.remove(seen.organizationId, ref);
    return undefined;
  };

  return async (ref: ConnectionRef, seen: Seen, adopting: Adopting): Promise<Adopted> => {
    const fetched = await commit(ref, seen, adopting);
    if (!fetched) return { kind: isLiving(await deps.connections.get(ref)) ? 'overtaken' : 'disconnected' };
    const { at } = adopting;
    await deps.fillGap(fetched.kept);
    const announced = await deps.announceActive(ref, fetched, at);
    const lost = fetched.lost.filter(({ link }) => link !== undefined).length;
    const beside = await deps.lookAtNeighbours(ref, seen.organizationId, seen.listed, at);
    return { kind: 'adopted', announced, withdrawn: lost + beside };
  };
};

export type AdoptAccess = ReturnType<typeof makeAdoptAccess>;
