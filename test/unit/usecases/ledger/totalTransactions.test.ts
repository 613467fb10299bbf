import { amountOf } from '../../../../shared/domain/money/currency.ts';
import { formatDecimal } from '../../../../shared/domain/money/decimal.ts';
import { makeTotalTransactions, type TotalledLines } from '../../../../shared/usecases/ledger/totalTransactions.ts';
import { aContent, aLine, uuid } from '../../../builders/bank.ts';
import { anEngine, ledger } from '../../../builders/engine.ts';

const told = ({ count, credit, debit }: TotalledLines) => [count, formatDecimal(credit), formatDecimal(debit)];

describe('totalTransactions', () => {
  it('counts and adds up exactly what a search would find of the booked lines', async () => {
    const { feed, run, reader } = anEngine();
    feed.create(
      aLine(1, { executionDate: '2026-03-02', amount: '0.10', counterpartyName: 'Electra' }),
      aLine(2, { executionDate: '2026-03-03', amount: '-12.345' }),
      aLine(3, { executionDate: '2026-03-04', amount: '0.20', counterpartyName: 'Electra' }),
      aLine(4, { executionDate: '2026-03-05', amount: '99999999999999.99' }),
    );
    feed.pending_ = [{ pontoId: uuid(50), content: aContent({ amount: '7' }) }];
    await run();
    const total = makeTotalTransactions({ reader });

    const all = await total(ledger, {});

    expect(told(all)).toEqual([4, '100000000000000.29', '-12.345']);
    expect(all).not.toHaveProperty('nextCursor');
    expect(told(await total(ledger, { counterparty: 'electra' }))).toEqual([2, '0.3', '0']);
    expect(told(await total(ledger, { from: '2026-03-03', to: '2026-03-04' }))).toEqual([2, '0.2', '-12.345']);
    expect(told(await total(ledger, { maxAmount: amountOf('0') }))).toEqual([1, '0', '-12.345']);
  });

  it('says how far it has looked, and the next look adds the rest and nothing twice', async () => {
    const { feed, run, reader } = anEngine();
    feed.create(
      aLine(1, { executionDate: '2026-03-01', amount: '1', counterpartyName: 'Electra' }),
      ...Array.from({ length: 1_004 }, (_, index) =>
        aLine(index + 2, { executionDate: '2026-03-02', amount: '1', counterpartyName: 'Electra' }),
      ),
    );
    await run();
    const total = makeTotalTransactions({ reader });

    const first = await total(ledger, { counterparty: 'electra' });
    const rest = await total(ledger, { counterparty: 'electra', cursor: first.nextCursor ?? '' });

    expect([told(first), first.lookedBackTo]).toEqual([[1_000, '1000', '0'], '2026-03-02']);
    expect([told(rest), rest.nextCursor]).toEqual([[5, '5', '0'], undefined]);
  });
});
