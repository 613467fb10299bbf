import type { CalendarDate } from '../../../domain/calendar/calendarDate.ts';
import { formatAmount } from '../../../domain/money/currency.ts';
import { absolute, isNegative, unitsIn, type Decimal } from '../../../domain/money/decimal.ts';
import { NotExpressible } from '../../format.ts';
import { ibanOf } from '../iban.ts';
import { oneLine } from '../text.ts';
import { xml, type Xml } from '../xml.ts';

/** ActiveOrHistoricCurrencyAndAmount: at most 18 digits, 5 of them behind the point. */
const mostDecimals = 5;
const mostDigits = 18;
/** Max34Text of an account that is no IBAN, Max35Text of any reference, Max140Text of a name. */
const accountWidth = 34;
export const referenceWidth = 35;
export const nameWidth = 140;

/** @throws NotExpressible where a digit would be lost */
export const unsignedAmount = (amount: Decimal, currency: string, lineId?: string): string => {
  if (unitsIn(amount, mostDecimals) === undefined) throw new NotExpressible('amount_too_fine', lineId);
  const text = formatAmount(absolute(amount), currency);
  if (text.replace('.', '').length > mostDigits) throw new NotExpressible('amount_too_long', lineId);
  return text;
};

/** The sign of an amount; zero is a credit. */
export const indicator = (amount: Decimal): string => (isNegative(amount) ? 'DBIT' : 'CRDT');

/** An amount without its sign, and the sign. */
export const signedAmount = (amount: Decimal, currency: string, lineId?: string): Xml => {
  const unsigned = unsignedAmount(amount, currency, lineId);
  return xml`<Amt Ccy="${currency}">${unsigned}</Amt><CdtDbtInd>${indicator(amount)}</CdtDbtInd>`;
};

/** A day as it is; the calendar of XML Schema has no year 0. */
export const day = (on: CalendarDate, lineId?: string): string => {
  if (on < '0001') throw new NotExpressible('date_out_of_range', lineId);
  return on;
};

/** The number of an account; undefined where it is too long for the field. */
export const accountId = (reference: string): Xml | undefined => {
  const iban = ibanOf(reference);
  if (iban !== undefined) return xml`<Id><IBAN>${iban}</IBAN></Id>`;
  const other = whole(reference, accountWidth);
  return other === undefined ? undefined : xml`<Id><Othr><Id>${other}</Id></Othr></Id>`;
};

/** Of the bank's ids: one that does not fit is left out, because a piece of it would be another one. */
export const whole = (text: string | undefined, width = referenceWidth): string | undefined => {
  const plain = oneLine(text ?? '');
  return plain === '' || plain.length > width ? undefined : plain;
};
