import type { Connection } from '../../../../shared/domain/connections/connection.ts';
import { DynamoDueIndex } from '../../../../shared/adapters/dynamodb/dueIndex.ts';
import type { UnconfirmedAccess } from '../../../../shared/domain/connections/unconfirmedAccess.ts';
import { Fault } from '../../../../shared/domain/faults/fault.ts';
import type { PublishedEvent } from '../../../../shared/ports/events.ts';
import type { ConnectionRef } from '../../../../shared/ports/refsAndPages.ts';
import type { SyncJob } from '../../../../shared/ports/syncs.ts';
import { makeDisconnect } from '../../../../shared/usecases/connections/disconnect.ts';
import { makeFinishDisconnect } from '../../../../shared/usecases/connections/finishDisconnect.ts';
import { unconfirmedRef, waitingUnder } from '../../../../shared/usecases/connections/unconfirmedRef.ts';
import type { DisconnectJob } from '../../../../shared/usecases/jobs/job.ts';
import { makeProcessDisconnectJob } from '../../../../shared/usecases/jobs/processDisconnectJob.ts';
import { uuid } from '../../../builders/bank.ts';
import { aConnection, aLink, anAccount } from '../../../builders/records.ts';
import { connectionsTableSuite } from '../../../setup/connectionsTable.ts';
import { aCredentialsWorld, goodCredentials } from './aCredentialsWorld.ts';

const tokens = {
  accessToken: 'access',
  accessTokenExpiresAt: '2026-03-10T09:30:00.000Z',
  refreshToken: 'refresh-1',
};

const aWaiting = (organizationId: string): UnconfirmedAccess => ({
  token: 't',
  accessId: 'access-1',
  organizationId,
  accounts: [],
  accountCount: 1,
  at: '2026-03-10T08:00:00.000Z',
});

