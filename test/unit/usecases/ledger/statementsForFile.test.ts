import { defaultOptions, writeStatement } from '../../../../shared/exports/writeFile.ts';
import { csv } from '../../../../shared/exports/formats/csv.ts';
import { formatDecimal } from '../../../../shared/domain/money/decimal.ts';
import { makeStatementsForFile, type Wanted } from '../../../../shared/usecases/ledger/statementsForFile.ts';
import { aFeedAccount, aLine, aLinkedAccount, uuid } from '../../../builders/bank.ts';
import { anEngine, ledger } from '../../../builders/engine.ts';

const balance = (amount: string, referenceDate: string) => ({ amount, currency: 'EUR', referenceDate });
const synchronization = (number: number) => ({
  id: uuid(800_000 + number),
  subtype: 'accountTransactions',
  status: 'success' as const,
  errorCodes: [],
});
const account = {
  ...aLinkedAccount(),
  tenantId: ledger.tenantId,
  id: ledger.accountId,
  holderName: 'Bakkerij Peeters',
};
const finalOnly: Wanted = { open: false, broken: false };
const year = { from: '2026-01-01', to: '2026-12-31' };

/** Final: a line of 2 March. Open: one of 20 March, a late one of 2 March; the final one was corrected by 10.00. */
const busyBooks = async () => {
  const engine = anEngine();
  engine.feed.create(
    aLine(1, { executionDate: '2026-03-02', amount: '200.00' }),
    aLine(2, { executionDate: '2026-03-20', amount: '1.00' }),
  );
  engine.feed.account = aFeedAccount({ currentBalance: balance('1000.00', '2026-03-20') });
  await engine.run({ account, bic: 'KREDBEBB', now: '2026-03-20T09:00:00.000Z' });
  const correct = async () => {
    engine.feed.lines_ = [
      aLine(3, { executionDate: '2026-03-02', amount: '-5.00' }),
      aLine(2, { executionDate: '2026-03-20', amount: '1.00' }),
      aLine(1, { executionDate: '2026-03-02', amount: '210.00' }),
    ];
    engine.feed.account = aFeedAccount({
      currentBalance: balance('1005.00', '2026-03-21'),
      latestSynchronization: synchronization(2),
    });
    await engine.run({ account, now: '2026-03-21T09:00:00.000Z' });
  };
  return { ...engine, correct, statements: makeStatementsForFile({ reader: engine.reader }) };
};

const filesOf = async (
  { statements }: Awaited<ReturnType<typeof busyBooks>>,
  wanted: Wanted,
  of: { readonly account?: typeof account; readonly period?: typeof year } = {},
) => {
  const found = await statements.between(of.account ?? account, of.period ?? year, wanted);
  if (found.kind !== 'statements') return found.kind;
  const read = [];
  for (const view of found.views) read.push(await found.read(view));
  return read;
};

describe('the statements of a file', () => {
  it('are the final ones, oldest first; open ones where they are wanted', async () => {
    const books = await busyBooks();
    const numbers = async (wanted: Wanted) => {
      const read = await filesOf(books, wanted);
      return typeof read === 'string' ? read : read.map(({ number, state }) => `${number} ${state}`);
    };

    expect(await numbers(finalOnly)).toEqual(['2026-0001 final']);
    expect(await numbers({ open: true, broken: false })).toEqual(['2026-0001 final', '2026-0002 open']);
  });

  it('are those that begin in the period', async () => {
    const books = await busyBooks();
    const within = async (from: string, to: string) => {
      const read = await filesOf(books, { open: true, broken: true }, { period: { from, to } });
      return typeof read === 'string' ? read : read.map(({ number }) => number);
    };

    expect(await within('2026-03-02', '2026-03-19')).toEqual(['2026-0001']);
    expect(await within('2026-03-03', '2026-03-20')).toEqual(['2026-0002']);
    expect(await within('2026-03-03', '2026-03-19')).toBe('no_statements');
  });

  it('have their late lines and adjustments, with what was adjusted', async () => {
    const books = await busyBooks();
    await books.correct();

    const read = await filesOf(books, { open: true, broken: true });

    if (typeof read === 'string') throw new Error(read);
    const entries = read.flatMap(({ number, entries: all }) =>
      all.map(({ kind, amount, adjusted, content, version }) => ({
        number,
        kind,
        on: content.executionDate,
        amount: formatDecimal(amount, 2),
        version,
        ...(adjusted && { adjusted: [formatDecimal(adjusted.from, 2), formatDecimal(adjusted.to, 2)] }),
      })),
    );
    expect(entries).toEqual([
      { number: '2026-0001', kind: 'line', on: '2026-03-02', amount: '200.00', version: 1 },
      { number: '2026-0002', kind: 'line', on: '2026-03-20', amount: '1.00', version: 1 },
      { number: '2026-0002', kind: 'late_line', on: '2026-03-02', amount: '-5.00', version: 1 },
      {
        number: '2026-0002',
        kind: 'adjustment',
        on: '2026-03-02',
        amount: '10.00',
        version: 2,
        adjusted: ['200.00', '210.00'],
      },
    ]);
  });

  it('add up', async () => {
    const books = await busyBooks();
    await books.correct();

    const read = await filesOf(books, { open: true, broken: true });

    if (typeof read === 'string') throw new Error(read);
    for (const statement of read) {
      expect(() => writeStatement(csv, statement, { isFirst: true, isLast: true }, defaultOptions)).not.toThrow();
    }
  });

  it('say the same of a final statement whatever comes later: corrections, another holder, another number', async () => {
    const books = await busyBooks();
    const before = await filesOf(books, finalOnly);
    await books.correct();

    const after = await filesOf(books, finalOnly, {
      account: { ...account, reference: 'BE68539007547034', holderName: 'Somebody Else' },
    });

    expect(after).toEqual(before);
    expect(before).toMatchObject([
      { account: { reference: account.reference, holderName: 'Bakkerij Peeters', bic: 'KREDBEBB' } },
    ]);
  });

  it('are refused one by one: unknown, still open', async () => {
    const { statements } = await busyBooks();

    expect(await statements.one(account, '2026-03-03', finalOnly)).toEqual({ kind: 'statement_unknown' });
    expect(await statements.one(account, '2026-03-20', finalOnly)).toEqual({
      kind: 'statement_open',
      number: '2026-0002',
    });
    expect(await statements.one(account, '2026-03-20', { open: true, broken: false })).toMatchObject({
      kind: 'statements',
      views: [{ state: 'open' }],
    });
  });

  it('are refused as a whole when the bank contradicts one, as a gap in the numbers would be no file', async () => {
    const books = await busyBooks();
    books.feed.account = aFeedAccount({
      currentBalance: balance('993.00', '2026-03-21'),
      latestSynchronization: synchronization(2),
    });
    await books.run({ account, now: '2026-03-22T09:00:00.000Z' });
    books.feed.account = aFeedAccount({
      currentBalance: balance('993.00', '2026-03-22'),
      latestSynchronization: synchronization(3),
    });
    await books.run({ account, now: '2026-03-23T09:00:00.000Z' });
    const wanted = { open: true, broken: false };

    expect(await books.statements.between(account, year, wanted)).toEqual({
      kind: 'statement_broken',
      number: '2026-0002',
    });
    expect(await books.statements.between(account, year, { open: true, broken: true })).toMatchObject({
      kind: 'statements',
    });
  });
});
