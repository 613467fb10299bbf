import { dayMs } from '../calendar.ts';
import { tellOfAccount, tellOfOrganization } from '../events.ts';
import { idOf } from '../chance.ts';
import { institutionById } from '../institutions/catalogue.ts';
import { emptyStore } from '../orderedStore.ts';
import type { Account, BankAccount, Integration, Organization } from '../state.ts';
import { changed, newId, type World } from '../world.ts';
import { runBothNow } from './synchronizations.ts';

/** Gives the bank's consent for an account anew, and fetches what is there (reference, section 8). */
export const authorize = (world: World, account: Account): void => {
  const days = institutionById(account.institutionId)?.authorizationDays ?? 180;
  account.authorizedAt = world.state.now;
  account.expiresAt = world.state.now + days * dayMs;
  runBothNow(world, account, true);
};

/** The account of Ponto that stands for a bank account; made when the customer links it first. */
const linkBankAccount = (world: World, organization: Organization, bank: BankAccount): Account => {
  const known = world.state.accounts[organization.accountIds[bank.id] ?? ''];
  if (known) return known;
  const account: Account = {
    id: newId(world),
    organizationId: organization.id,
    institutionId: bank.institutionId,
    bankAccountId: bank.id,
    authorizedAt: world.state.now,
    expiresAt: world.state.now,
    lines: emptyStore(),
    pending: emptyStore(),
    changesRead: 0,
    synchronizationIds: [],
    asked: {},
  };
  world.state.accounts[account.id] = account;
  organization.accountIds[bank.id] = account.id;
  return account;
};

/** The customer takes the account out of Ponto itself: linked again, it is a new account with new lines. */
export const forgetAccount = (world: World, account: Account): void => {
  for (const integration of Object.values(world.state.integrations)) withdraw(world, integration, account.id);
  const organization = world.state.organizations[account.organizationId];
  if (organization) delete organization.accountIds[account.bankAccountId];
  for (const id of account.synchronizationIds) delete world.state.synchronizations[id];
  delete world.state.accounts[account.id];
  changed(world);
};

export const integrationOf = ({ state }: World, clientId: string, organizationId: string): Integration | undefined =>
  Object.values(state.integrations).find(
    (integration) => integration.clientId === clientId && integration.organizationId === organizationId,
  );

const createIntegration = (world: World, clientId: string, organizationId: string): Integration => {
  const id = newId(world);
  const integration: Integration = { id, clientId, organizationId, createdAt: world.state.now, accounts: {} };
  world.state.integrations[id] = integration;
  tellOfOrganization(world, 'integration.created', organizationId);
  return integration;
};

interface Sharing {
  readonly clientId: string;
  readonly organization: Organization;
  /** Bank accounts to share; those shared before and not named here are withdrawn. */
  readonly bankAccountIds: readonly string[];
  /** The bank at which the customer has authenticated: its consent is renewed. */
  readonly institutionId?: string;
}

/** Makes the integration of an organization with an application hold exactly these accounts. */
export const shareAccounts = (
  world: World,
  { clientId, organization, bankAccountIds, institutionId }: Sharing,
): Integration => {
  const integration =
    integrationOf(world, clientId, organization.id) ?? createIntegration(world, clientId, organization.id);
  const wanted = bankAccountIds.flatMap((id) => world.state.bankAccounts[id] ?? []);
  const accounts = wanted
    .filter((bank) => bank.organizationId === organization.id)
    .map((bank) => linkBankAccount(world, organization, bank));
  const kept = new Set(accounts.map(({ id }) => id));
  for (const id of Object.keys(integration.accounts)) if (!kept.has(id)) withdraw(world, integration, id);
  for (const account of accounts) {
    if (account.expiresAt <= world.state.now || account.institutionId === institutionId) authorize(world, account);
    if (integration.accounts[account.id]) continue;
    integration.accounts[account.id] = { createdAt: world.state.now };
    tellOfAccount(world, 'integration.accountAdded', account);
  }
  changed(world);
  return integration;
};

/** Takes an account out of one integration; it stays in the customer's Ponto under the same id. */
export const withdraw = (world: World, integration: Integration, accountId: string): boolean => {
  const account = world.state.accounts[accountId];
  if (!account || !integration.accounts[accountId]) return false;
  delete integration.accounts[accountId];
  tellOfAccount(world, 'integration.accountRevoked', account);
  changed(world);
  return true;
};

/** Ends an integration and every token of it. */
export const revokeIntegration = (world: World, integration: Integration): void => {
  const { state } = world;
  for (const chain of Object.values(state.chains)) if (chain.integrationId === integration.id) chain.revoked = true;
  delete state.integrations[integration.id];
  tellOfOrganization(world, 'integration.revoked', integration.organizationId);
  changed(world);
};

/** Of the relation between an account and an integration. */
export const integrationAccountId = (integration: Integration, accountId: string): string =>
  idOf(`${integration.id}/${accountId}`);
