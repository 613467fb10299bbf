import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { KnownBalance } from '../../domain/statements/statement.ts';

/** A known balance as a request brings it. */
export const figureOf = ({ date, amount }: { readonly date: CalendarDate; readonly amount: string }): KnownBalance => ({
  on: date,
  amount,
});
