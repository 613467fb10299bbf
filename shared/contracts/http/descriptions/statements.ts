import { amount, count, currencyCode, day, pageWords, type Chapter } from './description.ts';
import { statementLine } from './lines.ts';
import { at, withdrawn } from './shared.ts';

const id = 'Id of the statement.';
const file = {
  format: 'Kind of file; `GET /v1/export-formats` tells what each is called and cannot hold.',
  include:
    'Files hold final statements, and none that the bank’s balance contradicts, unless `open` or `broken` ones are asked for; given once for each.',
  delimiter: 'CSV: what stands between two columns.',
  guard: 'CSV: whether a text that a spreadsheet would run as a formula gets an apostrophe before it.',
  opening: 'Journals: whether the file begins with the opening balance, or goes on where an earlier one ended.',
  200: 'The file.',
};

const statement = {
  '': 'A numbered, balanced run of booked lines over one period of one account.',
  id: 'Id of the statement. It never changes.',
  accountId: 'Id of its account.',
  journalId: 'Id of the journal that it is booked in; absent while the account feeds none.',
  number: 'Year and number in the year, without gaps: `2026-0031`.',
  ...at('period', {
    '': 'The days that it covers.',
    from: day('The first of them'),
    to: day('The last of them'),
  }),
  currency: currencyCode,
  openingBalance: amount('Balance before its first line'),
  closingBalance: amount('Balance after its last line'),
  lineCount: count('Its lines'),
  totalCredit: amount('Sum of money in'),
  totalDebit: amount('Sum of money out, without a sign'),
  state: '`open`: it may still change; `final`: it never changes again.',
  ...at('proof', {
    '': 'What it is worth: whether a balance agrees that it was not computed from.',
    verdict: '`proven`, `unproven`, or `broken`: the bank says another balance.',
    bankBalance: amount('The balance of the bank that it was compared with'),
    bankBalanceAt:
      'What that balance counts up to: a calendar date, or a moment in UTC where it counts everything booked so far.',
    difference: amount('Books minus bank, where they differ'),
    beforeStart: amount(
      'What lines of days before the start, booked after the opening balance was taken, add to the bank’s balance; they stay out of the books',
    ),
    brokenFrom: day('Of a broken one: the first day on which books and bank may have parted'),
    awaiting:
      'Of an unproven one, what it waits for: `later_balance` of the bank, or `balance_before_start`, which only a known balance of the tenant can give.',
    by: 'Of a proven one: two balances of the `bank`, or one of the bank and one that the `tenant` gave.',
    ...at('knownBalance', {
      '': 'The tenant’s figure that has helped to prove it.',
      date: day('The day whose end it counts'),
      amount: amount('The figure'),
    }),
    ...at('withdrawn', withdrawn),
  }),
};

export const statements = {
  name: 'Statements',
  description: 'Statements, their lines and their proof, and bookkeeping files made of them.',
  calls: {
    listStatements: {
      '': 'Statements with their balances and their proof, without lines.',
      id: 'Id of the account.',
      from: day('First day on which a statement begins, inclusive'),
      to: day('Last such day, inclusive'),
      state: 'Only `open` or only `final` ones.',
      verdict: 'Only statements whose `proof.verdict` is this.',
      200: 'A page of statements; it may have fewer than `limit` and a cursor.',
    },
    getStatement: { '': 'The first 200 lines come along; `nextCursor` leads on.', id, 200: 'The statement.' },
    listStatementLines: { '': 'The lines of a long statement, page by page.', id, 200: 'A page of lines.' },
    listExportFormats: { '': 'Every kind of file that statements can be written in.', 200: 'The formats.' },
    getStatementFile: { '': 'One statement as software of bookkeepers imports it.', id, ...file },
    getStatementsFile: {
      '': 'Statements of a period in one file, at most 5 MB.',
      ...file,
      id: 'Id of the account.',
      from: day('The first day on which a statement of the file may begin'),
      to: day('The last such day, at most 365 days later'),
    },
  },
  schemas: {
    Statement: statement,
    StatementPage: pageWords('statements'),
    StatementLine: statementLine,
    StatementLinesPage: pageWords('lines'),
    StatementWithLines: {
      ...statement,
      '': 'A statement with the first page of its lines.',
      lines: 'Its lines, oldest first, late lines and adjustments at the end.',
      nextCursor: 'Goes into `cursor` of `GET /v1/statements/{id}/lines`; absent where all lines are here.',
    },
    ExportFormatList: {
      '': 'Kinds of bookkeeping files.',
      ...at('items', {
        '': 'All of them; there is one page.',
        id: 'Goes into `format`.',
        name: 'What it is called.',
        extension: 'Ending of the file’s name, without a dot.',
        mediaType: 'Media type of the file.',
        countries: 'Whose bookkeeping packages read it (ISO 3166-1 alpha-2); empty where it belongs to no country.',
        ...at('limits', {
          '': 'What it cannot hold.',
          code: 'The limit as a code.',
          message: 'The limit as a sentence.',
        }),
      }),
    },
  },
} as const satisfies Chapter;
