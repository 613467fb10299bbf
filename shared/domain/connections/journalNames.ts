import type { Account } from './connection.ts';

/**
 * Code and name of a journal that is made for an account: `KBC-7034`, `KBC 7034`. Accounts of one number in several
 * currencies, pockets of one IBAN, and everything else that ends alike, get a counter, and in their name what they are.
 */
export const journalNamesFor = (
  account: Pick<Account, 'reference' | 'currency' | 'product' | 'description' | 'internalReference'>,
  institutionName: string | undefined,
  attempt: number,
): { readonly code: string; readonly name: string } => {
  const bank = institutionName ?? 'Bank';
  const letters =
    bank
      .normalize('NFD')
      .replaceAll(/[^A-Za-z0-9]/g, '')
      .toUpperCase()
      .slice(0, 4) || 'BANK';
  const ending = account.reference
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(-4)
    .toUpperCase();
  const counter = attempt === 1 ? '' : `-${attempt}`;
  const what = account.description ?? account.product ?? account.internalReference?.slice(-4) ?? '';
  const distinction = attempt === 1 ? [] : [what.trim().slice(0, 40), `(${attempt})`];
  return {
    code: [letters, ending].filter((part) => part !== '').join('-') + counter,
    name: [bank, ending, ...(account.currency === 'EUR' ? [] : [account.currency]), ...distinction]
      .filter((part) => part !== '')
      .join(' '),
  };
};
