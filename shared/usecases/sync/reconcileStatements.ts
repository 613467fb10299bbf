import { addDays, earliest, monthOf, type CalendarDate, type Instant } from '../../domain/calendar/calendarDate.ts';
import type { StatementPeriod } from '../../domain/statements/period.ts';
import type { LedgerHead } from '../../domain/ledger/head.ts';
import { amountOf } from '../../domain/money/currency.ts';
import { zero } from '../../domain/money/decimal.ts';
import {
  hasLeftAgreement,
  movementUpTo,
  type BankReading,
  type Books,
} from '../../domain/statements/bankComparison.ts';
import {
  balanceOfAnchor,
  chainAfterReading,
  type ChainAfterReading,
} from '../../domain/statements/chainAfterReading.ts';
import { foldCarriedForward } from '../../domain/statements/foldCarriedForward.ts';
import { buildChain, buildEarlier } from '../../domain/statements/chain.ts';
import { noTotals, withAmount, type DayTotals } from '../../domain/statements/dayTotals.ts';
import { anchorOf, opensWith, withOpeningBalance } from '../../domain/statements/openingBalance.ts';
import { completeDayOf } from '../../domain/statements/completeness.ts';
import {
  needsAllLines,
  withKnownBalance,
  withoutTakenBack,
  type WantedFigure,
} from '../../domain/statements/knownBalance.ts';
import { openedByKnownBalance } from '../../domain/statements/openedByKnownBalance.ts';
import type { ChainState, Statement, StatementAccount } from '../../domain/statements/statement.ts';
import { withdrawn, type Contradiction } from '../../domain/statements/withdrawal.ts';
import { defined } from '../../language/defined.ts';
import type { LedgerReader, LedgerWriter } from '../../ports/ledger.ts';
import { settleLinesBeforeStart } from './beforeStart.ts';
import type { KnownLines } from './knownLines.ts';
import type { LedgerSession } from './ledgerSession.ts';

export interface ReconcileInput {
  readonly session: LedgerSession;
  readonly reader: LedgerReader;
  readonly writer: LedgerWriter;
  readonly statementPeriod: StatementPeriod;
  /** Its name goes on the statements: a card or a bank that is replaced later must not rename old ones. */
  readonly account: StatementAccount;
  readonly importFrom: CalendarDate;
  readonly bank: BankReading;
  /** The tenant's own figure of a day. */
  readonly knownBalance?: WantedFigure;
  readonly figuresTakenBackAt?: Instant | undefined;
  /** Today in the bank's zone. */
  readonly today: CalendarDate;
}

/**
 * Brings the statements in line with the books after a complete read: computes the opening balance if this is the first
 * one, compares with the bank's balance, builds the open statements, makes final what has become so.
 *
 * Statements are written before the head, which alone says what is final, with the next commit: after a crash in between
 * they are made again.
 */
export const reconcileStatements = async (input: ReconcileInput): Promise<void> => {
  const { session, writer, bank, figuresTakenBackAt } = input;
  await session.viewsWritten();
  await settleLinesBeforeStart(session, input.reader);
  const chain = withoutTakenBack(session.head.chain, figuresTakenBackAt);
  if (chain !== session.head.chain) await session.changeHead((head) => ({ ...head, chain }));
  if (!chain.opening && !anchorOf(input.bank, input.importFrom)) {
    // Nothing to open the first statement with: the months need not be read. A crashed run may have left statements.
    await writer.writeStatements(session.lease, [], {});
    const told = withoutBooks(input, chain);
    session.noteInHead((head) => ({ ...head, chain: told, completedAt: bank.readAt }));
    return;
  }
  if (chain.final && input.importFrom < (chain.coversFrom ?? '')) await reconcileEarlier(input);
  await reconcileOpen(input);
};

/** A figure of the tenant waits for the bank's first balance. */
const withoutBooks = ({ session, bank, knownBalance: wanted }: ReconcileInput, chain: ChainState): ChainState =>
  withKnownBalance(chain, {
    wanted,
    movementUpTo: () => zero,
    ofAnchor: undefined,
    contradiction: undefined,
    sequence: session.head.sequence,
    at: bank.readAt,
  });

