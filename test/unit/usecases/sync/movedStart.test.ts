import { Fault } from '../../../../shared/domain/faults/fault.ts';
import type { FeedLine } from '../../../../shared/domain/ledger/line.ts';
import { makeListStatements } from '../../../../shared/usecases/ledger/statements.ts';
import { aFeedAccount, aLine, aLinkedAccount, uuid } from '../../../builders/bank.ts';
import { anEngine, ledger } from '../../../builders/engine.ts';

const balance = (amount: string, referenceDate: string) => ({ amount, currency: 'EUR', referenceDate });
const synchronization = (number: number) => ({
  id: uuid(900 + number),
  subtype: 'accountTransactionsWithUnsettled',
  status: 'success' as const,
  errorCodes: [],
});
const february = { amount: '839.00', on: '2026-02-28' };
const beforeTheBooks = { amount: '850.00', on: '2026-03-04' };

/**
 * Books from 5 March on, with a line of 2 March that stays out of them. The bank had 850.00 the day before they begin and
 * 839.00 in February.
 */
const booksFromTheFifth = async (finals: 'final' | 'open') => {
  const engine = anEngine();
  const { feed, run, reader } = engine;
  feed.create(
    aLine(1, { executionDate: '2026-03-02', amount: '11.00' }),
    aLine(2, { executionDate: '2026-03-05', amount: '200.00' }),
    aLine(3, { executionDate: '2026-03-09', amount: '-50.00' }),
  );
  feed.account = aFeedAccount({ currentBalance: balance('1000.00', '2026-03-10') });
  const runFrom = (importFrom: string, now: string, known?: typeof february) =>
    run({ now, account: aLinkedAccount({ importFrom, ...(known ? { knownBalance: known } : {}) }) });
  // A figure of the tenant proves the days up to the first balance, so that they become final.
  await runFrom('2026-03-05', '2026-03-11T08:00:00.000Z', finals === 'final' ? beforeTheBooks : undefined);
  expect((await reader.head(ledger)).chain.final?.periodTo).toBe(finals === 'final' ? '2026-03-09' : undefined);
  const statements = async () =>
    (await makeListStatements({ reader })(ledger, { limit: 20 })).statements.map(({ statement, state }) => [
      statement.period.from,
      statement.openingBalance,
      statement.closingBalance,
      state,
    ]);
  const bankSays = (amount: string, on: string, number: number) => {
    feed.account = aFeedAccount({
      currentBalance: balance(amount, on),
      latestSynchronization: synchronization(number),
    });
  };
  const change = (number: number, content: Partial<FeedLine['content']>) => {
    feed.lines_ = feed.lines_.map((line) =>
      line.pontoId === aLine(number).pontoId ? { ...line, content: { ...line.content, ...content } } : line,
    );
  };
  return { ...engine, runFrom, statements, bankSays, change };
};
type Books = Awaited<ReturnType<typeof booksFromTheFifth>>;

/** The start moves back to 1 March; the run has read everything when it dies. */
const aMoveCutShort = async ({ feed, bankSays, runFrom, reader }: Books): Promise<void> => {
  bankSays('1000.00', '2026-03-11', 2);
  feed.onCall = (call) => {
    if (call === 'pendingLines') throw new Fault('ponto_unavailable');
  };
  await expect(runFrom('2026-03-01', '2026-03-12T08:00:00.000Z')).rejects.toThrow(Fault);
  feed.onCall = () => undefined;
  expect(await reader.head(ledger)).toMatchObject({ sequence: 3, chain: { coversFrom: '2026-03-05' } });
};

interface Case {
  readonly what: string;
  readonly change: (books: Books) => void;
  readonly balance: string;
  /** A removal is noticed by a comparison of the whole list. */
  readonly after?: { readonly balanceOn: string; readonly now: string };
}
const aMonth = { balanceOn: '2026-04-14', now: '2026-04-15T08:00:00.000Z' };
const aDay = { balanceOn: '2026-03-12', now: '2026-03-13T08:00:00.000Z' };
const cases: readonly Case[] = [
  { what: 'told with another amount', change: ({ change }) => change(1, { amount: '12.00' }), balance: '1001.00' },
  { what: 'told with another text', change: ({ change }) => change(1, { remittanceText: '!' }), balance: '1000.00' },
  {
    what: 'moved to a day of the books',
    change: ({ change }) => change(1, { executionDate: '2026-03-06' }),
    balance: '1000.00',
  },
  {
    what: 'moved to a day after them',
    change: ({ change }) => change(1, { executionDate: '2026-03-11' }),
    balance: '1000.00',
  },
  {
    what: 'moved to an earlier day',
    change: ({ change }) => change(1, { executionDate: '2026-03-01' }),
    balance: '1000.00',
  },
  {
    what: 'removed',
    change: ({ feed }) => void (feed.lines_ = feed.lines_.filter(({ pontoId }) => pontoId !== aLine(1).pontoId)),
    balance: '989.00',
    after: aMonth,
  },
];

