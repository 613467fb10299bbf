import { aFeedAccount, aLine, uuid } from '../../../builders/bank.ts';
import { anEngine } from '../../../builders/engine.ts';

type Engine = ReturnType<typeof anEngine>;
const published = ({ events }: Engine) => events.map(({ event }) => event);
const synchronized = (engine: Engine, number: number, amount: string, referenceDate: string): void => {
  engine.feed.account = aFeedAccount({
    currentBalance: { amount, currency: 'EUR', referenceDate },
    latestSynchronization: {
      id: uuid(800_000 + number),
      subtype: 'accountTransactions',
      status: 'success',
      errorCodes: [],
    },
  });
};

describe('publishChanges', () => {
  it('publishes changes with the cursors of the feed, and nothing when nothing changed', async () => {
    const engine = anEngine();
    engine.feed.create(aLine(1), aLine(2));
    await engine.run();
    await engine.run();
    engine.feed.create(aLine(3));

    await engine.run();

    expect(published(engine)).toEqual([
      { type: 'TransactionsChanged', accountId: 'account-1', from: 0, to: 2 },
      { type: 'TransactionsChanged', accountId: 'account-1', from: 2, to: 3 },
    ]);
  });

  it('publishes again with the same id when it crashed before it recorded that it had', async () => {
    const engine = anEngine();
    engine.feed.create(aLine(1));
    let updates = 0;
    engine.table.onCall = (moment, command) => {
      if (moment === 'before' && command === 'update' && engine.events.length > 0 && (updates += 1) === 1)
        throw new Error('crash');
    };
    await engine.run().catch(() => undefined);
    engine.table.onCall = () => undefined;
    engine.passTime(10 * 60_000);

    await engine.run();

    expect(engine.events.map(({ id }) => id)).toEqual(['account-1:changes:0-1', 'account-1:changes:0-1']);
  });

  it('publishes each final statement once, and a disagreement once until it is over', async () => {
    const engine = anEngine();
    engine.feed.create(aLine(1, { executionDate: '2026-03-10' }));
    await engine.run();
    synchronized(engine, 2, '990.00', '2026-03-11');
    await engine.run({ now: '2026-03-12T08:00:00.000Z' });
    synchronized(engine, 3, '990.00', '2026-03-12');
    await engine.run({ now: '2026-03-13T08:00:00.000Z' });
    synchronized(engine, 4, '1000.00', '2026-03-22');
    await engine.run({ now: '2026-03-23T08:00:00.000Z' });
    await engine.run({ now: '2026-03-23T08:00:00.000Z' });

    expect(published(engine).filter(({ type }) => type !== 'TransactionsChanged')).toEqual([
      { type: 'BalanceMismatchFound', accountId: 'account-1' },
      { type: 'StatementFinalised', accountId: 'account-1', statementId: 'account-1-2026-03-10', number: '2026-0001' },
    ]);
  });

  it('holds no bank data', async () => {
    const engine = anEngine();
    engine.feed.create(aLine(1));
    await engine.run();

    expect(JSON.stringify(engine.events)).not.toMatch(/Flour|Molens|BE71|12\.50/);
  });
});
