import type { CalendarDate, Instant } from '../calendar/calendarDate.ts';
import type { Balance } from '../connections/connection.ts';
import { defined } from '../../language/defined.ts';
import { formatDecimal } from '../money/decimal.ts';
import { compareWithBank, type BankReading, type Books, type Comparison, type Moments } from './bankComparison.ts';
import {
  conventionOf,
  datingOf,
  lastDayCounted,
  otherConvention,
  toldOf,
  withTold,
  type BalanceDate,
  type Convention,
  type Dating,
} from './convention.ts';
import { completeDayOf } from './completeness.ts';
import type { BalanceState, BankBalance, ChainState, Doubt, Leaning, LikelyDifference, Opening } from './statement.ts';

export interface ChainAfterReading {
  readonly chain: ChainState;
  /** A balance of the bank confirms the books as they are now. */
  readonly agrees: boolean;
}

/**
 * The chain with what the bank's balance of now says of it.
 *
 * A total that agrees proves the lines that it counts. A difference is said at once when balance and lines are of one
 * moment. Else it takes a second one, on another day, with no agreement between: what came in between the two moments
 * would have been there by then, whatever day the bank writes beside its balance.
 *
 * @param sequence the last one of the ledger
 */
export const chainAfterReading = (books: Books, reading: BankReading, sequence: number): ChainAfterReading => {
  const caughtUp = afterCatchingUp(books, sequence);
  const { balance, bankReachedOn } = reading;
  if (!balance || bankReachedOn === undefined || !caughtUp.chain.opening) return caughtUp;
  // Lines of an earlier day can be held against no balance: what is missing may come to nothing, or to what the bank errs by.
  if (reading.moments === 'behind') return caughtUp;
  const date = { referenceDate: balance.referenceDate, askedOn: bankReachedOn };
  const told = tell({ ...books, chain: caughtUp.chain }, balance, date);
  const { inForce, other } = told;
  if (inForce.kind === 'not_comparable') return caughtUp;
  const seen = { askedOn: bankReachedOn, moments: reading.moments, readAt: reading.readAt, sequence };
  if (inForce.kind === 'agrees') {
    if (mayBeByChance(caughtUp.chain, told)) return caughtUp;
    const leaned = awaitingAnother(caughtUp.chain, told, seen);
    if (leaned) return { chain: leaned, agrees: false };
    return { chain: agreedInForce(caughtUp.chain, told, inForce.balance, seen), agrees: true };
  }
  if (other.comparison.kind === 'agrees') {
    const gap = formatDecimal(inForce.difference);
    const leaning = afterLeaning(caughtUp.chain, told, { gap, balance: other.comparison.balance }, seen);
    if (leaning) return leaning;
  }
  const chain = withoutMatchByChance(leaningByDifference(caughtUp.chain, told, seen), told, seen);
  const otherwise = differenceBy(told, otherConvention(told.counts));
  const disagreement = { ...inForce, ...defined({ otherwise, likely: likelyDifference(chain, told) }) };
  return { chain: differed(chain, disagreement, seen), agrees: false };
};

interface Seen {
  readonly askedOn: CalendarDate;
  readonly moments: Moments;
  readonly readAt: Instant;
  readonly sequence: number;
}

interface Told {
  readonly date: BalanceDate;
  readonly counts: Convention;
  readonly inForce: Comparison;
  /** The same balance by the other convention, and the opening balance that it would mean. */
  readonly other: { readonly comparison: Comparison; readonly opening: Opening; readonly isApart?: true };
}

const tell = (books: Books, { amount, changedAt: at }: Balance, date: BalanceDate): Told => {
  const { chain } = books;
  const counts = conventionOf(date, chain.convention);
  const balanceBy = (convention: typeof counts): BankBalance => ({
    amount,
    on: lastDayCounted(date, convention),
    counts: convention,
    ...defined({ at }),
  });
  const inOther = (opening: Opening): Told['other'] => ({
    opening,
    comparison: compareWithBank({ ...books, chain: { ...chain, opening } }, balanceBy(otherConvention(counts))),
  });
  const other = inOther(otherOpening(chain));
  const opening = openingApart(chain, datingOf(date));
  const apart = opening && inOther(opening);
  return {
    date,
    counts,
    inForce: compareWithBank(books, balanceBy(counts)),
    other:
      other.comparison.kind !== 'agrees' && apart?.comparison.kind === 'agrees' ? { ...apart, isApart: true } : other,
  };
};

/**
 * The opening balance in force, where balances dated so may count by the other convention without making it wrong: the one that
 * it was computed from was dated otherwise.
 */
