import { failSync } from '../../../../shared/usecases/jobs/failSync.ts';
import type { Sync } from '../../../../shared/domain/syncs/sync.ts';
import { Fault, type FaultCode } from '../../../../shared/domain/faults/fault.ts';
import { makeProcessAccountJob } from '../../../../shared/usecases/jobs/processAccountJob.ts';
import { aFeedAccount, uuid } from '../../../builders/bank.ts';
import { aDelivery, aSync, aWorker, requestedAt } from '../../../builders/syncWorker.ts';

const failedAt = (updatedAt: string, errorCode: FaultCode = 'bank_unavailable') =>
  aSync({ id: uuid(1), status: 'failed', errorCode, updatedAt });

describe('counting accounts that fail at their bank', () => {
  const noting = async (code: FaultCode, before?: Sync) => {
    const noted: unknown[] = [];
    const sync = aSync({ id: uuid(2) });
    await failSync(
      {
        bus: { publish: async () => undefined },
        clock: { now: () => requestedAt },
        bankFailures: { record: async (...failure) => void noted.push(failure) },
        syncs: {
          move: async () => ({ kind: 'missing' }),
          list: async () => ({ items: [sync, ...(before ? [before] : [])] }),
        },
      },
      { sync, at: requestedAt, institutionId: 'kbc' },
      code,
    );
    return noted;
  };

  it('counts an account by its bank and the time of the run', async () => {
    expect(await noting('bank_unavailable')).toEqual([['kbc', 'account-1', requestedAt]]);
  });

  it.each(['ponto_unavailable', 'ponto_throttled', 'authorization_expired', 'internal_error'] as const)(
    'says nothing about the bank when it is %s',
    async (code) => {
      expect(await noting(code)).toEqual([]);
    },
  );

  it('counts an account once, however often a person tries again', async () => {
    expect(await noting('bank_unavailable', failedAt('2026-03-10T08:59:00.000Z'))).toEqual([]);
    expect(await noting('bank_unavailable', failedAt('2026-03-10T06:00:00.000Z'))).toHaveLength(1);
    expect(await noting('bank_unavailable', failedAt('2026-03-10T08:59:00.000Z', 'ponto_unavailable'))).toHaveLength(1);
  });

  describe('by the worker', () => {
    const job = {
      kind: 'account',
      tenantId: 'tenant-1',
      connectionId: 'connection-1',
      accountId: 'account-1',
      syncId: uuid(500_000),
      requestedAt,
    } as const;
    const latest = { id: uuid(800_001), subtype: 'accountTransactions', status: 'error', errorCodes: ['x'] } as const;
    const prepared = () => {
      const worker = aWorker();
      worker.syncs.set(uuid(500_000), aSync());
      return worker;
    };

    it('counts one whose last attempt at the bank failed', async () => {
      const { deps, state, failures } = prepared();
      state.feedAccounts = [aFeedAccount({ latestSynchronization: latest })];

      await makeProcessAccountJob(deps)(job, aDelivery);

      expect(failures).toEqual([[uuid(900_002), 'account-1', requestedAt]]);
    });

    it('counts one for which the bank was asked in vain', async () => {
      const { deps, state, failures } = prepared();
      state.feed = { synchronization: async () => latest };

      await makeProcessAccountJob(deps)({ ...job, waitingFor: [latest.id] }, aDelivery);

      expect(failures).toEqual([[uuid(900_002), 'account-1', requestedAt]]);
    });

    it('counts one whose bank the worker could not ask', async () => {
      const { deps, state, failures } = prepared();
      state.feed = { accounts: () => Promise.reject(new Fault('bank_unavailable')) };

      await makeProcessAccountJob(deps)({ ...job, attempts: 3 }, aDelivery);

      expect(failures).toEqual([[uuid(900_002), 'account-1', requestedAt]]);
    });

    it('ends the run as it ended, also when the count is lost', async () => {
      const { deps, state, syncs } = prepared();
      state.feedAccounts = [aFeedAccount({ latestSynchronization: latest })];
      Object.assign(deps, { bankFailures: { record: () => Promise.reject(new Error('table down')) } });

      await makeProcessAccountJob(deps)(job, { ...aDelivery, lastTry: true });

      expect([...syncs.values()]).toMatchObject([{ status: 'failed', errorCode: 'bank_unavailable' }]);
    });
  });
});
