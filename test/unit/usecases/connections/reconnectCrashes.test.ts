import { DynamoAccountStore } from '../../../../shared/adapters/dynamodb/accountStore.ts';
import { DynamoConnectionHistory } from '../../../../shared/adapters/dynamodb/connectionHistory.ts';
import { DynamoConnectionRuns } from '../../../../shared/adapters/dynamodb/connectionRuns.ts';
import { DynamoConnectionStore } from '../../../../shared/adapters/dynamodb/connectionStore.ts';
import { DynamoDueIndex, DynamoOrganizationIndex } from '../../../../shared/adapters/dynamodb/dueIndex.ts';
import { DynamoJournalStore } from '../../../../shared/adapters/dynamodb/journalStore.ts';
import { tenantPartition, tokensKey } from '../../../../shared/adapters/dynamodb/keys.ts';
import { DynamoSyncStore } from '../../../../shared/adapters/dynamodb/syncStore.ts';
import type { Table } from '../../../../shared/adapters/dynamodb/table.ts';
import { DynamoTokenVault } from '../../../../shared/adapters/dynamodb/tokenVault.ts';
import { aFeedAccount, uuid } from '../../../builders/bank.ts';
import { plainSealer } from '../../../builders/plainSealer.ts';
import { aConnection, aJournal, aLink, anAccount } from '../../../builders/registry.ts';
import { memoryRegistry } from '../../../builders/memoryRegistry.ts';
import { registrySuite } from '../../../setup/registry.ts';
import { goodCredentials } from './aCredentialsWorld.ts';
import { aLife } from './aLife.ts';
import { aReconnectWorld, newCredentials } from './aReconnectWorld.ts';

const [kept, renamed, lost, adopted] = [uuid(101), uuid(102), uuid(103), uuid(104)];
const added = uuid(900_005);
const ibans = { renamed: 'BE71096123456769', lost: 'BE43068999999501', adopted: 'BE62510007547061', added: 'BE02' };

/** What Ponto lists: one account as before, one under a new id, one of an older connection, and a new one. */
const listed = [
  aFeedAccount(),
  aFeedAccount({ pontoId: uuid(900_012), reference: ibans.renamed }),
  aFeedAccount({ pontoId: uuid(900_004), reference: ibans.adopted }),
  aFeedAccount({ pontoId: added, reference: ibans.added }),
];

interface Way {
  readonly method: 'oauth' | 'client_credentials';
  /** Whether the access from before still works: accounts are being added, not a refused access replaced. */
  readonly worked: boolean;
}

const ways: readonly [string, Way][] = [
  ['a consent that adds accounts to a running connection', { method: 'oauth', worked: true }],
  ['a consent that replaces a refused one', { method: 'oauth', worked: false }],
  ['new credentials for a running connection', { method: 'client_credentials', worked: true }],
  ['new credentials that replace refused ones', { method: 'client_credentials', worked: false }],
];

/** A connection with a linked account and two more, and an account that an ended connection has left. */
const aWorld = async ({ method, worked }: Way, table: Table = memoryRegistry().table(), tenantId = 'tenant/1#') => {
  const world = aReconnectWorld(tenantId);
  const connections = new DynamoConnectionStore(table);
  const accounts = new DynamoAccountStore(table);
  const journals = new DynamoJournalStore(table);
  const { organizationId } = world.ponto.behind;
  const status = worked ? 'active' : 'reconnect_required';
  await connections.create(aConnection({ tenantId, method, organizationId, status }));
  await connections.create(aConnection({ tenantId, id: uuid(2), status: 'disconnected' }));
  for (const account of [
    anAccount({ id: kept, link: aLink() }),
    anAccount({ id: renamed, pontoId: uuid(900_002), reference: ibans.renamed }),
    anAccount({ id: lost, pontoId: uuid(900_003), reference: ibans.lost }),
    anAccount({
      id: adopted,
      connectionId: uuid(2),
      pontoId: uuid(900_004),
      reference: ibans.adopted,
      link: aLink({ journalId: uuid(202), frequency: 'weekly' }),
    }),
  ]) {
    await accounts.create({ ...account, tenantId });
  }
  await journals.create(aJournal({ tenantId }));
  await journals.create(aJournal({ tenantId, id: uuid(202), code: 'OLD' }));
  await journals.claim(tenantId, uuid(201), kept, 'claim-1');
  await journals.claim(tenantId, uuid(202), adopted, 'claim-2');
  await new DynamoDueIndex(table).add('every_12_hours', world.ref, 'mark-1');
  await new DynamoOrganizationIndex(table).add(organizationId, world.ref);
  const tokens = method === 'oauth' ? world.ponto.grant() : world.ponto.access();
  await new DynamoTokenVault(table, plainSealer).store(world.ref, tokens);
  await world.secrets.storeCredentials(world.ref, goodCredentials);
  world.ponto.knows(goodCredentials);
  if (!worked) world.ponto.revokeAll();
  world.ponto.knows(newCredentials);
  world.ponto.behind.accounts = listed;
  return { ...world, table };
};
type World = Awaited<ReturnType<typeof aWorld>>;

