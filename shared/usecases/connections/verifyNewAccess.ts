import { defined } from '../../language/defined.ts';
import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { FeedAccount } from '../../domain/ledger/feedAccount.ts';
import type { IdSource } from '../../ports/ambient.ts';
import type { BankFeeds, Organization } from '../../ports/bankFeed.ts';
import type { TokenSet, TokenVault } from '../../ports/tokens.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';

interface Deps {
  readonly vault: Pick<TokenVault, 'read' | 'store' | 'remove'>;
  readonly feeds: BankFeeds;
  readonly ids: Pick<IdSource, 'next'>;
}

/** A new access to Ponto that has yet to show what it is good for. */
export interface NewAccess {
  readonly ref: ConnectionRef;
  readonly method: 'oauth' | 'client_credentials';
  readonly tokens: TokenSet;
  /** The organisation that the connection had before; undefined when it had none. */
  readonly organizationId: string | undefined;
  readonly at: Instant;
  /** Called as soon as a good organisation is known, whatever comes of its accounts. */
  readonly onOrganization?: (organization: Organization) => Promise<void>;
}

export interface VerifiedAccess {
  readonly kind: 'seen';
  readonly organizationId: string;
  readonly organizationName?: string;
  readonly onboardingComplete?: boolean;
  readonly listed: readonly FeedAccount[];
  /** The look may have refreshed the first ones, and then those are spent. */
  readonly tokens: TokenSet;
}

export type Verification = VerifiedAccess | { readonly kind: 'other_organization' } | { readonly kind: 'no_accounts' };

/** Time to look at what was granted, with much to spare. */
const stagedMs = 3_600_000;

/**
 * Looks at Ponto with a new access, whose tokens are stored beside the connection's own until they have shown a good
 * organisation with accounts: an access that is good for nothing, or another organisation's, must not destroy one that
 * works. `use` runs while they are still there.
 */
export const makeVerifyNewAccess =
  ({ vault, feeds, ids }: Deps) =>
  async <T>(access: NewAccess, use: (look: Verification) => Promise<T>): Promise<T> => {
    const { ref, method, tokens, at } = access;
    const staged = { ...ref, connectionId: `${ref.connectionId}~${ids.next()}` };
    await vault.store(staged, tokens, { keepUntil: new Date(Date.parse(at) + stagedMs).toISOString() });

    const look = async (): Promise<Verification> => {
      const feed = feeds.of({ tenantId: staged.tenantId, id: staged.connectionId, method });
      const organization = await feed.organization();
      const before = access.organizationId;
      if (before !== undefined && before !== organization.id) return { kind: 'other_organization' };
      await access.onOrganization?.(organization);
      const listed = await feed.accounts();
      if (listed.length === 0) return { kind: 'no_accounts' };
      const current = (await vault.read(staged))?.tokens ?? tokens;
      const { id: organizationId, name: organizationName, onboardingComplete } = organization;
      return {
        kind: 'seen',
        organizationId,
        ...defined({ organizationName, onboardingComplete }),
        listed,
        tokens: current,
      };
    };

    try {
      return await use(await look());
    } finally {
      // What cannot be removed now vanishes by itself; it must not turn a connection that stands into a failure.
      await vault.remove(staged).catch(() => undefined);
    }
  };

export type VerifyNewAccess = ReturnType<typeof makeVerifyNewAccess>;
