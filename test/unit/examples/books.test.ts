import { DatabaseSync } from 'node:sqlite';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FeedItem, FeedPage } from '../../../client/src/index.ts';
import { Books } from '../../../examples/mirror/books.ts';

type LineItem = Extract<FeedItem, { transaction: unknown }>;
type StatementItem = Extract<FeedItem, { kind: 'statement' }>;

let folder: string;
let books: Books;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ponto-books-'));
  books = new Books(join(folder, 'books.sqlite'), 'bakery');
});
afterEach(() => {
  books.close();
  rmSync(folder, { recursive: true });
});

const line = (kind: LineItem['kind'], sequence: number, id: string, amount = '1.00', accountId = 'a'): LineItem => ({
  accountId,
  sequence,
  kind,
  transaction: {
    id,
    accountId,
    status: 'booked',
    version: 1,
    executionDate: '2026-11-30',
    amount,
    currency: 'EUR',
    counterparty: {},
    remittance: {},
    pontoId: `p-${id}`,
  },
});

interface OfStatement {
  readonly closingBalance?: string;
  readonly offset?: number;
  readonly accountId?: string;
}

/** A statement of two days ago, with these lines. */
const statement = (id: string, lines: readonly string[], of: OfStatement = {}): StatementItem => {
  const { closingBalance = '5.00', offset = 0, accountId = 'a' } = of;
  return {
    kind: 'statement',
    accountId,
    offset,
    hasMoreLines: false,
    lines: lines.map((transactionId) => ({ transactionId, sequence: 1, kind: 'line', amount: '1.00' })),
    statement: {
      id,
      accountId,
      journalId: 'j',
      number: `2026-${id}`,
      period: { from: '2026-11-28', to: '2026-11-28' },
      currency: 'EUR',
      openingBalance: '0.00',
      closingBalance,
      totalCredit: '5.00',
      totalDebit: '0.00',
      state: 'open',
      lineCount: lines.length,
      proof: { verdict: 'unproven' },
    },
  };
};

const apply = (...items: FeedItem[]): void => books.apply(page(items));
const page = (items: FeedItem[], nextCursor = 'c'): FeedPage => ({ items, nextCursor, hasMore: false });

const rows = (sql: string): readonly unknown[] => {
  const db = new DatabaseSync(join(folder, 'books.sqlite'), { readOnly: true });
  try {
    return db
      .prepare(sql)
      .all()
      .map((row) => Object.values(row).join(' '));
  } finally {
    db.close();
  }
};
const lines = () => rows('SELECT id, amount FROM lines ORDER BY id');
const statements = () => rows('SELECT id, closing_balance FROM statements ORDER BY id');
const onStatements = () => rows('SELECT statement_id, line_id FROM statement_lines ORDER BY statement_id, position');

describe('the books of the mirror', () => {
  it('have each line as it was told last', () => {
    apply(line('added', 1, 'x'), line('added', 2, 'y'), line('added', 3, 'z'));
    apply(line('corrected', 4, 'x', '2.00'), line('removed', 5, 'y'));

    expect(lines()).toEqual(['x 2.00', 'z 1.00']);
  });

  it('leave out what an account was told already, and no line of another account', () => {
    apply(line('added', 1, 'x'), line('corrected', 2, 'x', '2.00'), line('removed', 3, 'x'));
    apply(line('added', 1, 'x'), line('corrected', 2, 'x', '2.00'), line('added', 1, 'y', '1.00', 'b'));

    expect(lines()).toEqual(['y 1.00']);
  });

  it('have a statement as it stands now, its list from where the item begins', () => {
    apply(statement('s', ['x', 'y', 'z']));
    apply(statement('s', ['x', 'w'], { closingBalance: '7.00' }));
    expect([statements(), onStatements()]).toEqual([['s 7.00'], ['s x', 's w']]);

    apply(statement('s', ['v', 'u'], { offset: 1 }), statement('s', ['t'], { offset: 3 }));
    expect(onStatements()).toEqual(['s x', 's v', 's u', 's t']);

    apply(statement('s', [], { offset: 4, closingBalance: '8.00' }));
    expect([statements(), onStatements()]).toEqual([['s 8.00'], ['s x', 's v', 's u', 's t']]);
    apply(statement('s', [], { offset: 2 }));
    expect(onStatements()).toEqual(['s x', 's v']);
  });

  it('drop a statement that is no more, and its list', () => {
    apply(statement('r', ['x']), statement('s', ['y']));
    apply({ kind: 'statement_removed', accountId: 'a', statementId: 'r' });

    expect([statements(), onStatements()]).toEqual([['s 5.00'], ['s y']]);
  });

  it('drop all of an account that begins anew, and nothing of another one', () => {
    apply(line('added', 1, 'x'), line('added', 2, 'y'), statement('r', ['x']));
    apply(line('added', 1, 'z', '1.00', 'b'), statement('s', ['z'], { accountId: 'b' }));
    apply({ kind: 'account_restarted', accountId: 'a' }, line('added', 1, 'w', '3.00'));

    expect([lines(), statements(), onStatements()]).toEqual([['w 3.00', 'z 1.00'], ['s 5.00'], ['s z']]);
  });

  it('keep nothing of a page that could not be written whole, and stay at its beginning', () => {
    books.apply(page([line('added', 1, 'x')], 'first'));
    const db = new DatabaseSync(join(folder, 'books.sqlite'));
    db.exec(`CREATE TRIGGER full BEFORE INSERT ON lines WHEN NEW.id = 'z' BEGIN SELECT RAISE(ABORT, 'full'); END`);
    db.close();

    expect(() => books.apply(page([line('added', 2, 'y'), line('added', 3, 'z')], 'second'))).toThrow('full');

    expect([lines(), books.cursor()]).toEqual([['x 1.00'], 'first']);
  });

  it('begin anew with nothing', () => {
    apply(line('added', 1, 'x'), statement('s', ['x']));
    books.startOver();
    expect([lines(), statements(), onStatements(), books.cursor()]).toEqual([[], [], [], undefined]);

    apply(line('added', 1, 'y'));
    expect(lines()).toEqual(['y 1.00']);
  });

  it('belong to one tenant', () => {
    expect(() => new Books(join(folder, 'books.sqlite'), 'butcher')).toThrow(
      'holds the books of bakery, not of butcher',
    );
  });
});
