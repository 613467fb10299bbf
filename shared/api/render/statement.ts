import type { StatementBody, StatementLineBody } from '../../contracts/http/ledger.ts';
import { outsideStatementId } from '../../domain/ids/outsideIds.ts';
import { amountOf, formatAmount } from '../../domain/money/currency.ts';
import type { Proof } from '../../domain/statements/statement.ts';
import type { StatementLine } from '../../usecases/ledger/statementLines.ts';
import type { StatementView } from '../../usecases/ledger/statements.ts';
import { renderBooked, type LineOwner } from './transaction.ts';
import type { Account } from '../../domain/connections/connection.ts';
import type { AccountRef } from '../../ports/refsAndPages.ts';

/** The account that statements are shown for. */
export interface StatementOwner extends LineOwner {
  readonly currency: string;
}

export const renderStatement = (
  { accountId, journalId, currency }: StatementOwner,
  { statement, state }: StatementView,
): StatementBody => {
  const money = (amount: string): string => formatAmount(amountOf(amount), currency);
  return {
    id: outsideStatementId(accountId, statement.period.from),
    accountId,
    journalId,
    number: statement.number,
    period: statement.period,
    currency,
    openingBalance: money(statement.openingBalance),
    closingBalance: money(statement.closingBalance),
    lineCount: statement.lineCount,
    totalCredit: money(statement.totalCredit),
    totalDebit: money(statement.totalDebit),
    state,
    proof: renderProof(statement.proof, money),
  };
};

/** The day up to which the bank counted says more than the moment at which the balance was seen, so it comes first. */
const renderProof = (proof: Proof, money: (amount: string) => string): StatementBody['proof'] => ({
  verdict: proof.verdict,
  by: proof.verdict === 'proven' ? (proof.by ?? 'bank') : undefined,
  knownBalance:
    proof.knownBalance !== undefined && proof.knownBalanceOn !== undefined
      ? { date: proof.knownBalanceOn, amount: money(proof.knownBalance) }
      : undefined,
  withdrawn: proof.withdrawn,
  bankBalance: proof.bankBalance === undefined ? undefined : money(proof.bankBalance),
  bankBalanceAt: proof.bankBalanceOn ?? proof.bankBalanceAt,
  difference: proof.difference === undefined ? undefined : money(proof.difference),
  beforeStart: proof.beforeStart === undefined ? undefined : money(proof.beforeStart),
  brokenFrom: proof.brokenFrom,
  awaiting: proof.awaiting,
});

/** Of an adjustment, the amount is the difference; the rest names the line that was corrected. */
export const renderStatementLine = (
  owner: StatementOwner,
  { kind, line, amount }: StatementLine,
): StatementLineBody => ({
  ...renderBooked(owner, line),
  kind,
  amount: formatAmount(amountOf(amount), owner.currency),
});

/** The account that books are shown for, and where its ledger is. */
export const ownerOf = ({
  tenantId,
  id,
  currency,
  link,
}: Account): StatementOwner & { readonly ledger: AccountRef } => ({
  ledger: { tenantId, accountId: id },
  accountId: id,
  journalId: link?.journalId,
  currency,
});
