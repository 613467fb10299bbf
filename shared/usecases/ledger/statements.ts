import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import { proofNow } from '../../domain/statements/proof.ts';
import type { ChainState, Statement } from '../../domain/statements/statement.ts';
import { defined } from '../../language/defined.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { AccountRef, PageRequest } from '../../ports/refsAndPages.ts';
import { firstLines, linesBehind, type StatementLinesPage } from './statementLines.ts';

export interface StatementView {
  readonly statement: Statement;
  readonly state: 'open' | 'final';
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
    { from, ...page }: { readonly limit: number; readonly before?: CalendarDate; readonly from?: CalendarDate },
  ): Promise<StatementsPage> => {
    const { chain } = await reader.head(ledger);
    const newest = await reader.statements(ledger, { ...page, limit: page.limit + 1 });
    const found = newest.filter(({ period }) => from === undefined || period.from >= from);
    const shown = found.slice(0, page.limit);
    const last = found.length > shown.length ? shown.at(-1) : undefined;
    return {
      statements: shown.map((statement) => viewOf(statement, chain)),
      ...defined({ nextBefore: last?.period.from }),
    };
  };

/** A statement with the first page of its lines. */
export interface StatementWithLines extends StatementView, StatementLinesPage {}

/** One statement with the first page of its lines. */
export const makeGetStatement =
  ({ reader }: { readonly reader: LedgerReader }) =>
  async (
    ledger: AccountRef,
    periodFrom: CalendarDate,
    page: { readonly limit: number },
  ): Promise<StatementWithLines | undefined> => {
    const statement = await reader.statement(ledger, periodFrom);
    if (!statement) return undefined;
    const { chain } = await reader.head(ledger);
    return { ...viewOf(statement, chain), ...(await firstLines(reader, ledger, statement, page.limit)) };
  };

/** A page of the lines of one statement. */
export const makeListStatementLines =
  ({ reader }: { readonly reader: LedgerReader }) =>
  async (
    ledger: AccountRef,
    periodFrom: CalendarDate,
    { limit, cursor }: PageRequest,
  ): Promise<StatementLinesPage | 'cursor_unknown' | undefined> => {
    const statement = await reader.statement(ledger, periodFrom);
    if (!statement) return undefined;
    if (cursor === undefined) return firstLines(reader, ledger, statement, limit);
    return (await linesBehind(reader, ledger, statement, { limit, cursor })) ?? 'cursor_unknown';
  };

/**
 * The head says what is final, so that a statement written by a run that crashed never looks final too early; and how far
 * the proof of a final one still stands.
 */
export const viewOf = (statement: Statement, chain: ChainState): StatementView => {
  const isFinal = chain.final !== undefined && statement.period.to <= chain.final.periodTo;
  return { statement: { ...statement, proof: proofNow(statement, isFinal, chain) }, state: isFinal ? 'final' : 'open' };
};
