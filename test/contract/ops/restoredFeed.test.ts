import { DynamoAccountStore } from '../../../shared/adapters/dynamodb/accountStore.ts';
import { keyOf } from '../../../shared/adapters/dynamodb/table.ts';
import { DynamoFeedLog } from '../../../shared/adapters/dynamodb/ledger/dynamoFeedLog.ts';
import { DynamoLedgerCopy } from '../../../shared/adapters/dynamodb/ledger/dynamoLedgerCopy.ts';
import { DynamoLedgerWriter } from '../../../shared/adapters/dynamodb/ledger/dynamoLedgerWriter.ts';
import { partitionOf } from '../../../shared/adapters/dynamodb/ledger/ledgerKeys.ts';
import { DynamoPausedTenants } from '../../../shared/adapters/dynamodb/pausedTenants.ts';
import { systemClock } from '../../../shared/runtime/systemClock.ts';
import { makeReadTenantFeed } from '../../../shared/usecases/feed/readTenantFeed.ts';
import { aFeedAccount, aLine, aLinkedAccount, uuid } from '../../builders/bank.ts';
import { anEngineOver } from '../../builders/engine.ts';
import { FakeBankFeed } from '../../builders/fakeBankFeed.ts';
import { FeedMirror } from '../../builders/feedMirror.ts';
import { mirrorDifferences } from '../../builders/mirrorDifferences.ts';
import { anInstallation } from './anInstallation.ts';

describe('the feed of a tenant whose books were put back', () => {
  let place: Awaited<ReturnType<typeof anInstallation>>;
  let opened = 0;
  beforeAll(async () => {
    place = await anInstallation();
  });
  afterAll(() => place.close());

  /** An account with a copy of its books of an earlier moment: since then one line is corrected, one gone, one new. */
  const anAccountThatHasMovedOn = async () => {
    opened += 1;
    const account = {
      ...aLinkedAccount(),
      tenantId: `tenant-${opened}`,
      id: uuid(100 + opened),
      pontoId: uuid(900 + opened),
    };
    const ledger = { tenantId: account.tenantId, accountId: account.id };
    const accounts = new DynamoAccountStore(place.table);
    await accounts.create(account);
    const engine = anEngineOver(place.books);
    const bank = new FakeBankFeed(aFeedAccount({ pontoId: account.pontoId }));
    const run = (now: string) => engine.run({ account, feedAccount: bank.account, feed: bank, now });
    const { reader } = engine;
    const read = makeReadTenantFeed({ accounts, log: new DynamoFeedLog(place.books), reader });
    const mirror = new FeedMirror(read, account.tenantId);

    bank.create(aLine(1), aLine(2), aLine(3));
    await run('2026-03-10T09:00:00.000Z');
    const { items } = await place.books.query(partitionOf(ledger));
    for (const item of items) await place.restored.table.put(keyOf(item), item);
    bank.lines_ = [aLine(4), aLine(2, { remittanceText: 'told otherwise' }), aLine(1)];
    await run('2026-04-20T09:00:00.000Z');
    await new DynamoPausedTenants(place.table, systemClock).pause(account.tenantId, systemClock.now());
    return { ledger, mirror, run, differences: () => mirrorDifferences(mirror, reader, account) };
  };

  it('is followed to the books as they are after it, and on from there', async () => {
    const { ledger, mirror, run, differences } = await anAccountThatHasMovedOn();
    await mirror.readOn(2);
    const before = mirror.lines(ledger.accountId).map(({ remittance }) => remittance);

    await place.ops('restore-account', ledger.accountId, '--from', place.restored.name, '--yes');
    await mirror.readOn(2);

    expect(await differences()).toEqual([]);
    expect(mirror.lines(ledger.accountId)).toHaveLength(3);
    expect(mirror.lines(ledger.accountId).map(({ remittance }) => remittance)).not.toEqual(before);
    await run('2026-04-21T09:00:00.000Z');
    await mirror.readOn(2);
    expect(await differences()).toEqual([]);
    expect(mirror.lines(ledger.accountId).map(({ remittance }) => remittance)).toEqual(before);
  });

  it.each([1, 2, 3, 4])('is followed by who was in its middle, %d items in', async (items) => {
    const { ledger, mirror, differences } = await anAccountThatHasMovedOn();
    await mirror.readOn(items, 1);

    await place.ops('restore-account', ledger.accountId, '--from', place.restored.name, '--yes');
    await mirror.readOn(200);

    expect(await differences()).toEqual([]);
  });

  it('is told before any run may begin: where that fails, the restore is to be repeated', async () => {
    const { ledger } = await anAccountThatHasMovedOn();
    const start = Date.parse(systemClock.now());
    const at = (minutes: number) => ({
      ...systemClock,
      now: () => new Date(start + minutes * 60_000).toISOString(),
      random: () => 0,
    });
    const copyAt = (minutes: number) =>
      new DynamoLedgerCopy({ live: place.books, kept: place.restored.table }, at(minutes));
    const begin = () => new DynamoLedgerWriter(place.books, systemClock).acquire(ledger, at(12).now(), 60_000);

    await expect(copyAt(0).restore(ledger, () => Promise.reject(new Error('the line is cut')))).rejects.toThrow(
      'the line is cut',
    );

    expect((await begin()).kind).toBe('busy');
    await copyAt(6).restore(ledger, async () => undefined);
    expect((await begin()).kind).toBe('acquired');
  });
});
