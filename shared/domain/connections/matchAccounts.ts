import type { FeedAccount } from '../ledger/feedAccount.ts';
import { compareReferences, numberKeyOf, secondMark, type BrandOf, type Identifiable } from './accountIdentity.ts';
import type { Account, FormerNumber } from './connection.ts';
import { isDenied } from './takenBack.ts';

export interface AccountMatches {
  readonly kept: readonly { readonly account: Account; readonly feed: FeedAccount }[];
  readonly added: readonly FeedAccount[];
  readonly lost: readonly Account[];
}

/**
 * Tells which accounts that Ponto lists are ones we know. Ponto's id decides. Ponto may give an account a new id when it is
 * shared again: then one that is gone continues as one that is new, by itself only where nothing else could be meant.
 *
 * - Nobody else has the number, on either side or among those that stayed, and a second mark agrees; or
 * - the bank's own reference agrees and no other account of that number has it, or may have it for all that is known.
 *
 * Everything else stays apart: a person knows, or nobody does. The order of a list means nothing.
 *
 * @param former numbers of accounts that go on under another one: who has such a number is not the only one that had it
 */
export const matchAccounts = (
  known: readonly Account[],
  listed: readonly FeedAccount[],
  brandOf: BrandOf,
  former: readonly FormerNumber[] = [],
): AccountMatches => {
  const byPontoId = new Map(known.map((account) => [account.pontoId, account]));
  const distinct = [...new Map(listed.map((feed) => [feed.pontoId, feed])).values()];
  const listedIds = new Set(distinct.map(({ pontoId }) => pontoId));
  // Both what was known of it and what is told now: a number or reference that it had a moment ago is not another one's.
  const stayed = [...distinct.filter(({ pontoId }) => byPontoId.has(pontoId)), ...known.filter(isListed)];
  const fresh = distinct.filter(({ pontoId }) => !byPontoId.has(pontoId));
  const gone = known.filter(({ pontoId }) => !listedIds.has(pontoId));
  const goneBy = Map.groupBy(gone, keyOf);
  const freshBy = Map.groupBy(fresh, keyOf);
  const stayedBy = Map.groupBy(stayed, keyOf);
  const formerBy = Map.groupBy(former, keyOf);

  const continued = new Map<string, Account>();
  for (const [key, comers] of freshBy) {
    const group = {
      gone: goneBy.get(key) ?? [],
      fresh: comers,
      stayed: stayedBy.get(key) ?? [],
      former: formerBy.get(key) ?? [],
    };
    for (const feed of comers) {
      const account = continuedBy(feed, group);
      if (account && !isDenied(account, feed)) continued.set(feed.pontoId, account);
    }
  }
  const taken = new Set(continued.values());
  return {
    kept: distinct.flatMap((feed) => {
      const account = byPontoId.get(feed.pontoId) ?? continued.get(feed.pontoId);
      return account ? [{ account, feed }] : [];
    }),
    added: fresh.filter(({ pontoId }) => !continued.has(pontoId)),
    lost: gone.filter((account) => !taken.has(account)),
  };

  function isListed({ pontoId }: Account): boolean {
    return listedIds.has(pontoId);
  }

  function keyOf(account: Identifiable): string {
    return numberKeyOf(account, brandOf);
  }
};

/** All accounts of one number. */
interface SameNumber {
  readonly gone: readonly Account[];
  readonly fresh: readonly FeedAccount[];
  readonly stayed: readonly Identifiable[];
  /** Such as go on under another number. */
  readonly former: readonly Identifiable[];
}

const continuedBy = (feed: FeedAccount, { gone, fresh, stayed, former }: SameNumber): Account | undefined => {
  const named = gone.filter((account) => compareReferences(account, feed) === 'agrees');
  const [only] = named;
  if (only && named.length === 1) {
    const rivals = [...fresh, ...stayed, ...former].filter((other) => compareReferences(only, other) === 'agrees');
    return rivals.length === 1 && ![...gone, ...former].some(mayBeToo) ? only : undefined;
  }
  const [single] = gone;
  const isAlone = gone.length === 1 && fresh.length === 1 && stayed.length + former.length === 0;
  return single && isAlone && secondMark(single, feed) === 'agrees' ? single : undefined;

  /** Nobody knows whether it would have the reference too: some banks give one to all cards of a contract. */
  function mayBeToo(account: Identifiable): boolean {
    return compareReferences(account, feed) === 'silent' && secondMark(account, feed) !== 'differs';
  }
};