const openingApart = ({ opening, final }: ChainState, dating: Dating): Opening | undefined => {
  if (!opening?.otherwise || final) return undefined;
  const { otherwise, ...inForce } = opening;
  return otherwise.dating === undefined || otherwise.dating === dating ? undefined : inForce;
};

/** What the bank says now of the day that its first balance counted; undefined where it speaks of another day. */
export const balanceOfAnchor = (
  { opening, convention }: ChainState,
  { balance, bankReachedOn }: BankReading,
): Pick<BankBalance, 'amount'> | undefined => {
  if (!opening || !balance || bankReachedOn === undefined) return undefined;
  const date = { referenceDate: balance.referenceDate, askedOn: bankReachedOn };
  return lastDayCounted(date, conventionOf(date, convention)) === opening.anchoredOn
    ? { amount: balance.amount }
    : undefined;
};

/** Until a balance has told which convention the bank keeps, the other one means another opening balance too. */
const otherOpening = ({ opening, final }: ChainState): Opening => {
  const { amount = '0', anchoredOn = '0001-01-01', otherwise, bankBalance, seenOn } = opening ?? {};
  const { amount: start, anchoredOn: day } = otherwise && !final ? otherwise : { amount, anchoredOn };
  return { amount: start, anchoredOn: day, ...defined({ bankBalance, seenOn }) };
};

/** A total that only the convention in force explains confirms it, and with it the opening balance. */
const confirmed = (chain: ChainState, { date, counts, other }: Told): ChainState => {
  if (other.comparison.kind !== 'disagrees' || !chain.opening) return chain;
  const { otherwise: _refuted, ...opening } = chain.opening;
  return { ...chain, opening, convention: withTold(chain.convention, { dating: datingOf(date), counts }) };
};

/**
 * A total that only the convention in force explains, where that is not enough: banks that date their balances otherwise
 * than before have changed something, and may err at once; and where the day before was explained by the other convention
 * alone, one of the two was chance. The second such total decides, on another day and by another gap.
 *
 * @returns undefined when it is an agreement
 */
const awaitingAnother = (chain: ChainState, told: Told, seen: Seen): ChainState | undefined => {
  const { date, counts } = told;
  const dating = datingOf(date);
  const gap = differenceBy(told, otherConvention(counts));
  const isTold = chain.convention === undefined || toldOf(chain.convention, dating) !== undefined;
  if (gap === undefined || (isTold && !leaningTo(chain, dating, otherConvention(counts)))) return undefined;
  const before = leaningTo(chain, dating, counts);
  if (before && before.seenOn < seen.askedOn && before.gap !== gap) return undefined;
  const leaning = { dating, counts, seenOn: before?.seenOn ?? seen.askedOn, gap: before?.gap ?? gap };
  // A difference that stood is there by neither convention any more, or is another one.
  const { mismatch: _gone, doubt: _too, ...balance } = chain.balance ?? {};
  return withLeaning({ ...chain, balance }, leaning);
};

/** What balances dated so have leaned to, where they have leaned to this convention. */
const leaningTo = ({ balance }: ChainState, dating: Dating, counts: Convention): Leaning | undefined => {
  const { leaning } = balance ?? {};
  return leaning?.dating === dating && leaning.counts === counts ? leaning : undefined;
};

const withLeaning = (chain: ChainState, leaning: Leaning): ChainState => ({
  ...chain,
  balance: { ...chain.balance, leaning },
});

/**
 * A total that agrees by the other convention only. One such day may be chance: a missing line of just that amount. The
 * second decides, on another day: at once while no balance has confirmed the convention in force, afterwards only by
 * another gap, which the same missing line cannot explain.
 *
 * @returns undefined when it is a difference all the same
 */
const afterLeaning = (
  chain: ChainState,
  { date, counts, other }: Told,
  { gap, balance }: { readonly gap: string; readonly balance: BankBalance },
  seen: Seen,
): ChainAfterReading | undefined => {
  const kept = { dating: datingOf(date), counts: otherConvention(counts) };
  const apart = defined({ isApart: other.isApart });
  const before = leaningTo(chain, kept.dating, kept.counts);
  const leaning = before?.isApart === other.isApart ? before : undefined;
  if (!leaning || leaning.seenOn >= seen.askedOn) {
    const leant = { ...kept, ...apart, seenOn: leaning?.seenOn ?? seen.askedOn, gap };
    return { chain: withLeaning(chain, leant), agrees: false };
  }
  const isUnconfirmed = chain.opening?.otherwise !== undefined && !other.isApart;
  if (!isUnconfirmed && leaning.gap === gap) return undefined;
  const changed = { ...chain, convention: withTold(chain.convention, kept), opening: other.opening };
  return { chain: agreed(changed, balance, seen), agrees: true };
};

