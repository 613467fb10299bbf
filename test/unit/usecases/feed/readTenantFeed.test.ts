import { feedShards } from '../../../../shared/domain/feed/feedEntry.ts';
import type { ShardPlace } from '../../../../shared/ports/feedLog.ts';
import { aLine, uuid } from '../../../builders/bank.ts';
import type { FeedMirror } from '../../../builders/feedMirror.ts';
import { aTenant, tenantId } from './aTenant.ts';

type OpenedAccount = Awaited<ReturnType<ReturnType<typeof aTenant>['openAccount']>>;

const expectEqual = async (mirror: FeedMirror, accounts: readonly OpenedAccount[]): Promise<void> => {
  for (const account of accounts) expect(await account.differences(mirror)).toEqual([]);
};

const nowhere = (): readonly ShardPlace[] => Array.from({ length: feedShards }, () => ({ number: 0 }));

describe('readTenantFeed', () => {
  it.each([1, 2, 3, 200])(
    'begins with the books of all accounts and goes on with news, in pages of %i',
    async (limit) => {
      const tenant = aTenant();
      const [bakery, garage] = [await tenant.openAccount(), await tenant.openAccount()];
      bakery.bank.create(aLine(1), aLine(2), aLine(3));
      garage.bank.create(aLine(11));
      await bakery.run();
      await garage.run();
      const mirror = tenant.mirror();
      await mirror.readOn(limit);
      await expectEqual(mirror, [bakery, garage]);

      bakery.bank.lines_ = [aLine(4), aLine(2, { remittanceText: 'told otherwise' }), aLine(1)];
      garage.bank.create(aLine(12), aLine(13));
      const later = await tenant.openAccount();
      later.bank.create(aLine(21));
      for (const account of [bakery, garage, later]) await account.run({ now: '2026-04-20T09:00:00.000Z' });
      const pages = await mirror.readOn(limit);

      await expectEqual(mirror, [bakery, garage, later]);
      expect(await bakery.lines()).toHaveLength(3);
      expect(Math.max(...pages)).toBeLessThanOrEqual(limit);
      expect(mirror.repeats).toBe(0);
      expect(await mirror.readOn(limit)).toEqual([0]);
    },
  );

  it('tells nothing of a run without news, and costs one write where there is some', async () => {
    const tenant = aTenant();
    const bakery = await tenant.openAccount();
    const entries = () => [...tenant.table.items.values()].filter(({ pk }) => String(pk).startsWith('FEED#')).length;
    bakery.bank.create(aLine(1), aLine(2));
    await bakery.run();
    expect(entries()).toBe(1);

    await bakery.run();

    expect(entries()).toBe(1);
  });

  it('misses nothing that comes in while the books are read from their beginning', async () => {
    const tenant = aTenant();
    const accounts = [await tenant.openAccount(), await tenant.openAccount(), await tenant.openAccount()];
    for (const [index, account] of accounts.entries()) {
      account.bank.create(aLine(10 * index + 1), aLine(10 * index + 2));
      await account.run();
    }
    const mirror = tenant.mirror();
    expect(await mirror.readOn(3, 1)).toEqual([3]);
    for (const [index, account] of accounts.entries()) {
      account.bank.create(aLine(10 * index + 3));
      await account.run();
    }

    await mirror.readOn(3);

    await expectEqual(mirror, accounts);
  });

  it('tells a range again after a crash between log and head, which a reader knows by its numbers', async () => {
    const tenant = aTenant();
    const bakery = await tenant.openAccount();
    const mirror = tenant.mirror();
    await mirror.readOn(10);
    bakery.bank.create(aLine(1));
    let isTold = false;
    tenant.table.onCall = (moment, call, key) => {
      if (call === 'put' && key?.pk.startsWith('FEED#') && moment === 'after') isTold = true;
      if (isTold && call === 'update') throw new Error('crash');
    };
    await bakery.run().catch(() => undefined);
    tenant.table.onCall = () => undefined;
    tenant.passTime(10 * 60_000);
    bakery.bank.create(aLine(2));
    await bakery.run();

    await mirror.readOn(10);

    expect(mirror.repeats).toBe(1);
    await expectEqual(mirror, [bakery]);
  });

  it('does not know a place behind the end of the log, or behind an entry that another run has written', async () => {
    const tenant = aTenant();
    const bakery = await tenant.openAccount();
    bakery.bank.create(aLine(1));
    await bakery.run();
    const shards = await tenant.log.ends(tenantId);
    const shard = shards.findIndex(({ number }) => number > 0);

    const known = await tenant.readTenantFeed(tenantId, { shards }, 10);
    const strangers = [
      { shards: shards.with(shard, { number: 2 }) },
      { shards: shards.with(shard, { number: 1, syncId: 'nobody' }) },
    ];

    expect(known).toMatchObject({ items: [], hasMore: false });
    for (const stranger of strangers)
      expect(await tenant.readTenantFeed(tenantId, stranger, 10)).toBe('cursor_unknown');
  });

  describe('asks for no more than a page takes', () => {
    /** What was asked of the table since the last time, by the beginning of the partition. */
    const countingQueries = (tenant: ReturnType<typeof aTenant>) => {
      let asked: string[] = [];
      tenant.table.onCall = (moment, call, key) => {
        if (moment === 'after' && call === 'query' && key) asked.push(`${key.pk.split('#')[0]} ${key.sk}`);
      };
      return (beginning: string): number => {
        const count = asked.filter((query) => query.startsWith(beginning)).length;
        asked = [];
        return count;
      };
    };

    it('of the log: in the middle of an entry at its shard alone, behind it at all', async () => {
      const tenant = aTenant();
      const bakery = await tenant.openAccount();
      bakery.bank.create(aLine(1), aLine(2), aLine(3));
      await bakery.run();
      const queries = countingQueries(tenant);

      const first = await tenant.readTenantFeed(tenantId, { shards: nowhere() }, 1);
      expect(queries('FEED')).toBe(feedShards);
      if (first === 'cursor_unknown') throw new Error('a beginning is always known');
      const second = await tenant.readTenantFeed(tenantId, first.next, 1);
      expect(queries('FEED')).toBe(1);
      if (second === 'cursor_unknown') throw new Error('the place was given out');
      expect(await tenant.readTenantFeed(tenantId, second.next, 10)).toMatchObject({ hasMore: false });
      expect(queries('FEED')).toBe(feedShards);
    });

    it('of the accounts: few at first, more where they have nothing to tell', async () => {
      const tenant = aTenant();
      const accounts = [];
      for (let number = 0; number < 40; number += 1) accounts.push(await tenant.openAccount());
      const limits: (number | undefined)[] = [];
      const query = tenant.table.query.bind(tenant.table);
      tenant.table.query = (pk, range) => {
        if (range?.prefix === 'A#') limits.push(range.limit);
        return query(pk, range);
      };
      for (const account of accounts.slice(0, 2)) {
        account.bank.create(aLine(1), aLine(2));
        await account.run();
      }

      expect(await tenant.readTenantFeed(tenantId, undefined, 2)).toMatchObject({ hasMore: true });
      expect(limits).toEqual([5]);
      expect(await tenant.mirror().readOn(10)).toEqual([6]);
      expect(limits.slice(1)).toEqual([5, 9, 17, 33]);
    });
  });

  it('goes on past an account that is gone', async () => {
    const tenant = aTenant();
    const [bakery, garage] = [await tenant.openAccount(), await tenant.openAccount()];
    bakery.bank.create(aLine(1));
    garage.bank.create(aLine(11));
    await bakery.run();
    await garage.run();
    tenant.table.items.delete(`TENANT#${tenantId}|A#${bakery.id}`);

    const page = await tenant.readTenantFeed(tenantId, { shards: nowhere() }, 10);

    if (page === 'cursor_unknown') throw new Error('a beginning is always known');
    expect(page.hasMore).toBe(false);
    expect(page.items.map(({ item }) => [item.account.id, item.news.kind])).toEqual([
      [garage.id, 'change'],
      [garage.id, 'statement'],
    ]);
  });

  it('ends a page behind a hundred accounts that have nothing to tell', async () => {
    const tenant = aTenant();
    for (let number = 0; number < 101; number += 1) {
      await tenant.accounts.create({
        ...(await tenant.openAccount()).account,
        id: uuid(5_000 + number),
        pontoId: uuid(6_000 + number),
      });
    }

    const page = await tenant.readTenantFeed(tenantId, undefined, 10);

    expect(page).toMatchObject({ items: [], hasMore: true });
    expect(await tenant.mirror().readOn(10)).toEqual([0, 0, 0]);
  });
});

