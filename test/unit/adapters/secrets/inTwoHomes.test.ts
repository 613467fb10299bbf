import { inTwoHomes } from '../../../../shared/adapters/secrets/inTwoHomes.ts';
import type { ClientCredentials, TenantSecrets } from '../../../../shared/ports/tokens.ts';

const ref = { tenantId: 'tenant-1', connectionId: 'connection-1' };
const [old, young] = [
  { clientId: 'old', clientSecret: 'o' },
  { clientId: 'young', clientSecret: 'y' },
];

/** @param onRead comes before each look, to let others be quicker */
const aHome = (held?: ClientCredentials, onRead: () => void = () => undefined) => {
  const home = { held, reads: 0 };
  const secrets: TenantSecrets = {
    readCredentials: async () => {
      onRead();
      home.reads += 1;
      return home.held;
    },
    storeCredentials: async (_, credentials) => void (home.held = credentials),
    removeCredentials: async () => void (home.held = undefined),
  };
  return Object.assign(home, { secrets });
};
type Home = ReturnType<typeof aHome>;

const both = (table: Home, manager: Home, chosen: 'table' | 'secrets-manager') =>
  inTwoHomes({ table: table.secrets, 'secrets-manager': manager.secrets }, chosen);

describe('credentials in two homes', () => {
  it.each([
    ['table', 'young', 1, 0],
    ['secrets-manager', 'old', 0, 1],
  ] as const)('are read from the home that is set first: %s', async (chosen, clientId, inTable, inManager) => {
    const [table, manager] = [aHome(young), aHome(old)];

    const found = await both(table, manager, chosen).readCredentials(ref);

    expect([found?.clientId, table.reads, manager.reads]).toEqual([clientId, inTable, inManager]);
  });

  it.each(['table', 'secrets-manager'] as const)('are found in the other home while %s is set', async (chosen) => {
    const [table, manager] = chosen === 'table' ? [aHome(), aHome(old)] : [aHome(old), aHome()];

    expect(await both(table, manager, chosen).readCredentials(ref)).toBe(old);
    expect(await both(aHome(), aHome(), chosen).readCredentials(ref)).toBeUndefined();
  });

  it('are found when they are moved between the look here and the look there', async () => {
    const table = aHome();
    const manager = aHome(old, () => {
      table.held = old;
      manager.held = undefined;
    });

    expect(await both(table, manager, 'table').readCredentials(ref)).toBe(old);
  });

  it('are stored in the home that is set, and none older is left in the other', async () => {
    const [table, manager] = [aHome(old), aHome(old)];

    await both(table, manager, 'table').storeCredentials(ref, young);

    expect([table.held, manager.held]).toEqual([young, undefined]);
  });

  it('are removed from both', async () => {
    const [table, manager] = [aHome(young), aHome(old)];

    await both(table, manager, 'secrets-manager').removeCredentials(ref);

    expect([table.held, manager.held]).toEqual([undefined, undefined]);
  });
});
