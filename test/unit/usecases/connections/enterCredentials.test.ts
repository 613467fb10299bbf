import { tokensKey } from '../../../../shared/adapters/dynamodb/keys.ts';
import type { Connection } from '../../../../shared/domain/connections/connection.ts';
import { aFeedAccount, uuid } from '../../../builders/bank.ts';
import { MemoryTable } from '../../../builders/memoryTable.ts';
import { aMove, aConnection, aLink, anAccount } from '../../../builders/records.ts';
import { connectionsTableSuite } from '../../../setup/connectionsTable.ts';
import { aCredentialsWorld, goodCredentials } from './aCredentialsWorld.ts';

const contact = { email: 'els@bakery.example' };
const request = { ...goodCredentials, contact, notify: [] };
const newer = { clientId: 'client-2', clientSecret: 'secret-2' };

describe('connecting with a Client ID and Secret ID', () => {
  const suite = connectionsTableSuite();

  it('connects at once: the secret is with the secrets, accounts and events are there', async () => {
    const world = aCredentialsWorld(suite.table(), suite.aTenant());

    const connected = await world.connect(world.tenantId, { ...request, institutionId: uuid(900_002) });

    const [connection] = await world.all();
    expect(connected).toEqual({ kind: 'connected', connectionId: connection?.id });
    expect(connection).toMatchObject({
      method: 'client_credentials',
      status: 'active',
      organizationId: 'organization-1',
      institutionId: uuid(900_002),
      contact,
    });
    expect([...world.held]).toEqual([[`${world.tenantId} ${connection?.id}`, goodCredentials]]);
    expect(await world.listed()).toMatchObject([{ pontoId: uuid(900_001), connectionId: connection?.id }]);
    expect(world.events.map(({ event }) => event.type)).toEqual(['ConnectionActivated', 'AccountsFetched']);
    expect(JSON.stringify(await world.stored())).not.toContain('"secret-1"');
  });

  it('stores nothing at all when Ponto refuses them', async () => {
    const world = aCredentialsWorld(suite.table(), suite.aTenant());
    world.behind.now = { refused: true };

    await expect(world.connect(world.tenantId, request)).rejects.toMatchObject({ code: 'credentials_refused' });

    expect([await world.stored(), [...world.held], world.events]).toEqual([[], [], []]);
  });

  it('says so, and stores nothing, when no account is shared with them', async () => {
    const world = aCredentialsWorld(suite.table(), suite.aTenant());
    world.behind.now = { accounts: [] };

    const outcome = await world.connect(world.tenantId, request);

    expect(outcome).toEqual({ kind: 'no_accounts' });
    expect([await world.stored(), [...world.held], world.events]).toEqual([[], [], []]);
  });

  it('asks Ponto for nothing when the bank is not one that it reaches', async () => {
    const world = aCredentialsWorld(suite.table(), suite.aTenant());
    world.behind.now = { refused: true };

    expect(await world.connect(world.tenantId, { ...request, institutionId: 'no-such-bank' })).toEqual({
      kind: 'institution_unknown',
    });
  });

  it('leaves no secret without a connection, wherever it is cut short, and the next try completes it', async () => {
    const tenants: string[] = [];
    for (let crashAt = 1; ; crashAt += 1) {
      const tenantId = suite.aTenant();
      let writes = 0;
      const crashing = suite.hookedTable({
        before: ({ name }) => {
          if (name === 'GetItemCommand' || name === 'QueryCommand') return;
          writes += 1;
          // A crashed function writes nothing more.
          if (writes >= crashAt) throw new Error('crashed');
        },
      });
      const world = aCredentialsWorld(crashing, tenantId);
      const first = await world.connect(tenantId, request).catch(() => 'crashed');
      if (first !== 'crashed') break;
      tenants.push(tenantId);
      const after = aCredentialsWorld(suite.table(), tenantId, 5000);
      const secretsWithout = [...world.held.keys()].length - (await after.all()).length;

      await after.connect(tenantId, request);

      expect(secretsWithout).toBeLessThanOrEqual(0);
      expect(await after.all()).toMatchObject([{ status: 'active' }]);
      expect(await after.listed()).toHaveLength(1);
    }
    expect(tenants.length).toBeGreaterThan(4);
  });

  it('is not cut short by a second request at the same time: one connection comes out', async () => {
    const world = aCredentialsWorld(suite.table(), suite.aTenant());
    let again: Promise<unknown> | undefined;
    world.behind.meanwhile = async () => {
      delete world.behind.meanwhile;
      again = world.connect(world.tenantId, request);
      await again;
    };

    await world.connect(world.tenantId, request);

    expect((await world.listed()).map(({ pontoId }) => pontoId)).toEqual([uuid(900_001)]);
    expect((await world.all()).every(({ status }) => status === 'active')).toBe(true);
  });
});

