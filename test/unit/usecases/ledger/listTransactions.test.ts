import { cursorAt, placeIn } from '../../../../shared/runtime/http/cursor.ts';
import { makeListTransactions } from '../../../../shared/usecases/ledger/listTransactions.ts';
import { defined } from '../../../../shared/language/defined.ts';
import { aContent, aFeedAccount, aLine, uuid } from '../../../builders/bank.ts';
import { anEngine, ledger } from '../../../builders/engine.ts';

const synchronization = {
  id: uuid(800_001),
  subtype: 'accountTransactionsWithUnsettled',
  status: 'success',
  errorCodes: [],
} as const;

describe('a page of lines', () => {
  it('is empty when its cursor points before the range', async () => {
    const { feed, reader, run } = anEngine();
    feed.create(aLine(1), aLine(2));
    await run();
    const list = makeListTransactions({ reader });

    const page = await list(ledger, { from: '2026-03-01', cursor: '2025-12-31.1', limit: 5 });

    expect(page).toEqual({ pending: [], booked: [] });
  });

  it.each([1, 2, 3, 4, 7, 8])(
    'has at most %d lines, pending ones too, and no line is left out or told twice',
    async (limit) => {
      const { feed, reader, run } = anEngine();
      feed.create(aLine(1), aLine(2), aLine(3));
      const { executionDate: _none, ...undated } = aContent();
      const dated = [51, 50, 52].map((id) => aLine(id, { executionDate: `2026-03-${id === 52 ? '12' : '11'}` }));
      feed.pending_ = [...dated, { pontoId: uuid(53), content: undated }];
      feed.account = aFeedAccount({ latestSynchronization: synchronization });
      await run();
      const list = makeListTransactions({ reader });

      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await list(ledger, { limit, ...defined({ cursor }) });
        const shown = [...page.pending.map(({ pontoId }) => pontoId), ...page.booked.map(({ line }) => String(line))];
        expect(shown.length).toBeLessThanOrEqual(limit);
        expect(shown.length).toBeGreaterThan(0);
        seen.push(...shown);
        cursor = page.nextCursor;
      } while (cursor !== undefined && seen.length < 20);

      expect(seen).toEqual([uuid(53), uuid(52), uuid(50), uuid(51), '3', '2', '1']);
      const pending = await list(ledger, { limit: 3, status: 'pending' });
      const rest = await list(ledger, { limit: 3, status: 'pending', cursor: pending.nextCursor ?? '' });
      expect([...pending.pending, ...rest.pending].map(({ pontoId }) => pontoId)).toEqual(seen.slice(0, 4));
      expect(rest).not.toHaveProperty('nextCursor');
    },
  );

  it('goes on behind a pending line whatever Ponto calls it', async () => {
    const { feed, reader, run } = anEngine();
    feed.create(aLine(1));
    feed.pending_ = ['b.é/1:2', 'a b'].map((pontoId) => ({ ...aLine(50), pontoId }));
    feed.account = aFeedAccount({ latestSynchronization: synchronization });
    await run();
    const list = makeListTransactions({ reader });

    const { pending, nextCursor = '' } = await list(ledger, { limit: 1 });
    const rest = await list(ledger, { limit: 5, cursor: placeIn(['lines'], cursorAt(['lines'], nextCursor)) });

    expect([...pending, ...rest.pending].map(({ pontoId }) => pontoId)).toEqual(['a b', 'b.é/1:2']);
    expect(rest.booked).toHaveLength(1);
  });
});
