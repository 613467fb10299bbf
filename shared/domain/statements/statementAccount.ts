import { defined } from '../../language/defined.ts';
import type { Account } from '../connections/connection.ts';
import type { StatementAccount } from './statement.ts';

/** @param bic of the bank, where it is known */
export const statementAccountOf = (
  {
    reference,
    referenceType,
    holderName,
    product,
  }: Pick<Account, 'reference' | 'referenceType' | 'holderName' | 'product'>,
  bic?: string,
): StatementAccount => ({
  reference,
  referenceType,
  ...defined({ holderName, product, bic }),
});
