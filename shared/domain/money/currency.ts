import { formatDecimal, parseDecimal, type Decimal } from './decimal.ts';

/** Currencies whose minor unit is not a hundredth (ISO 4217, table A.1). */
const minorUnitDigits: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    [
      'BIF',
      'CLP',
      'DJF',
      'GNF',
      'ISK',
      'JPY',
      'KMF',
      'KRW',
      'PYG',
      'RWF',
      'UGX',
      'VND',
      'VUV',
      'XAF',
      'XOF',
      'XPF',
    ].map((currency) => [currency, 0]),
  ),
  ...Object.fromEntries(['CLF', 'UYW'].map((currency) => [currency, 4])),
  ...Object.fromEntries(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map((currency) => [currency, 3])),
};

/** Digits behind the decimal point of a currency (ISO 4217); 2 where the code is not known. */
export const digitsOf = (currency: string): number =>
  Object.hasOwn(minorUnitDigits, currency) ? (minorUnitDigits[currency] ?? 2) : 2;

/**
 * Writes an amount as the API shows it: `"-12.50"` for EUR, `"-12"` for JPY. Digits that the currency does not have
 * but the bank sent are kept, so that nothing is rounded.
 */
export const formatAmount = (amount: Decimal, currency: string): string => formatDecimal(amount, digitsOf(currency));

/**
 * Reads an amount that this product wrote itself.
 *
 * @throws Error on text that is no number: a stored amount that does not parse is a bug.
 */
export const amountOf = (text: string): Decimal => {
  const amount = parseDecimal(text);
  if (!amount) throw new Error('a stored amount is not a decimal number');
  return amount;
};