const agreed = (
  chain: ChainState,
  matched: BankBalance,
  { askedOn, sequence }: Pick<Seen, 'askedOn' | 'sequence'>,
): ChainState => {
  const { matchedOn, matchedBefore } = chain.balance ?? {};
  const before = matchedOn !== undefined && matchedOn < matched.on ? completeDayOf(chain) : matchedBefore;
  return {
    ...chain,
    ...defined({ opening: chain.opening && withoutProviso(chain.opening) }),
    balance: {
      matchedOn: matched.on,
      matched,
      seenOn: askedOn,
      through: sequence,
      ...defined({ matchedBefore: before }),
    },
  };
};

/** An agreement by the convention in force, with what the other one says: it may turn out to have been chance. */
const agreedInForce = (chain: ChainState, told: Told, matched: BankBalance, seen: Seen): ChainState => {
  const matchedOtherwise = differenceBy(told, otherConvention(told.counts));
  const { leaning, matchedOtherwise: before, matchedBefore } = chain.balance ?? {};
  // Of how balances are dated that are dated otherwise, or of what both conventions explain, it tells nothing.
  const isOpen = leaning !== undefined && (matchedOtherwise === undefined || leaning.dating !== datingOf(told.date));
  const after = agreed(confirmed(chain, told), matched, seen);
  // What may have been chance may have been so twice by the same error: both are taken back then.
  const isOfOneChance = matchedOtherwise !== undefined && matchedOtherwise === before;
  const stands = isOfOneChance ? matchedBefore : after.balance?.matchedBefore;
  const { matchedBefore: _stands, ...balance } = after.balance ?? {};
  const kept = { matchedOtherwise, matchedBefore: stands, leaning: isOpen ? leaning : undefined };
  return { ...after, balance: { ...balance, ...defined(kept) } };
};

/** A balance that agrees confirms the one that opened the books. */
const withoutProviso = ({ isProvisional: _confirmed, ...opening }: Opening): Opening => opening;

/**
 * What the other convention shows, where that is what stays: an error of the bank is the same from day to day, the lines of a
 * day are not. What tells neither leaves it at what was likely before. Nothing is told of books with another opening balance
 * than the statements have.
 */
const likelyDifference = ({ balance, opening }: ChainState, told: Told): LikelyDifference | undefined => {
  const stands = balance?.mismatch ?? balance?.doubt;
  const { counts, inForce, other } = told;
  if (!stands || inForce.kind !== 'disagrees' || other.comparison.kind !== 'disagrees') return undefined;
  if (other.opening.amount !== opening?.amount) return undefined;
  const isAnother = !isSameBalance(stands, inForce.balance, told.date.askedOn);
  const isSame = (convention: Convention): boolean =>
    isAnother && differenceBy(told, convention) === stoodBy(stands, convention);
  const [first, second] = [isSame(counts), isSame(otherConvention(counts))];
  const before = balance?.mismatch?.likely?.counts ?? stands.counts;
  const isOther = first === second ? before === otherConvention(counts) : second;
  if (!isOther) return undefined;
  const { on } = other.comparison.balance;
  return { difference: formatDecimal(other.comparison.difference), on, counts: otherConvention(counts) };
};

/** One balance beside the lines of two moments tells of those lines, and not of what it counts. */
const isSameBalance = (
  stands: BankBalance & { readonly seenOn?: CalendarDate },
  { amount, at }: BankBalance,
  askedOn: CalendarDate,
): boolean => stands.seenOn === askedOn && stands.amount === amount && stands.at === at;

/** What books and bank differ by under a convention; undefined where they do not, or where it says nothing. */
const differenceBy = ({ counts, inForce, other }: Told, convention: Convention): string | undefined => {
  const comparison = convention === counts ? inForce : other.comparison;
  return comparison.kind === 'disagrees' ? formatDecimal(comparison.difference) : undefined;
};

/** The same of a balance that did not agree. */
const stoodBy = (
  stands: Pick<Doubt, 'counts' | 'difference' | 'otherwise'>,
  convention: Convention,
): string | undefined => (stands.counts === convention ? stands.difference : stands.otherwise);

/**
 * A total that agrees by the convention in force, while a difference stands that the other convention goes on to show: a
 * line of just what the books lack, or the bank errs by, would do the same. Another day decides.
 */
