import { addDays, earliest, latest, type CalendarDate } from '../calendar/calendarDate.ts';
import { defined } from '../../language/defined.ts';
import { differenceOf } from './difference.ts';
import type { Period } from './period.ts';
import type { BankBalance, ChainState, Proof, Statement } from './statement.ts';

interface Judged {
  readonly period: Period;
  readonly lastLineOn: CalendarDate;
}

/**
 * Judges one statement by what the bank's balances have said.
 *
 * The balance that the opening balance was computed back from always agrees with the books, so it proves nothing: a
 * statement that reaches back to that day or before stays unproven, however well it adds up, unless the tenant's own
 * closing balance from before it agrees too.
 */
export const verdictOn = (statement: Judged, chain: ChainState): Proof => {
  const proof = judged(statement, chain);
  const { withdrawn } = chain.balance ?? {};
  // A statement that could not be proven has nothing to take back.
  if (proof.verdict === 'proven' || !withdrawn || proof.awaiting === 'balance_before_start') return proof;
  const { period } = statement;
  const { from, to, at, reason } = withdrawn;
  return period.from <= to && from <= period.to ? { ...proof, withdrawn: { at, reason } } : proof;
};

const judged = (statement: Judged, chain: ChainState): Proof => {
  const { period, lastLineOn } = statement;
  const { opening, balance } = chain;
  const { mismatch, matched, matchedOn } = balance ?? {};
  const agreedUpTo = agreedUpToOf(chain);
  if (mismatch && agreedUpTo !== undefined && period.to > agreedUpTo && period.from <= mismatch.on) {
    return {
      verdict: 'broken',
      ...shown(mismatch),
      difference: mismatch.difference,
      brokenFrom: addDays(agreedUpTo, 1),
    };
  }
  const isMatched = matched !== undefined && matchedOn !== undefined && lastLineOn <= matchedOn;
  if (opening === undefined || period.from <= opening.anchoredOn) return byTenant(statement, chain, isMatched);
  if (isMatched && period.from <= matchedOn) return { verdict: 'proven', by: 'bank', ...shown(matched) };
  return { verdict: 'unproven', awaiting: 'later_balance' };
};

/** Between the tenant's own closing balance and the balance that opened the books, the two prove each other. */
const byTenant = ({ period, lastLineOn }: Judged, { known }: ChainState, isMatched: boolean): Proof => {
  if (known?.provenUpTo === undefined || period.from <= known.on) {
    return { verdict: 'unproven', awaiting: 'balance_before_start' };
  }
  return lastLineOn <= known.provenUpTo || isMatched
    ? { verdict: 'proven', by: 'tenant', bankBalance: known.amount, bankBalanceOn: known.on }
    : { verdict: 'unproven', awaiting: 'later_balance' };
};

/** The last day up to which nothing is known to differ; undefined before there is an opening balance. */
const agreedUpToOf = ({ balance, opening }: ChainState): CalendarDate | undefined =>
  balance?.matchedOn ?? opening?.anchoredOn;

/**
 * The proof of a statement as it stands now. What a final statement adds up to never changes; whether it is proven
 * follows what is known. The balance that proved it stays named while it stands.
 */
export const proofNow = ({ period, proof }: Statement, isFinal: boolean, chain: ChainState): Proof => {
  if (!isFinal) return proof;
  const now = verdictOn({ period, lastLineOn: period.to }, chain);
  // Of a day on which the bank was asked, more may have come later.
  const isOver = period.to <= (completeDayOf(chain) ?? '');
  const judgedNow: Proof =
    now.verdict === 'proven' && !isOver ? { verdict: 'unproven', awaiting: 'later_balance' } : now;
  if (proof.verdict !== 'proven') {
    return proof.verdict === 'unproven' && judgedNow.verdict === 'unproven' ? proof : withoutWithdrawal(judgedNow);
  }
  const isStanding = proof.by !== 'tenant' && isOver && period.to <= (chain.balance?.matchedOn ?? '');
  return isStanding ? { by: 'bank', ...proof } : judgedNow;
};

const withoutWithdrawal = ({ withdrawn: _neverProven, ...proof }: Proof): Proof => proof;

const shown = ({ amount, on, at, beforeStart }: BankBalance) => ({
  bankBalance: amount,
  bankBalanceOn: on,
  ...defined({ bankBalanceAt: at, beforeStart }),
});

/** What the books of an account are worth as a whole, beside its statements. */
export interface AccountProof {
  readonly verdict: Proof['verdict'];
  /** Books minus bank. */
  readonly difference?: string;
  /** The first day on which books and bank may have parted. */
  readonly since?: CalendarDate;
  readonly bankBalance?: string;
  /** The last day that it counts. */
  readonly bankBalanceOn?: CalendarDate;
  readonly convention?: BankBalance['counts'];
  readonly knownBalance?: { readonly amount: string; readonly on: CalendarDate; readonly difference?: string };
}

export const accountProofOf = (chain: ChainState): AccountProof => {
  const { balance, known } = chain;
  const { mismatch, matched } = balance ?? {};
  const last = mismatch ?? matched;
  const difference = differenceOf(chain);
  const knownBalance = known && { amount: known.amount, on: known.on, ...defined({ difference: known.difference }) };
  return {
    verdict: mismatch ? 'broken' : matched ? 'proven' : 'unproven',
    ...defined({
      difference: difference?.amount,
      since: difference?.since,
      bankBalance: last?.amount,
      bankBalanceOn: last?.on,
      convention: last?.counts ?? chain.convention?.counts,
      knownBalance,
    }),
  };
};

/** The last day up to which everything is proven, by the bank or by the tenant's own balance, and that was over then. */
export const completeDayOf = ({ balance, known }: ChainState): CalendarDate | undefined => {
  const { matchedOn, seenOn } = balance ?? {};
  const byBank = matchedOn === undefined || seenOn === undefined ? matchedOn : earliest(matchedOn, addDays(seenOn, -1));
  const days = [byBank, known?.provenUpTo].filter((day) => day !== undefined);
  const [first] = days;
  return first === undefined ? undefined : days.reduce(latest, first);
};
