import { addDays, type CalendarDate } from '../calendar/calendarDate.ts';
import { defined } from '../../language/defined.ts';
import { agreedUpToOf, completeDayOf } from './completeness.ts';
import { provingFigure } from './knownBalance.ts';
import { differenceOf, toldMismatch, type Difference } from './difference.ts';
import type { Period } from './period.ts';
import type { BankBalance, ChainState, KnownBalanceState, Proof, Statement } from './statement.ts';

interface Judged {
  readonly period: Period;
  readonly lastLineOn: CalendarDate;
}

/**
 * Judges one statement by what the bank's balances have said.
 *
 * The balance that the opening balance was computed back from always agrees with the books, so it proves nothing: a
 * statement that reaches back to that day or before stays unproven, however well it adds up.
 */
export const verdictOn = (statement: Judged, chain: ChainState): Proof => {
  const proof = judged(statement, chain);
  // A statement that could not be proven has nothing to take back.
  const isBeforeStart = proof.awaiting === 'balance_before_start';
  const byTenant = provingFigure(chain) ?? chain.firstKnown ?? chain.known;
  const withdrawn = (isBeforeStart ? undefined : chain.balance?.withdrawn) ?? byTenant?.withdrawn;
  if (proof.verdict === 'proven' || !withdrawn) return proof;
  const { period } = statement;
  const { from, to, at, reason } = withdrawn;
  return period.from <= to && from <= period.to ? { ...proof, withdrawn: { at, reason } } : proof;
};

const judged = (statement: Judged, chain: ChainState): Proof => {
  const { period, lastLineOn } = statement;
  const { opening, balance } = chain;
  const { mismatch, matched, matchedOn } = balance ?? {};
  const agreedUpTo = agreedUpToOf(chain);
  const differing = mismatch && toldMismatch(mismatch);
  if (differing && agreedUpTo !== undefined && period.to > agreedUpTo && period.from <= differing.on) {
    return {
      verdict: 'broken',
      ...shown(differing),
      difference: differing.difference,
      brokenFrom: addDays(agreedUpTo, 1),
    };
  }
  const isMatched = matched !== undefined && matchedOn !== undefined && lastLineOn <= matchedOn;
  if (opening === undefined || period.from <= opening.anchoredOn) return judgedByTenant(statement, chain);
  if (isMatched && period.from <= matchedOn) return { verdict: 'proven', ...shown(matched) };
  return { verdict: 'unproven', awaiting: 'later_balance' };
};

/** Of the days before the bank's first balance only a figure of the tenant can tell. */
const judgedByTenant = ({ period, lastLineOn }: Judged, chain: ChainState): Proof => {
  const agreeing = [chain.firstKnown, chain.known].filter((figure) => figure?.verdict === 'agrees');
  const figures = agreeing.filter((figure) => figure !== undefined && period.from > figure.on);
  const figure = figures.find((one) => lastLineOn <= (one?.provenUpTo ?? ''));
  if (!chain.opening || !figure) {
    return { verdict: 'unproven', awaiting: figures.length > 0 ? 'later_balance' : 'balance_before_start' };
  }
  return {
    verdict: 'proven',
    by: 'tenant',
    knownBalance: figure.amount,
    knownBalanceOn: figure.on,
    ...(figure.bank ? shown(figure.bank) : {}),
  };
};

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
  return isOver && proof.by !== 'tenant' ? proof : judgedNow;
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
  /** Of broken ones. */
  readonly difference?: Difference;
  /** The bank's last balance that could be compared. */
  readonly bankBalance?: string;
  /** The last day that it counts. */
  readonly bankBalanceOn?: CalendarDate;
  readonly convention?: BankBalance['counts'];
  /** The tenant's own figure, and what came of it. */
  readonly known?: Pick<KnownBalanceState, 'amount' | 'on' | 'verdict' | 'difference'>;
}

export const accountProofOf = (chain: ChainState): AccountProof => {
  const { mismatch, matched } = chain.balance ?? {};
  const last = mismatch ? toldMismatch(mismatch) : matched;
  const known = [chain.firstKnown, chain.known].find((figure) => figure?.verdict === 'differs') ?? chain.known;
  return {
    verdict: mismatch ? 'broken' : matched || provingFigure(chain) ? 'proven' : 'unproven',
    ...defined({
      known: known && {
        amount: known.amount,
        on: known.on,
        verdict: known.verdict,
        ...defined({ difference: known.difference }),
      },
      difference: differenceOf(chain),
      bankBalance: last?.amount,
      bankBalanceOn: last?.on,
      convention: last?.counts ?? chain.convention?.counts,
    }),
  };
};
