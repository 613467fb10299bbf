import { addDays, earliest, latest, type CalendarDate, type Instant } from '../calendar/calendarDate.ts';
import { defined } from '../../language/defined.ts';
import { amountOf } from '../money/currency.ts';
import { add, equals, formatDecimal, isZero, subtract, type Decimal } from '../money/decimal.ts';
import type { BankBalance, ChainState, KnownBalance, KnownBalanceState } from './statement.ts';
import type { Contradiction } from './withdrawal.ts';

/** What the tenant says: a figure, that it takes it back, or nothing new. */
export type WantedFigure = KnownBalance | 'taken_back' | undefined;

export interface KnownBalanceInput {
  readonly wanted: WantedFigure;
  /** Net movement of every line of the books up to and including a day; undefined where it need not be looked at again. */
  readonly movementUpTo: ((day: CalendarDate) => Decimal) | undefined;
  /** What the bank says now of the day that its first balance counted. */
  readonly ofAnchor: Pick<BankBalance, 'amount'> | undefined;
  /** The first day of which the books say something else than when the figures were looked at last. */
  readonly contradiction: Contradiction | undefined;
  /** The last one of the ledger. */
  readonly sequence: number;
  readonly at: Instant;
}

/**
 * The chain with what the tenant's own figures say of it, after the bank's balance has been heard.
 *
 * The bank's first balance cannot prove the days before it, because the books were computed back from it. The closing
 * balance of an earlier day by a statement that the tenant holds is independent of it: when the books arrive at both, what
 * lies between is proven. A figure that has agreed goes on proving beside a later one, until it is taken back.
 */
export const withKnownBalance = (chain: ChainState, input: KnownBalanceInput): ChainState => {
  const { known: _known, firstKnown: _first, ...rest } = chain;
  const figure = figureOf(chain, input.wanted);
  if (!figure) return rest;
  const known = stateOf(chain, figure, input);
  const first = otherThan(figure, chain);
  const firstKnown = first && stateOf(chain, first, input);
  const isCovered = known.verdict === 'agrees' && firstKnown !== undefined && known.on <= firstKnown.on;
  return { ...rest, known, ...(firstKnown && !isCovered ? { firstKnown } : {}) };
};

/** The chain without figures that were given before they were taken back, whatever was given since. */
export const withoutTakenBack = (chain: ChainState, figuresTakenBackAt: Instant | undefined): ChainState => {
  if (figuresTakenBackAt === undefined || figuresTakenBackAt === chain.figuresTakenBackAt) return chain;
  const { known: _known, firstKnown: _first, ...rest } = chain;
  return { ...rest, figuresTakenBackAt };
};

/** Are the figures worth holding against all lines again? Loading them costs; one that has agreed only a change refutes. */
export const needsAllLines = (
  chain: ChainState,
  wanted: WantedFigure,
  contradiction: Contradiction | undefined,
): boolean => {
  const figure = figureOf(chain, wanted);
  if (!figure) return false;
  const first = otherThan(figure, chain);
  const figures = first ? [figure, first] : [figure];
  const hasAgreed = figures.every((each) => knownAs(each, chain)?.verdict === 'agrees');
  const last = figures.map(({ on }) => on).reduce(latest);
  return !hasAgreed || (contradiction !== undefined && contradiction.day <= last);
};

/** The figure that proves the most: the earliest that agrees. */
export const provingFigure = ({ known, firstKnown }: ChainState): KnownBalanceState | undefined =>
  [firstKnown, known]
    .filter((figure) => figure?.verdict === 'agrees' && figure.provenUpTo !== undefined)
    .reduce((found, figure) => (found && figure && found.on <= figure.on ? found : figure), undefined);

const figureOf = ({ known }: ChainState, wanted: WantedFigure): KnownBalance | undefined =>
  wanted === 'taken_back' ? undefined : (wanted ?? known);

/** A figure of another day than the one in force that has agreed once. Of the same day a new figure stands in its place. */
const otherThan = (figure: KnownBalance, { known, firstKnown }: ChainState): KnownBalanceState | undefined => {
  const others = [firstKnown, known?.verdict === 'agrees' ? known : undefined].filter((other) => other !== undefined);
  return others
    .filter((other) => other.on !== figure.on)
    .reduce<KnownBalanceState | undefined>(
      (found, other) => (found && found.on <= other.on ? found : other),
      undefined,
    );
};

