import type { Chance } from '../chance.ts';

const digits = (chance: Chance, count: number): string => {
  let text = '';
  for (let index = 0; index < count; index += 1) text += String(chance.whole(0, 9));
  return text;
};

/** Remainder of a long decimal number, digit by digit. */
export const remainder97 = (number: string): number => {
  let rest = 0;
  for (const digit of number) rest = (rest * 10 + Number(digit)) % 97;
  return rest;
};

const asNumber = (text: string): string => text.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));

/** Puts the two check digits of ISO 13616 before a national account number. */
export const ibanOf = (country: string, national: string): string => {
  const check = 98 - remainder97(asNumber(`${national}${country}00`));
  return `${country}${String(check).padStart(2, '0')}${national}`;
};

const weighted = (text: string, weights: readonly number[]): number => {
  const rest = 11 - ([...text].reduce((sum, digit, index) => sum + Number(digit) * (weights[index] ?? 0), 0) % 11);
  if (rest === 11) return 0;
  return rest === 10 ? 1 : rest;
};

const spanishWeights = [1, 2, 4, 8, 5, 10, 9, 7, 3, 6] as const;

/** National numbers with the national check digits where a country has them. */
const nationalNumber = (country: string, bankCode: string, chance: Chance): string => {
  switch (country) {
    case 'BE': {
      const base = `${bankCode}${digits(chance, 7)}`;
      return `${base}${String(remainder97(base) || 97).padStart(2, '0')}`;
    }
    case 'NL':
      return `${bankCode}0${digits(chance, 9)}`;
    case 'ES': {
      const branch = digits(chance, 4);
      const account = digits(chance, 10);
      const first = weighted(`00${bankCode}${branch}`, spanishWeights);
      return `${bankCode}${branch}${first}${weighted(account, spanishWeights)}${account}`;
    }
    case 'FR': {
      const base = `${bankCode}${digits(chance, 5)}${digits(chance, 11)}`;
      return `${base}${String(97 - remainder97(`${base}00`)).padStart(2, '0')}`;
    }
    case 'DE':
      return `${bankCode}${digits(chance, 10)}`;
    case 'LU':
      return `${bankCode}${digits(chance, 13)}`;
    case 'PT': {
      const base = `${bankCode}${digits(chance, 15)}`;
      return `${base}${String(98 - remainder97(`${base}00`)).padStart(2, '0')}`;
    }
    default:
      return `${bankCode}${digits(chance, 12)}`;
  }
};

/** An account number of that country and bank, its check digits right. */
export const accountNumber = (country: string, bankCode: string, chance: Chance): string =>
  ibanOf(country, nationalNumber(country, bankCode, chance));

/** Belgian structured communication: ten digits and their remainder by 97, where 0 is written 97. */
export const structuredCommunication = (chance: Chance, right: boolean): string => {
  const base = digits(chance, 10);
  const check = remainder97(base) || 97;
  const shown = right ? check : (check % 97) + 1;
  const text = `${base}${String(shown).padStart(2, '0')}`;
  return `+++${text.slice(0, 3)}/${text.slice(3, 7)}/${text.slice(7)}+++`;
};

/** ISO 11649 creditor reference. */
export const creditorReference = (chance: Chance): string => {
  const base = `INV${digits(chance, 7)}`;
  return `RF${String(98 - remainder97(asNumber(`${base}RF00`))).padStart(2, '0')}${base}`;
};
