import { DynamoConnectionRuns } from '../../../../shared/adapters/dynamodb/connectionRuns.ts';
import { MemoryTable, type TableCall } from '../../../builders/memoryTable.ts';
import { connectionsTableSuite } from '../../../setup/connectionsTable.ts';
import { aLife } from './aLife.ts';
import type { aReconnectWorld } from './aReconnectWorld.ts';
import {
  accessIn,
  adopted,
  aLinkedConnection,
  idsOfNewIn,
  kept,
  seen,
  stored,
  type LinkedConnection,
  type Way,
} from './aLinkedConnection.ts';

const ways: readonly [string, Way][] = [
  ['a consent that adds accounts to a running connection', { method: 'oauth', worked: true }],
  ['a consent that replaces a refused one', { method: 'oauth', worked: false }],
  ['new credentials for a running connection', { method: 'client_credentials', worked: true }],
  ['new credentials that replace refused ones', { method: 'client_credentials', worked: false }],
];

const isWrite = (call: TableCall): boolean => call !== 'get' && call !== 'query';

type Process = ReturnType<ReturnType<typeof aReconnectWorld>['aProcess']>;
const goThrough = ({ method }: Way, ours: Process): Promise<string> =>
  method === 'oauth' ? ours.reconnect() : ours.enterCredentials();

/** One try whose process dies at a moment, if it comes that far. */
const aTry = async (way: Way, endsAt?: number) => {
  const table = new MemoryTable();
  const world = await aLinkedConnection(way, table);
  const before = await stored(world);
  const life = aLife(endsAt);
  const mortal = new MemoryTable(table);
  mortal.onCall = (moment, call, key) => {
    if (moment === 'before') return life.before();
    return isWrite(call) ? life.after(`${call} ${key?.sk}`) : undefined;
  };
  const outcome = await Promise.race([goThrough(way, world.aProcess(mortal, life)), life.ended]);
  return { world, before, done: life.done, outcome };
};

describe('every crash point of a reconnect', () => {
  it.each(ways)('loses no access and doubles nothing, and the next try completes it: %s', async (_, way) => {
    const whole = await aTry(way);
    const wanted = await seen(whole.world);
    expect(whole.outcome).toBe(way.method === 'oauth' ? 'connected' : 'replaced');
    expect(whole.done.length).toBeGreaterThan(15);

    for (const [moment, next] of [...whole.done, 'the answer'].entries()) {
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
      const { claimed, made } = idsOfNewIn(after);
      expect({ where, made }).toEqual({ where, made: [idsOfNewIn(left).claimed ?? claimed] });
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

  it.each<[string, (world: LinkedConnection, ours: Process) => Promise<unknown>]>([
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
    const world = await aLinkedConnection(way);
    const before = await stored(world);

    await leave(world, world.aProcess(world.table));

    expect(await stored(world)).toEqual(before);
    expect([world.events, world.jobs]).toEqual([[], []]);
    expect(await world.aProcess(world.table).canRead('oauth')).toBe(true);
  });
});

describe('the table in memory that the crash points are shown on', () => {
  const suite = connectionsTableSuite();

  it.each(ways)('keeps what a real engine keeps: %s', async (_, way) => {
    const tenantId = suite.aTenant();
    const [real, memory] = [
      await aLinkedConnection(way, suite.table(), tenantId),
      await aLinkedConnection(way, new MemoryTable(), tenantId),
    ];

    for (const world of [real, memory]) await goThrough(way, world.aProcess(world.table));

    expect(await stored(memory)).toEqual(await stored(real));
    expect(await seen(memory)).toEqual(await seen(real));
  });
});
