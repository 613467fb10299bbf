import { NotExpressible } from '../format.ts';
import { ibanOf } from './iban.ts';

/*
 * Formats of one country name an account by its bank, branch and number; readers compute the national check digits anew. An
 * account whose own differ would become another one, so that it is refused.
 */

/** The IBAN of an account, of one of these countries. */
const ibanIn = (reference: string, countries: readonly string[]): string => {
  const iban = ibanOf(reference);
  if (iban === undefined) throw new NotExpressible('account_without_iban');
  if (!countries.includes(iban.slice(0, 2))) throw new NotExpressible('account_of_another_country');
  return iban;
};

interface DomesticAccount {
  readonly bank: string;
  readonly branch: string;
  readonly account: string;
}

const spanishShape = /^ES\d{2}(\d{4})(\d{4})(\d{2})(\d{10})$/;
const spanishWeights = [1, 2, 4, 8, 5, 10, 9, 7, 3, 6];

const spanishDigit = (tenDigits: string): string => {
  const sum = spanishWeights.reduce((total, weight, at) => total + weight * Number(tenDigits[at]), 0);
  const digit = 11 - (sum % 11);
  return String(digit === 11 ? 0 : digit === 10 ? 1 : digit);
};

/**
 * Bank, branch and number of a Spanish account (código cuenta cliente).
 *
 * @throws NotExpressible
 */
export const spanishAccountOf = (reference: string): DomesticAccount => {
  const [, bank = '', branch = '', check, account = ''] = spanishShape.exec(ibanIn(reference, ['ES'])) ?? [];
  const isRight = check === spanishDigit(`00${bank}${branch}`) + spanishDigit(account);
  if (!isRight) throw new NotExpressible('account_without_iban');
  return { bank, branch, account };
};

const frenchShape = /^(?:FR|MC)\d{2}(\d{5})(\d{5})([A-Z0-9]{11})(\d{2})$/;

/** Letters of a French account number count as 1 to 9 (from A and from J) and 2 to 9 (from S). */
const frenchDigits = (account: string): string =>
  account.replaceAll(/[A-Z]/g, (letter) => {
    const place = letter.charCodeAt(0) - 65;
    return String(place < 18 ? (place % 9) + 1 : place - 16);
  });

/**
 * Bank, branch and number of an account in France or Monaco (relevé d'identité bancaire).
 *
 * @throws NotExpressible
 */
export const frenchAccountOf = (reference: string): DomesticAccount => {
  const [, bank = '', branch = '', account = '', key = ''] = frenchShape.exec(ibanIn(reference, ['FR', 'MC'])) ?? [];
  // The key makes the whole number divisible by 97.
  const isRight = key !== '' && BigInt(bank + branch + frenchDigits(account) + key) % 97n === 0n;
  if (!isRight) throw new NotExpressible('account_without_iban');
  return { bank, branch, account };
};
