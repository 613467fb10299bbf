import { DynamoAccountStore } from '../../../../shared/adapters/dynamodb/accountStore.ts';
import { DynamoAccountantIndex } from '../../../../shared/adapters/dynamodb/accountants.ts';
import { DynamoCertificateStore } from '../../../../shared/adapters/dynamodb/certificateStore.ts';
import { DynamoConnectionHistory } from '../../../../shared/adapters/dynamodb/connectionHistory.ts';
import { DynamoConnectionStore } from '../../../../shared/adapters/dynamodb/connectionStore.ts';
import { DynamoDueIndex, DynamoOrganizationIndex } from '../../../../shared/adapters/dynamodb/dueIndex.ts';
import { DynamoErasureStore } from '../../../../shared/adapters/dynamodb/erasureStore.ts';
import {
  accountPartition,
  connectionPartition,
  scheduledCheckPartitionOf,
  tenantPartition,
  incidentPartition,
} from '../../../../shared/adapters/dynamodb/keys.ts';
import { feedPartitionOf } from '../../../../shared/adapters/dynamodb/ledger/feedLogKeys.ts';
import { partitionOf } from '../../../../shared/adapters/dynamodb/ledger/ledgerKeys.ts';
import { DynamoSyncStore } from '../../../../shared/adapters/dynamodb/syncStore.ts';
import type { Table } from '../../../../shared/adapters/dynamodb/table.ts';
import { DynamoTenantEraser } from '../../../../shared/adapters/dynamodb/tenantEraser.ts';
import { DynamoTokenVault } from '../../../../shared/adapters/dynamodb/tokenVault.ts';
import { Fault } from '../../../../shared/domain/faults/fault.ts';
import type { SyncJob } from '../../../../shared/ports/syncs.ts';
import { makeFinishDisconnect } from '../../../../shared/usecases/connections/finishDisconnect.ts';
import { makeBeginErasure } from '../../../../shared/usecases/tenants/beginErasure.ts';
import type { EraseJob } from '../../../../shared/usecases/jobs/job.ts';
import { makeProcessEraseJob } from '../../../../shared/usecases/jobs/processEraseJob.ts';
import { uuid } from '../../../builders/bank.ts';
import { aCertificate } from '../../../builders/certificate.ts';
import { plainSealer } from '../../../builders/plainSealer.ts';
import { aClock, aConnection, aLink, anAccount, aSync, countedIds } from '../../../builders/records.ts';
import { connectionsTableSuite } from '../../../setup/connectionsTable.ts';
import { goodCredentials, memorySecrets } from '../connections/aCredentialsWorld.ts';

const tokens = { accessToken: 'a', accessTokenExpiresAt: '2026-03-10T09:30:00.000Z', refreshToken: 'r' };

