import { amountOf, formatAmount } from '../../domain/money/currency.ts';
import type { StatementEntry, StatementInFull } from '../../domain/statements/statementInFull.ts';

/**
 * What is known of the whole statement, for the place of a format where free words stand: one or two lines of ASCII, at
 * most 80 characters each, without names and account numbers. One wording in every format, so that software can look for it.
 */
export const statementRemarks = (statement: StatementInFull): readonly string[] => [
  ...(statement.state === 'open' ? ['OPEN STATEMENT MAY CHANGE'] : []),
  proofRemark(statement),
];

const proofRemark = ({ proof, currency }: StatementInFull): string => {
  const money = (amount: string): string => formatAmount(amountOf(amount), currency);
  const { verdict, by, bankBalance, bankBalanceOn, difference, brokenFrom, awaiting } = proof;
  switch (verdict) {
    case 'proven':
      // A tenant may give the figure that proves a final statement anew: the file must not change by it.
      if (by === 'tenant' || bankBalance === undefined) return 'PROOF PROVEN BY KNOWN BALANCE';
      return `PROOF PROVEN ${money(bankBalance)}${bankBalanceOn === undefined ? '' : ` ON ${bankBalanceOn}`}`;
    case 'broken':
      return `PROOF BROKEN DIFFERENCE ${money(difference ?? '0')}${brokenFrom === undefined ? '' : ` FROM ${brokenFrom}`}`;
    case 'unproven':
      return awaiting === 'balance_before_start'
        ? 'PROOF UNPROVEN BEFORE FIRST BALANCE'
        : 'PROOF UNPROVEN LATER BALANCE AWAITED';
  }
};

/**
 * Why a line stands on this statement although its day lies before; undefined for one that is on time.
 *
 * @param nameOf the name that the file has for a line, by its id
 */
export const entryRemark = (
  { kind, id, adjusted, content }: StatementEntry,
  currency: string,
  nameOf: (id: string) => string,
): string | undefined => {
  if (kind === 'late_line') return `LATE LINE OF ${content.executionDate}`;
  if (!adjusted) return undefined;
  return `ADJUSTMENT OF ${nameOf(id)} ${formatAmount(adjusted.from, currency)} TO ${formatAmount(adjusted.to, currency)}`;
};

/** The fee of a line that the bank tells apart; the line's own amount is what was booked. */
export const feeRemark = ({ content: { fee } }: StatementEntry, currency: string): string | undefined =>
  fee === undefined ? undefined : `FEE ${formatAmount(amountOf(fee), currency)}`;

/** Bare digits of a structured communication, or the ISO 11649 reference. */
export const bareReference = ({ content: { reference } }: StatementEntry): string | undefined =>
  reference === undefined
    ? undefined
    : reference.kind === 'be_ogm'
      ? reference.value.replaceAll(/\D/g, '')
      : reference.value;