/** Everything that is stored for the tenant; tokens of an access that is being looked at apart. */
const stored = async ({ ref, held, table }: World) => {
  const { items } = await table.query(tenantPartition(ref.tenantId));
  const due = new DynamoDueIndex(table);
  const marks = [await due.markOf('every_12_hours', ref), await due.markOf('weekly', ref)];
  const isStaged = (item: (typeof items)[number]): boolean => String(item['sk']).includes('~');
  const own = items.filter((item) => !isStaged(item));
  return { running: { items: own, marks, secrets: [...held] }, staged: items.filter(isStaged) };
};
type Stored = Awaited<ReturnType<typeof stored>>;

/** The access of a connection; another one when the new has begun to take the place of the one from before. */
const accessIn = ({ running: { items, secrets } }: Stored, { ref }: World): string =>
  JSON.stringify([items.find(({ sk }) => sk === tokensKey(ref).sk)?.['sealed'], secrets]);

const idOfNewIn = ({ running: { items } }: Stored): unknown =>
  items.find(({ sk }) => sk === `AP#${added}`)?.['accountId'];

/** What a person and their books know the connection by. */
const seen = async ({ ref, table }: World) => {
  const { tenantId } = ref;
  const journals = new DynamoJournalStore(table);
  const due = new DynamoDueIndex(table);
  const syncs = new DynamoSyncStore(table);
  const page = { limit: 50 };
  const connections = (await new DynamoConnectionStore(table).list(tenantId, page)).items;
  const accounts = (await new DynamoAccountStore(table).list(tenantId, {}, page)).items;
  const claims = [...(await journals.heldBy(tenantId, kept)), ...(await journals.heldBy(tenantId, adopted))];
  const runs = [
    ...(await syncs.list(tenantId, kept, page)).items,
    ...(await syncs.list(tenantId, adopted, page)).items,
  ];
  const told = (await new DynamoConnectionHistory(table).list(ref, page)).items;
  const organizations = await new DynamoOrganizationIndex(table).connectionsOf('organization-1');
  return {
    connections: connections.map(({ id, status, method, organizationId }) => ({ id, status, method, organizationId })),
    accounts: accounts.map(({ id, connectionId, pontoId, link, authorization }) => ({
      // A new account has whatever id it was given, and one only.
      id: pontoId === added ? 'new' : id,
      connectionId,
      pontoId,
      link,
      revoked: authorization.revoked,
    })),
    journals: claims.map(({ journal: { id, code, accountId }, claimId }) => ({ id, code, accountId, claimId })),
    due: [await due.markOf('every_12_hours', ref), await due.markOf('weekly', ref)].map((mark) => mark !== undefined),
    // One that was begun and lost its process is failed as interrupted.
    underWay: runs.filter(({ status }) => status === 'queued').map(({ accountId }) => accountId),
    organizations: organizations.filter((known) => known.tenantId === tenantId).map(({ connectionId }) => connectionId),
    last: told[0]?.what,
  };
};

const isWrite = (command: string): boolean => command !== 'GetItemCommand' && command !== 'QueryCommand';

type Process = ReturnType<ReturnType<typeof aReconnectWorld>['aProcess']>;
const goThrough = ({ method }: Way, ours: Process): Promise<string> =>
  method === 'oauth' ? ours.reconnect() : ours.enterCredentials();

/** One try whose process dies at a moment, if it comes that far. */
const aTry = async (way: Way, endsAt?: number) => {
  const memory = memoryRegistry();
  const world = await aWorld(way, memory.table());
  const before = await stored(world);
  const life = aLife(endsAt);
  const mortal = memory.table({
    before: () => life.before(),
    after: (command, key) => (isWrite(command) ? life.after(`${command} ${key}`) : undefined),
  });
  const outcome = await Promise.race([goThrough(way, world.aProcess(mortal, life)), life.ended]);
  return { world, before, done: life.done, outcome };
};

