import fc from 'fast-check';
import type { RemittanceReference } from '../../shared/domain/references/findReference.ts';

const digits = (length: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const signs = (length: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^[A-Z0-9]{${length}}$`));
const letters = (length: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^[A-Z]{${length}}$`));

/** ISO 7064, MOD 97-10: what two check digits must be, so that the rest of 97 is 1. */
const mod97Check = (body: string, prefix: string): string => {
  const number = [...`${body}${prefix}00`].map((sign) => Number.parseInt(sign, 36)).join('');
  return String(98n - (BigInt(number) % 97n)).padStart(2, '0');
};

const twoDigits = (value: bigint): string => String(value).padStart(2, '0');

/** The last two digits are the first ten modulo 97, and 97 for 0: Belgian account numbers and structured communications. */
const belgian: fc.Arbitrary<string> = digits(10).map((base) => base + twoDigits(BigInt(base) % 97n || 97n));

const spanishWeights = [1, 2, 4, 8, 5, 10, 9, 7, 3, 6];
const spanishDigit = (ten: string): string => {
  const rest = 11 - ([...ten].reduce((sum, digit, at) => sum + Number(digit) * (spanishWeights[at] ?? 0), 0) % 11);
  return rest === 11 ? '0' : rest === 10 ? '1' : String(rest);
};
const spanish = fc
  .tuple(digits(8), digits(10))
  .map(([bank, account]) => bank + spanishDigit(`00${bank}`) + spanishDigit(account) + account);

/** Letters of a French account number count as 1 to 9 (A, J) and 2 to 9 (S on). */
const frenchDigit = (sign: string): string => {
  const place = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.indexOf(sign);
  return place < 0 ? sign : String(place < 18 ? (place % 9) + 1 : place - 16);
};
const french = fc.tuple(digits(10), signs(11)).map(([bank, account]) => {
  const number = [...account].map(frenchDigit).join('');
  const rest = BigInt(`${bank}${number}00`) % 97n;
  return bank + account + twoDigits(97n - rest);
});

const accountsOf = {
  BE: belgian,
  NL: fc.tuple(letters(4), digits(10)).map((parts) => parts.join('')),
  DE: digits(18),
  ES: spanish,
  FR: french,
  LU: fc.tuple(digits(3), signs(13)).map((parts) => parts.join('')),
  GB: fc.tuple(letters(4), digits(14)).map((parts) => parts.join('')),
  MT: fc.tuple(letters(4), digits(5), signs(18)).map((parts) => parts.join('')),
  NO: digits(11),
} as const;
export type IbanCountry = keyof typeof accountsOf;

/** Check digits are right, those inside the account number too. */
export const arbitraryIban = (country: IbanCountry): fc.Arbitrary<string> =>
  accountsOf[country].map((account) => `${country}${mod97Check(account, country)}${account}`);

export const anyIban: fc.Arbitrary<string> = fc
  .constantFrom<IbanCountry[]>('BE', 'NL', 'DE', 'ES', 'FR', 'LU', 'GB', 'MT', 'NO')
  .chain(arbitraryIban);

const structured = belgian.map((number): RemittanceReference => {
  const value = `+++${number.slice(0, 3)}/${number.slice(3, 7)}/${number.slice(7)}+++`;
  return { kind: 'be_ogm', value };
});

const creditor = fc.stringMatching(/^[A-Z0-9]{1,21}$/).map((body): RemittanceReference => {
  return { kind: 'iso_11649', value: `RF${mod97Check(body, 'RF')}${body}` };
});

/** Of both kinds, with right check numbers. */
export const arbitraryReference: fc.Arbitrary<RemittanceReference> = fc.oneof(structured, creditor);