describe('erasing a tenant', () => {
  const suite = connectionsTableSuite();

  /** A tenant with everything that a tenant can have, books in the same table. */
  const aTenantWithData = async (tenantId: string, table: Table) => {
    const ref = { tenantId, connectionId: uuid(1) };
    const organizationId = `organization of ${tenantId}`;
    await new DynamoConnectionStore(table).create(
      aConnection({ tenantId, organizationId, accountant: 'an@office.example' }),
    );
    await table.put({ pk: incidentPartition(ref), sk: 'refused##hash' }, { state: 'done' });
    await new DynamoConnectionHistory(table).append(ref, [
      { at: '2026-03-10T08:00:00.000Z', by: { kind: 'user', userId: 'user-1' }, what: 'consent_begun' },
    ]);
    await new DynamoAccountStore(table).create(
      anAccount({ tenantId, link: aLink(), authorization: { revoked: false, expiresAt: '2026-09-10T08:00:00.000Z' } }),
    );
    await new DynamoCertificateStore(table).keep(tenantId, aCertificate());
    await new DynamoTokenVault(table, plainSealer).store(ref, tokens);
    await new DynamoSyncStore(table).begin(aSync({ tenantId }));
    await new DynamoDueIndex(table).add('every_12_hours', ref, 'mark');
    await new DynamoOrganizationIndex(table).add(organizationId, ref);
    const books = partitionOf({ tenantId, accountId: uuid(101) });
    for (let line = 0; line < 30; line += 1) await table.put({ pk: books, sk: `C#${line}` }, { state: 'line' });
    await table.put({ pk: feedPartitionOf(tenantId, uuid(101)), sk: 'E#1' }, { entry: '{}' });
    return { ref, organizationId };
  };

  const aWorld = async (through?: Table) => {
    const tenantId = suite.aTenant();
    const table = suite.table();
    const { ref, organizationId } = await aTenantWithData(tenantId, table);
    const secrets = memorySecrets();
    await secrets.secrets.storeCredentials(ref, goodCredentials);
    const put: [SyncJob, number | undefined][] = [];
    const ended: string[] = [];
    const ponto: { fault?: Fault } = {};
    const clock = aClock('2026-03-11T09:00:00.000Z');
    const queue = {
      put: async (jobs: readonly SyncJob[], delay?: number) => void jobs.map((job) => put.push([job, delay])),
    };
    const erasures = new DynamoErasureStore(table);
    const processing = (on: Table) =>
      makeProcessEraseJob({
        erasures: new DynamoErasureStore(on),
        eraser: new DynamoTenantEraser(on, on),
        connections: new DynamoConnectionStore(on),
        accounts: new DynamoAccountStore(on),
        finishDisconnect: makeFinishDisconnect({
          connections: new DynamoConnectionStore(on),
          organizations: new DynamoOrganizationIndex(on),
          due: new DynamoDueIndex(on),
          vault: new DynamoTokenVault(on, plainSealer),
          tenantSecrets: secrets.secrets,
          authorizationServer: { revoke: async () => undefined },
          integrations: {
            end: async (id) => {
              if (ponto.fault) throw ponto.fault;
              ended.push(id);
            },
          },
          bus: { publish: async () => undefined },
        }),
        queue,
        clock,
      });
    const left = async () => {
      const partitions = [
        tenantPartition(tenantId),
        accountPartition({ tenantId, accountId: uuid(101) }),
        connectionPartition(ref),
        incidentPartition(ref),
        partitionOf({ tenantId, accountId: uuid(101) }),
        feedPartitionOf(tenantId, uuid(101)),
      ];
      const items = await Promise.all(partitions.map(async (pk) => (await table.query(pk)).items));
      const looks = (await table.query(scheduledCheckPartitionOf(ref))).items.filter(
        (look) => look['tenantId'] === tenantId,
      );
      const told: unknown[] = [];
      for await (const refs of new DynamoAccountantIndex(table).connectionsOf('an@office.example')) {
        told.push(...refs.filter((known) => known.tenantId === tenantId));
      }
      const others = [
        ...told,
        ...(await new DynamoOrganizationIndex(table).connectionsOf(organizationId)),
        ...((await new DynamoDueIndex(table).markOf('every_12_hours', ref)) === undefined ? [] : ['due']),
      ];
      return [...items.flat(), ...looks, ...others, ...secrets.held.keys()].length;
    };
    const begin = makeBeginErasure({ erasures, jobs: queue, ids: countedIds(), clock });
    const next = (): EraseJob => {
      const job = put.shift()?.[0];
      if (job?.kind !== 'erase') throw new Error('no work');
      return job;
    };
    return {
      tenantId,
      organizationId,
      put,
      ended,
      ponto,
      left,
      next,
      erasures,
      begin: () => begin(tenantId),
      process: processing(through ?? table),
      processPlainly: processing(table),
    };
  };
  const hasTime = () => true;

  it('ends the access at Ponto, deletes everything, sweeps once more, and leaves a record that names nobody', async () => {
    const world = await aWorld();
    const other = suite.aTenant();
    await aTenantWithData(other, suite.table());
    const asked = await world.begin();
    expect(await world.left()).toBeGreaterThan(37);

    await world.process(world.next(), { hasTime });
    const between = await world.erasures.get(world.tenantId);
    const [, delay] = world.put[0] ?? [];
    await world.process(world.next(), { hasTime });

    expect([world.ended, await world.left(), world.put]).toEqual([[world.organizationId], 0, []]);
    expect([between?.state, delay]).toEqual(['erasing', 900]);
    expect(await world.erasures.get(world.tenantId)).toEqual({
      id: asked.id,
      requestedAt: '2026-03-11T09:00:00.000Z',
      state: 'done',
      connections: 1,
      accounts: 1,
      finishedAt: '2026-03-11T09:00:00.000Z',
    });
    expect(await new DynamoAccountStore(suite.table()).get({ tenantId: other, accountId: uuid(101) })).toBeDefined();
    expect((await suite.table().query(partitionOf({ tenantId: other, accountId: uuid(101) }))).items).toHaveLength(30);
  });

  it('deletes nothing before Ponto could be told, because nobody could tell it afterwards', async () => {
    const world = await aWorld();
    await world.begin();
    const before = await world.left();
    world.ponto.fault = new Fault('ponto_unavailable');

    await world.process(world.next(), { hasTime });

    expect((await world.erasures.get(world.tenantId))?.state).toBe('erasing');
    expect(await suite.table().query(partitionOf({ tenantId: world.tenantId, accountId: uuid(101) }))).toMatchObject({
      items: { length: 30 },
    });
    expect(before).toBeGreaterThan(35);
    delete world.ponto.fault;
    await world.process(world.next(), { hasTime });
    expect([world.ended, await world.left()]).toEqual([[world.organizationId], 0]);
  });

  it('goes on in another delivery when the time of one is over', async () => {
    const world = await aWorld();
    await world.begin();

    await world.process(world.next(), { hasTime: () => false });

    expect(world.put).toMatchObject([[{ kind: 'erase', tenantId: world.tenantId }, undefined]]);
    await world.process(world.next(), { hasTime });
    expect(await world.left()).toBe(0);
  });

  it('goes on after a crash, wherever it came', async () => {
    for (const crashAt of [1, 2, 3, 5, 8, 13, 21, 34, 55]) {
      let writes = 0;
      const crashing = suite.hookedTable({
        before: ({ name }) => {
          if (name === 'GetItemCommand' || name === 'QueryCommand') return;
          writes += 1;
          if (writes >= crashAt) throw new Error('crashed');
        },
      });
      const world = await aWorld(crashing);
      const { id } = await world.begin();
      const job = world.next();
      await world.process(job, { hasTime }).catch(() => undefined);

      await world.processPlainly(job, { hasTime });
      await world.processPlainly(world.next(), { hasTime });

      expect([crashAt, await world.left()]).toEqual([crashAt, 0]);
      expect(await world.erasures.get(world.tenantId)).toMatchObject({
        id,
        state: 'done',
        connections: 1,
        accounts: 1,
      });
    }
  });

  it('is one erasure however often it is asked for, and a new one after it is done', async () => {
    const world = await aWorld();

    const [first, again] = [await world.begin(), await world.begin()];
    await world.process(world.next(), { hasTime });
    await world.process(world.next(), { hasTime });
    await world.process({ ...world.next(), sweep: true }, { hasTime });
    const anew = await world.begin();

    expect(again).toMatchObject({ id: first.id });
    expect(anew.id).not.toBe(first.id);
  });
});
