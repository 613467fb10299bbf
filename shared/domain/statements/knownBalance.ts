import { addDays, earliest, type CalendarDate, type Instant } from '../calendar/calendarDate.ts';
import { defined } from '../../language/defined.ts';
import { amountOf } from '../money/currency.ts';
import { add, equals, formatDecimal, isZero, subtract, type Decimal } from '../money/decimal.ts';
import type { ChainState, KnownBalance, KnownBalanceState } from './statement.ts';
import type { Contradiction } from './withdrawal.ts';

export interface KnownBalanceInput {
  /** The figure of the tenant; one that is taken back stays if it had agreed. */
  readonly wanted: KnownBalance | undefined;
  /** Net movement of every line of the books up to and including a day; undefined where it need not be looked at again. */
  readonly movementUpTo: ((day: CalendarDate) => Decimal) | undefined;
  /** The first day of which the books say something else than when the figure was looked at last. */
  readonly contradiction: Contradiction | undefined;
  /** The last one of the ledger. */
  readonly sequence: number;
  readonly at: Instant;
}

/**
 * The chain with what the tenant's own figure says of it, after the bank's balance has been heard.
 *
 * The bank's first balance cannot prove the days before it, because the books were computed back from it. The closing
 * balance of an earlier day by a statement that the tenant holds is independent of it: when the books arrive at both, what
 * lies between is proven.
 */
export const withKnownBalance = (chain: ChainState, input: KnownBalanceInput): ChainState => {
  const { known: _before, ...rest } = chain;
  return { ...rest, ...defined({ known: knownNow(chain, input) }) };
};

const knownNow = (chain: ChainState, input: KnownBalanceInput): KnownBalanceState | undefined => {
  const { wanted, sequence, at, contradiction } = input;
  const before = isSame(chain.known, wanted) ? chain.known : undefined;
  const figure = wanted ?? (chain.known?.verdict === 'agrees' ? chain.known : undefined);
  if (!figure) return undefined;
  const known = { amount: figure.amount, on: figure.on, through: sequence };
  // One that has agreed and that no line up to its day has touched need not be held against all of them again.
  const hasAgreed = before?.verdict === 'agrees' && !input.movementUpTo;
  const difference = hasAgreed ? 'none' : differenceFrom(figure, chain, input);
  if (difference === undefined) return { ...known, verdict: 'waiting' };
  const reach = difference === 'none' ? reachOf(chain, before, input) : {};
  const verdict = difference === 'none' ? { verdict: 'agrees' as const } : { verdict: 'differs' as const, difference };
  return {
    ...known,
    ...verdict,
    ...reach,
    ...defined({ withdrawn: withdrawalOf(before, reach.provenUpTo ?? figure.on, contradiction, at) }),
  };
};

/**
 * The chain with the opening balance that the tenant's figure gives, where the books differ from it and from the bank by
 * the same amount: two independent balances then fit each other and the lines between them, and what is wrong is the
 * opening balance. It was computed beside a line that the bank had counted and Ponto did not have yet.
 *
 * @returns undefined where that is not so: the bank has agreed before, a line of the books up to the figure's day may be
 *   what is wrong, or the first statement is final and can no longer change
 */
export const openedByKnownBalance = (
  chain: ChainState,
  input: Pick<KnownBalanceInput, 'wanted' | 'movementUpTo'>,
): ChainState | undefined => {
  const { opening, final, balance, coversFrom } = chain;
  const figure = input.wanted ?? chain.known;
  if (!figure || !opening || final || !balance?.mismatch || balance.matchedOn !== undefined) return undefined;
  if (coversFrom === undefined || figure.on >= coversFrom) return undefined;
  const difference = differenceFrom(figure, chain, input);
  if (difference === undefined || difference !== balance.mismatch.difference) return undefined;
  const { otherwise: _refuted, ...kept } = opening;
  const amount = formatDecimal(subtract(amountOf(opening.amount), amountOf(difference)));
  return { ...chain, opening: { ...kept, amount } };
};

/** Is a figure worth holding against all lines again? Loading them costs; one that has agreed only a change can refute. */
export const needsAllLines = (
  chain: ChainState,
  wanted: KnownBalance | undefined,
  contradiction: Contradiction | undefined,
): boolean => {
  const { known } = chain;
  const figure = wanted ?? known;
  if (!figure) return false;
  const hasAgreed = known?.verdict === 'agrees' && isSame(known, wanted);
  return !hasAgreed || (contradiction !== undefined && contradiction.day <= figure.on);
};

const isSame = (known: KnownBalance | undefined, wanted: KnownBalance | undefined): boolean =>
  known !== undefined && (wanted === undefined || (known.on === wanted.on && known.amount === wanted.amount));

/** Books minus figure; `none` when they agree, undefined while nothing can be said. */
const differenceFrom = (
  { amount, on }: KnownBalance,
  { opening, coversFrom, final }: ChainState,
  { movementUpTo }: Pick<KnownBalanceInput, 'movementUpTo'>,
): string | undefined => {
  if (!opening || !movementUpTo || coversFrom === undefined || on < addDays(coversFrom, -1)) return undefined;
  const differenceWith = (start: string): Decimal => subtract(add(amountOf(start), movementUpTo(on)), amountOf(amount));
  const difference = differenceWith(opening.amount);
  if (isZero(difference)) return 'none';
  // The opening balance itself may still be replaced: what it does not agree with is not yet wrong.
  const mayBeReplaced =
    opening.isProvisional === true || (opening.otherwise && isZero(differenceWith(opening.otherwise.amount)));
  return mayBeReplaced && !final ? undefined : formatDecimal(difference);
};

/** How far the lines after the tenant's figure are proven, and the bank's balance that they arrive at. */
type Reach = Pick<KnownBalanceState, 'provenUpTo' | 'bank'>;

/**
 * Proven is what lies between the tenant's figure and the bank's last agreement, else the balance that the opening
 * balance came from. What was proven before stays so up to the first line that came, changed or went since.
 */
const reachOf = (
  { opening, balance }: ChainState,
  before: KnownBalanceState | undefined,
  { movementUpTo, contradiction }: KnownBalanceInput,
): Reach => {
  if (balance?.matched && balance.matchedOn !== undefined) {
    return { provenUpTo: balance.matchedOn, bank: balance.matched };
  }
  if (!opening) return {};
  const { anchoredOn, bankBalance } = opening;
  const arrives =
    bankBalance !== undefined &&
    movementUpTo !== undefined &&
    equals(add(amountOf(opening.amount), movementUpTo(anchoredOn)), amountOf(bankBalance));
  if (arrives) return { provenUpTo: anchoredOn, bank: { amount: bankBalance, on: anchoredOn } };
  if (before?.provenUpTo === undefined) return {};
  const standing = earliest(before.provenUpTo, balance?.matchedOn ?? anchoredOn);
  if (contradiction) return { provenUpTo: earliest(standing, addDays(contradiction.day, -1)) };
  return { provenUpTo: standing, ...(standing === before.bank?.on ? { bank: before.bank } : {}) };
};

const withdrawalOf = (
  before: KnownBalanceState | undefined,
  provenUpTo: CalendarDate,
  contradiction: Contradiction | undefined,
  at: Instant,
): KnownBalanceState['withdrawn'] => {
  const was = before?.provenUpTo;
  if (was === undefined || !contradiction || provenUpTo >= was) {
    return before?.withdrawn && provenUpTo < before.withdrawn.to ? before.withdrawn : undefined;
  }
  return { from: addDays(provenUpTo, 1), to: was, at, reason: contradiction.reason };
};
