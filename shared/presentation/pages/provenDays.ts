import type { AccountBody } from '../../contracts/http/accounts.ts';
import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';

/** The last day up to which an account is complete and proven; `from` where its books begin before the proof does. */
export interface ProvenDays {
  readonly from?: CalendarDate;
  readonly to: CalendarDate;
}

/** @returns undefined where no day is proven */
export const provenDays = ({
  completeFrom: from,
  completeUpTo: to,
  link,
}: Pick<AccountBody, 'completeFrom' | 'completeUpTo' | 'link'>): ProvenDays | undefined => {
  if (to === undefined || (from !== undefined && from > to)) return undefined;
  const beginsLater = from !== undefined && link.action !== 'none' && link.importFrom < from;
  return beginsLater ? { from, to } : { to };
};
