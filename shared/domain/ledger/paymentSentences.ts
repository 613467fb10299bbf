import type { CalendarDate, Instant } from '../calendar/calendarDate.ts';
import type { AbsenceCode, KnownCode, Situation } from './whereIsPayment.ts';

/** What a person reads, and what they can do next. */
export interface Told {
  readonly message: string;
  readonly nextStep: string;
}

export const knownSentences = {
  found: { message: 'The payment is in the books.', nextStep: 'Open the line; it tells which statement it stands on.' },
  pending: {
    message: 'The bank has announced the payment and has not booked it yet. Pending lines count nowhere.',
    nextStep: 'Wait until the bank books it; it comes into the books by itself.',
  },
  corrected: {
    message: 'The payment was in the books. The bank has corrected it since: its amount or day is another one now.',
    nextStep: 'Open the line; its versions show what it was and what it is.',
  },
  removed: {
    message: 'The payment was in the books. The bank has taken it back since, and Ponto has it no more.',
    nextStep: "Open the line for what it was; if the bank's own channel still shows it, check the period again.",
  },
  other_sign: {
    message: 'There is a payment of this amount in the other direction.',
    nextStep: 'Look whether that is the one: money that leaves the account has a minus.',
  },
} as const satisfies Record<KnownCode, Told>;

/** @param code one of those that `absencesOf` gave for this situation */
export const tellAbsence = (code: AbsenceCode, situation: Situation): Told => {
  switch (code) {
    case 'account_not_linked':
      return {
        message: 'This account feeds no journal, so its lines are not fetched.',
        nextStep: 'Link the account to a journal, from a day before the payment.',
      };
    case 'before_import_from':
      return {
        message: `The books of this account begin on ${on(situation.startsOn)}. Lines before that day stay out.`,
        nextStep: 'Move the start (importFrom) of the link back; the lines come in on statements of their own.',
      };
    case 'authorization_gap':
      return {
        message: `Nothing was fetched for this day. ${reached(situation)} ${situation.blocked?.message ?? ''}`.trim(),
        nextStep: 'Do what the sentence says; the days in between are filled in by themselves.',
      };
    case 'not_read_yet':
      return unread(situation);
    case 'line_refused':
      return {
        message: `The bank sent lines that cannot be booked: ${situation.refusedLines}. The payment may be one of them.`,
        nextStep: 'Contact support about these lines; the other ones are in.',
      };
    case 'not_at_bank':
      return {
        message: `The books are complete, and proven against the bank's balance, up to ${on(situation.completeUpTo)}. The bank has booked no such payment.`,
        nextStep: 'Look at the amount, its sign and the day once more, and whether it went through another account.',
      };
    case 'not_at_ponto':
      return {
        message:
          `Ponto had no such payment when it was read last, ${at(situation.readAt)}. ${reached(situation)}`.trim(),
        nextStep:
          "Sync now, which asks the bank. If the bank's own channel shows the payment and Ponto still does not, check the " +
          'period again, and tell Ponto.',
      };
  }
};

const unread = ({ failed, underWay, readAt }: Situation): Told => {
  if (underWay) {
    return { message: 'The account is being read at this moment.', nextStep: 'Ask again when the run has ended.' };
  }
  const message =
    readAt === undefined ? 'The account has not been read to its end yet.' : `It was read last ${at(readAt)}.`;
  return failed
    ? { message: `The last run failed. ${failed.message} ${message}`, nextStep: 'Wait for the next run, or sync now.' }
    : { message, nextStep: 'Wait for the first run to end, or sync now.' };
};

const reached = ({ bankReachedAt }: Situation): string =>
  bankReachedAt === undefined ? '' : `Ponto got through to the bank last ${at(bankReachedAt)}.`;

const on = (date: CalendarDate | undefined): string => date ?? 'a day that is not known';

/** Minutes are enough for a person. */
const at = (moment: Instant | undefined): string =>
  moment === undefined ? 'at a moment that is not known' : `on ${moment.slice(0, 10)} at ${moment.slice(11, 16)} UTC`;
