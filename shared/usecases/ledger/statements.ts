import { monthOf, type CalendarDate } from '../../domain/calendar/calendarDate.ts';
import { foldMonth, type MonthEntry } from '../../domain/ledger/monthView.ts';
import { foldCarriedForward } from '../../domain/statements/foldCarriedForward.ts';
import { proofNow } from '../../domain/statements/proof.ts';
import type { ChainState, Statement } from '../../domain/statements/statement.ts';
import { formatDecimal } from '../../domain/money/decimal.ts';
import { defined } from '../../language/defined.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { AccountRef } from '../../ports/refsAndPages.ts';
import { bookedLineOf, type BookedLine } from './bookedLine.ts';
import { Records } from './records.ts';

export interface StatementView {
  readonly statement: Statement;
  readonly state: 'open' | 'final';
}

export interface StatementLine {
  readonly kind: 'line' | 'late_line' | 'adjustment';
  readonly line: BookedLine;
  /** What the line counts for on this statement; of an adjustment, the difference. */
  readonly amount: string;
}

export interface StatementsPage {
  readonly statements: readonly StatementView[];
  /** First day of the last statement's period, when there are older ones. */
  readonly nextBefore?: CalendarDate;
}

/** Statements, newest first. */
export const makeListStatements =
  ({ reader }: { readonly reader: LedgerReader }) =>
  async (
    ledger: AccountRef,
    page: { readonly limit: number; readonly before?: CalendarDate },
  ): Promise<StatementsPage> => {
    const { chain } = await reader.head(ledger);
    const found = await reader.statements(ledger, { ...page, limit: page.limit + 1 });
    const shown = found.slice(0, page.limit);
    const last = found.length > shown.length ? shown.at(-1) : undefined;
    return {
      statements: shown.map((statement) => viewOf(statement, chain)),
      ...defined({ nextBefore: last?.period.from }),
    };
  };

/** One statement with its lines, oldest first, late lines and adjustments at the end. */
export const makeGetStatement =
  ({ reader }: { readonly reader: LedgerReader }) =>
  async (
    ledger: AccountRef,
    periodFrom: CalendarDate,
  ): Promise<(StatementView & { readonly lines: readonly StatementLine[] }) | undefined> => {
    const statement = await reader.statement(ledger, periodFrom);
    if (!statement) return undefined;
    const { chain } = await reader.head(ledger);
    const records = new Records(reader, ledger);
    return {
      ...viewOf(statement, chain),
      lines: [
        ...(await ownLines(reader, ledger, statement, records)),
        ...(await carriedLines(reader, ledger, statement, records)),
      ],
    };
  };

/**
 * The head says what is final, so that a statement written by a run that crashed never looks final too early; and how far
 * the proof of a final one still stands.
 */
const viewOf = (statement: Statement, chain: ChainState): StatementView => {
  const isFinal = chain.final !== undefined && statement.period.to <= chain.final.periodTo;
  return { statement: { ...statement, proof: proofNow(statement, isFinal, chain) }, state: isFinal ? 'final' : 'open' };
};

const ownLines = async (
  reader: LedgerReader,
  ledger: AccountRef,
  statement: Statement,
  records: Records,
): Promise<readonly StatementLine[]> => {
  const { period, through } = statement;
  const entries: MonthEntry[] = [];
  const range = { from: monthOf(period.from), to: monthOf(period.to), order: 'ascending' as const };
  for await (const { month, parts } of reader.months(ledger, range)) {
    for (const entry of foldMonth(parts, through).values()) {
      const onTime = !entry.removed && !entry.onFinalStatement && entry.lateSince === 0;
      const within = entry.executionDate >= period.from && entry.executionDate <= period.to;
      if (onTime && within && monthOf(entry.executionDate) === month) entries.push(entry);
    }
  }
  entries.sort((a, b) =>
    a.executionDate === b.executionDate ? a.line - b.line : a.executionDate < b.executionDate ? -1 : 1,
  );
  const lines: StatementLine[] = [];
  for (const { sequence, amount } of entries) {
    lines.push({ kind: 'line', amount, line: await lineAt(ledger, sequence, statement, records) });
  }
  return lines;
};

const carriedLines = async (
  reader: LedgerReader,
  ledger: AccountRef,
  statement: Statement,
  records: Records,
): Promise<readonly StatementLine[]> => {
  const carriedForward = foldCarriedForward(
    await reader.carriedForwardBetween(ledger, statement.after, statement.through),
  );
  const lines: StatementLine[] = [];
  for (const { kind, sequence, amount } of carriedForward) {
    lines.push({ kind, amount: formatDecimal(amount), line: await lineAt(ledger, sequence, statement, records) });
  }
  return lines;
};

const lineAt = async (
  { accountId }: AccountRef,
  sequence: number,
  { period }: Statement,
  records: Records,
): Promise<BookedLine> => {
  const change = await records.get(sequence);
  const first = change.sequence === change.line ? change : await records.get(change.line);
  return bookedLineOf(accountId, change, first.at, period.from);
};
