import { defined } from '../../../../shared/language/defined.ts';
import { aContent, aFeedAccount, aLine, aLinkedAccount, uuid } from '../../../builders/bank.ts';
import { anEngine, ledger } from '../../../builders/engine.ts';
import { inert } from '../../../builders/inert.ts';
import { addDays } from '../../../../shared/domain/calendar/calendarDate.ts';
import type { LedgerReader } from '../../../../shared/ports/ledger.ts';
import {
  feedBeginning,
  makeListChanges,
  type ChangesPage,
  type FeedPlace,
} from '../../../../shared/usecases/ledger/listChanges.ts';
import { makeListTransactions } from '../../../../shared/usecases/ledger/listTransactions.ts';
import type { StatementLine } from '../../../../shared/usecases/ledger/statementLines.ts';
import {
  makeGetStatement,
  makeListStatementLines,
  makeListStatements,
} from '../../../../shared/usecases/ledger/statements.ts';

const balance = (amount: string, referenceDate: string) => ({ amount, currency: 'EUR', referenceDate });
const synchronization = (number: number) => ({
  id: uuid(800_000 + number),
  subtype: 'accountTransactions',
  status: 'success' as const,
  errorCodes: [],
});

/** Final: a line of 2 March. Open: one of 20 March, a late one of 3 March; the final one was corrected by 10.00. */
const busyBooks = async () => {
  const engine = anEngine();
  engine.feed.create(
    aLine(1, { executionDate: '2026-03-02', amount: '200.00' }),
    aLine(2, { executionDate: '2026-03-20', amount: '1.00' }),
  );
  engine.feed.account = aFeedAccount({ currentBalance: balance('1000.00', '2026-03-20') });
  await engine.run({ now: '2026-03-20T09:00:00.000Z' });
  engine.feed.lines_ = [
    aLine(3, { executionDate: '2026-03-02', amount: '-5.00' }),
    aLine(2, { executionDate: '2026-03-20', amount: '1.00' }),
    aLine(1, { executionDate: '2026-03-02', amount: '210.00' }),
  ];
  engine.feed.account = aFeedAccount({
    currentBalance: balance('1005.00', '2026-03-21'),
    latestSynchronization: synchronization(2),
  });
  await engine.run({ now: '2026-03-21T09:00:00.000Z' });
  return engine;
};

