import { makeHandler as makeSyncDispatch } from '../../../functions/sync-dispatch/handler.ts';
import { schedules } from '../../../shared/contracts/schedules.ts';
import { aCounters, aLog } from '../../builders/api.ts';

const time = '2026-03-10T07:40:00Z';

describe('sync-dispatch', () => {
  it.each(Object.keys(schedules))("dispatches what is due %s, with the event's time as now", async (frequency) => {
    const seen: unknown[] = [];
    const log = aLog();
    const counters = aCounters();
    const dispatchDue = async (...asked: unknown[]) => (seen.push(...asked), 12);

    await makeSyncDispatch({ dispatchDue, log: log.log, counters: counters.counters })({ frequency, time });

    expect(seen).toEqual([frequency, time, undefined]);
    expect(log.messages).toEqual([{ code: 'CONNECTIONS_DISPATCHED', fields: { frequency, connections: 12 } }]);
    expect(counters.counted).toEqual({ ConnectionsDue: 12 });
  });

  it('dispatches the part that its schedule names', async () => {
    const seen: unknown[] = [];
    const dispatchDue = async (...asked: unknown[]) => (seen.push(...asked), 12);
    const dispatch = makeSyncDispatch({ dispatchDue, log: aLog().log, counters: aCounters().counters });

    await dispatch({ frequency: 'daily', time, part: { number: 3, of: 8 } });

    expect(seen).toEqual(['daily', time, { number: 3, of: 8 }]);
  });

  it.each([
    { frequency: 'daily', time, part: { number: 9, of: 8 } },
    { frequency: 'daily', time, part: { number: 0, of: 8 } },
    { frequency: 'hourly', time },
    { frequency: 'manual', time },
    { frequency: 'expiry-alert', time },
    { frequency: 'daily' },
    { frequency: 'daily', time: 'now' },
    undefined,
  ])('fails on an event that names no schedule of its own: %j', async (event) => {
    const dispatchDue = async (): Promise<number> => {
      throw new Error('must not be called');
    };
    const dispatch = makeSyncDispatch({ dispatchDue, log: aLog().log, counters: aCounters().counters });

    await expect(dispatch(event)).rejects.toThrow(
      'the schedule names no known frequency, no time, or no part that there is',
    );
  });
});
