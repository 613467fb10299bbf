import { DynamoBankFailures } from '../../../shared/adapters/dynamodb/bankFailures.ts';
import { bankFailuresKey, bankFailureShards } from '../../../shared/adapters/dynamodb/keys.ts';
import { hadOutage, hourOf } from '../../../shared/domain/institutions/bankOutage.ts';
import { uuid } from '../../builders/bank.ts';
import { connectionsTableSuite } from '../../setup/connectionsTable.ts';

describe('BankFailures', () => {
  const suite = connectionsTableSuite();
  const aStore = () => new DynamoBankFailures(suite.table());
  const aBank = () => `bank of ${suite.aTenant()}`;

  it('counts accounts by the hour, over all of them, each bank for itself', async () => {
    const [bank, other] = [aBank(), aBank()];
    const moments = ['2026-03-10T08:05:00.000Z', '2026-03-10T08:59:59.999Z', '2026-03-11T08:00:00.000Z'];
    for (const [number, at] of moments.entries()) await aStore().record(bank, uuid(number), at);
    await aStore().record(other, uuid(1), '2026-03-10T08:05:00.000Z');

    expect([...(await aStore().byHour(bank))].sort()).toEqual([
      [hourOf('2026-03-10T08:00:00.000Z'), 2],
      [hourOf('2026-03-11T08:00:00.000Z'), 1],
    ]);
    expect(await aStore().byHour(aBank())).toEqual(new Map());
  });

  it('loses none of those that come at once, and spreads them over partitions', async () => {
    const bank = aBank();
    const at = '2026-03-10T08:05:00.000Z';
    const partitions = new Set<string>();
    const table = suite.hookedTable({
      before: ({ text }) => {
        const [partition] = /BANKFAILURES#[^"]+/.exec(text) ?? [];
        if (partition !== undefined) partitions.add(partition);
      },
    });
    const store = new DynamoBankFailures(table);

    await Promise.all(Array.from({ length: 60 }, (_, number) => store.record(bank, uuid(number), at)));

    expect(await aStore().byHour(bank)).toEqual(new Map([[hourOf(at), 60]]));
    expect(hadOutage(await aStore().byHour(bank), at)).toBe(true);
    expect(partitions.size).toBe(bankFailureShards.length);
  });

  it('forgets by itself, and keeps nothing of a tenant or an account', async () => {
    const bank = aBank();
    await aStore().record(bank, uuid(7), '2026-03-10T08:05:00.000Z');

    const item = await suite.table().get(bankFailuresKey(bank, uuid(7), '2026-03-10'));

    const { pk: _pk, ...kept } = item ?? {};
    expect(kept).toEqual({
      sk: '2026-03-10',
      h08: 1,
      expiresAtEpochSeconds: Date.parse('2026-04-29T08:05:00Z') / 1000,
    });
  });
});
