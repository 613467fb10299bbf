import type { Account } from '../../domain/connections/connection.ts';
import { mapInParallel } from '../../language/inParallel.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { FeedLogReader, NumberedEntry } from '../../ports/feedLog.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import { tellAccount } from './tellAccount.ts';
import type { FeedPlace, FeedStep } from './tenantFeed.ts';

export interface LogDeps {
  readonly accounts: Pick<AccountStore, 'getOwn'>;
  readonly log: FeedLogReader;
  readonly reader: LedgerReader;
}

/** With the one before them they are some 4 kB, the least that DynamoDB reads. */
const entriesAtOnce = 16;

/** What the log says behind a place, one shard after the other; first the one in whose middle the reader was. */
export async function* logSteps(
  { accounts, log, reader }: LogDeps,
  tenantId: string,
  place: Pick<FeedPlace, 'shards' | 'entry'>,
): AsyncGenerator<FeedStep | 'cursor_unknown'> {
  const known = new Map<string, Promise<Account | undefined>>();
  const accountOf = (accountId: string): Promise<Account | undefined> => {
    const found = known.get(accountId) ?? accounts.getOwn({ tenantId, accountId });
    known.set(accountId, found);
    return found;
  };
  const entriesOf = (shard: number) => {
    const at = shards[shard] ?? { number: 0 };
    return log.after(tenantId, shard, at, entriesAtOnce);
  };

  let { shards } = place;
  let inside = place.entry?.inside;
  const stepsOf = async function* (shard: number, { entry, place: behind }: NumberedEntry): AsyncGenerator<FeedStep> {
    const account = await accountOf(entry.accountId);
    if (account) {
      const ledger = { tenantId, accountId: account.id };
      for await (const { news, inside: at } of tellAccount(reader, ledger, entry, inside)) {
        yield { ...(news && { item: { account, news } }), next: { shards, entry: { shard, inside: at } } };
      }
    }
    inside = undefined;
    shards = shards.with(shard, behind);
    yield { next: { shards } };
  };

  const first = place.entry?.shard ?? 0;
  const order = [...shards.keys()].map((index) => (first + index) % shards.length);
  // In the middle of an entry there is something to tell: that it is enough for a page is likely, and nobody asks further.
  const alone = place.entry ? 1 : 0;
  for (const asked of [order.slice(0, alone), order.slice(alone)]) {
    // All at once: mostly there is nothing new, and that is known after the time of one look.
    const looks = await mapInParallel(asked, asked.length, async (shard) => ({
      shard,
      entries: await entriesOf(shard),
    }));
    if (looks.some(({ entries }) => entries === 'unknown')) return yield 'cursor_unknown';
    for (const { shard, entries: behindPlace } of looks) {
      let entries = behindPlace;
      while (entries !== 'unknown' && entries.length > 0) {
        for (const entry of entries) yield* stepsOf(shard, entry);
        entries = entries.length < entriesAtOnce ? [] : await entriesOf(shard);
      }
    }
  }
}
