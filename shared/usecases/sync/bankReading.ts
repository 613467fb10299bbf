import { dayOf, type CalendarDate, type Instant } from '../../domain/calendar/calendarDate.ts';
import type { BankReading, Moments } from '../../domain/statements/bankComparison.ts';
import type { SyncContext } from './syncContext.ts';

/** What lines and balance were read with. */
type ReadContext = Pick<SyncContext, 'feedAccount' | 'coverage' | 'now' | 'timeZone'>;

/** What the bank says, and how its moment stands to that of the lines that were read. */
export const bankReadingOf = (context: ReadContext): BankReading => {
  const { feedAccount, now } = context;
  const bankReachedOn = bankReachedOnOf(context);
  return {
    balance: feedAccount.currentBalance,
    moments: momentsOf(context, bankReachedOn),
    bankReachedOn,
    readAt: now,
  };
};

/**
 * Balances and lines come by synchronizations of their own (Ponto reference, section 4.5): Ponto names that of the
 * balance beside the account, and that of the lines beside the list.
 */
const momentsOf = ({ feedAccount, coverage, now, timeZone }: ReadContext, reachedOn?: CalendarDate): Moments => {
  const { latestSynchronization, currentBalance } = feedAccount;
  if (coverage.isOfMoment(latestSynchronization?.id)) return 'same';
  const linesReadOn = dayOf(earlierOf(coverage.linesAsOf ?? now, now), timeZone);
  const closed = currentBalance?.referenceDate;
  if (closed !== undefined && reachedOn !== undefined && closed < reachedOn && closed < linesReadOn) return 'closed';
  if (reachedOn !== undefined && linesReadOn < reachedOn) return 'behind';
  const balanceAt = latestSynchronization?.updatedAt ?? latestSynchronization?.createdAt ?? feedAccount.synchronizedAt;
  const apartMs = Math.abs(Date.parse(coverage.linesAsOf ?? now) - Date.parse(balanceAt ?? now));
  return latestSynchronization?.subtype === 'accountDetails' && apartMs <= nearMs ? 'near' : 'apart';
};

/** A bank is asked for the one right after the other; in a longer time it books lines. */
const nearMs = 60 * 60_000;

/**
 * The day on which Ponto last got through to the bank; undefined while it does not. What the bank has booked since is
 * not known, however often we look (an authorisation that has ended, a bank that is down).
 */
const bankReachedOnOf = ({ feedAccount, now, timeZone }: ReadContext): CalendarDate | undefined => {
  const { latestSynchronization: latest, synchronizedAt } = feedAccount;
  if (latest?.status === 'error') return undefined;
  return dayOf(earlierOf(latest?.updatedAt ?? latest?.createdAt ?? synchronizedAt ?? now, now), timeZone);
};

const earlierOf = (moment: Instant, now: Instant): Instant => (Date.parse(moment) < Date.parse(now) ? moment : now);
