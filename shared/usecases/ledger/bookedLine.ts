import { defined } from '../../language/defined.ts';
import type { CalendarDate, Instant } from '../../domain/calendar/calendarDate.ts';
import type { Change } from '../../domain/ledger/change.ts';
import type { LineContent } from '../../domain/ledger/line.ts';

/** A booked line as the books show it: its latest content under its lasting identity. */
export interface BookedLine {
  readonly accountId: string;
  /** The line's identity and its position in the ledger. */
  readonly line: number;
  readonly version: number;
  readonly pontoId: string;
  readonly content: LineContent;
  readonly removed: boolean;
  /** First day of the period of the statement that the line stands on; absent before the first statement is made. */
  readonly statementFrom?: CalendarDate;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

export const bookedLineOf = (
  accountId: string,
  latest: Change,
  firstAt: Instant,
  statementFrom: CalendarDate | undefined,
): BookedLine => ({
  accountId,
  line: latest.line,
  version: latest.version,
  pontoId: latest.pontoId,
  content: latest.content,
  removed: latest.kind === 'removed',
  ...defined({ statementFrom }),
  createdAt: firstAt,
  updatedAt: latest.at,
});