describe.each(['final', 'open'] as const)('a line that a moved start brings in before %s statements', (finals) => {
  it.each(cases)('is in the opening balance as it was, when it is $what before its run is done', async (one) => {
    const books = await booksFromTheFifth(finals);
    await aMoveCutShort(books);
    const { reader, runFrom, statements, bankSays } = books;
    one.change(books);
    const { balanceOn, now } = one.after ?? aDay;
    bankSays(one.balance, balanceOn, 3);

    await runFrom('2026-03-01', now, february);

    const { chain } = await reader.head(ledger);
    expect(chain.balance?.mismatch ?? chain.balance?.doubt).toBeUndefined();
    expect(chain.known?.verdict).toBe('agrees');
    const all = await statements();
    expect(all[0]?.[2]).toBe(String(Number(one.balance)));
    expect(all.at(-1)?.[1]).toBe('839');
  });

  it('is in the opening balance as it was, wherever a crash ends the run that takes its change in', async () => {
    let crashes = 0;
    for (let isOver = false; !isOver; crashes += 1) {
      const books = await booksFromTheFifth(finals);
      await aMoveCutShort(books);
      const { table, reader, passTime, runFrom, statements, bankSays, change } = books;
      change(1, { amount: '12.00' });
      bankSays('1001.00', '2026-03-12', 3);
      let left = crashes;
      table.onCall = () => {
        if ((left -= 1) < 0) throw new Error('crash');
      };
      isOver = await runFrom('2026-03-01', aDay.now, february).then(
        () => true,
        () => false,
      );
      table.onCall = () => undefined;
      passTime(3_600_000);

      await runFrom('2026-03-01', aDay.now, february);

      const { chain, changesWait } = await reader.head(ledger);
      expect([chain.balance?.mismatch, chain.known?.verdict, changesWait]).toEqual([undefined, 'agrees', undefined]);
      const all = await statements();
      expect([all[0]?.[2], all.at(-1)?.[1]]).toEqual(['1001', '839']);
    }
    expect(crashes).toBeGreaterThan(20);
  });
});

describe.each(['open', 'final'] as const)(
  'a late line of a day before the books that the opening balance has counted',
  (then) => {
    const aCountedLine = async () => {
      const books = await booksFromTheFifth('open');
      const { feed, reader, runFrom, bankSays } = books;
      feed.create(aLine(4, { executionDate: '2026-03-03', amount: '-30.00' }));
      bankSays('970.00', '2026-03-11', 2);
      await runFrom('2026-03-05', '2026-03-12T08:00:00.000Z');
      expect((await reader.head(ledger)).chain).toMatchObject({ opening: { amount: '820' }, coversFrom: '2026-03-05' });
      if (then === 'final') {
        bankSays('970.00', '2026-03-24', 3);
        await runFrom('2026-03-05', '2026-03-25T08:00:00.000Z');
      }
      expect((await reader.head(ledger)).chain.final?.periodTo).toBe(then === 'final' ? '2026-03-09' : undefined);
      return books;
    };
    it.each(['2026-03-06', '2026-03-24'])(
      `counts once when the bank moves it to %s, the statements being ${then}`,
      async (day) => {
        const { reader, runFrom, bankSays, change } = await aCountedLine();
        change(4, { executionDate: day });
        bankSays('970.00', '2026-03-25', 4);

        await runFrom('2026-03-05', '2026-03-26T08:00:00.000Z');

        const { chain } = await reader.head(ledger);
        expect(chain.balance?.mismatch ?? chain.balance?.doubt ?? chain.balance?.leaning).toBeUndefined();
        expect(chain.balance?.matchedOn).toBe('2026-03-25');
        expect([chain.opening?.amount, chain.beforeStart]).toEqual(
          then === 'final' ? ['820', '30'] : ['850', undefined],
        );
      },
    );

    it(`counts once when the start moves back to its day, the statements being ${then}`, async () => {
      const { reader, runFrom, bankSays } = await aCountedLine();
      bankSays('970.00', '2026-03-25', 4);

      await runFrom('2026-03-01', '2026-03-26T08:00:00.000Z', february);

      const { chain } = await reader.head(ledger);
      expect(chain.balance?.mismatch ?? chain.balance?.doubt ?? chain.balance?.leaning).toBeUndefined();
      expect([chain.known?.verdict, chain.opening?.amount, chain.beforeStart]).toEqual(['agrees', '839', undefined]);
    });
  },
);