describe('updating the credentials', () => {
  const suite = connectionsTableSuite();

  const aConnected = async (connection: Partial<Connection> = {}) => {
    const world = aCredentialsWorld(suite.table(), suite.aTenant());
    const ref = { tenantId: world.tenantId, connectionId: uuid(1) };
    await world.connections.create(
      aConnection({
        tenantId: world.tenantId,
        method: 'client_credentials',
        organizationId: 'organization-1',
        ...connection,
      }),
    );
    await world.secrets.storeCredentials(ref, goodCredentials);
    return { ...world, ref };
  };
  const secretOf = ({ held, ref }: Awaited<ReturnType<typeof aConnected>>) =>
    held.get(`${ref.tenantId} ${ref.connectionId}`);

  it('keeps accounts, links and history, and reads what came in meanwhile', async () => {
    const world = await aConnected({ status: 'reconnect_required', statusCode: 'credentials_refused' });
    await world.accounts.create(anAccount({ tenantId: world.tenantId, link: aLink() }));

    const outcome = await world.replace(world.ref, newer);

    expect(outcome).toEqual({ kind: 'replaced' });
    expect(secretOf(world)).toEqual(newer);
    expect(await world.vault.read(world.ref)).toMatchObject({ tokens: { accessToken: 'access of secret-2' } });
    expect(await world.connections.get(world.ref)).toMatchObject({ status: 'active', id: uuid(1) });
    expect(await world.connections.get(world.ref)).not.toHaveProperty('statusCode');
    expect(await world.listed()).toMatchObject([{ id: uuid(101), link: aLink() }]);
    expect(world.read).toMatchObject([{ id: uuid(101), link: aLink() }]);
  });

  it('keeps the old ones when the new ones are refused', async () => {
    const world = await aConnected();
    world.behind.now = { refused: true };

    await expect(world.replace(world.ref, newer)).rejects.toMatchObject({ code: 'credentials_refused' });

    expect(secretOf(world)).toEqual(goodCredentials);
    expect(await world.connections.get(world.ref)).toMatchObject({ status: 'active' });
  });

  it.each([
    ['other_organization', { organizationId: 'organization-2' }],
    ['no_accounts', { accounts: [] }],
  ] as const)('keeps the old ones and says %s', async (kind, behind) => {
    const world = await aConnected();
    await world.accounts.create(anAccount({ tenantId: world.tenantId }));
    world.behind.now = behind;

    expect(await world.replace(world.ref, newer)).toEqual({ kind });

    expect(secretOf(world)).toEqual(goodCredentials);
    expect(await world.vault.read(world.ref)).toBeUndefined();
    expect(await world.listed()).toMatchObject([{ authorization: { revoked: false } }]);
  });

  it.each([
    ['unknown_connection', { id: uuid(2) }],
    ['disconnected', { status: 'disconnected' }],
    ['wrong_method', { method: 'oauth' }],
  ] as const)('tells a connection that takes none: %s', async (kind, connection) => {
    const world = await aConnected(connection);

    expect(await world.replace(world.ref, newer)).toEqual({ kind });
    expect(secretOf(world)).toEqual(goodCredentials);
  });

  it.each(['disconnect', 'consent'])('writes nothing when a %s comes in between', async (what) => {
    const world = await aConnected({ status: 'migration_required', method: 'legacy_token' });
    world.behind.meanwhile = () =>
      what === 'disconnect'
        ? world.connections.move(world.ref, aMove('disconnect', { at: world.clock.now() }))
        : world.connections.move(world.ref, aMove('activate', { at: world.clock.now(), method: 'oauth' }));

    expect(await world.replace(world.ref, newer)).toEqual({ kind: 'disconnected' });
    expect(secretOf(world)).toEqual(goodCredentials);
  });

  it('writes nothing while a consent of another organisation makes the connection its own', async () => {
    const world = await aConnected({ status: 'migration_required', method: 'legacy_token' });
    const before = await world.connections.get(world.ref);
    const claim = { organizationId: 'organization-2', at: world.clock.now() };
    world.behind.meanwhile = () => world.connections.claim(world.ref, claim);

    expect(await world.replace(world.ref, newer)).toEqual({ kind: 'other_organization' });

    expect(secretOf(world)).toEqual(goodCredentials);
    expect(await world.vault.read(world.ref)).toBeUndefined();
    expect([await world.connections.get(world.ref), await world.listed()]).toEqual([before, []]);
  });

  it('loses no secret to a second request of the same moment', async () => {
    const table = new MemoryTable();
    const tenantId = suite.aTenant();
    const ref = { tenantId, connectionId: uuid(1) };
    const slow = aCredentialsWorld(table, tenantId, 5000);
    await slow.connections.create(
      aConnection({ tenantId, method: 'client_credentials', status: 'reconnect_required' }),
    );
    const again = aCredentialsWorld(new MemoryTable(table), tenantId, 9000);
    let second: unknown;
    table.onCall = async (moment, call, key) => {
      if (moment !== 'after' || call !== 'update' || key?.sk !== tokensKey(ref).sk) return;
      table.onCall = () => undefined;
      second = await again.replace(ref, newer);
    };

    const first = await slow.replace(ref, newer);

    expect([first, second]).toEqual([{ kind: 'replaced' }, { kind: 'replaced' }]);
    expect([...slow.held.values()]).toEqual([newer]);
    expect(await slow.connections.get(ref)).toMatchObject({ status: 'active' });
  });

  it('takes back what it stored when somebody disconnects at the last moment', async () => {
    const tenantId = suite.aTenant();
    const plain = aCredentialsWorld(suite.table(), tenantId);
    const ref = { tenantId, connectionId: uuid(1) };
    await plain.connections.create(aConnection({ tenantId, method: 'client_credentials' }));
    const world = aCredentialsWorld(
      suite.hookedTable({
        before: async ({ name, text }) => {
          if (name !== 'UpdateItemCommand' || !text.includes('activatedAt')) return;
          await plain.connections.move(ref, aMove('disconnect', { at: '2026-03-10T09:00:00.000Z' }));
        },
      }),
      tenantId,
    );

    expect(await world.replace(ref, newer)).toEqual({ kind: 'disconnected' });

    expect([...world.held]).toEqual([]);
    expect(await world.vault.read(ref)).toBeUndefined();
    expect(await world.connections.get(ref)).toMatchObject({ status: 'disconnected' });
  });

  it('migrates a legacy connection; an account that was known before continues, by number and currency', async () => {
    const world = await aConnected({
      method: 'legacy_token',
      status: 'migration_required',
      expectedAccounts: [{ reference: 'BE68 5390 0754 7034', currency: 'EUR' }],
    });
    await world.connections.create(aConnection({ tenantId: world.tenantId, id: uuid(2), status: 'disconnected' }));
    await world.accounts.create(
      anAccount({ tenantId: world.tenantId, connectionId: uuid(2), pontoId: uuid(77), link: aLink() }),
    );
    world.behind.now = { accounts: [aFeedAccount(), aFeedAccount({ pontoId: uuid(900_009), currency: 'USD' })] };

    await world.replace(world.ref, newer);

    const accounts = await world.listed();
    expect(await world.connections.get(world.ref)).toMatchObject({ method: 'client_credentials', status: 'active' });
    expect(accounts).toHaveLength(2);
    expect(accounts).toContainEqual(
      expect.objectContaining({ id: uuid(101), connectionId: uuid(1), pontoId: uuid(900_001), link: aLink() }),
    );
  });
});
