import type { SQSRecord } from 'aws-lambda';
import { makeHandler, type StatementSyncDeps } from '../../../functions/statement-sync/handler.ts';
import type { SyncJobMessage } from '../../../shared/contracts/syncJob.ts';
import type { Delivery } from '../../../shared/usecases/jobs/job.ts';
import { aRecord } from '../../builders/queueRecord.ts';

const accountJob: SyncJobMessage = {
  kind: 'account',
  tenantId: 'tenant-1',
  connectionId: 'connection-1',
  accountId: 'account-1',
  syncId: 'sync-1',
  requestedAt: '2026-03-10T08:00:00.000Z',
};
const connectionJob: SyncJobMessage = {
  kind: 'connection',
  tenantId: 'tenant-1',
  connectionId: 'connection-1',
  frequency: 'daily',
  scheduledAt: '2026-03-10T08:00:00.000Z',
};

const eventJob: SyncJobMessage = {
  kind: 'event',
  tenantId: 'tenant-1',
  connectionId: 'connection-2',
  effect: 'block',
  happenedAt: '2026-03-10T07:59:58.000Z',
  requestedAt: '2026-03-10T08:00:00.000Z',
};

const aWorker = (overrides: Partial<StatementSyncDeps> = {}) => {
  const done: [string, Delivery][] = [];
  const failed: [string, unknown][] = [];
  const told: string[] = [];
  const begun: (string | undefined)[] = [];
  let remainingMs = 300_000;
  const work = makeHandler({
    processAccountJob: async (job, delivery) => void done.push([job.accountId, delivery]),
    processConnectionJob: async (job, delivery) => void done.push([job.connectionId, delivery]),
    processEventJob: async ({ connectionId, effect }) => void told.push(`${connectionId} ${effect}`),
    processDisconnectJob: async ({ connectionId }) => void told.push(`${connectionId} disconnect`),
    processEraseJob: async ({ erasureId }) => void told.push(`${erasureId} erase`),
    asJob: (job, task) => {
      begun.push(job && 'connectionId' in job ? job.connectionId : undefined);
      return task();
    },
    onFailure: (messageId, error) => void failed.push([messageId, error]),
    ...overrides,
  });
  return {
    done,
    told,
    begun,
    failed,
    leave: (milliseconds: number): void => {
      remainingMs = milliseconds;
    },
    work: (...Records: SQSRecord[]) => work({ Records }, { getRemainingTimeInMillis: () => remainingMs }),
  };
};

describe('the sync worker', () => {
  it('takes up jobs of accounts and of connections', async () => {
    const { work, done } = aWorker();

    const answer = await work(aRecord('m1', accountJob), aRecord('m2', connectionJob));

    expect(answer).toEqual({ batchItemFailures: [] });
    expect(done.map(([id]) => id)).toEqual(['account-1', 'connection-1']);
  });

  it('takes up what Ponto told', async () => {
    const { work, told } = aWorker();

    const answer = await work(aRecord('m1', eventJob));

    expect([answer, told]).toEqual([{ batchItemFailures: [] }, ['connection-2 block']]);
  });

  it('does each record as the job that it is, or as none when it cannot tell', async () => {
    const { work, begun, failed } = aWorker();

    await work(aRecord('m1', eventJob), aRecord('m2', '{"kind":'), aRecord('m3', { kind: 'unknown' }));

    expect(begun).toEqual(['connection-2', undefined, undefined]);
    expect(failed.map(([id]) => id)).toEqual(['m2', 'm3']);
  });

  it('does the jobs of a batch side by side, and one that fails early keeps none of the others from its end', async () => {
    const waiting: (() => void)[] = [];
    const { work, failed, done } = aWorker({
      processAccountJob: () => Promise.reject(new Error('ours')),
      processConnectionJob: async (job, delivery) => {
        await new Promise<void>((resolve) => waiting.push(resolve));
        done.push([job.connectionId, delivery]);
      },
    });
    const others = ['a', 'b', 'c', 'd'].map((id) => aRecord(id, { ...connectionJob, connectionId: id }));

    const answering = work(aRecord('m1', accountJob), ...others);
    for (let turns = 0; waiting.length < 4 && turns < 50; turns += 1) await Promise.resolve();
    expect(waiting).toHaveLength(4);
    for (const goOn of waiting.toReversed()) goOn();

    expect(await answering).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
    expect(done.map(([id]) => id)).toEqual(['d', 'c', 'b', 'a']);
    expect(failed.map(([id]) => id)).toEqual(['m1']);
  });

  it('carries a disconnect through', async () => {
    const { work, told } = aWorker();
    const job: SyncJobMessage = {
      kind: 'disconnect',
      tenantId: 'tenant-1',
      connectionId: 'connection-3',
      requestedAt: '2026-03-10T08:00:00.000Z',
    };

    const answer = await work(aRecord('m1', job));

    expect([answer, told]).toEqual([{ batchItemFailures: [] }, ['connection-3 disconnect']]);
  });

  it('leaves a job that fails on the queue and does the others', async () => {
    const { work, failed } = aWorker({ processAccountJob: () => Promise.reject(new Error('ours')) });

    const answer = await work(aRecord('m1', accountJob), aRecord('m2', connectionJob));

    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
    expect(failed).toEqual([['m1', expect.any(Error)]]);
  });

  it.each(['{', '{"kind":"other"}', '[]'])('leaves a message that it cannot read for an engineer: %s', async (body) => {
    const { work, done } = aWorker();

    const answer = await work(aRecord('m1', body));

    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
    expect(done).toEqual([]);
  });

  it('begins no job that it has no time for', async () => {
    const worker = aWorker();
    worker.leave(45_000);

    const answer = await worker.work(aRecord('m1', accountJob));

    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
    expect(worker.done).toEqual([]);
  });

  it('lets an urgent run have half a minute, and one of the other lane all the time there is', async () => {
    const worker = aWorker();

    await worker.work(aRecord('m1', accountJob));
    await worker.work(aRecord('m2', { ...accountJob, lane: 'scheduled' }));
    worker.leave(270_001);
    const before = worker.done.map(([, { hasTime }]) => hasTime());
    worker.leave(270_000);
    const after = worker.done.map(([, { hasTime }]) => hasTime());

    expect({ before, after }).toEqual({ before: [true, true], after: [false, true] });
  });

  it('tells a job how much time is left, and whether it is the last try', async () => {
    const worker = aWorker();

    await worker.work(aRecord('m1', accountJob, 4), aRecord('m2', connectionJob, 5));

    const deliveries = worker.done.map(([, delivery]) => delivery);
    expect(deliveries.map(({ lastTry }) => lastTry)).toEqual([false, true]);
    expect(deliveries[0]?.hasTime()).toBe(true);
    worker.leave(45_000);
    expect(deliveries[0]?.hasTime()).toBe(false);
  });
});
