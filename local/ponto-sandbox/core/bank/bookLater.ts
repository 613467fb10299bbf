import { addDays, dayAt, momentAt } from '../calendar.ts';
import { zoneOf, type Institution } from '../institutions/catalogue.ts';
import type { BankAccount, LineContent } from '../state.ts';
import { showPending } from './bankBooks.ts';
import { bankDate } from './dates.ts';

/** When a bank books what was pending over night. */
const bookingHour = 6;

interface LaterLine {
  readonly id: string;
  readonly day: string;
  readonly content: LineContent;
  readonly at: number;
}

/** A line that is not booked by itself: pending until the bank's next morning, under that day from then on. */
export const bookLater = (account: BankAccount, institution: Institution, line: LaterLine) => {
  const { id, day, at, content } = line;
  const next = addDays(dayAt(at, zoneOf(institution)), 1);
  const bookedOn = day > next ? day : next;
  account.upcoming.push({
    at: momentAt(bookedOn, bookingHour, zoneOf(institution)),
    lineId: id,
    kind: 'booked',
    day: bookedOn,
    content: { ...content, executionDate: bankDate(bookedOn, institution) },
  });
  account.upcoming.sort((a, b) => a.at - b.at);
  return showPending(account, line);
};

/** What is changed while it is pending stays so when it is booked. */
export const changeUpcoming = (
  account: BankAccount,
  id: string,
  change: (content: LineContent) => LineContent,
): void => {
  for (const [place, event] of account.upcoming.entries()) {
    if (event.lineId === id) account.upcoming[place] = { ...event, content: change(event.content) };
  }
};
