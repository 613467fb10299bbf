import { DynamoConnectionHistory } from '../../../../shared/adapters/dynamodb/connectionHistory.ts';
import { DynamoConnectionStore } from '../../../../shared/adapters/dynamodb/connectionStore.ts';
import type { Connection } from '../../../../shared/domain/connections/connection.ts';
import { Fault } from '../../../../shared/domain/faults/fault.ts';
import type { PublishedEvent } from '../../../../shared/ports/events.ts';
import { makeProcessConnectionJob } from '../../../../shared/usecases/jobs/processConnectionJob.ts';
import { refuseConnection } from '../../../../shared/usecases/connections/refuseConnection.ts';
import { uuid } from '../../../builders/bank.ts';
import { aMove, aConnection } from '../../../builders/records.ts';
import { aDelivery, aWorker } from '../../../builders/syncWorker.ts';
import { connectionsTableSuite } from '../../../setup/connectionsTable.ts';

const at = '2026-03-10T09:00:00.000Z';
const later = '2026-03-10T09:00:05.000Z';

describe('refuseConnection', () => {
  const suite = connectionsTableSuite();
  const aWorld = async () => {
    const ref = { tenantId: suite.aTenant(), connectionId: uuid(1) };
    const connections = new DynamoConnectionStore(suite.table());
    await connections.create(aConnection({ tenantId: ref.tenantId, activatedAt: '2026-03-01T08:00:00.000Z' }));
    const events: PublishedEvent[] = [];
    const bus = {
      down: false,
      publish: async (published: readonly PublishedEvent[]) => {
        if (bus.down) throw new Error('crashed');
        events.push(...published);
      },
    };
    const current = async (): Promise<Connection> => {
      const connection = await connections.get(ref);
      if (!connection) throw new Error('no connection');
      return connection;
    };
    const refuse = async (connection: Connection) =>
      refuseConnection({ connections, bus }, { connection, code: 'reconnect_required', at, by: { kind: 'schedule' } });
    return { ref, connections, events, bus, current, refuse };
  };

  it('says so once, tells other software once, and puts it into the history', async () => {
    const { ref, events, current, refuse } = await aWorld();
    const seen = await current();

    await refuse(seen);
    await refuse(seen);

    expect(events).toMatchObject([{ event: { type: 'ConnectionReconnectRequired', code: 'reconnect_required' } }]);
    const { items } = await new DynamoConnectionHistory(suite.table()).list(ref, { limit: 10 });
    expect(items).toMatchObject([{ what: 'access_refused', by: { kind: 'schedule' }, status: 'reconnect_required' }]);
  });

  it('leaves a connection alone that a person renewed while a worker was refused with the old access', async () => {
    const { ref, connections, events, current, refuse } = await aWorld();
    const seen = await current();
    await connections.move(ref, aMove('activate', { at: later }));

    await refuse(seen);

    expect([(await current()).status, events]).toEqual(['active', []]);
  });

  it('makes up for the news that a crash between the move and the bus has swallowed', async () => {
    const { ref, connections, events, bus, current, refuse } = await aWorld();
    bus.down = true;
    await expect(refuse(await current())).rejects.toThrow('crashed');
    bus.down = false;
    const worker = aWorker();
    const process = makeProcessConnectionJob({
      ...worker.deps,
      connections,
      bus,
      runs: { ...worker.deps.runs, load: async () => ({ connection: await current(), runs: worker.state.runs }) },
    });
    const job = { kind: 'connection', ...ref, frequency: 'daily', scheduledAt: later } as const;

    await process(job, aDelivery);
    await process(job, aDelivery);

    expect(events).toMatchObject([
      {
        id: `${uuid(1)}:reconnect_required:${at}`,
        occurredAt: at,
        event: { type: 'ConnectionReconnectRequired', connectionId: uuid(1), code: 'reconnect_required' },
      },
    ]);
  });

  it('is how a scheduled run that was refused ends, unless the access was renewed meanwhile', async () => {
    const { ref, connections, current, bus } = await aWorld();
    const worker = aWorker();
    const seen = await current();
    const process = makeProcessConnectionJob({
      ...worker.deps,
      connections,
      bus,
      runs: { ...worker.deps.runs, load: async () => ({ connection: seen, runs: worker.state.runs }) },
    });
    worker.state.feed = {
      accounts: async () => {
        await connections.move(ref, aMove('activate', { at: later }));
        throw new Fault('reconnect_required');
      },
    };

    await process({ kind: 'connection', ...ref, frequency: 'daily', scheduledAt: at }, aDelivery);

    expect(await current()).toMatchObject({ status: 'active', activatedAt: later });
  });
});
