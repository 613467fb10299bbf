import { addDays, earliest, monthOf, type CalendarDate, type Instant } from '../../domain/calendar/calendarDate.ts';
import type { Balance, StatementPeriod } from '../../domain/connections/connection.ts';
import { foldMonth } from '../../domain/ledger/monthView.ts';
import { amountOf } from '../../domain/money/currency.ts';
import { formatDecimal, subtract } from '../../domain/money/decimal.ts';
import { buildChain, type ChainState } from '../../domain/statements/chain.ts';
import { foldCarriages } from '../../domain/statements/carried.ts';
import { noTotals, withAmount, type DayTotals } from '../../domain/statements/dayTotals.ts';
import {
  balanceStateAfter,
  compareWithBank,
  movementUpTo,
  stillMatching,
  type BankBalance,
  type Books,
} from '../../domain/statements/proof.ts';
import type { LedgerReader, LedgerRef, LedgerWriter } from '../../ports/ledger.ts';
import type { LedgerSession } from './ledgerSession.ts';

export interface Settlement {
  readonly session: LedgerSession;
  readonly reader: LedgerReader;
  readonly writer: LedgerWriter;
  readonly statementPeriod: StatementPeriod;
  readonly importFrom: CalendarDate;
  /** The bank's balance, when it was seen together with the lines; absent otherwise. */
  readonly balance: Balance | undefined;
  /** Today in the bank's zone. */
  readonly today: CalendarDate;
  readonly now: Instant;
}

/**
 * Brings the statements in line with the books after a complete read: computes the opening balance if this is the first
 * one, compares with the bank's balance, builds the open statements, makes final what has become so.
 */
export const settleBooks = async (settlement: Settlement): Promise<void> => {
  const { session, reader, writer, statementPeriod, today } = settlement;
  await session.viewsWritten();
  const { ledger } = session.lease;
  const { sequence } = session.head;
  const carried = await reader.carriedBetween(ledger, session.head.chain.final?.through ?? 0, sequence);
  const days = await openDays(reader, ledger, session.head.chain);
  const opened = withOpening(session.head.chain, days, settlement);
  const chain = withBalance({ chain: opened, days, carried: foldCarriages(carried) }, settlement);
  const built = buildChain({ chain, statementPeriod, days, carried, sequence, today });
  const { matchedOn } = built.chain.balance ?? {};
  await writer.writeStatements(session.lease, built.statements, session.head.chain.final?.periodTo);
  await session.changeHead((head) => ({
    ...head,
    chain: built.chain,
    completedAt: settlement.now,
    // A day that is not over may still get lines, and a day with refused lines is not complete.
    ...(matchedOn === undefined || head.refused.length > 0
      ? {}
      : { completeUpTo: earliest(matchedOn, addDays(today, -1)) }),
  }));
};

/** Sums by day of the lines that stand on no final statement and are not carried as late. */
const openDays = async (
  reader: LedgerReader,
  ledger: LedgerRef,
  { final }: ChainState,
): Promise<ReadonlyMap<CalendarDate, DayTotals>> => {
  const days = new Map<CalendarDate, DayTotals>();
  const from = final ? { from: monthOf(addDays(final.periodTo, 1)) } : {};
  for await (const { month, parts } of reader.months(ledger, { ...from, order: 'ascending' })) {
    for (const { removed, settled, lateSince, executionDate, amount } of foldMonth(parts).values()) {
      const open = !removed && !settled && lateSince === 0 && monthOf(executionDate) === month;
      if (open && (!final || executionDate > final.periodTo)) {
        days.set(executionDate, withAmount(days.get(executionDate) ?? noTotals, amountOf(amount)));
      }
    }
  }
  return days;
};

/**
 * The opening balance of the first statement, computed back from the bank's balance at its reference date. When the
 * tenant moves the start back before anything is final, the same bank balance counts, so the opening balance moves by
 * what came in before the old start.
 */
const withOpening = (
  chain: ChainState,
  days: ReadonlyMap<CalendarDate, DayTotals>,
  { balance, importFrom, today }: Settlement,
): ChainState => {
  if (chain.final) return chain;
  if (chain.opening && chain.coversFrom !== undefined && importFrom < chain.coversFrom) {
    const movedIn = movementUpTo(days, addDays(chain.coversFrom, -1));
    const amount = formatDecimal(subtract(amountOf(chain.opening.amount), movedIn));
    return { ...chain, opening: { ...chain.opening, amount }, coversFrom: importFrom };
  }
  if (chain.opening || !balance) return chain;
  const anchoredOn = balance.referenceDate ?? today;
  // Lines between that day and the start are not in the books, so the opening balance cannot be computed from it.
  if (addDays(anchoredOn, 1) < importFrom) return chain;
  const amount = formatDecimal(subtract(amountOf(balance.amount), movementUpTo(days, anchoredOn)));
  return { ...chain, opening: { amount, anchoredOn }, coversFrom: importFrom };
};

const withBalance = (books: Books, { balance, now, today }: Settlement): ChainState => {
  const { balance: _stale, ...chain } = books.chain;
  const before = stillMatching(books);
  const bank = comparable(balance);
  const comparison = bank ? compareWithBank(books, bank) : ({ kind: 'not_comparable' } as const);
  // While the bank's day is not over, its balance and its lines need not be of one moment.
  const tooEarly = comparison.kind === 'disagrees' && comparison.balance.on >= today;
  const after = tooEarly ? before : balanceStateAfter(before, comparison, now);
  return after ? { ...chain, balance: after } : chain;
};

const comparable = (balance: Balance | undefined): BankBalance | undefined =>
  balance?.referenceDate === undefined
    ? undefined
    : {
        amount: balance.amount,
        on: balance.referenceDate,
        ...(balance.changedAt === undefined ? {} : { at: balance.changedAt }),
      };
