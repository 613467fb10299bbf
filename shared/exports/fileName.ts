import type { StatementAccount } from '../domain/statements/statement.ts';
import type { Period } from '../domain/statements/period.ts';
import { toAscii } from './parts/text.ts';

interface Named {
  readonly account: StatementAccount;
  readonly currency: string;
  readonly number: string;
  readonly period: Period;
}

/**
 * The name of a file, so that a folder of them sorts by account and time: account, number (first and last), last day. Two
 * currencies on one account number are two accounts: any but the euro is named.
 */
export const fileNameOf = (first: Named, last: Named, extension: string): string => {
  const account = toAscii(last.account.reference)
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .toUpperCase();
  const parts = [
    account,
    ...(last.currency === 'EUR' ? [] : [last.currency]),
    first.number,
    ...(first.number === last.number ? [] : [last.number]),
    last.period.to,
  ];
  return `${parts.filter((part) => part !== '').join('_')}.${extension}`;
};
