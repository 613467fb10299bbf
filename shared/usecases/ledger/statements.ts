import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import { proofNow } from '../../domain/statements/proof.ts';
import type { ChainState, Proof, Statement } from '../../domain/statements/statement.ts';
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
  /** First day of the last period that was looked at, when there are older ones. */
  readonly nextBefore?: CalendarDate;
}

export interface StatementFilter {
  /** First day on which one begins. */
  readonly from?: CalendarDate;
  readonly state?: StatementView['state'];
  readonly verdict?: Proof['verdict'];
}

/** Statements that one page looks at, where few of them are wanted. */
const maxLooked = 1_000;

/** Statements, newest first. A page ends when it is full, or when it has looked at so many. */
export const makeListStatements =
  ({ reader }: { readonly reader: LedgerReader }) =>
  async (
    ledger: AccountRef,
    { limit, before, ...filter }: StatementFilter & { readonly limit: number; readonly before?: CalendarDate },
  ): Promise<StatementsPage> => {
    const { chain } = await reader.head(ledger);
    const found: StatementView[] = [];
    let place = before;
    for (let looked = 0; ;) {
      const batch = await reader.statements(ledger, { limit: limit + 1, ...defined({ before: place }) });
      for (const statement of batch) {
        if (filter.from !== undefined && statement.period.from < filter.from) return { statements: found };
        if (found.length === limit || looked === maxLooked)
          return { statements: found, ...defined({ nextBefore: place }) };
        looked += 1;
        place = statement.period.from;
        const view = viewOf(statement, chain);
        if (isWanted(view, filter)) found.push(view);
      }
      if (batch.length <= limit) return { statements: found };
    }
  };

const isWanted = ({ statement: { proof }, state }: StatementView, wanted: StatementFilter): boolean =>
  (wanted.state === undefined || wanted.state === state) &&
  (wanted.verdict === undefined || wanted.verdict === proof.verdict);

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
    const view = await statementNow(reader, ledger, periodFrom);
    return view && { ...view, ...(await firstLines(reader, ledger, view.statement, page.limit)) };
  };

/**
 * A statement as it stands. The head is read first: what it calls final was written before it, and never changes; the other
 * way round, a statement that becomes final in between would be shown as final with what stood on it before.
 */
export const statementNow = async (
  reader: Pick<LedgerReader, 'head' | 'statement'>,
  ledger: AccountRef,
  periodFrom: CalendarDate,
): Promise<StatementView | undefined> => {
  const { chain } = await reader.head(ledger);
  const statement = await reader.statement(ledger, periodFrom);
  return statement && viewOf(statement, chain);
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