/**
 * Will this compute the opening balance, or confirm one that was computed from lines of another moment? A line that was
 * missed, or a correction, would then be missing in it for ever.
 */
export const decidesOpening = ({ session, bank, importFrom }: ReconcileInput): boolean => {
  const { chain } = session.head;
  return opensWith(chain, bank, importFrom) || (chain.opening?.isProvisional === true && bank.balance !== undefined);
};

/** Gives the days that came before the final statements, when the start has moved back, statements of their own. */
const reconcileEarlier = async (input: ReconcileInput): Promise<void> => {
  const { session, writer, statementPeriod, importFrom, account } = input;
  const { chain, sequence } = session.head;
  const before = chain.coversFrom ?? importFrom;
  const days = await daysOf(session.known, { to: addDays(before, -1) });
  const built = buildEarlier({ chain, statementPeriod, days, sequence, coversFrom: importFrom });
  await writer.writeStatements(session.lease, ofAccount(account, built.statements), { before });
  await session.changeHead((head) => ({ ...head, chain: built.chain }));
};

const reconcileOpen = async (input: ReconcileInput): Promise<void> => {
  const { session, reader, writer, statementPeriod, account, importFrom, bank, today } = input;
  const { ledger } = session.lease;
  const { sequence, chain: before } = session.head;
  const carriedForward = await reader.carriedForwardBetween(ledger, before.final?.through ?? 0, sequence);
  const days = await daysOf(session.known, before.final ? { from: addDays(before.final.periodTo, 1) } : {});
  const opened = withOpeningBalance(before, days, bank, importFrom);
  const books = await standing(input, { chain: opened, days, carriedForward: foldCarriedForward(carriedForward) });
  const { chain, agrees } = await compared(input, books);
  const built = buildChain({ chain, statementPeriod, days, carriedForward, sequence, today });
  const completeUpTo = completeness(session.head, chain);
  const open = before.final ? { after: before.final.periodTo } : {};
  await writer.writeStatements(session.lease, ofAccount(account, built.statements), open);
  session.noteInHead(({ completeUpTo: _known, ...head }) => ({
    ...head,
    ...defined({ completeUpTo }),
    ...relinkedAfter(head, { agrees, isFinal: built.finalCount > 0 }),
    chain: built.chain,
    completedAt: bank.readAt,
  }));
};

export const ofAccount = (account: StatementAccount, statements: readonly Statement[]): readonly Statement[] =>
  statements.map((statement) => ({ ...statement, account }));

/**
 * The bank's balance agrees: no line of an account that came back stands in the books twice. What became final cannot be
 * taken back with the succession before it.
 */
const relinkedAfter = (
  { relinked }: Pick<LedgerHead, 'relinked'>,
  { agrees, isFinal }: { readonly agrees: boolean; readonly isFinal: boolean },
): Pick<LedgerHead, 'relinked'> => {
  if (!relinked) return {};
  const { uncertain, uncertainDays, before, ...same } = relinked;
  const doubts = agrees ? {} : defined({ uncertain, uncertainDays });
  return { relinked: { ...same, ...doubts, ...(isFinal ? {} : defined({ before })) } };
};

/** The books, with what they prove of themselves taken back as far as changes since the last agreement contradict it. */
const standing = async ({ session, reader, bank, importFrom }: ReconcileInput, books: Books): Promise<Books> => {
  const { published } = session.head;
  const { matched, matchedOn, through = 0 } = books.chain.balance ?? {};
  if (!matched && matchedOn !== undefined) {
    // A part was taken back before, and no balance is left to hold the rest against: a change there takes back more.
    const change = await firstContradiction(reader, session, Math.max(through, published.sequence));
    if (!change || change.day > matchedOn) return books;
    return { ...books, chain: withdrawn(books.chain, change, bank.readAt) };
  }
  if (!hasLeftAgreement(books)) return books;
  const since = books.chain.balance?.through ?? published.sequence;
  // No change tells from where on: then nothing is proven any more.
  const contradiction = (await firstContradiction(reader, session, since)) ?? {
    day: books.chain.coversFrom ?? importFrom,
    reason: 'corrected',
  };
  return { ...books, chain: withdrawn(books.chain, contradiction, bank.readAt) };
};

