import { isCalendarDate, type CalendarDate } from '../calendar/calendarDate.ts';

/** A statement is known by its account and the first day of its period. */
export const statementId = (accountId: string, periodFrom: CalendarDate): string => `${accountId}-${periodFrom}`;

export const parseStatementId = (
  id: string,
): { readonly accountId: string; readonly periodFrom: CalendarDate } | undefined => {
  const periodFrom = id.slice(-10);
  const accountId = id.slice(0, -11);
  return accountId !== '' && id.at(-11) === '-' && isCalendarDate(periodFrom) ? { accountId, periodFrom } : undefined;
};
