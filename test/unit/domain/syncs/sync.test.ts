import {
  effectiveStatus,
  interruptedAfterMs,
  isFinished,
  noCounts,
  syncTransitions,
  type Sync,
} from '../../../../shared/domain/syncs/sync.ts';

const at = '2026-03-10T09:00:00.000Z';
const aSync = (status: Sync['status']): Sync => ({
  tenantId: 'tenant-1',
  accountId: 'account-1',
  id: 'sync-1',
  trigger: 'schedule',
  status,
  counts: noCounts,
  pages: 0,
  createdAt: at,
  updatedAt: at,
});
const after = (milliseconds: number): string => new Date(Date.parse(at) + milliseconds).toISOString();

describe('sync', () => {
  it.each(['queued', 'waiting_for_bank', 'fetching'] as const)(
    'tells a run that stays %s for an hour as failed',
    (status) => {
      expect(effectiveStatus(aSync(status), after(interruptedAfterMs - 1)).status).toBe(status);
      expect(effectiveStatus(aSync(status), after(interruptedAfterMs))).toMatchObject({
        status: 'failed',
        errorCode: 'interrupted',
      });
    },
  );

  it.each(['succeeded', 'failed'] as const)('leaves one that has %s as it is', (status) => {
    expect(effectiveStatus(aSync(status), after(10 * interruptedAfterMs))).toEqual(aSync(status));
  });

  it('knows no way out of a finished run', () => {
    const origins = Object.values(syncTransitions).flatMap(({ from }) => [...from]);

    expect(origins.filter(isFinished)).toEqual([]);
  });
});
