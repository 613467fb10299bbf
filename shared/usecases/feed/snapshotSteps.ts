import type { Account } from '../../domain/connections/connection.ts';
import { defined } from '../../language/defined.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { ShardPlace } from '../../ports/feedLog.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import { wholeOf } from '../../domain/feed/feedEntry.ts';
import { tellAccount } from './tellAccount.ts';
import type { FeedStep, PlaceInside, SnapshotPlace } from './tenantFeed.ts';

export interface SnapshotDeps {
  readonly accounts: Pick<AccountStore, 'getOwn' | 'list'>;
  readonly reader: LedgerReader;
}

/** The books of a few fill a page; of accounts that have none, more are asked for each time. */
const fewAccounts = 4;
const manyAccounts = 50;

/** The books of all accounts of a tenant, one after the other, each from its beginning to its end; then the log. */
export async function* snapshotSteps(
  { accounts, reader }: SnapshotDeps,
  tenantId: string,
  shards: readonly ShardPlace[],
  { accountId, inside }: SnapshotPlace,
): AsyncGenerator<FeedStep> {
  const stepsOf = async function* (account: Account, from?: PlaceInside): AsyncGenerator<FeedStep> {
    const ledger = { tenantId, accountId: account.id };
    const { accountId } = ledger;
    const all = wholeOf(await reader.head(ledger));
    for await (const { news, inside: at } of tellAccount(reader, ledger, all, from)) {
      yield { ...(news && { item: { account, news } }), next: { shards, snapshot: { accountId, inside: at } } };
    }
    yield { next: { shards, snapshot: { accountId } } };
  };
  const begun = accountId !== undefined && inside ? await accounts.getOwn({ tenantId, accountId }) : undefined;
  if (begun) yield* stepsOf(begun, inside);
  let cursor = accountId;
  let limit = fewAccounts;
  do {
    const page = await accounts.list(tenantId, {}, { limit, ...defined({ cursor }) });
    for (const account of page.items) yield* stepsOf(account);
    cursor = page.nextCursor;
    limit = Math.min(2 * limit, manyAccounts);
  } while (cursor !== undefined);
  yield { next: { shards } };
}