/** What the bank's balance and then the tenant's figure, looked at again as far as the books have changed, say. */
const compared = async (input: ReconcileInput, books: Books): Promise<ChainAfterReading> => {
  const { session, reader, bank, knownBalance: wanted } = input;
  const { sequence } = session.head;
  const told = chainAfterReading(books, bank, sequence);
  const { known, final, coversFrom } = told.chain;
  if (!known && !wanted) return told;
  const contradiction = known && (await firstContradiction(reader, session, known.through));
  const isWorthAll = !final || needsAllLines(told.chain, wanted, contradiction);
  const days = isWorthAll ? await allDays(session.known, coversFrom) : undefined;
  const figure = { wanted, movementUpTo: days && ((day: CalendarDate) => movementUpTo(days, day)) };
  const reopened = openedByKnownBalance(told.chain, figure);
  const heard = reopened ? chainAfterReading({ ...books, chain: reopened }, bank, sequence) : told;
  const ofAnchor = balanceOfAnchor(heard.chain, bank);
  const said = { ...figure, ofAnchor, contradiction, sequence, at: bank.readAt };
  return { ...heard, chain: withKnownBalance(heard.chain, said) };
};

/** The first day that changes after a sequence touch. */
const firstContradiction = async (
  reader: LedgerReader,
  { head, lease }: LedgerSession,
  since: number,
): Promise<Contradiction | undefined> => {
  if (since >= head.sequence) return undefined;
  let first: Contradiction | undefined;
  for await (const { changes } of reader.segmentsAfter(lease.ledger, since)) {
    for (const { kind, content, before } of changes) {
      if (kind === 'relinked') continue;
      const day = earliest(content.executionDate, before?.executionDate ?? content.executionDate);
      if (!first || day < first.day) first = { day, reason: kind === 'added' ? 'late_line' : kind };
    }
  }
  return first;
};

/**
 * How far the books are complete: as far as they are proven, by days that were over when the bank was asked, and no
 * further than before while lines could not be read.
 */
const completeness = ({ completeUpTo, refused }: LedgerHead, chain: ChainState): CalendarDate | undefined => {
  const over = completeDayOf(chain);
  if (over === undefined) return undefined;
  if (refused.length === 0) return over;
  return completeUpTo === undefined ? undefined : earliest(over, completeUpTo);
};

/** Sums by day of the lines that stand on no final statement and are not carried forward as late. */
export const daysOf = async (
  known: KnownLines,
  { from, to }: { readonly from?: CalendarDate; readonly to?: CalendarDate },
): Promise<ReadonlyMap<CalendarDate, DayTotals>> => {
  const days = new Map<CalendarDate, DayTotals>();
  await (from === undefined ? known.loadAll() : known.loadFrom(monthOf(from)));
  for (const { onFinalStatement, lateSince, executionDate, amount, sequence } of known.live()) {
    const isWithin = executionDate >= (from ?? executionDate) && executionDate <= (to ?? executionDate);
    if (isWithin && !onFinalStatement && lateSince === 0) {
      days.set(executionDate, withAmount(days.get(executionDate) ?? noTotals, amountOf(amount), sequence));
    }
  }
  return days;
};

/** Sums by day of every line from the first day of the books on, on whatever statement it stands. */
const allDays = async (
  known: KnownLines,
  coversFrom: CalendarDate | undefined,
): Promise<ReadonlyMap<CalendarDate, DayTotals>> => {
  const days = new Map<CalendarDate, DayTotals>();
  await known.loadAll();
  for (const { executionDate, amount } of known.live()) {
    if (executionDate < (coversFrom ?? executionDate)) continue;
    days.set(executionDate, withAmount(days.get(executionDate) ?? noTotals, amountOf(amount)));
  }
  return days;
};
