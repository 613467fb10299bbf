import { aFeedAccount, aLine, aLinkedAccount, uuid } from '../../../builders/bank.ts';
import { anEngine, ledger } from '../../../builders/engine.ts';

describe('a proof that was taken back in part', () => {
  it('is taken back further by a line of an earlier day, though no balance is left to compare, and no further by later ones', async () => {
    const { feed, run, reader } = anEngine();
    let runs = 0;
    const read = async (now: string, amount: string, referenceDate: string) => {
      runs += 1;
      feed.account = aFeedAccount({
        currentBalance: { amount, currency: 'EUR', referenceDate },
        latestSynchronization: {
          id: uuid(800_100 + runs),
          subtype: 'accountTransactions',
          status: 'success',
          errorCodes: [],
        },
      });
      await run({ now, account: aLinkedAccount({ importFrom: '2026-03-01' }) });
      const { completeUpTo, chain } = await reader.head(ledger);
      return [completeUpTo, chain.balance?.withdrawn];
    };
    await read('2026-03-05T09:00:00.000Z', '1000.00', '2026-03-04');
    feed.create(aLine(1, { executionDate: '2026-03-06', amount: '-10.00' }));
    await read('2026-03-31T09:00:00.000Z', '990.00', '2026-03-30');
    feed.create(aLine(2, { executionDate: '2026-03-20', amount: '-1.00' }));
    const first = await read('2026-04-01T09:00:00.000Z', '990.00', '2026-03-30');

    feed.create(aLine(3, { executionDate: '2026-03-10', amount: '-1.00' }));
    const second = await read('2026-04-02T09:00:00.000Z', '990.00', '2026-03-30');
    feed.create(aLine(4, { executionDate: '2026-03-25', amount: '-1.00' }));
    const third = await read('2026-04-03T09:00:00.000Z', '990.00', '2026-03-30');

    const [at, reason] = ['2026-04-02T09:00:00.000Z', 'late_line'];
    expect(first).toEqual(['2026-03-19', expect.objectContaining({ from: '2026-03-20', to: '2026-03-30' })]);
    expect(second).toEqual(['2026-03-09', { from: '2026-03-10', to: '2026-03-30', at, reason }]);
    expect(third).toEqual(second);
    expect((await read('2026-04-05T09:00:00.000Z', '987.00', '2026-04-04'))[0]).toBe('2026-04-04');
  });
});
