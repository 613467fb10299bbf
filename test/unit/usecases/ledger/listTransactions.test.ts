import { makeListTransactions } from '../../../../shared/usecases/ledger/listTransactions.ts';
import { aLine } from '../../../builders/bank.ts';
import { anEngine, ledger } from '../../../builders/engine.ts';

describe('a page of lines', () => {
  it('is empty when its cursor points before the range', async () => {
    const { feed, reader, run } = anEngine();
    feed.create(aLine(1), aLine(2));
    await run();
    const list = makeListTransactions({ reader });

    const page = await list(ledger, { from: '2026-03-01', cursor: '2025-12-31.1', limit: 5 });

    expect(page).toEqual({ pending: [], booked: [] });
  });
});