describe('listTransactions', () => {
  it('lists newest first: by execution date, then by position, across months and pages', async () => {
    const { feed, run, reader } = anEngine();
    const dates = ['2026-03-01', '2026-03-31', '2026-04-02', '2026-03-31', '2026-02-01', '2026-04-01'];
    dates.forEach((executionDate, index) => feed.create(aLine(index + 1, { executionDate })));
    await run({ account: aLinkedAccount({ importFrom: '2026-01-01' }) });
    const listTransactions = makeListTransactions({ reader });

    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listTransactions(ledger, { limit: 2, ...defined({ cursor }) });
      seen.push(...page.booked.map(({ content, line }) => `${content.executionDate} ${line}`));
      cursor = page.nextCursor;
    } while (cursor !== undefined);

    expect(seen).toEqual([
      '2026-04-02 3',
      '2026-04-01 6',
      '2026-03-31 4',
      '2026-03-31 2',
      '2026-03-01 1',
      '2026-02-01 5',
    ]);
  });

  it('takes both ends of a range in, and pending lines only with the first page', async () => {
    const { feed, run, reader } = anEngine();
    for (let day = 1; day <= 9; day += 1) feed.create(aLine(day, { executionDate: `2026-03-0${day}` }));
    feed.pending_ = [aLine(50, { executionDate: '2026-03-05' }), aLine(51, { executionDate: '2026-03-09' })];
    feed.account = aFeedAccount({
      latestSynchronization: { ...synchronization(1), subtype: 'accountTransactionsWithUnsettled' },
    });
    await run();
    const listTransactions = makeListTransactions({ reader });
    const range = { from: '2026-03-03', to: '2026-03-05' };

    const first = await listTransactions(ledger, { ...range, limit: 3 });
    const second = await listTransactions(ledger, { ...range, limit: 3, cursor: first.nextCursor ?? '' });

    expect(first.booked.map(({ content }) => content.executionDate)).toEqual(['2026-03-05', '2026-03-04']);
    expect(first.pending.map(({ pontoId }) => pontoId)).toEqual([uuid(50)]);
    expect(second).toMatchObject({ pending: [], booked: [{ content: { executionDate: '2026-03-03' } }] });
    expect(second).not.toHaveProperty('nextCursor');
    expect(await listTransactions(ledger, { limit: 5, status: 'pending' })).toMatchObject({
      booked: [],
      pending: [{}, {}],
    });
    expect((await listTransactions(ledger, { limit: 5, status: 'booked' })).pending).toEqual([]);
  });

  it('shows a pending line without a day where no last day is asked for', async () => {
    const { feed, run, reader } = anEngine();
    feed.create(aLine(1));
    const { executionDate: _none, ...content } = aContent({ amount: '3.00' });
    feed.pending_ = [{ pontoId: uuid(50), content }];
    feed.account = aFeedAccount({
      latestSynchronization: { ...synchronization(1), subtype: 'accountTransactionsWithUnsettled' },
    });
    await run();
    const shown = async (range: { readonly from?: string; readonly to?: string }) =>
      (await makeListTransactions({ reader })(ledger, { ...range, limit: 5 })).pending.map(({ pontoId }) => pontoId);

    expect(await shown({})).toEqual([uuid(50)]);
    expect(await shown({ from: '2026-03-01' })).toEqual([uuid(50)]);
    expect(await shown({ from: '2026-03-01', to: '2026-03-31' })).toEqual([]);
  });

  it('names the statement that each line stands on, late ones where they are carried forward', async () => {
    const { reader } = await busyBooks();

    const { booked } = await makeListTransactions({ reader })(ledger, { limit: 10 });

    expect(booked.map(({ pontoId, statementFrom }) => [pontoId, statementFrom])).toEqual([
      [uuid(2), '2026-03-20'],
      [uuid(3), '2026-03-20'],
      [uuid(1), '2026-03-02'],
    ]);
  });

  it('shows nothing of a removed line', async () => {
    const { feed, run, reader } = anEngine();
    feed.create(aLine(1), aLine(2));
    await run();
    feed.lines_ = [aLine(2)];
    await run({ now: '2026-04-20T09:00:00.000Z' });

    const { booked } = await makeListTransactions({ reader })(ledger, { limit: 10 });

    expect(booked.map(({ pontoId }) => pontoId)).toEqual([uuid(2)]);
  });
});

const known = (page: ChangesPage | 'cursor_unknown'): ChangesPage => {
  if (page === 'cursor_unknown') throw new Error('the cursor is not known');
  return page;
};

describe('listChanges', () => {
  it.each([1, 2, 3, 100])('replays to the books in pages of %i, and goes on from its cursor', async (limit) => {
    const { feed, run, reader } = anEngine();
    const listChanges = makeListChanges({ reader });
    const books = new Map<number, string>();
    let cursor: FeedPlace = feedBeginning;
    const readOn = async (): Promise<void> => {
      for (let more = true; more;) {
        const page = known(await listChanges(ledger, cursor, limit));
        for (const { kind, line, content } of page.changes) {
          if (kind === 'removed') books.delete(line);
          else books.set(line, content.remittanceText ?? '');
        }
        expect(page.changes.length).toBeLessThanOrEqual(limit);
        cursor = page.next;
        more = page.hasMore;
      }
    };
    feed.create(aLine(1), aLine(2), aLine(3));
    await run();
    await readOn();
    feed.account = aFeedAccount({ pontoId: uuid(900_009) });
    feed.lines_ = [aLine(12, { remittanceText: 'new' }), aLine(13), aLine(11)];
    await run();
    feed.lines_ = [aLine(12, { remittanceText: 'newer' }), aLine(11)];
    await run({ now: '2026-04-20T09:00:00.000Z' });

    await readOn();

    const { booked } = await makeListTransactions({ reader })(ledger, { limit: 100 });
    expect([...books].sort()).toEqual(
      booked.map(({ line, content }): [number, string] => [line, content.remittanceText ?? '']).sort(),
    );
    expect(await listChanges(ledger, cursor, limit)).toEqual({ changes: [], next: cursor, hasMore: false });
  });

  it('does not know a place behind the end, or behind a record that another run has made', async () => {
    const { feed, run, reader } = anEngine();
    const listChanges = makeListChanges({ reader });
    feed.create(aLine(1));
    await run();
    const { next } = known(await listChanges(ledger, feedBeginning, 10));

    const others = [{ sequence: 2 }, { sequence: 5 }, { sequence: 999_999 }, { sequence: 1, syncId: 'x' }];

    expect(next.sequence).toBe(1);
    for (const place of others) expect(await listChanges(ledger, place, 10)).toBe('cursor_unknown');
    for (const place of [next, { sequence: 1 }]) {
      expect(await listChanges(ledger, place, 10)).toEqual({ changes: [], next: place, hasMore: false });
    }
  });

  it('begins a feed without any line at its beginning', async () => {
    const listChanges = makeListChanges({ reader: anEngine().reader });

    const { next, hasMore } = known(await listChanges(ledger, feedBeginning, 10));

    expect([next, hasMore]).toEqual([feedBeginning, false]);
    expect(await listChanges(ledger, { sequence: 1 }, 10)).toBe('cursor_unknown');
  });
});

