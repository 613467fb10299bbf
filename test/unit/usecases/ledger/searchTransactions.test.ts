import { amountOf } from '../../../../shared/domain/money/currency.ts';
import { defined } from '../../../../shared/language/defined.ts';
import { makeSearchTransactions } from '../../../../shared/usecases/ledger/searchTransactions.ts';
import { aContent, aFeedAccount, aLine, aLinkedAccount, uuid } from '../../../builders/bank.ts';
import { anEngine, ledger } from '../../../builders/engine.ts';

const unsettled = {
  id: uuid(800_001),
  subtype: 'accountTransactionsWithUnsettled',
  status: 'success',
  errorCodes: [],
} as const;

describe('searchTransactions', () => {
  it('finds booked lines newest first and pending ones before them, page by page', async () => {
    const { feed, run, reader } = anEngine();
    feed.create(
      aLine(1, { executionDate: '2026-01-05', remittanceText: 'rent January' }),
      aLine(2, { executionDate: '2026-02-05', remittanceText: 'Rent February' }),
      aLine(3, { executionDate: '2026-02-06', remittanceText: 'flour' }),
      aLine(4, { executionDate: '2026-03-05', remittanceText: 'rent March' }),
    );
    feed.pending_ = [
      { pontoId: uuid(50), content: aContent({ remittanceText: 'rent April' }) },
      { pontoId: uuid(51), content: aContent({ remittanceText: 'sugar' }) },
    ];
    feed.account = aFeedAccount({
      latestSynchronization: unsettled,
    });
    await run({ account: aLinkedAccount({ importFrom: '2026-01-01' }) });
    const search = makeSearchTransactions({ reader });

    const first = await search(ledger, { text: 'RENT', limit: 2 });
    const second = await search(ledger, { text: 'RENT', limit: 2, cursor: first.nextCursor ?? '' });

    expect(first.booked.map(({ content }) => content.remittanceText)).toEqual(['rent March']);
    expect(first.pending.map(({ pontoId }) => pontoId)).toEqual([uuid(50)]);
    expect(first.lookedBackTo).toBe('2026-03-05');
    expect(second.pending).toEqual([]);
    expect(second.booked.map(({ content }) => content.remittanceText)).toEqual(['Rent February', 'rent January']);
    expect(second.booked[1]?.statementFrom).toBe('2026-01-05');
  });

  it.each([1, 2, 3, 4, 5, 9])(
    'has at most %d lines on a page, pending ones too, and none is left out or found twice',
    async (limit) => {
      const { feed, run, reader } = anEngine();
      const rent = (id: number, executionDate: string) => aLine(id, { executionDate, remittanceText: 'rent' });
      feed.create(rent(1, '2026-03-02'), aLine(2), rent(3, '2026-03-04'));
      feed.pending_ = [rent(52, '2026-03-11'), aLine(53), rent(50, '2026-03-12'), rent(51, '2026-03-12')];
      feed.account = aFeedAccount({ latestSynchronization: unsettled });
      await run();
      const search = makeSearchTransactions({ reader });

      const seen: string[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < 10; page += 1) {
        const found = await search(ledger, { text: 'rent', limit, ...defined({ cursor }) });
        const shown = [...found.pending.map(({ pontoId }) => pontoId), ...found.booked.map(({ line }) => String(line))];
        expect(shown.length).toBeLessThanOrEqual(limit);
        seen.push(...shown);
        cursor = found.nextCursor;
        if (cursor === undefined) break;
      }

      expect(seen).toEqual([uuid(50), uuid(51), uuid(52), '3', '1']);
      expect(cursor).toBeUndefined();
    },
  );

  it('finds an amount of both directions, or of the one that is meant, within the days', async () => {
    const { feed, run, reader } = anEngine();
    feed.create(
      aLine(1, { executionDate: '2026-03-02', amount: '12.50' }),
      aLine(2, { executionDate: '2026-03-03', amount: '-12.5' }),
      aLine(3, { executionDate: '2026-03-04', amount: '12.51' }),
      aLine(4, { executionDate: '2026-03-05', amount: '12.50' }),
    );
    await run();
    const search = makeSearchTransactions({ reader });
    const found = async (sign?: 'credit' | 'debit', to?: string) =>
      (
        await search(ledger, {
          amount: { amount: amountOf('12.50'), ...(sign && { sign }) },
          ...(to !== undefined && { to }),
          limit: 10,
        })
      ).booked.map(({ content }) => content.executionDate);

    expect(await found()).toEqual(['2026-03-05', '2026-03-03', '2026-03-02']);
    expect(await found('debit')).toEqual(['2026-03-03']);
    expect(await found('credit', '2026-03-04')).toEqual(['2026-03-02']);
  });

  it('looks at a thousand lines for a text, and goes on from there', async () => {
    const { feed, run, reader } = anEngine();
    feed.create(
      aLine(1, { executionDate: '2026-03-01', remittanceText: 'needle' }),
      ...Array.from({ length: 1_005 }, (_, index) => aLine(index + 2, { executionDate: '2026-03-02' })),
    );
    await run();
    const search = makeSearchTransactions({ reader });

    const first = await search(ledger, { text: 'needle', limit: 10 });
    const second = await search(ledger, { text: 'needle', limit: 10, cursor: first.nextCursor ?? '' });

    expect(first).toMatchObject({ booked: [], nextCursor: expect.any(String), lookedBackTo: '2026-03-02' });
    expect(second.booked.map(({ content }) => content.remittanceText)).toEqual(['needle']);
  });
});
