import { addDays, type CalendarDate } from '../calendar/calendarDate.ts';

/**
 * What the balance of a bank counts. Banks differ, and Ponto passes on what they write.
 *
 * - `closed_day`: the lines up to a day that was over when the bank was asked.
 * - `so_far`: everything that was booked when the bank was asked.
 */
export type Convention = 'closed_day' | 'so_far';

/** How a balance is dated: with a day that was over, with the day on which the bank was asked, or not at all. */
export type Dating = 'closed' | 'asked' | 'none';

/** What balances that are dated so have been seen to count. */
interface Told {
  readonly dating: Dating;
  readonly counts: Convention;
}

/** What was told last, and before that of balances dated otherwise. */
export interface KeptConvention extends Told {
  readonly before?: readonly Told[];
}

/** When a balance was given, and the day that the bank has written beside it. */
export interface BalanceDate {
  readonly referenceDate?: CalendarDate | undefined;
  /** The day on which Ponto got it from the bank. */
  readonly askedOn: CalendarDate;
}

export const datingOf = ({ referenceDate, askedOn }: BalanceDate): Dating => {
  if (referenceDate === undefined) return 'none';
  return referenceDate < askedOn ? 'closed' : 'asked';
};

/** The last day whose lines a balance counts under a convention. */
export const lastDayCounted = (date: BalanceDate, counts: Convention): CalendarDate => {
  const isClosed = datingOf(date) === 'closed';
  const named = date.referenceDate ?? date.askedOn;
  if (counts === 'closed_day') return isClosed ? named : addDays(date.askedOn, -1);
  return isClosed ? date.askedOn : named;
};

/** What a balance is taken to count: what others dated alike have shown, else what its date says. */
export const conventionOf = (date: BalanceDate, kept: KeptConvention | undefined): Convention => {
  const dating = datingOf(date);
  return toldOf(kept, dating) ?? (dating === 'closed' ? 'closed_day' : 'so_far');
};

/** What balances dated so have told that they count; undefined while they have not. */
export const toldOf = (kept: KeptConvention | undefined, dating: Dating): Convention | undefined =>
  allTold(kept).find((told) => told.dating === dating)?.counts;

/** What was told, and now of balances dated so. There are three datings. */
export const withTold = (kept: KeptConvention | undefined, { dating, counts }: Told): KeptConvention => {
  const before = allTold(kept).filter((told) => told.dating !== dating);
  return { dating, counts, ...(before.length > 0 ? { before } : {}) };
};

const allTold = (kept: KeptConvention | undefined): readonly Told[] => {
  if (!kept) return [];
  const { before = [], dating, counts } = kept;
  return [{ dating, counts }, ...before];
};

export const otherConvention = (counts: Convention): Convention => (counts === 'so_far' ? 'closed_day' : 'so_far');
