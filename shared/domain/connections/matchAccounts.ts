import type { FeedAccount } from '../ledger/feedAccount.ts';
import type { Account } from './connection.ts';

export interface AccountMatches {
  readonly kept: readonly { readonly account: Account; readonly feed: FeedAccount }[];
  readonly added: readonly FeedAccount[];
  readonly lost: readonly Account[];
}

/**
 * Tells which accounts that Ponto lists are ones we know. Ponto's id decides. Ponto may give an account a new id when
 * it is shared again, so that an account that is no longer listed under its id is recognised by number, currency and
 * bank brand, and continues its history. While the old one is listed, both exist: then they are two accounts.
 *
 * @param brandOf institutions of one brand replace each other
 */
export const matchAccounts = (
  known: readonly Account[],
  listed: readonly FeedAccount[],
  brandOf: (institutionId: string) => string,
): AccountMatches => {
  const listedIds = new Set(listed.map((feed) => feed.pontoId));
  const byPontoId = new Map(known.map((account) => [account.pontoId, account]));
  // A linked account comes first: its history is the one to go on.
  const gone = known
    .filter((account) => !listedIds.has(account.pontoId))
    .sort((a, b) => Number(b.link !== undefined) - Number(a.link !== undefined));
  const kept: { account: Account; feed: FeedAccount }[] = [];
  const added: FeedAccount[] = [];
  for (const feed of listed) {
    const same = byPontoId.get(feed.pontoId) ?? takeFirst(gone, (account) => identity(account) === identity(feed));
    if (same) kept.push({ account: same, feed });
    else added.push(feed);
  }
  return { kept, added, lost: gone };

  function identity({ reference, currency, institutionId }: Account | FeedAccount): string {
    return JSON.stringify([reference.replaceAll(/\s/g, '').toUpperCase(), currency, brandOf(institutionId)]);
  }
};

const takeFirst = <T>(from: T[], wanted: (candidate: T) => boolean): T | undefined => {
  const index = from.findIndex(wanted);
  return index < 0 ? undefined : from.splice(index, 1)[0];
};
