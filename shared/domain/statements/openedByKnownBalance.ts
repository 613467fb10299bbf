import { amountOf } from '../money/currency.ts';
import { add, equals, formatDecimal, subtract } from '../money/decimal.ts';
import { differenceFrom, type KnownBalanceInput } from './knownBalance.ts';
import type { ChainState } from './statement.ts';

/**
 * The chain with the opening balance that the tenant's figure gives, where the books differ from it and from the bank by
 * the same amount, and would arrive at the bank's first balance too: three independent balances then fit each other and
 * the lines between them, and what is wrong is the opening balance. It was computed beside a line that the bank had
 * counted and Ponto did not have yet.
 *
 * @returns undefined where that is not so: the bank has agreed before, a line of the books up to the figure's day may be
 *   what is wrong, or the first statement is final and can no longer change
 */
export const openedByKnownBalance = (
  chain: ChainState,
  { wanted, movementUpTo }: Pick<KnownBalanceInput, 'wanted' | 'movementUpTo'>,
): ChainState | undefined => {
  const { opening, final, balance, coversFrom } = chain;
  if (!wanted || wanted === 'taken_back' || !movementUpTo || !opening || coversFrom === undefined) return undefined;
  if (final || !balance?.mismatch || balance.matchedOn !== undefined) return undefined;
  const { anchoredOn, bankBalance } = opening;
  if (wanted.on >= coversFrom || wanted.on >= anchoredOn || bankBalance === undefined) return undefined;
  if (differenceFrom(wanted, chain, movementUpTo) !== balance.mismatch.difference) return undefined;
  const moved = subtract(amountOf(opening.amount), amountOf(balance.mismatch.difference));
  if (!equals(add(moved, movementUpTo(anchoredOn)), amountOf(bankBalance))) return undefined;
  const { otherwise: _refuted, ...kept } = opening;
  return { ...chain, opening: { ...kept, amount: formatDecimal(moved) } };
};
