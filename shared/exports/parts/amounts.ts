import { absolute, unitsIn, type Decimal } from '../../domain/money/decimal.ts';
import { NotExpressible } from '../format.ts';

/**
 * An amount without its sign in units of so many decimals: `1234` for 12.34 and 2.
 *
 * @param lineId of the line that it is of, for who has to mend it
 * @throws NotExpressible where a digit would be lost or the field is too short
 */
export const unsignedUnits = (
  amount: Decimal,
  { decimals, width }: { readonly decimals: number; readonly width: number },
  lineId?: string,
): string => {
  const units = unitsIn(absolute(amount), decimals);
  if (units === undefined) throw new NotExpressible('amount_too_fine', lineId);
  const text = units.toString();
  if (text.length > width) throw new NotExpressible('amount_too_long', lineId);
  return text;
};
