import { defined } from '../../language/defined.ts';
import type { Account } from '../connections/connection.ts';
import type { StatementAccount } from './statement.ts';

export const statementAccountOf = ({
  reference,
  referenceType,
  holderName,
  product,
}: Pick<Account, 'reference' | 'referenceType' | 'holderName' | 'product'>): StatementAccount => ({
  reference,
  referenceType,
  ...defined({ holderName, product }),
});