describe('disconnecting', () => {
  const suite = connectionsTableSuite();

  const aWorld = async (connection: Partial<Connection> = {}, table = suite.table(), tenantId = suite.aTenant()) => {
    const world = aCredentialsWorld(table, tenantId);
    const ref = { tenantId: world.tenantId, connectionId: uuid(1) };
    const organizationId = `organization of ${world.tenantId}`;
    await world.connections.create(aConnection({ tenantId: world.tenantId, organizationId, ...connection }));
    await world.accounts.create(anAccount({ tenantId: world.tenantId, link: aLink() }));
    await world.organizations.add(organizationId, ref);
    await world.vault.store(ref, tokens);
    const due = new DynamoDueIndex(table);
    await due.add('every_12_hours', ref, 'mark');
    const told: string[] = [];
    const ponto: { fault?: Fault } = {};
    const say = async (what: string): Promise<void> => {
      if (ponto.fault) throw ponto.fault;
      told.push(what);
    };
    const jobs: [SyncJob, number | undefined][] = [];
    const events: PublishedEvent[] = [];
    const queue = {
      put: async (put: readonly SyncJob[], delay?: number) => void put.map((job) => jobs.push([job, delay])),
    };
    const finishDisconnect = makeFinishDisconnect({
      connections: world.connections,
      organizations: world.organizations,
      due,
      vault: world.vault,
      tenantSecrets: world.secrets,
      authorizationServer: { revoke: (token) => say(`revoke ${token}`) },
      integrations: { end: (id) => say(`end ${id === organizationId ? 'own' : id}`) },
      bus: { publish: async (published) => void events.push(...published) },
    });
    const disconnect = makeDisconnect({
      connections: world.connections,
      jobs: queue,
      finishDisconnect,
      clock: world.clock,
    });
    return {
      ...world,
      ref,
      organizationId,
      due,
      told,
      ponto,
      jobs,
      events,
      disconnect: (of: ConnectionRef) => disconnect(of, { kind: 'user', userId: 'user-1' }),
      process: makeProcessDisconnectJob({ finishDisconnect, queue }),
    };
  };
  const job = (world: Awaited<ReturnType<typeof aWorld>>): DisconnectJob => ({
    kind: 'disconnect',
    ...world.ref,
    requestedAt: '2026-03-10T09:00:00.000Z',
  });
  const left = async (world: Awaited<ReturnType<typeof aWorld>>) => ({
    tokens: await world.vault.read(world.ref),
    due: await world.due.markOf('every_12_hours', world.ref),
    secrets: [...world.held.keys()],
    organizations: await world.organizations.connectionsOf(world.organizationId),
  });
  const nothing = { tokens: undefined, due: undefined, secrets: [], organizations: [] };

  it('ends the access at Ponto, forgets tokens and schedules, tells it, and keeps accounts with their links', async () => {
    const world = await aWorld();

    expect(await world.disconnect(world.ref)).toBe('done');

    expect(world.told).toEqual(['revoke refresh-1', 'end own']);
    expect(await left(world)).toEqual(nothing);
    expect(await world.connections.get(world.ref)).toMatchObject({ status: 'disconnected', revocation: 'done' });
    expect(await world.listed()).toMatchObject([{ id: uuid(101), link: aLink() }]);
    expect(world.events).toEqual([
      {
        id: `${uuid(1)}:disconnected`,
        tenantId: world.tenantId,
        occurredAt: '2026-03-10T09:00:00.000Z',
        event: { type: 'ConnectionDisconnected', connectionId: uuid(1) },
      },
    ]);
  });

  it.each(['oauth', 'legacy_token'] as const)(
    'ends an access that nobody has confirmed, of a connection by %s',
    async (method) => {
      const unconfirmed = aWaiting('asked');
      const world = await aWorld({
        method,
        status: method === 'oauth' ? 'awaiting_consent' : 'migration_required',
        organizationId: 'asked',
        unconfirmed,
      });
      await world.vault.remove(world.ref);
      await world.vault.store(unconfirmedRef(world.ref, unconfirmed), tokens);

      expect(await world.disconnect(world.ref)).toBe('done');

      expect(world.told).toEqual(['revoke refresh-1', 'end asked']);
      expect(await world.vault.read(unconfirmedRef(world.ref, unconfirmed))).toBeUndefined();
    },
  );

  it('ends what waits to be confirmed and what another try has noted, each where nothing else stands on it', async () => {
    const world = await aWorld();
    const unconfirmed = aWaiting(`waiting ${world.tenantId}`);
    const aRefused = async (number: number, noted: string, waiting = unconfirmed) => {
      const ref = { tenantId: world.tenantId, connectionId: uuid(number) };
      await world.connections.create(
        aConnection({
          tenantId: world.tenantId,
          id: ref.connectionId,
          status: 'awaiting_consent',
          organizationId: noted,
          unconfirmed: waiting,
        }),
      );
      const parked = unconfirmedRef(ref, waiting);
      await world.vault.store(parked, { ...tokens, refreshToken: `parked-${number}` });
      await world.organizations.add(waitingUnder(waiting.organizationId), parked);
      return { ref, parked };
    };
    // The first is noted with the organisation of the connection that is active.
    const first = await aRefused(5, world.organizationId);
    const second = await aRefused(6, `noted ${world.tenantId}`, aWaiting(world.organizationId));
    const third = await aRefused(7, `noted ${world.tenantId}`, aWaiting(`down ${world.tenantId}`));

    const outcomes = [await world.disconnect(first.ref), await world.disconnect(second.ref)];

    expect(outcomes).toEqual(['done', 'done']);
    expect(world.told).toEqual(['revoke parked-5', `end ${unconfirmed.organizationId}`, `end noted ${world.tenantId}`]);
    expect([await world.vault.read(first.parked), await world.vault.read(second.parked)]).toEqual([
      undefined,
      undefined,
    ]);
    expect(await world.organizations.connectionsOf(waitingUnder(unconfirmed.organizationId))).toEqual([]);
    expect(await world.vault.read(world.ref)).toMatchObject({ tokens });
    world.ponto.fault = new Fault('ponto_unavailable');
    const whileDown = await world.disconnect(third.ref);
    delete world.ponto.fault;
    world.told.length = 0;
    await world.process({ ...job(world), ...third.ref });
    expect([whileDown, world.told]).toEqual(['pending', [`end noted ${world.tenantId}`, `end down ${world.tenantId}`]]);
  });

  it.each([
    ['waits', {}, 'not_needed'],
    ['has waited too long, and is gone', { at: '2026-02-08T09:00:00.000Z' }, 'done'],
    ['was overtaken by the next', { accessId: 'next' }, 'done'],
    ['was refused', { status: 'disconnected' }, 'done'],
  ] as const)('beside an access of another tenant that %s', async (_what, changes, expected) => {
    const world = await aWorld();
    const ref = { tenantId: suite.aTenant(), connectionId: uuid(5) };
    const waiting = aWaiting(world.organizationId);
    const status = 'status' in changes ? changes.status : 'awaiting_consent';
    await world.connections.create(
      aConnection({ tenantId: ref.tenantId, id: uuid(5), status, unconfirmed: { ...waiting, ...changes } }),
    );
    await world.organizations.add(waitingUnder(world.organizationId), unconfirmedRef(ref, waiting));

    expect(await world.disconnect(world.ref)).toBe(expected);

    expect(world.told.length > 0).toBe(expected === 'done');
  });

  it('ends a connection whose refresh token is lost for good, and connecting anew goes on with its accounts', async () => {
    const world = await aWorld({ status: 'reconnect_required' });
    await world.vault.remove(world.ref);

    expect(await world.disconnect(world.ref)).toBe('done');
    const contact = { email: 'els@bakery.example' };
    const anew = await world.connect(world.tenantId, { ...goodCredentials, contact, notify: [] });

    expect(world.told).toEqual(['end own']);
    expect(anew).toMatchObject({ kind: 'connected' });
    expect(await world.listed()).toMatchObject([
      { id: uuid(101), link: aLink(), connectionId: 'connectionId' in anew ? anew.connectionId : '' },
    ]);
  });

  it('does nothing more when it is asked for again', async () => {
    const world = await aWorld();
    await world.disconnect(world.ref);
    const before = [world.told.length, world.jobs.length, world.events.length];

    const again = await world.disconnect(world.ref);
    await world.process(job(world));

    expect(again).toBe('done');
    expect([world.told.length, world.jobs.length, world.events.length]).toEqual(before);
  });

  it('knows no other connection', async () => {
    const world = await aWorld();

    expect(await world.disconnect({ ...world.ref, connectionId: uuid(9) })).toBeUndefined();
    expect(world.jobs).toEqual([]);
  });

  it('asks the platform to end the access when the token is lost', async () => {
    const world = await aWorld();
    await world.vault.remove(world.ref);

    expect(await world.disconnect(world.ref)).toBe('done');
    expect(world.told).toEqual(['end own']);
  });

  it('has nothing to end at Ponto for a Client ID, and deletes the secret', async () => {
    const world = await aWorld({ method: 'client_credentials' });
    await world.secrets.storeCredentials(world.ref, goodCredentials);

    expect(await world.disconnect(world.ref)).toBe('not_needed');

    expect(world.told).toEqual([]);
    expect(await left(world)).toEqual(nothing);
  });

  it.each([
    ['active', 'oauth', 'not_needed'],
    ['reconnect_required', 'oauth', 'not_needed'],
    ['disconnected', 'oauth', 'done'],
    ['active', 'client_credentials', 'done'],
  ] as const)('beside another tenant’s connection that is %s by %s: %s', async (status, method, expected) => {
    const world = await aWorld();
    const other = { tenantId: suite.aTenant(), connectionId: uuid(5) };
    await world.connections.create(aConnection({ tenantId: other.tenantId, id: uuid(5), status, method }));
    await world.organizations.add(world.organizationId, other);

    expect(await world.disconnect(world.ref)).toBe(expected);

    expect(world.told.length > 0).toBe(expected === 'done');
    expect(await world.vault.read(world.ref)).toBeUndefined();
    expect(await world.organizations.connectionsOf(world.organizationId)).toEqual([other]);
  });

  it('does everything on our side while Ponto is down, and ends the access when it is back', async () => {
    const world = await aWorld();
    world.ponto.fault = new Fault('ponto_unavailable', { retryAfterSeconds: 90 });

    const outcome = await world.disconnect(world.ref);
    await world.process(job(world));

    expect(outcome).toBe('pending');
    expect(await left(world)).toMatchObject({ tokens: undefined, due: undefined });
    expect(await world.connections.get(world.ref)).toMatchObject({ status: 'disconnected', revocation: 'pending' });
    expect(world.jobs).toEqual([
      [job(world), 60],
      [{ ...job(world), attempts: 1 }, 90],
    ]);
    delete world.ponto.fault;
    await world.process({ ...job(world), attempts: 1 });
    expect(world.told).toEqual(['end own']);
    expect(await left(world)).toEqual(nothing);
    expect(await world.connections.get(world.ref)).toMatchObject({ revocation: 'done' });
    expect(new Set(world.events.map(({ id }) => id)).size).toBe(1);
  });

  it('leaves the work to an engineer after a day, or at once when it is our own fault', async () => {
    const world = await aWorld();
    world.ponto.fault = new Fault('ponto_unavailable');
    await world.disconnect(world.ref);

    await expect(world.process({ ...job(world), attempts: 100 })).rejects.toMatchObject({ code: 'ponto_unavailable' });
    world.ponto.fault = new Fault('internal_error');
    await expect(world.process(job(world))).rejects.toMatchObject({ code: 'internal_error' });
  });

  it('is carried through by the job, wherever the request is cut short', async () => {
    let crashes = 0;
    for (let crashAt = 1; ; crashAt += 1) {
      const tenantId = suite.aTenant();
      const plain = await aWorld({}, suite.table(), tenantId);
      await plain.secrets.storeCredentials(plain.ref, goodCredentials);
      let writes = 0;
      const crashing = suite.hookedTable({
        before: ({ name }) => {
          if (name === 'GetItemCommand' || name === 'QueryCommand') return;
          writes += 1;
          if (writes >= crashAt) throw new Error('crashed');
        },
      });
      const world = aCredentialsWorld(crashing, tenantId);
      const cut = makeDisconnect({
        connections: world.connections,
        jobs: { put: async () => undefined },
        finishDisconnect: makeFinishDisconnect({
          connections: world.connections,
          organizations: plain.organizations,
          due: new DynamoDueIndex(crashing),
          vault: world.vault,
          tenantSecrets: plain.secrets,
          authorizationServer: { revoke: async () => undefined },
          integrations: { end: async () => undefined },
          bus: { publish: async () => undefined },
        }),
        clock: world.clock,
      });
      const outcome = await cut(plain.ref, { kind: 'user', userId: 'user-1' }).catch(() => 'crashed');
      if (outcome !== 'crashed') break;
      crashes += 1;

      await plain.process(job(plain));

      const { status } = (await plain.connections.get(plain.ref)) ?? {};
      // Before the first write nothing has begun; after it everything is carried through.
      if (crashAt === 1) expect(status).toBe('active');
      else expect([status, await left(plain)]).toEqual(['disconnected', nothing]);
    }
    expect(crashes).toBe(6);
  });

  it('has nothing to end when no consent was ever given', async () => {
    const world = await aWorld({ status: 'awaiting_consent' });
    const bare = { tenantId: world.tenantId, connectionId: uuid(2) };
    await world.connections.create(aConnection({ tenantId: world.tenantId, id: uuid(2), status: 'awaiting_consent' }));

    expect(await world.disconnect(bare)).toBe('not_needed');
    expect(world.told).toEqual([]);
  });

  it('keeps a token that is the only way to end the access until Ponto has taken it', async () => {
    const world = await aWorld();
    const bare = { tenantId: world.tenantId, connectionId: uuid(2) };
    await world.connections.create(aConnection({ tenantId: world.tenantId, id: uuid(2), status: 'awaiting_consent' }));
    await world.vault.store(bare, tokens);
    world.ponto.fault = new Fault('ponto_unavailable');

    expect(await world.disconnect(bare)).toBe('pending');
    expect(await world.vault.read(bare)).toMatchObject({ tokens });
    delete world.ponto.fault;
    await world.process({ ...job(world), ...bare });
    expect(world.told).toEqual(['revoke refresh-1']);
    expect(await world.vault.read(bare)).toBeUndefined();
  });
});
