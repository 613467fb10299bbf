import { DynamoAccountStore } from '../../../shared/adapters/dynamodb/accountStore.ts';
import { DynamoScheduledChecks } from '../../../shared/adapters/dynamodb/scheduledChecks.ts';
import type { Table } from '../../../shared/adapters/dynamodb/table.ts';
import type { Account } from '../../../shared/domain/connections/connection.ts';
import { lastObservationOf } from '../../../shared/domain/connections/observation.ts';
import type { ScheduledCheck } from '../../../shared/ports/alerts.ts';
import { uuid } from '../../builders/bank.ts';
import { checksOf } from '../../builders/allChecks.ts';
import { anAccount } from '../../builders/records.ts';
import { engineName } from '../../setup/deployedStage.ts';
import { connectionsTableSuite } from '../../setup/connectionsTable.ts';

describe(`ScheduledChecks on ${engineName}`, () => {
  const suite = connectionsTableSuite();
  const looksOf = (tenantId: string, upTo?: string): Promise<ScheduledCheck[]> =>
    checksOf(suite.table(), tenantId, upTo);
  const daysOf = async (tenantId: string): Promise<string[]> => (await looksOf(tenantId)).map(({ day }) => day).sort();

  it('gives those of a day and all before, and none after', async () => {
    const looks = new DynamoScheduledChecks(suite.table());
    const ref = { tenantId: suite.aTenant(), connectionId: uuid(1) };
    for (const day of ['2026-03-11', '2026-03-10', '2025-12-31', '2026-03-10']) await looks.put(day, ref);

    const due = await looksOf(ref.tenantId, '2026-03-10');

    expect(due).toEqual([
      { ref, day: '2025-12-31' },
      { ref, day: '2026-03-10' },
    ]);
  });

  it('gives the looks of every tenant once', async () => {
    const looks = new DynamoScheduledChecks(suite.table());
    const tenants = Array.from({ length: 60 }, () => suite.aTenant());
    for (const tenantId of tenants) await looks.put('2026-03-10', { tenantId, connectionId: uuid(1) });

    const found: string[] = [];
    for (const shard of looks.shards) {
      for await (const page of looks.due(shard, '2026-03-10')) found.push(...page.map(({ ref }) => ref.tenantId));
    }

    expect(found.filter((tenantId) => tenants.includes(tenantId)).sort()).toEqual([...tenants].sort());
  });

  it('goes on in a shard where another worker stopped', async () => {
    const looks = new DynamoScheduledChecks(suite.table());
    const ref = { tenantId: suite.aTenant(), connectionId: uuid(1) };
    for (const day of ['2026-03-08', '2026-03-09', '2026-03-10']) await looks.put(day, ref);

    const found: string[] = [];
    for (const shard of looks.shards) {
      for await (const page of looks.due(shard, '2026-03-10', { ...ref, day: '2026-03-09' })) {
        found.push(...page.filter(({ ref: { tenantId } }) => tenantId === ref.tenantId).map(({ day }) => day));
      }
    }

    expect(found).toEqual(['2026-03-09', '2026-03-10']);
  });

  it('removes a look as it was seen, not one that was put anew', async () => {
    const looks = new DynamoScheduledChecks(suite.table());
    const ref = { tenantId: suite.aTenant(), connectionId: uuid(1) };
    await looks.put('2026-03-10', ref);
    for (const look of await looksOf(ref.tenantId)) await looks.markSeen(look, '2026-03-10T06:00:00.000Z');
    const seen = await looksOf(ref.tenantId);

    await looks.put('2026-03-10', ref);
    for (const look of seen) await looks.remove(look);
    const kept = await looksOf(ref.tenantId);
    for (const look of kept) await looks.remove(look);

    expect(seen).toEqual([{ ref, day: '2026-03-10', seenAt: '2026-03-10T06:00:00.000Z' }]);
    expect(kept).toEqual([{ ref, day: '2026-03-10' }]);
    expect(await looksOf(ref.tenantId)).toEqual([]);
  });

  it('notes nothing on a look that was removed or seen meanwhile', async () => {
    const looks = new DynamoScheduledChecks(suite.table());
    const ref = { tenantId: suite.aTenant(), connectionId: uuid(1) };
    const look = { ref, day: '2026-03-10' };

    await looks.markSeen(look, '2026-03-10T06:00:00.000Z');
    const afterNothing = await looksOf(ref.tenantId);
    await looks.put(look.day, ref);
    await looks.markSeen(look, '2026-03-10T06:00:00.000Z');
    await looks.markSeen(look, '2026-03-11T06:00:00.000Z');

    expect(afterNothing).toEqual([]);
    expect(await looksOf(ref.tenantId)).toMatchObject([{ seenAt: '2026-03-10T06:00:00.000Z' }]);
  });

  describe('are put by the account store', () => {
    const ends = (expiresAt: string, authorizedAt = '2026-01-01T10:00:00.000Z') => ({
      authorization: { authorizedAt, expiresAt, revoked: false },
    });
    const observationOf = ({ authorization, ...rest }: Account, updatedAt: string) => {
      const { tenantId: _tenant, id: _id, connectionId: _connection, createdAt: _created, ...observed } = rest;
      return { ...observed, authorization, updatedAt };
    };
    const aStoredAccount = async (table: Table, overrides: Partial<Account> = {}) => {
      const account = anAccount({ tenantId: suite.aTenant(), ...ends('2026-06-30T10:00:00.000Z'), ...overrides });
      await new DynamoAccountStore(table).create(account);
      return account;
    };

    it('for a new account, at the beginning of its reminderSchedule', async () => {
      const account = await aStoredAccount(suite.table());

      expect(await looksOf(account.tenantId)).toEqual([
        { ref: { tenantId: account.tenantId, connectionId: account.connectionId }, day: '2026-05-31' },
      ]);
    });

    it('for one that is no longer shared, on the same day: the next run tells people so', async () => {
      const { tenantId, connectionId } = await aStoredAccount(suite.table(), {
        authorization: { expiresAt: '2026-06-30T10:00:00.000Z', revoked: true },
        updatedAt: '2026-03-01T08:00:00.000Z',
      });

      expect(await looksOf(tenantId)).toEqual([{ ref: { tenantId, connectionId }, day: '2026-03-01' }]);
    });

    it('for one that the bank refuses before its time, on the same day, once', async () => {
      const account = await aStoredAccount(suite.table());
      const ref = { tenantId: account.tenantId, accountId: account.id };
      const ended = { ...account.authorization, endedAt: '2026-04-02T08:00:00.000Z' };
      for (const updatedAt of ['2026-04-02T20:40:00.000Z', '2026-04-03T20:40:00.000Z']) {
        await new DynamoAccountStore(suite.table()).observe(ref, {
          ...lastObservationOf(account),
          authorization: ended,
          updatedAt,
        });
      }

      expect(await daysOf(account.tenantId)).toEqual(['2026-04-02', '2026-05-31']);
    });

    it('not for an end that nobody knows', async () => {
      const unknown = await aStoredAccount(suite.table(), { authorization: { revoked: false } });

      expect(await looksOf(unknown.tenantId)).toEqual([]);
    });

    it('for an end that was written anew, and at the price of one write for one that was not', async () => {
      const commands: string[] = [];
      const table = suite.hookedTable({ before: ({ name }) => void commands.push(name) });
      const account = await aStoredAccount(table);
      const observe = async (told: Account, at: string): Promise<string[]> => {
        commands.length = 0;
        await new DynamoAccountStore(table).observe(
          { tenantId: account.tenantId, accountId: account.id },
          observationOf(told, at),
        );
        return [...commands];
      };

      const same = await observe(account, '2026-05-01T10:00:00.000Z');
      const renewed = await observe(
        { ...account, ...ends('2026-12-01T10:00:00.000Z', '2026-06-04T10:00:00.000Z') },
        '2026-06-04T10:00:05.000Z',
      );

      expect(same).toEqual(['UpdateItemCommand']);
      expect(renewed).toEqual(['UpdateItemCommand', 'GetItemCommand', 'PutItemCommand', 'UpdateItemCommand']);
      expect(await daysOf(account.tenantId)).toEqual(['2026-05-31', '2026-11-01']);
    });

    it.each([
      ['the end is known now', { revoked: false }],
      ['the account is shared again', { expiresAt: '2026-06-30T10:00:00.000Z', revoked: true }],
      ['only the begin has moved', { ...ends('2026-06-30T10:00:00.000Z', '2025-12-01T10:00:00.000Z').authorization }],
    ])('when %s', async (_, before) => {
      const table = suite.table();
      const account = await aStoredAccount(table, { authorization: before });
      for (const look of await looksOf(account.tenantId)) await new DynamoScheduledChecks(table).remove(look);
      const now = { ...account, ...ends('2026-06-30T10:00:00.000Z') };

      await new DynamoAccountStore(table).observe(
        { tenantId: account.tenantId, accountId: account.id },
        observationOf(now, '2026-06-10T10:00:00.000Z'),
      );

      expect(await daysOf(account.tenantId)).toEqual(['2026-06-10']);
      expect(
        await new DynamoAccountStore(table).get({ tenantId: account.tenantId, accountId: account.id }),
      ).toMatchObject(ends('2026-06-30T10:00:00.000Z'));
    });

    it('for the connection that takes an account over', async () => {
      const account = await aStoredAccount(suite.table());

      await new DynamoAccountStore(suite.table()).adopt(
        { tenantId: account.tenantId, accountId: account.id },
        uuid(2),
        '2026-03-01T10:00:00.000Z',
      );

      const connections = (await looksOf(account.tenantId)).map(({ ref }) => ref.connectionId);
      expect(connections.sort()).toEqual([uuid(1), uuid(2)]);
    });

    it('for an end that is written while the account moves to another connection', async () => {
      const account = await aStoredAccount(suite.table());
      const renewed = { ...account, ...ends('2026-12-01T10:00:00.000Z', '2026-06-04T10:00:00.000Z') };
      const at = '2026-06-04T10:00:05.000Z';
      let moved = false;
      const table = suite.hookedTable({
        before: async ({ name, text }) => {
          if (moved || name !== 'PutItemCommand' || !text.includes('EXPIRY#')) return;
          moved = true;
          await new DynamoAccountStore(suite.table()).adopt(
            { tenantId: account.tenantId, accountId: account.id },
            uuid(2),
            at,
          );
        },
      });

      await new DynamoAccountStore(table).observe(
        { tenantId: account.tenantId, accountId: account.id },
        observationOf(renewed, at),
      );

      const looks = (await looksOf(account.tenantId)).map(({ day, ref }) => `${day} ${ref.connectionId}`);
      expect(looks).toContain(`2026-11-01 ${uuid(2)}`);
    });

    it('before the end is written, whatever crashes', async () => {
      for (const crashAt of [0, 1, 2, 3]) {
        const account = await aStoredAccount(suite.table());
        const renewed = { ...account, ...ends('2026-12-01T10:00:00.000Z', '2026-06-04T10:00:00.000Z') };
        let commands = 0;
        const crashing = suite.hookedTable({
          before: () => {
            if (commands === crashAt) throw new Error('crash');
            commands += 1;
          },
        });
        const store = new DynamoAccountStore(crashing);

        await expect(
          store.observe(
            { tenantId: account.tenantId, accountId: account.id },
            observationOf(renewed, '2026-06-04T10:00:05.000Z'),
          ),
        ).rejects.toThrow('crash');

        const written = await new DynamoAccountStore(suite.table()).get({
          tenantId: account.tenantId,
          accountId: account.id,
        });
        const isNew = written?.authorization.expiresAt === renewed.authorization.expiresAt;
        const looks = await daysOf(account.tenantId);
        expect(looks).toContain(isNew ? '2026-11-01' : '2026-05-31');
        expect(looks.includes('2026-11-01')).toBe(crashAt > 2);
      }
    });
  });
});
