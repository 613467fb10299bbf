import { makeProcessAccountJob } from '../../../../shared/usecases/jobs/processAccountJob.ts';
import { aFeedAccount, uuid } from '../../../builders/bank.ts';
import { aDelivery, aSync, aWorker, requestedAt } from '../../../builders/syncWorker.ts';

const latest = { id: uuid(800_001), subtype: 'accountTransactions', errorCodes: [] } as const;
const prepared = () => {
  const worker = aWorker();
  worker.syncs.set(uuid(500_000), aSync());
  const job = {
    kind: 'account',
    tenantId: 'tenant-1',
    connectionId: 'connection-1',
    accountId: 'account-1',
    syncId: uuid(500_000),
    requestedAt,
  } as const;
  return { ...worker, process: () => makeProcessAccountJob(worker.deps)(job, aDelivery) };
};

describe('a run that has come to its end', () => {
  it.each(['success', 'error'] as const)('notes a synchronization that ended in %s as read', async (status) => {
    const { process, state, noted } = prepared();
    state.feedAccounts = [aFeedAccount({ latestSynchronization: { ...latest, status } })];

    await process();

    expect(noted).toContain(`${uuid(900_001)} ${latest.id}`);
  });

  it.each(['pending', 'running'] as const)(
    'does not note one that is still %s: its lines are yet to come',
    async (status) => {
      const { process, state, noted, syncs } = prepared();
      state.feedAccounts = [aFeedAccount({ latestSynchronization: { ...latest, status } })];

      await process();

      expect(noted).toEqual(['account-1 seen']);
      expect([...syncs.values()]).toMatchObject([{ status: 'succeeded' }]);
    },
  );

  it('does not ask for another consent when the one that was refused has been renewed since', async () => {
    const { process, state, syncs } = prepared();
    const refused = {
      ...latest,
      status: 'error',
      errorCodes: ['authorizationInvalid'],
      createdAt: requestedAt,
    } as const;
    state.feedAccounts = [aFeedAccount({ latestSynchronization: refused, authorizedAt: '2026-03-10T09:00:05.000Z' })];

    await process();

    expect([...syncs.values()]).toMatchObject([{ status: 'failed', errorCode: 'bank_unavailable' }]);
  });
});