describe('the log of a feed', () => {
  const entry = (accountId: string, syncId: string) => ({ accountId, syncId, changes: { after: 0, through: 1 } });

  it('has no hole and loses nothing while many workers write to it at once', async () => {
    const { log } = aTenant();
    const runs = Array.from({ length: 30 }, (_, run) => `run-${run}`);
    await Promise.all(runs.map((run) => log.append(tenantId, entry(uuid(1), run))));
    const shard = (await log.ends(tenantId)).findIndex(({ number }) => number > 0);

    const written = await log.after(tenantId, shard, { number: 0 }, 100);

    if (written === 'unknown') throw new Error('a beginning is always known');
    expect(written.map(({ place }) => place.number)).toEqual(runs.map((_, index) => index + 1));
    expect(new Set(written.map(({ entry: { syncId } }) => syncId))).toEqual(new Set(runs));
  });

  it('keeps the entries of an account in one shard, and those of a tenant apart from any other', async () => {
    const { log } = aTenant();
    for (const run of ['a', 'b']) await log.append(tenantId, entry(uuid(1), run));
    for (let account = 2; account < 60; account += 1) await log.append(tenantId, entry(uuid(account), 'c'));

    const ends = await log.ends(tenantId);

    expect(ends.every(({ number }) => number > 0)).toBe(true);
    expect(ends.reduce((sum, { number }) => sum + number, 0)).toBe(60);
    expect(await log.ends('tenant-2')).toEqual(nowhere());
  });
});
