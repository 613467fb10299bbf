import { addDays, earliest, monthOf, type CalendarDate, type Instant } from '../../domain/calendar/calendarDate.ts';
import type { Balance, StatementPeriod } from '../../domain/connections/connection.ts';
import type { LedgerHead } from '../../domain/ledger/head.ts';
import { amountOf } from '../../domain/money/currency.ts';
import { add, formatDecimal, subtract, zero } from '../../domain/money/decimal.ts';
import { buildChain, buildEarlier, firstDay, type ChainState } from '../../domain/statements/chain.ts';
import { foldCarriedForward } from '../../domain/statements/carriedForward.ts';
import { noTotals, withAmount, type DayTotals } from '../../domain/statements/dayTotals.ts';
import {
  balanceStateAfter,
  compareWithBank,
  movementUpTo,
  stillMatching,
  type BalanceState,
  type BankBalance,
  type Books,
} from '../../domain/statements/proof.ts';
import type { LedgerReader, LedgerWriter } from '../../ports/ledger.ts';
import type { KnownLines } from './knownLines.ts';
import type { LedgerSession } from './ledgerSession.ts';

export interface ReconcileInput {
  readonly session: LedgerSession;
  readonly reader: LedgerReader;
  readonly writer: LedgerWriter;
  readonly statementPeriod: StatementPeriod;
  readonly importFrom: CalendarDate;
  /** The bank's balance, when it can be compared with the lines; absent otherwise. */
  readonly balance: Balance | undefined;
  /** Ponto named one synchronization beside the balance and all the lines. */
  readonly ofOneMoment: boolean;
  /** Today in the bank's zone. */
  readonly today: CalendarDate;
  /** The day on which Ponto last got through to the bank; undefined while it does not. */
  readonly seenOn: CalendarDate | undefined;
  readonly now: Instant;
}

/**
 * Brings the statements in line with the books after a complete read: computes the opening balance if this is the first
 * one, compares with the bank's balance, builds the open statements, makes final what has become so.
 *
 * Statements are written before the head, which alone says what is final: after a crash in between they are made again.
 */
export const reconcileStatements = async (input: ReconcileInput): Promise<void> => {
  const { session, writer, now } = input;
  await session.viewsWritten();
  const { chain } = session.head;
  if (!chain.opening && !anchorOf(input)) {
    // Nothing to open the first statement with: the months need not be read. A crashed run may have left statements.
    await writer.writeStatements(session.lease, [], {});
    return session.changeHead((head) => ({ ...head, completedAt: now }));
  }
  if (chain.final && input.importFrom < (chain.coversFrom ?? '')) await reconcileEarlier(input);
  await reconcileOpen(input);
};

/** Will this input compute the opening balance? A line that was missed would then be missing in it for ever. */
export const isFirstReconciliation = (input: ReconcileInput): boolean =>
  !input.session.head.chain.opening && anchorOf(input) !== undefined;

/** Gives the days that came before the final statements, when the start has moved back, statements of their own. */
const reconcileEarlier = async ({ session, writer, statementPeriod, importFrom }: ReconcileInput): Promise<void> => {
  const { chain, sequence } = session.head;
  const before = chain.coversFrom ?? importFrom;
  const days = await daysOf(session.known, { to: addDays(before, -1) });
  const built = buildEarlier({ chain, statementPeriod, days, sequence, coversFrom: importFrom });
  await writer.writeStatements(session.lease, built.statements, { before });
  await session.changeHead((head) => ({ ...head, chain: built.chain }));
};

const reconcileOpen = async (input: ReconcileInput): Promise<void> => {
  const { session, reader, writer, statementPeriod, today, now } = input;
  const { ledger } = session.lease;
  const { sequence, chain: before } = session.head;
  const carriedForward = await reader.carriedForwardBetween(ledger, before.final?.through ?? 0, sequence);
  const days = await daysOf(session.known, before.final ? { from: addDays(before.final.periodTo, 1) } : {});
  const opened = withOpening(before, days, input);
  const { chain, agrees } = withBalance(
    { chain: opened, days, carriedForward: foldCarriedForward(carriedForward) },
    input,
  );
  const built = buildChain({ chain, statementPeriod, days, carriedForward, sequence, today });
  const completeUpTo = await completeness(input, chain, agrees);
  const open = before.final ? { after: before.final.periodTo } : {};
  await writer.writeStatements(session.lease, built.statements, open);
  await session.changeHead(({ completeUpTo: _known, ...head }) => ({
    ...head,
    ...(completeUpTo === undefined ? {} : { completeUpTo }),
    ...(agrees ? withoutDoubt(head) : {}),
    chain: built.chain,
    completedAt: now,
  }));
};

/** The bank's balance agrees: no line of an account that came back stands in the books twice. */
const withoutDoubt = ({ relinked }: Pick<LedgerHead, 'relinked'>): Pick<LedgerHead, 'relinked'> =>
  relinked ? { relinked: { pontoId: relinked.pontoId, after: relinked.after } } : {};

/**
 * How far the books are complete. A new agreement moves it, to the last day that was over when the bank was asked, and
 * not while lines could not be read. An agreement that the books have left behind takes it back to before the first
 * line that came in since.
 */
