import { amountOf, formatAmount } from '../money/currency.ts';
import type { Decimal } from '../money/decimal.ts';
import { provingFigure } from '../statements/knownBalance.ts';
import type { BankBalance, Proof } from '../statements/statement.ts';
import { defined } from '../../language/defined.ts';
import { cut, type CertifiedAccount, type Corrections, type ProvenBy } from './certificate.ts';
import { completeDaysOf, openReasonsOf, type Evidence, type StatementNow } from './openReasons.ts';

export interface CertifiedInput extends Evidence {
  /** The first statement after the period, where it was looked for. */
  readonly after?: StatementNow | undefined;
  /** What the books say at the two ends of the period, where they reach so far. */
  readonly opening?: Decimal | undefined;
  readonly closing?: Decimal | undefined;
  readonly corrections: Corrections;
  readonly journal?: CertifiedAccount['journal'] | undefined;
}

/** What a certificate says of one account. */
export const certifyAccount = (input: CertifiedInput): CertifiedAccount => {
  const { account, head, period, statements, corrections, journal, opening, closing } = input;
  const { id: accountId, reference, referenceType, currency, holderName, product } = account;
  const open = openReasonsOf(input);
  const complete = completeDaysOf(input);
  const differs = open.some(({ code }) => code === 'books_differ');
  // What the books say of a day up to which they are not complete is not its balance.
  const reachesEnd = complete?.to === period.to || (differs && (head.completedAt ?? '').slice(0, 10) > period.to);
  const money = (amount: Decimal | undefined): string | undefined => amount && formatAmount(amount, currency);
  const former = new Set(statements.map(({ statement }) => statement.account?.reference));
  former.delete(reference);
  const formerReferences = [...former].filter((one) => one !== undefined).map(cut);
  return {
    accountId,
    reference: cut(reference),
    referenceType: cut(referenceType),
    currency,
    ...defined({
      formerReferences: formerReferences.length > 0 ? formerReferences.slice(0, maxFormer) : undefined,
      holderName: holderName === undefined ? undefined : cut(holderName),
      product: product === undefined ? undefined : cut(product),
      journal: journal && { ...journal, name: cut(journal.name) },
      completeFrom: complete?.from,
      completeUpTo: complete?.to,
      openingBalance: money(opening),
      closingBalance: reachesEnd ? money(closing) : undefined,
      provenBy: complete && provenBy(input),
    }),
    verdict: open.length === 0 ? 'complete' : 'open',
    statements: {
      count: statements.length,
      ...defined({ first: statements[0]?.statement.number, last: statements.at(-1)?.statement.number }),
    },
    corrections,
    open,
  };
};

/** An account changes its number once in a period, if at all. */
const maxFormer = 3;

/**
 * The balances that prove the complete days. A balance of a later day proves those before it; that of an earlier one proves
 * nothing after it, and is named only where it is all that is still known.
 */
const provenBy = (input: CertifiedInput): ProvenBy | undefined => {
  const { account, head, statements, after } = input;
  const money = (amount: string): string => formatAmount(amountOf(amount), account.currency);
  const complete = completeDaysOf(input);
  const { balance } = head.chain;
  const proofs = [statements.at(-1), after]
    .map((one) => one?.statement.proof)
    .filter((proof) => proof?.verdict === 'proven' && proof.bankBalance !== undefined);
  const counts = (on: string | undefined): boolean => on !== undefined && complete !== undefined && on >= complete.to;
  const proof =
    proofs.find((one) => counts(one?.bankBalanceOn)) ??
    proofOf(counts(balance?.matched?.on) ? balance?.matched : undefined) ??
    proofOf(counts(provingFigure(head.chain)?.bank?.on) ? provingFigure(head.chain)?.bank : undefined) ??
    proofs[0];
  const figure = provingFigure(head.chain);
  const start = head.chain.opening?.anchoredOn;
  // Days up to the bank's own first balance are proven by the tenant's figure before them.
  const needsFigure = figure && complete && start !== undefined && complete.from <= start;
  const known = needsFigure ? { amount: money(figure.amount), date: figure.on } : undefined;
  if (!proof && !known) return undefined;
  return {
    by: known ? 'tenant' : 'bank',
    ...defined({
      bankBalance:
        proof?.bankBalance === undefined || proof.bankBalanceOn === undefined
          ? undefined
          : {
              amount: money(proof.bankBalance),
              date: proof.bankBalanceOn,
              ...defined({ changedAt: proof.bankBalanceAt }),
            },
      knownBalance: known,
      beforeStart: proof?.beforeStart === undefined ? undefined : money(proof.beforeStart),
    }),
  };
};

type Shown = Pick<Proof, 'bankBalance' | 'bankBalanceOn' | 'bankBalanceAt' | 'beforeStart'>;

const proofOf = (balance: BankBalance | undefined): Shown | undefined =>
  balance && {
    bankBalance: balance.amount,
    bankBalanceOn: balance.on,
    ...defined({ bankBalanceAt: balance.at, beforeStart: balance.beforeStart }),
  };