describe('every crash point of a reconnect', () => {
  it.each(ways)('loses no access and doubles nothing, and the next try completes it: %s', async (_, way) => {
    const whole = await aTry(way);
    const wanted = await seen(whole.world);
    expect(whole.outcome).toBe(way.method === 'oauth' ? 'connected' : 'replaced');
    expect(whole.done.length).toBeGreaterThan(15);

    for (const [moment, next] of whole.done.entries()) {
      const { world, before, done, outcome } = await aTry(way, moment);
      const where = `dead after ${done.at(-1) ?? 'nothing'}, before ${next}`;
      const left = await stored(world);
      const taken = accessIn(left, world) !== accessIn(before, world);
      const status = (await new DynamoConnectionRuns(world.table).load(world.ref))?.connection.status;
      const canRead = await world.aProcess(world.table).canRead(way.method);

      const again = await goThrough(way, world.aProcess(world.table));

      expect({ where, outcome }).toEqual({ where, outcome: 'dead' });
      // Half-way through, the access that worked still works, or the new one does.
      expect({ where, canRead }).toEqual({ where, canRead: way.worked || taken });
      if (way.worked) expect({ where, status }).toEqual({ where, status: 'active' });
      if (!taken) expect({ where, ...left.running }).toEqual({ where, ...before.running });
      expect(left.staged.filter((item) => item['expiresAtEpochSeconds'] === undefined)).toEqual([]);
      // The next try comes to the same end as one that was never cut short.
      const after = await stored(world);
      expect({ where, again, ...(await seen(world)) }).toEqual({ where, again: whole.outcome, ...wanted });
      expect({ where, id: idOfNewIn(after) }).toEqual({ where, id: idOfNewIn(left) ?? idOfNewIn(after) });
      expect(world.events.map(({ event }) => event.type)).toContain('ConnectionActivated');
      expect(new Set(world.jobs.map((job) => job.kind === 'account' && job.accountId))).toEqual(
        new Set([kept, adopted]),
      );
      expect(await world.aProcess(world.table).canRead(way.method)).toBe(true);
    }
  });
});

describe('a consent that adds accounts and is left half-way', () => {
  const way: Way = { method: 'oauth', worked: true };

  it.each<[string, (world: World, ours: Process) => Promise<unknown>]>([
    ['at Ponto, for good', (_, ours) => ours.sendToPonto()],
    ['by a refusal', async (_, ours) => ours.comeBack({ state: await ours.sendToPonto(), error: 'access_denied' })],
    [
      'by a fault of Ponto',
      async (_, ours) => ours.comeBack({ state: await ours.sendToPonto(), error: 'server_error' }),
    ],
    ['with a code that is spent', async (_, ours) => ours.comeBack({ state: await ours.sendToPonto(), code: 'spent' })],
    [
      'until its time was over',
      async ({ clock, ponto }, ours) => {
        const state = await ours.sendToPonto();
        clock.pass(600_000);
        return ours.comeBack({ state, code: ponto.agree() });
      },
    ],
    [
      'with no account chosen',
      ({ ponto }, ours) => {
        ponto.behind.accounts = [];
        return ours.reconnect();
      },
    ],
    [
      'with the sign-in of another organisation',
      ({ ponto }, ours) => {
        ponto.behind.organizationId = 'organization-2';
        return ours.reconnect();
      },
    ],
  ])('changes nothing of the running connection: %s', async (_, leave) => {
    const world = await aWorld(way);
    const before = await stored(world);

    await leave(world, world.aProcess(world.table));

    expect(await stored(world)).toEqual(before);
    expect([world.events, world.jobs]).toEqual([[], []]);
    expect(await world.aProcess(world.table).canRead('oauth')).toBe(true);
  });
});

describe('the table in memory that the crash points are shown on', () => {
  const suite = registrySuite();

  it.each(ways)('keeps what a real engine keeps: %s', async (_, way) => {
    const tenantId = suite.aTenant();
    const [real, memory] = [
      await aWorld(way, suite.table(), tenantId),
      await aWorld(way, memoryRegistry().table(), tenantId),
    ];

    for (const world of [real, memory]) await goThrough(way, world.aProcess(world.table));

    expect(await stored(memory)).toEqual(await stored(real));
    expect(await seen(memory)).toEqual(await seen(real));
  });
});
