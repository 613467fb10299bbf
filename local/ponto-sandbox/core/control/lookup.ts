import type { Account, BankAccount, Organization } from '../state.ts';
import type { World } from '../world.ts';
import { ControlFailure } from './controlFailure.ts';

/** An account by Ponto's id. @throws ControlFailure */
export const accountById = ({ state }: World, id: string): Account => {
  const account = state.accounts[id];
  if (!account)
    throw new ControlFailure(404, 'No account of Ponto has this id. GET /sandbox-control/organizations lists them.');
  return account;
};

/** The bank's account behind an id of either side. @throws ControlFailure */
export const bankAccountById = ({ state }: World, id: string): BankAccount => {
  const bank = state.bankAccounts[state.accounts[id]?.bankAccountId ?? id];
  if (!bank) throw new ControlFailure(404, 'No account has this id. GET /sandbox-control/organizations lists them.');
  return bank;
};

/** Every account of Ponto that stands for a bank account. */
export const accountsOver = ({ state }: World, bank: BankAccount): readonly Account[] =>
  Object.values(state.accounts).filter(({ bankAccountId }) => bankAccountId === bank.id);

/** @throws ControlFailure */
export const organizationById = ({ state }: World, id: string): Organization => {
  const organization = state.organizations[id];
  if (!organization)
    throw new ControlFailure(404, 'No organization has this id. GET /sandbox-control/organizations lists them.');
  return organization;
};