const knownAs = (figure: KnownBalance, { known, firstKnown }: ChainState): KnownBalanceState | undefined =>
  [known, firstKnown].find((state) => state !== undefined && isSame(state, figure));

const isSame = (one: KnownBalance, other: KnownBalance): boolean =>
  one.on === other.on && equals(amountOf(one.amount), amountOf(other.amount));

const stateOf = (chain: ChainState, figure: KnownBalance, input: KnownBalanceInput): KnownBalanceState => {
  const { sequence, at, contradiction } = input;
  const before = knownAs(figure, chain);
  const known = { amount: figure.amount, on: figure.on, through: sequence };
  // One that has agreed and that no line up to its day has touched need not be held against all of them again.
  const hasAgreed = before?.verdict === 'agrees' && !input.movementUpTo;
  const difference = hasAgreed ? 'none' : differenceFrom(figure, chain, input.movementUpTo);
  if (difference === undefined) return { ...known, verdict: 'waiting' };
  const reach = difference === 'none' ? reachOf(figure, chain, before, input) : {};
  const verdict = difference === 'none' ? { verdict: 'agrees' as const } : { verdict: 'differs' as const, difference };
  return {
    ...known,
    ...verdict,
    ...reach,
    ...defined({ withdrawn: withdrawalOf(before, reach.provenUpTo ?? figure.on, contradiction, at) }),
  };
};

/** Books minus figure; `none` when they agree, undefined while nothing can be said. */
export const differenceFrom = (
  { amount, on }: KnownBalance,
  { opening, coversFrom, final }: ChainState,
  movementUpTo: KnownBalanceInput['movementUpTo'],
): string | undefined => {
  if (!opening || !movementUpTo || coversFrom === undefined || on < addDays(coversFrom, -1)) return undefined;
  const differenceWith = (start: string): Decimal => subtract(add(amountOf(start), movementUpTo(on)), amountOf(amount));
  const difference = differenceWith(opening.amount);
  if (isZero(difference)) return 'none';
  if (opening.isUncertain) return undefined;
  // The opening balance itself may still be replaced: what it does not agree with is not yet wrong.
  const mayBeReplaced =
    opening.isProvisional === true || (opening.otherwise && isZero(differenceWith(opening.otherwise.amount)));
  return mayBeReplaced && !final ? undefined : formatDecimal(difference);
};

/** How far the lines after the tenant's figure are proven, and the bank's balance that they arrive at. */
type Reach = Pick<KnownBalanceState, 'provenUpTo' | 'bank'>;

/** A balance of the bank for the figure's own day or an earlier one proves nothing after it. */
const reachOf = (
  { on }: KnownBalance,
  chain: ChainState,
  before: KnownBalanceState | undefined,
  input: KnownBalanceInput,
): Reach => {
  const reach = reachOfBank(chain, before, input);
  return reach.provenUpTo !== undefined && reach.provenUpTo > on ? reach : {};
};

/**
 * Proven is what lies between the tenant's figure and the bank's last agreement, else the balance that the opening
 * balance came from. What was proven before stays so up to the first line that came, changed or went since, unless the
 * bank has taken that balance back.
 */
const reachOfBank = (
  { opening, balance }: ChainState,
  before: KnownBalanceState | undefined,
  { movementUpTo, contradiction, ofAnchor }: KnownBalanceInput,
): Reach => {
  if (balance?.matched && balance.matchedOn !== undefined) {
    return { provenUpTo: balance.matchedOn, bank: balance.matched };
  }
  if (!opening) return {};
  const { anchoredOn, bankBalance } = opening;
  const anchor = ofAnchor?.amount ?? bankBalance;
  const arrives =
    anchor !== undefined &&
    movementUpTo !== undefined &&
    equals(add(amountOf(opening.amount), movementUpTo(anchoredOn)), amountOf(anchor));
  if (arrives) return { provenUpTo: anchoredOn, bank: { amount: anchor, on: anchoredOn } };
  const isRestated =
    anchor !== undefined && bankBalance !== undefined && !equals(amountOf(anchor), amountOf(bankBalance));
  if (before?.provenUpTo === undefined || (isRestated && !contradiction)) return {};
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
  if (was === undefined || provenUpTo >= was) {
    return before?.withdrawn && provenUpTo < before.withdrawn.to ? before.withdrawn : undefined;
  }
  return { from: addDays(provenUpTo, 1), to: was, at, reason: contradiction?.reason ?? 'balance_restated' };
};