describe('statements', () => {
  it('shows late lines and adjustments behind the lines, with what each counts for', async () => {
    const { reader } = await busyBooks();

    const open = await makeGetStatement({ reader })(ledger, '2026-03-20', { limit: 10 });

    expect(open).toMatchObject({
      state: 'open',
      statement: { openingBalance: '999', closingBalance: '1005', lineCount: 3 },
    });
    expect(open?.lines.map(({ kind, amount, line }) => [kind, amount, line.pontoId])).toEqual([
      ['line', '1.00', uuid(2)],
      ['late_line', '-5', uuid(3)],
      ['adjustment', '10', uuid(1)],
    ]);
  });

  const readThrough = async (
    reader: Parameters<typeof makeListStatementLines>[0]['reader'],
    periodFrom: string,
    page: { readonly limit: number; readonly cursor?: string },
  ): Promise<readonly StatementLine[]> => {
    const lines: StatementLine[] = [];
    let cursor = page.cursor;
    for (;;) {
      const read = await makeListStatementLines({ reader })(ledger, periodFrom, {
        limit: page.limit,
        ...defined({ cursor }),
      });
      if (!read || read === 'cursor_unknown') throw new Error('the page is not there');
      expect(read.lines.length).toBeLessThanOrEqual(page.limit);
      lines.push(...read.lines);
      if (!read.hasMore) return lines;
      cursor = read.lines.at(-1)?.nextPlace;
    }
  };

  it.each([1, 2, 100])('gives the same lines in pages of %i', async (limit) => {
    const { reader } = await busyBooks();

    const whole = await makeGetStatement({ reader })(ledger, '2026-03-20', { limit: 100 });

    expect(whole?.hasMore).toBe(false);
    expect(await readThrough(reader, '2026-03-20', { limit })).toEqual(whole?.lines);
  });

  it('goes on with the statement as it was when its first page was read', async () => {
    const engine = await busyBooks();
    const { feed, reader } = engine;
    const first = await makeGetStatement({ reader })(ledger, '2026-03-20', { limit: 1 });
    feed.create(aLine(4, { executionDate: '2026-03-20', amount: '7.00' }));
    feed.account = aFeedAccount({
      currentBalance: balance('1012.00', '2026-03-21'),
      latestSynchronization: synchronization(3),
    });
    await engine.run({ now: '2026-03-21T15:00:00.000Z' });

    const rest = await readThrough(reader, '2026-03-20', {
      limit: 1,
      ...defined({ cursor: first?.lines.at(-1)?.nextPlace }),
    });
    const now = await readThrough(reader, '2026-03-20', { limit: 10 });

    const said = [...(first?.lines ?? []), ...rest];
    expect(said.map(({ line }) => line.pontoId)).toEqual([uuid(2), uuid(3), uuid(1)]);
    expect(said).toHaveLength(first?.statement.lineCount ?? 0);
    expect(now.map(({ line }) => line.pontoId)).toEqual([uuid(2), uuid(4), uuid(3), uuid(1)]);
  });

  it('knows no place that it has not given out', async () => {
    const { reader } = await busyBooks();
    const listLines = makeListStatementLines({ reader });

    for (const cursor of ['x', '99.0.2026-03-20.0', '3.0.2026-03-19.0', '3.0.2026-12-31.0', '3.0.2026-03-99.0']) {
      expect(await listLines(ledger, '2026-03-20', { limit: 1, cursor })).toBe('cursor_unknown');
    }
    expect(await listLines(ledger, '2026-03-03', { limit: 1 })).toBeUndefined();
  });

  it('shows a final statement with its lines as they were', async () => {
    const { reader } = await busyBooks();

    const final = await makeGetStatement({ reader })(ledger, '2026-03-02', { limit: 10 });

    expect(final).toMatchObject({
      state: 'final',
      lines: [{ kind: 'line', amount: '200.00', line: { version: 1, content: { amount: '200.00' } } }],
    });
  });

  it('lists newest first in pages', async () => {
    const { reader } = await busyBooks();
    const listStatements = makeListStatements({ reader });

    const first = await listStatements(ledger, { limit: 1 });
    const second = await listStatements(ledger, { limit: 1, before: first.nextBefore ?? '' });

    expect(
      [first, second].map(({ statements }) => statements.map(({ statement, state }) => [statement.number, state])),
    ).toEqual([[['2026-0002', 'open']], [['2026-0001', 'final']]]);
    expect(second).not.toHaveProperty('nextBefore');
  });

  it('begin no earlier than the first day that is asked for, and the list ends there', async () => {
    const { reader } = await busyBooks();
    const listStatements = makeListStatements({ reader });

    const numbers = async (from: string) => {
      const page = await listStatements(ledger, { limit: 1, from });
      return [page.statements.map(({ statement }) => statement.number), page.nextBefore];
    };

    expect(await numbers('2026-03-20')).toEqual([['2026-0002'], undefined]);
    expect(await numbers('2026-03-02')).toEqual([['2026-0002'], '2026-03-20']);
    expect(await numbers('2026-03-21')).toEqual([[], undefined]);
  });

  it.each([
    [{ state: 'final' }, ['2026-0001']],
    [{ state: 'open' }, ['2026-0002']],
    [{ verdict: 'unproven' }, ['2026-0002', '2026-0001']],
    [{ verdict: 'broken' }, []],
    [{ state: 'final', verdict: 'unproven' }, ['2026-0001']],
  ] as const)('of one state or verdict alone: %j', async (filter, numbers) => {
    const { reader } = await busyBooks();

    const page = await makeListStatements({ reader })(ledger, { limit: 10, ...filter });

    expect(page.statements.map(({ statement }) => statement.number)).toEqual(numbers);
  });

  it('looks at a thousand where none is wanted, and goes on from there', async () => {
    const { reader: real } = await busyBooks();
    const [some] = await real.statements(ledger, { limit: 1 });
    const days = Array.from({ length: 1_300 }, (_, index) => addDays('2026-03-20', -index));
    const reader = inert<LedgerReader>('reader', {
      head: (ref) => real.head(ref),
      statements: async (_ledger, { limit, before }) =>
        days
          .filter((day) => before === undefined || day < before)
          .slice(0, limit)
          .flatMap((day) => (some ? { ...some, period: { from: day, to: day } } : [])),
    });
    const list = makeListStatements({ reader });

    const first = await list(ledger, { limit: 200, verdict: 'broken' });
    const second = await list(ledger, { limit: 200, verdict: 'broken', before: first.nextBefore ?? '' });

    expect([first, second]).toEqual([{ statements: [], nextBefore: days[999] }, { statements: [] }]);
  });

  it('knows no statement of another day', async () => {
    const { reader } = await busyBooks();

    expect(await makeGetStatement({ reader })(ledger, '2026-03-03', { limit: 10 })).toBeUndefined();
  });
});