const mayBeByChance = (chain: ChainState, told: Told): boolean => {
  const stands = chain.balance?.mismatch ?? chain.balance?.doubt;
  const refuted = otherConvention(told.counts);
  const shown = differenceBy(told, refuted);
  if (!stands || shown === undefined) return false;
  // Today's lines come to the difference then, and not to what makes up for it: no missing line has come.
  if (told.counts === 'closed_day') return shown === stands.difference || shown === stands.otherwise;
  if (shown !== stoodBy(stands, refuted)) return false;
  // Both have shown it, and a line that makes up for it has come: the missing one, if nothing speaks against what was told.
  const dating = datingOf(told.date);
  const isDoubtful = toldOf(chain.convention, dating) === undefined || leaningTo(chain, dating, refuted) !== undefined;
  return isDoubtful || stands.difference !== stands.otherwise;
};

/** Another difference than before by the convention in force, and by the other one the same: it may be that one's. */
const leaningByDifference = (chain: ChainState, told: Told, { askedOn }: Seen): ChainState => {
  const stands = chain.balance?.mismatch ?? chain.balance?.doubt;
  const counts = otherConvention(told.counts);
  const [gap, same] = [differenceBy(told, told.counts), differenceBy(told, counts)];
  if (!stands || gap === undefined || same === undefined || gap === stands.difference) return chain;
  if (same !== stands.difference && same !== stands.otherwise) return chain;
  const dating = datingOf(told.date);
  if (leaningTo(chain, dating, counts)) return chain;
  return withLeaning(chain, { dating, counts, seenOn: askedOn, gap });
};

/**
 * A difference, by either convention, of just what the other one has shown beside the last agreement: one error explains
 * both days if that balance has counted by the other convention, so that the agreement may have been chance. What it has
 * proven is not proven any more.
 */
const withoutMatchByChance = (chain: ChainState, told: Told, { readAt }: Seen): ChainState => {
  const { matched, matchedOtherwise, matchedOn } = chain.balance ?? {};
  if (!chain.balance || !matched || matchedOtherwise === undefined || matchedOn === undefined) return chain;
  const now = [differenceBy(told, told.counts), differenceBy(told, otherConvention(told.counts))];
  if (!now.includes(matchedOtherwise)) return chain;
  return { ...chain, balance: withoutMatchOn(matchedOn, chain.balance, readAt) };
};

type Disagreement = Extract<Comparison, { kind: 'disagrees' }> & {
  /** The same by the other convention. */
  readonly otherwise?: string;
  readonly likely?: LikelyDifference;
};

const differed = (
  chain: ChainState,
  { balance, difference, otherwise, likely }: Disagreement,
  { askedOn, moments, readAt }: Seen,
): ChainState => {
  const { doubt, ...state } = withoutMatchOn(balance.on, chain.balance ?? {}, readAt);
  const said = { ...balance, difference: formatDecimal(difference), ...defined({ otherwise }) };
  const isSaid = moments === 'same' || state.mismatch !== undefined || (doubt && doubt.seenOn < askedOn);
  return {
    ...chain,
    balance: isSaid
      ? {
          ...state,
          mismatch: { ...said, ...defined({ likely }), since: state.mismatch?.since ?? readAt, seenOn: askedOn },
        }
      : { ...state, doubt: { ...said, seenOn: doubt?.seenOn ?? askedOn } },
  };
};

/** The bank says something else of a day than when it agreed: what it agreed to then is not proven any more. */
const withoutMatchOn = (on: CalendarDate, state: BalanceState, at: Instant): BalanceState => {
  if (state.matchedOn !== on) return state;
  const { matched: _takenBack, matchedOtherwise: _too, matchedOn, matchedBefore, ...rest } = state;
  return {
    ...rest,
    ...defined({ matchedOn: matchedBefore }),
    withdrawn: { from: matchedBefore ?? matchedOn, to: matchedOn, at, reason: 'balance_restated' },
  };
};

/** The books may have caught up with a balance that they did not arrive at before. */
const afterCatchingUp = (books: Books, sequence: number): ChainAfterReading => {
  const { doubt, mismatch } = books.chain.balance ?? {};
  const open: Doubt | undefined = mismatch ? { ...mismatch, seenOn: mismatch.seenOn ?? mismatch.on } : doubt;
  if (!open) return { chain: books.chain, agrees: false };
  const { seenOn, amount, on, at, counts } = open;
  const comparison = compareWithBank(books, { amount, on, ...defined({ at, counts }) });
  if (comparison.kind !== 'agrees') return { chain: books.chain, agrees: false };
  return { chain: agreed(books.chain, comparison.balance, { askedOn: seenOn, sequence }), agrees: true };
};
