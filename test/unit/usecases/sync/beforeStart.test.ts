import { makeListStatements } from '../../../../shared/usecases/ledger/statements.ts';
import { aFeedAccount, aLine, aLinkedAccount, uuid } from '../../../builders/bank.ts';
import { anEngine, ledger } from '../../../builders/engine.ts';

const balance = (amount: string, referenceDate: string) => ({ amount, currency: 'EUR', referenceDate });
const synchronization = (number: number) => ({
  id: uuid(900 + number),
  subtype: 'accountTransactions',
  status: 'success' as const,
  errorCodes: [],
});

/** Books from 5 March on, of which the 5th and the 9th are final; the bank had 850.00 the day before, 839.00 in February. */
const booksFromTheFifth = async () => {
  const engine = anEngine();
  const { feed, run, reader } = engine;
  feed.create(
    aLine(1, { executionDate: '2026-03-02', amount: '11.00' }),
    aLine(2, { executionDate: '2026-03-05', amount: '200.00' }),
    aLine(3, { executionDate: '2026-03-09', amount: '-50.00' }),
  );
  feed.account = aFeedAccount({ currentBalance: balance('1000.00', '2026-03-10') });
  const runFrom = (importFrom: string, now: string, known?: { readonly amount: string; readonly on: string }) =>
    run({ now, account: aLinkedAccount({ importFrom, ...(known ? { knownBalance: known } : {}) }) });
  await runFrom('2026-03-05', '2026-03-11T08:00:00.000Z', { amount: '850.00', on: '2026-03-04' });
  const statements = async () =>
    (await makeListStatements({ reader })(ledger, { limit: 20 })).statements.map(({ statement, state }) => [
      statement.period.from,
      statement.openingBalance,
      statement.closingBalance,
      state,
      statement.proof.verdict,
    ]);
  return { ...engine, runFrom, statements };
};

type Books = Awaited<ReturnType<typeof booksFromTheFifth>>;

/** The bank books a line of the 3rd, too late for its day and too early for the books. */
const aLineTooLate = async ({ feed, runFrom }: Books): Promise<void> => {
  feed.create(aLine(4, { executionDate: '2026-03-03', amount: '-30.00' }));
  feed.account = aFeedAccount({
    currentBalance: balance('970.00', '2026-03-11'),
    latestSynchronization: synchronization(2),
  });
  await runFrom('2026-03-05', '2026-03-12T08:00:00.000Z');
};

/** As an earlier release has left the head. */
const forgetLinesBeforeStart = ({ items }: Books['table']): void => {
  for (const [id, item] of items) {
    if (typeof item['state'] !== 'string') continue;
    const kept = item['state'].replace(/,"beforeStartLines":\[[^\]]*\]/, '');
    if (kept !== item['state']) items.set(id, { ...item, state: kept });
  }
};

const february = { amount: '839.00', on: '2026-02-28' };

describe('a line of a day before the start that was booked late, when the start moves back behind final statements', () => {
  it('counts once: the books open with what the bank had then, and it stands late on the open statement', async () => {
    const books = await booksFromTheFifth();
    await aLineTooLate(books);
    const { feed, reader, runFrom, statements } = books;
    feed.account = aFeedAccount({
      currentBalance: balance('970.00', '2026-03-12'),
      latestSynchronization: synchronization(3),
    });

    await runFrom('2026-03-01', '2026-03-13T08:00:00.000Z', february);

    const { chain } = await reader.head(ledger);
    expect(chain.known?.verdict).toBe('agrees');
    expect(chain.balance?.mismatch).toBeUndefined();
    expect(chain).not.toHaveProperty('beforeStart');
    expect(await statements()).toEqual([
      ['2026-03-13', '1000', '970', 'open', 'unproven'],
      ['2026-03-09', '1050', '1000', 'final', 'proven'],
      ['2026-03-05', '850', '1050', 'final', 'proven'],
      ['2026-03-02', '839', '850', 'final', 'proven'],
    ]);
  });

  it('counts once when it comes in the very run that moves the start back', async () => {
    const { feed, reader, runFrom, statements } = await booksFromTheFifth();
    feed.create(aLine(4, { executionDate: '2026-03-03', amount: '-30.00' }));
    feed.account = aFeedAccount({
      currentBalance: balance('970.00', '2026-03-12'),
      latestSynchronization: synchronization(3),
    });

    await runFrom('2026-03-01', '2026-03-13T08:00:00.000Z', february);

    const { chain } = await reader.head(ledger);
    expect([chain.known?.verdict, chain.balance?.mismatch, chain.beforeStart]).toEqual([
      'agrees',
      undefined,
      undefined,
    ]);
    expect((await statements()).at(-1)).toEqual(['2026-03-02', '839', '850', 'final', 'proven']);
  });

  it('counts once although the account has come back under new ids before', async () => {
    const books = await booksFromTheFifth();
    await aLineTooLate(books);
    const { feed, reader, runFrom, statements } = books;
    feed.lines_ = feed.lines_.map((line, index) => ({ ...line, pontoId: uuid(700 + index) }));
    feed.account = aFeedAccount({
      pontoId: uuid(77),
      currentBalance: balance('970.00', '2026-03-12'),
      latestSynchronization: synchronization(3),
    });
    await runFrom('2026-03-05', '2026-03-13T08:00:00.000Z');

    await runFrom('2026-03-01', '2026-03-13T20:00:00.000Z', february);

    expect((await reader.head(ledger)).chain).toMatchObject({ known: { verdict: 'agrees' } });
    expect((await statements()).at(-1)).toEqual(['2026-03-02', '839', '850', 'final', 'proven']);
  });

  it("says nothing of the tenant's figure where an earlier release kept the sum alone", async () => {
    const books = await booksFromTheFifth();
    await aLineTooLate(books);
    const { feed, table, reader, runFrom } = books;
    forgetLinesBeforeStart(table);
    expect((await reader.head(ledger)).chain).not.toHaveProperty('beforeStartLines');
    feed.account = aFeedAccount({
      currentBalance: balance('970.00', '2026-03-12'),
      latestSynchronization: synchronization(3),
    });

    await runFrom('2026-03-01', '2026-03-13T08:00:00.000Z', february);

    const { chain } = await reader.head(ledger);
    expect([chain.known?.verdict, chain.beforeStart, chain.balance?.mismatch]).toEqual(['waiting', '-30', undefined]);
  });
});

describe('lines of days before the start that were booked late', () => {
  it('are counted up to a bound; with more of them books and bank differ', async () => {
    const { feed, reader, runFrom } = await booksFromTheFifth();
    feed.create(
      ...Array.from({ length: 210 }, (_, index) =>
        aLine(300 + index, { executionDate: '2026-03-03', amount: '-1.00' }),
      ),
    );
    feed.account = aFeedAccount({
      currentBalance: balance('790.00', '2026-03-11'),
      latestSynchronization: synchronization(2),
    });

    await runFrom('2026-03-05', '2026-03-12T08:00:00.000Z');

    const { chain } = await reader.head(ledger);
    expect([chain.beforeStart, chain.beforeStartLines?.length]).toEqual(['-200', 200]);
    expect(chain.balance?.mismatch ?? chain.balance?.doubt).toMatchObject({ difference: '10' });
  });
});
