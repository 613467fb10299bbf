import { bounds } from '../../contracts/http/bounds.ts';
import type { AccountBody } from '../../contracts/http/accounts.ts';
import type { Balance, Link } from '../../domain/connections/connection.ts';
import type { Language } from '../../domain/mail/language.ts';
import { amountOf, formatAmount } from '../../domain/money/currency.ts';
import type { AccountProof } from '../../domain/statements/proof.ts';
import { renderHealth } from '../../presentation/health.ts';
import type { AccountView } from '../../usecases/accounts/readAccounts.ts';
import { renderSync } from './sync.ts';

export const renderAccount = (
  language: Language,
  { account, authorization, health, progress, nextSyncAt, candidates }: AccountView,
): AccountBody => ({
  id: account.id,
  connectionId: account.connectionId,
  institutionId: account.institutionId,
  pontoId: account.pontoId,
  reference: account.reference,
  referenceType: account.referenceType,
  currency: account.currency,
  subtype: account.subtype,
  holderName: account.holderName,
  product: account.product,
  description: account.description,
  internalReference: account.internalReference,
  deprecated: account.deprecated,
  authorization,
  balances: { current: renderBalance(account.balances.current), available: renderBalance(account.balances.available) },
  link: renderLink(account.link, account.currency),
  lastSync: progress.lastSync && renderSync(language, progress.lastSync),
  nextSyncAt,
  firstImport: account.link && progress.firstImport,
  refusedLineCount: progress.refusedLines,
  completeFrom: progress.completeFrom,
  completeUpTo: progress.completeUpTo,
  proof: account.link && renderProof(progress.proof, account.currency),
  succession:
    candidates.length > 0 ? { candidates: candidates.slice(0, bounds.examples).map(({ id }) => id) } : undefined,
  health: renderHealth(language, health, { connectionId: account.connectionId, accountId: account.id }),
});

const renderProof = (proof: AccountProof, currency: string): AccountBody['proof'] => {
  const money = (amount: string | undefined): string | undefined =>
    amount === undefined ? undefined : formatAmount(amountOf(amount), currency);
  return {
    verdict: proof.verdict,
    difference: money(proof.difference?.amount),
    since: proof.difference?.since,
    bankBalance: money(proof.bankBalance),
    bankBalanceOn: proof.bankBalanceOn,
    convention: proof.convention,
    knownBalance: proof.known && {
      date: proof.known.on,
      amount: formatAmount(amountOf(proof.known.amount), currency),
      verdict: proof.known.verdict,
      difference: money(proof.known.difference),
    },
  };
};

const renderBalance = (balance: Balance | undefined): AccountBody['balances']['current'] =>
  balance && {
    amount: formatAmount(amountOf(balance.amount), balance.currency),
    currency: balance.currency,
    referenceDate: balance.referenceDate,
    changedAt: balance.changedAt,
  };

const renderLink = (link: Link | undefined, currency: string): AccountBody['link'] => {
  if (!link) return { action: 'none' };
  const { knownBalance: known, journalId, frequency, statementPeriod, importFrom, linkedAt } = link;
  const figure = known === 'taken_back' ? undefined : known;
  const knownBalance = figure && { date: figure.on, amount: formatAmount(amountOf(figure.amount), currency) };
  return { action: 'link_journal', journalId, frequency, statementPeriod, importFrom, linkedAt, knownBalance };
};
