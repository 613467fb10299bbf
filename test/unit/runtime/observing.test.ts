import type { EventBus, PublishedEvent } from '../../../shared/ports/events.ts';
import type { SyncStore } from '../../../shared/ports/syncs.ts';
import { noCounts } from '../../../shared/domain/syncs/sync.ts';
import {
  countingBus,
  countingFleetMetrics,
  observedSyncs,
  watchLooks,
  watchPonto,
} from '../../../shared/runtime/observing.ts';
import { aCounters, aLog } from '../../builders/api.ts';
import { inert } from '../../builders/inert.ts';
import { aSync } from '../../builders/syncWorker.ts';

const observers = () => {
  const { log, messages } = aLog();
  const { counters, counted } = aCounters();
  return { observers: { log, counters }, messages, counted };
};
const at = '2026-03-10T09:00:00.000Z';
const ref = { tenantId: 'tenant-1', accountId: 'account-1', syncId: 'sync-1' };

describe('a store of runs that is observed', () => {
  const after = (sync: Partial<ReturnType<typeof aSync>>, kind: 'moved' | 'refused' = 'moved') =>
    inert<SyncStore>('syncs', { move: async () => ({ kind, current: aSync({ id: 'sync-1', ...sync }) }) });

  it('counts a run that succeeded with its lines, and says whose it was', async () => {
    const { observers: told, counted, messages } = observers();
    const counts = { ...noCounts, added: 12, removed: 1 };

    await observedSyncs(after({ status: 'succeeded', counts, pages: 2 }), told).move(ref, 'succeed', { at });

    expect(counted).toEqual({ 'SyncsFinished succeeded': 1, LinesAdded: 12, LinesRemoved: 1 });
    expect(messages).toEqual([
      {
        code: 'SYNC_FINISHED',
        fields: {
          accountId: 'account-1',
          syncId: 'sync-1',
          trigger: 'person',
          outcome: 'succeeded',
          added: 12,
          corrected: 0,
          removed: 1,
          pages: 2,
        },
      },
    ]);
  });

  it.each([
    ['bank_unavailable', 'passing'],
    ['authorization_expired', 'person'],
    ['internal_error', 'bug'],
    ['a_code_of_a_later_release', 'bug'],
  ])('counts a run that failed with %s as %s', async (errorCode, label) => {
    const { observers: told, counted } = observers();

    await observedSyncs(after({ status: 'failed', errorCode }), told).move(ref, 'fail', { at, errorCode });

    expect(counted).toEqual({ [`SyncsFinished ${label}`]: 1 });
  });

  it.each([
    ['a run that goes on', { status: 'fetching' }, 'moved'],
    ['a move that was refused, because the run had ended before', { status: 'succeeded' }, 'refused'],
  ] as const)('tells nothing of %s', async (_, sync, kind) => {
    const { observers: told, counted, messages } = observers();

    await observedSyncs(after(sync, kind), told).move(ref, 'fetch', { at });

    expect([counted, messages]).toEqual([{}, []]);
  });
});

describe('a bus that is observed', () => {
  const lost: PublishedEvent = {
    id: 'a',
    tenantId: 'tenant-1',
    occurredAt: at,
    event: { type: 'ConnectionReconnectRequired', connectionId: 'connection-1', code: 'reconnect_required' },
  };

  it('counts facts by their type once they are on it', async () => {
    const { observers: told, counted } = observers();
    const published: PublishedEvent[] = [];

    await countingBus({ publish: async (events) => void published.push(...events) }, told.counters).publish([
      lost,
      { ...lost, id: 'b' },
    ]);

    expect(published).toHaveLength(2);
    expect(counted).toEqual({ 'EventsPublished ConnectionReconnectRequired': 2 });
  });

  it('counts nothing that the bus did not take', async () => {
    const { observers: told, counted } = observers();
    const down: EventBus = { publish: () => Promise.reject(new Error('down')) };

    await expect(countingBus(down, told.counters).publish([lost])).rejects.toThrow('down');

    expect(counted).toEqual({});
  });
});

describe('requests to Ponto that are observed', () => {
  it.each<[{ status?: number }, string]>([
    [{}, 'no_answer'],
    [{ status: 429 }, 'throttled'],
    [{ status: 503 }, 'server_error'],
  ])('count %j as %s, and say so in the log', (exchange, kind) => {
    const { observers: told, counted, messages } = observers();

    watchPonto(told)(exchange);

    expect(counted).toEqual({ PontoRequests: 1, [`PontoErrors ${kind}`]: 1 });
    expect(messages).toEqual([{ code: 'PONTO_FAILED', fields: { kind, status: exchange.status } }]);
  });

  it.each([200, 401, 404])('are no trouble when Ponto answers %d: what it says is for others to judge', (status) => {
    const { observers: told, counted, messages } = observers();

    watchPonto(told)({ status });

    expect([counted, messages]).toEqual([{ PontoRequests: 1 }, []]);
  });
});

describe('a look that nobody waited for and that failed', () => {
  it('is counted by what it was for, and the log says whose it was', () => {
    const { observers: told, counted, messages } = observers();
    const about = { tenantId: 'tenant-1', connectionId: 'connection-1' };

    watchLooks(told)('renewal', about, new Error('away'));

    expect(counted).toEqual({ 'LooksFailed renewal': 1 });
    expect(messages).toMatchObject([{ code: 'LOOK_FAILED', fields: { look: 'renewal', ...about } }]);
  });
});

describe('a fleetMetrics that becomes metrics', () => {
  it('counts connections by status, rare ones together, and is silent about nothing', () => {
    const { observers: told, counted } = observers();
    const fleetMetrics = countingFleetMetrics(told.counters);

    fleetMetrics.connection('active');
    fleetMetrics.connection('awaiting_consent');
    fleetMetrics.staleAccounts('bank', 0);
    fleetMetrics.staleAccounts('access', 3);
    fleetMetrics.authorization('week_2');

    expect(counted).toEqual({
      'ConnectionsSeen active': 1,
      'ConnectionsSeen other': 1,
      'AccountsStale access': 3,
      'AuthorizationsEnding week_2': 1,
    });
  });
});
