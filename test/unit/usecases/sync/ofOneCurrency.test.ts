import { aLine, uuid } from '../../../builders/bank.ts';
import { anEngine, ledger } from '../../../builders/engine.ts';

describe('a line of another currency than the account', () => {
  it('is named as refused, and no sum adds it', async () => {
    const engine = anEngine();
    engine.feed.lines_ = [
      aLine(2, { amount: '-10.00', currency: 'USD', executionDate: '2026-03-09' }),
      aLine(1, { amount: '-5.00', executionDate: '2026-03-09' }),
    ];

    await engine.run();

    const { chain, refused } = await engine.reader.head(ledger);
    const [statement] = await engine.reader.statements(ledger, { limit: 10 });
    expect(refused).toMatchObject([
      {
        pontoId: uuid(2),
        reason: 'currency_of_another_account',
        executionDate: '2026-03-09',
        amount: '-10.00',
        currency: 'USD',
      },
    ]);
    expect(chain.opening?.amount).toBe('1005');
    expect(statement).toMatchObject({ lineCount: 1, totalDebit: '-5' });
  });

  it('is not shown as pending either', async () => {
    const engine = anEngine();
    engine.feed.lines_ = [aLine(1)];
    engine.feed.pending_ = [aLine(3, { currency: 'USD' }), aLine(4)];
    const { latestSynchronization } = engine.feed.account;
    if (latestSynchronization) {
      const withUnsettled = { ...latestSynchronization, subtype: 'accountTransactionsWithUnsettled' };
      engine.feed.account = { ...engine.feed.account, latestSynchronization: withUnsettled };
    }

    await engine.run();

    expect((await engine.reader.pending(ledger)).map(({ pontoId }) => pontoId)).toEqual([uuid(4)]);
  });
});
