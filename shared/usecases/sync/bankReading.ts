import { dayOf, type CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { BankReading } from '../../domain/statements/bankComparison.ts';
import type { SyncContext } from './syncContext.ts';

/** What the bank says, as far as it is of the same moment as the lines that the run has read. */
export const bankReadingOf = (context: SyncContext): BankReading => {
  const { feedAccount, coverage, now } = context;
  const isOfOneMoment = coverage.isOfMoment(feedAccount.latestSynchronization?.id);
  const balance = feedAccount.currentBalance;
  const reachedOn = bankReachedOn(context);
  // A day that was over when Ponto looked does not move on between two looks.
  const isDayOver =
    balance?.referenceDate !== undefined && reachedOn !== undefined && balance.referenceDate < reachedOn;
  return {
    balance: isOfOneMoment || isDayOver ? balance : undefined,
    isOfOneMoment,
    bankReachedOn: reachedOn,
    readAt: now,
  };
};

/**
 * The day on which Ponto last got through to the bank; undefined while it does not. What the bank has booked since is
 * not known, however often we look (an authorisation that has ended, a bank that is down).
 */
const bankReachedOn = ({ feedAccount, now, timeZone }: SyncContext): CalendarDate | undefined => {
  const { latestSynchronization: latest, synchronizedAt } = feedAccount;
  if (latest?.status === 'error') return undefined;
  const moment = latest?.updatedAt ?? latest?.createdAt ?? synchronizedAt ?? now;
  return dayOf(Date.parse(moment) < Date.parse(now) ? moment : now, timeZone);
};
