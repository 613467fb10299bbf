import { openBakeryAccounts, openCafeAccounts } from './bank/openAccounts.ts';
import { idOf } from './chance.ts';
import type { Organization } from './state.ts';
import { changed, newId, type World } from './world.ts';

interface NewOrganization {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly custom?: Organization['custom'];
}

const found = (world: World, { custom, ...wanted }: NewOrganization): Organization => {
  const organization: Organization = {
    ...wanted,
    blocked: false,
    createdAt: world.state.now,
    bankAccountIds: [],
    accountIds: {},
    ...(custom ? { custom } : {}),
  };
  world.state.organizations[organization.id] = organization;
  changed(world);
  return organization;
};

/** The two organizations of a fresh sandbox, each with credentials of a custom integration (README). */
export const foundSeededOrganizations = (world: World): void => {
  const { seed } = world.state;
  openBakeryAccounts(
    world,
    found(world, {
      id: idOf(`${seed}/organization/korenaar`),
      name: 'Bakkerij De Korenaar',
      country: 'BE',
      custom: { clientId: 'custom-korenaar', clientSecret: 'korenaar-secret-id' },
    }),
  );
  openCafeAccounts(
    world,
    found(world, {
      id: idOf(`${seed}/organization/lumiere`),
      name: 'Café Lumière',
      country: 'FR',
      custom: { clientId: 'custom-lumiere', clientSecret: 'lumiere-secret-id' },
    }),
  );
};

/** A new customer of Ponto. With `accounts: 'bakery'` it banks like the bakery, under numbers of its own. */
export const foundOrganization = (
  world: World,
  { name, accounts }: { readonly name: string; readonly accounts: 'bakery' | 'none' },
): Organization => {
  const organization = found(world, {
    id: newId(world),
    name: name.trim() === '' ? 'New organisation' : name.trim(),
    country: 'BE',
  });
  if (accounts === 'bakery') openBakeryAccounts(world, organization);
  return organization;
};

/** By id, else by exact name: people type names, software sends ids. */
export const findOrganization = ({ state }: World, idOrName: string): Organization | undefined =>
  state.organizations[idOrName] ??
  Object.values(state.organizations).find(({ name }) => name.toLowerCase() === idOrName.toLowerCase());
