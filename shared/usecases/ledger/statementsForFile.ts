import { monthAfter, type CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { Account } from '../../domain/connections/connection.ts';
import { outsideStatementId, outsideTransactionId } from '../../domain/ids/outsideIds.ts';
import type { MonthPart } from '../../domain/ledger/monthView.ts';
import { amountOf } from '../../domain/money/currency.ts';
import { subtract, zero } from '../../domain/money/decimal.ts';
import type { Period } from '../../domain/statements/period.ts';
import { statementAccountOf } from '../../domain/statements/statementAccount.ts';
import type { StatementEntry, StatementInFull } from '../../domain/statements/statementInFull.ts';
import type { LedgerReader, MonthRange } from '../../ports/ledger.ts';
import type { AccountRef } from '../../ports/refsAndPages.ts';
import { Records } from './records.ts';
import { allLines, type StatementLine } from './statementLines.ts';
import { statementNow, viewOf, type StatementView } from './statements.ts';

/** Statements that a file leaves out unless they are asked for. */
export interface Wanted {
  readonly open: boolean;
  readonly broken: boolean;
}

/** The statements of a file, oldest first, each read when its turn comes. */
export interface StatementsForFile {
  readonly kind: 'statements';
  readonly views: readonly StatementView[];
  readonly read: (view: StatementView) => Promise<StatementInFull>;
}

export type StatementsRefused =
  | { readonly kind: 'statement_unknown' }
  | { readonly kind: 'no_statements' }
  | { readonly kind: 'statement_open' | 'statement_broken'; readonly number: string };

/** Statements as a bookkeeping file shows them, one or those of a period. */
export const makeStatementsForFile = ({ reader }: { readonly reader: LedgerReader }) => ({
  one: async (
    account: Account,
    periodFrom: CalendarDate,
    wanted: Wanted,
  ): Promise<StatementsForFile | StatementsRefused> => {
    const view = await statementNow(reader, ledgerOf(account), periodFrom);
    return view ? chosen(reader, account, [view], wanted) : { kind: 'statement_unknown' };
  },

  /**
   * The statements whose first day lies in a period, so that each is in exactly one of two periods that follow each other.
   * Open ones are left out where they are not wanted; one that is broken is refused, as the numbers would have a gap.
   */
  between: async (
    account: Account,
    { from, to }: Period,
    wanted: Wanted,
  ): Promise<StatementsForFile | StatementsRefused> => {
    const ledger = ledgerOf(account);
    const { chain } = await reader.head(ledger);
    const views = (await reader.statementsBetween(ledger, from, to))
      .filter(({ period }) => period.from >= from && period.from <= to)
      .sort((a, b) => (a.period.from < b.period.from ? -1 : 1))
      .map((statement) => viewOf(statement, chain))
      .filter(({ state }) => wanted.open || state === 'final');
    return chosen(reader, account, views, wanted);
  },
});

const ledgerOf = ({ tenantId, id }: Account): AccountRef => ({ tenantId, accountId: id });

const chosen = (
  reader: LedgerReader,
  account: Account,
  views: readonly StatementView[],
  wanted: Wanted,
): StatementsForFile | StatementsRefused => {
  if (views.length === 0) return { kind: 'no_statements' };
  const open = views.find(({ state }) => state === 'open');
  if (open && !wanted.open) return { kind: 'statement_open', number: open.statement.number };
  const broken = views.find(({ statement }) => statement.proof.verdict === 'broken');
  if (broken && !wanted.broken) return { kind: 'statement_broken', number: broken.statement.number };
  const read = readerOf(reader, account);
  return { kind: 'statements', views, read };
};

const readerOf = (reader: LedgerReader, account: Account) => {
  const ledger = ledgerOf(account);
  const records = new Records(reader, ledger);
  const months = new LastMonths(reader, ledger);
  const lines = {
    months: (_ledger: AccountRef, range: MonthRange) => months.between(range),
    carriedForwardBetween: reader.carriedForwardBetween.bind(reader),
  };
  return async ({ statement, state }: StatementView): Promise<StatementInFull> => ({
    id: outsideStatementId(account.id, statement.period.from),
    account: statement.account ?? statementAccountOf(account),
    currency: account.currency,
    number: statement.number,
    period: statement.period,
    state,
    opening: amountOf(statement.openingBalance),
    closing: amountOf(statement.closingBalance),
    lineCount: statement.lineCount,
    totalCredit: amountOf(statement.totalCredit),
    totalDebit: amountOf(statement.totalDebit),
    proof: statement.proof,
    entries: (await allLines(lines, ledger, statement, records)).map(entryOf),
  });
};

const entryOf = ({ kind, line, amount }: StatementLine): StatementEntry => {
  const counts = amountOf(amount);
  const { accountId, version, content, removed } = line;
  const to = removed ? zero : amountOf(content.amount);
  return {
    kind,
    id: outsideTransactionId(accountId, line.line),
    version,
    amount: counts,
    ...(kind === 'adjustment' && { adjusted: { from: subtract(to, counts), to } }),
    content,
  };
};

/** Statements of one month follow each other: its days are read once. */
const keptMonths = 2;

class LastMonths {
  readonly #reader: LedgerReader;
  readonly #ledger: AccountRef;
  readonly #kept = new Map<string, readonly MonthPart[]>();

  constructor(reader: LedgerReader, ledger: AccountRef) {
    this.#reader = reader;
    this.#ledger = ledger;
  }

  async *between({ from = '', to = '' }: MonthRange) {
    for (let month = from; month !== '' && month <= to; month = monthAfter(month)) {
      yield { month, parts: await this.#month(month) };
    }
  }

  async #month(month: string): Promise<readonly MonthPart[]> {
    const kept = this.#kept.get(month);
    if (kept) return kept;
    const parts = await this.#reader.month(this.#ledger, month);
    this.#kept.set(month, parts);
    for (const [oldest] of [...this.#kept].slice(0, -keptMonths)) this.#kept.delete(oldest);
    return parts;
  }
}