const completeness = async (
  { session, reader, seenOn }: ReconcileInput,
  { balance }: ChainState,
  agrees: boolean,
): Promise<CalendarDate | undefined> => {
  const { completeUpTo, refused, chain, published } = session.head;
  if (agrees && balance?.matchedOn !== undefined && seenOn !== undefined) {
    if (refused.length === 0) return earliest(balance.matchedOn, addDays(seenOn, -1));
  }
  if (completeUpTo === undefined) return undefined;
  const lost = chain.balance?.matched !== undefined && (agrees || balance?.matched === undefined);
  if (!lost) return completeUpTo;
  let complete = completeUpTo;
  for await (const { changes } of reader.segmentsAfter(session.lease.ledger, published.sequence)) {
    for (const { content, before } of changes) {
      complete = earliest(
        complete,
        addDays(earliest(content.executionDate, before?.executionDate ?? '9999-12-31'), -1),
      );
    }
  }
  return complete;
};

/** Sums by day of the lines that stand on no final statement and are not carried forward as late. */
const daysOf = async (
  known: KnownLines,
  { from, to }: { readonly from?: CalendarDate; readonly to?: CalendarDate },
): Promise<ReadonlyMap<CalendarDate, DayTotals>> => {
  const days = new Map<CalendarDate, DayTotals>();
  await (from === undefined ? known.loadAll() : known.loadFrom(monthOf(from)));
  for (const { onFinalStatement, lateSince, executionDate, amount } of known.live()) {
    const isWithin = executionDate >= (from ?? executionDate) && executionDate <= (to ?? executionDate);
    if (isWithin && !onFinalStatement && lateSince === 0) {
      days.set(executionDate, withAmount(days.get(executionDate) ?? noTotals, amountOf(amount)));
    }
  }
  return days;
};

/**
 * The opening balance of the first statement, computed back from the bank's balance at its reference date. When the
 * tenant moves the start back before anything is final, the same bank balance counts, so the opening balance moves by
 * what came in before the old start. It also takes in what the bank has booked since for days before it.
 */
const withOpening = (
  chain: ChainState,
  days: ReadonlyMap<CalendarDate, DayTotals>,
  input: ReconcileInput,
): ChainState => {
  if (chain.final) return chain;
  const { importFrom } = input;
  if (chain.opening && chain.coversFrom !== undefined) {
    const { beforeStart = '0', ...rest } = chain;
    const movedIn = importFrom < chain.coversFrom ? movementUpTo(days, addDays(chain.coversFrom, -1)) : zero;
    const amount = formatDecimal(add(subtract(amountOf(chain.opening.amount), movedIn), amountOf(beforeStart)));
    const coversFrom = firstDay(days, earliest(importFrom, chain.coversFrom));
    return { ...rest, opening: { ...chain.opening, amount }, coversFrom };
  }
  const anchor = anchorOf(input);
  if (!anchor) return chain;
  const amount = formatDecimal(subtract(amountOf(anchor.amount), movementUpTo(days, anchor.on)));
  return { ...chain, opening: { amount, anchoredOn: anchor.on }, coversFrom: firstDay(days, importFrom) };
};

/** The balance that an opening balance can be computed from; a bank that names no day means the one it was asked on. */
const anchorOf = ({ balance, importFrom, seenOn }: ReconcileInput): BankBalance | undefined => {
  const on = balance?.referenceDate ?? seenOn;
  // Lines between that day and the start are not in the books, so that nothing can be computed back.
  return !balance || on === undefined || addDays(on, 1) < importFrom ? undefined : { amount: balance.amount, on };
};

const withBalance = (
  books: Books,
  { balance, ofOneMoment, now, seenOn }: ReconcileInput,
): { readonly chain: ChainState; readonly agrees: boolean } => {
  const { balance: _stale, ...chain } = books.chain;
  const before = stillMatching(books);
  const left = { ...chain, ...(before ? { balance: before } : {}) };
  // Without a new balance, the books may have caught up with the one that they had parted from.
  const bank = comparable(balance) ?? before?.mismatch;
  if (!bank || seenOn === undefined) return { chain: left, agrees: false };
  const comparison = compareWithBank({ ...books, chain: left }, bank);
  // While the bank's day is not over, its balance and its lines need not be of one moment; nor are those that Ponto
  // names two synchronizations for. An agreement needs no such excuse.
  const tooEarly = comparison.kind === 'disagrees' && (comparison.balance.on >= seenOn || !ofOneMoment);
  const held = comparison.kind === 'disagrees' ? withoutMatchOn(bank.on, before) : before;
  const after = tooEarly ? held : balanceStateAfter(held, comparison, { at: now, on: seenOn });
  return { chain: { ...chain, ...(after ? { balance: after } : {}) }, agrees: comparison.kind === 'agrees' };
};

/** The bank says something else of a day than when it agreed: what it agreed to then is not proven any more. */
const withoutMatchOn = (on: CalendarDate, state: BalanceState | undefined): BalanceState | undefined => {
  if (state?.matchedOn !== on) return state;
  return state.mismatch ? { mismatch: state.mismatch } : undefined;
};

const comparable = (balance: Balance | undefined): BankBalance | undefined =>
  balance?.referenceDate === undefined
    ? undefined
    : {
        amount: balance.amount,
        on: balance.referenceDate,
        ...(balance.changedAt === undefined ? {} : { at: balance.changedAt }),
      };
