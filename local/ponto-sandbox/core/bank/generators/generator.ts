import { accountNumber } from '../accountNumber.ts';
import { addDays, weekdayOf } from '../../calendar.ts';
import type { Chance } from '../../chance.ts';
import type { LineContent } from '../../state.ts';
import type { Vocabulary } from '../vocabulary.ts';

/** One day of one account. */
export interface Day {
  readonly day: string;
  readonly weekday: number;
  readonly dayOfMonth: number;
  readonly month: number;
  readonly chance: Chance;
  readonly words: Vocabulary;
  readonly country: string;
}

/** What a generator makes: days are turned into the bank's own dates later. */
export interface Draft {
  /** Hour of the day at which it appears, in the bank's zone. */
  readonly hour: number;
  /** Days after its own day at which it appears; late bookings have some. */
  readonly later?: number;
  /** Shown as pending from this hour of its first day, booked on a later day. */
  readonly pendingHour?: number;
  readonly bookedOn?: string;
  readonly valueDay?: string | null;
  /** The bank names no booking day. */
  readonly withoutExecutionDate?: boolean;
  /** What the bank knows better two days later. */
  readonly correction?: Partial<LineContent>;
  readonly content: Omit<LineContent, 'currency' | 'executionDate' | 'valueDate' | 'digest'>;
}

export type LineGenerator = (day: Day) => readonly Draft[];

export const money = (chance: Chance, from: number, to: number): number => chance.whole(from, to) / 100;

export const reference = ({ country, chance }: Day): string =>
  accountNumber(country, counterpartBanks[country] ?? '973', chance);

const counterpartBanks: Readonly<Record<string, string>> = {
  BE: '001',
  NL: 'RABO',
  FR: '30003',
  ES: '2100',
  DE: '20040000',
  LU: '001',
  PT: '0033',
};

export const nextBankDay = (day: string): string => {
  let next = addDays(day, 1);
  while (weekdayOf(next) > 5) next = addDays(next, 1);
  return next;
};
