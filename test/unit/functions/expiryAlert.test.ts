import type { SQSRecord } from 'aws-lambda';
import { makeHandler, makeOnFailure, makeOnOverdue } from '../../../functions/expiry-alert/handler.ts';
import type { AlertJob } from '../../../shared/ports/alertRuns.ts';
import { aCounters, aLog } from '../../builders/api.ts';
import { aRecord } from '../../builders/queueRecord.ts';

const time = '2026-03-10T06:00:00Z';
const ref = { tenantId: 'tenant-1', connectionId: 'connection-1' };
const begun = { run: time, begunAt: '2026-03-10T06:01:02.345Z' };
const shard = (name: string): AlertJob => ({ kind: 'shard', ...begun, shard: name });

const aFunction = (work: (job: AlertJob) => void = () => undefined, remainingMs = 300_000) => {
  const { log, messages } = aLog();
  const { counters, counted } = aCounters();
  const runs: string[] = [];
  const done: AlertJob[] = [];
  const times: boolean[] = [];
  const handle = makeHandler({
    log,
    counters,
    beginAlertRun: async (run) => runs.push(run) && 32,
    processAlertJob: async (job, { hasTime }) => {
      times.push(hasTime());
      work(job);
      done.push(job);
      return job.kind === 'shard' ? { connections: 12, mails: 5 } : { connections: 0, mails: 0 };
    },
  });
  const handler = (event: unknown) => handle(event, { getRemainingTimeInMillis: () => remainingMs });
  return { messages, counted, runs, done, times, handler, take: (...Records: SQSRecord[]) => handler({ Records }) };
};

describe('expiry-alert', () => {
  it("begins a run with the schedule's time as now", async () => {
    const { handler, runs, messages } = aFunction();

    await handler({ frequency: 'expiry-alert', time });

    expect(runs).toEqual([time]);
    expect(messages).toEqual([{ code: 'ALERT_RUN_BEGUN', fields: { scheduledAt: time, shards: 32 } }]);
  });

  it.each([{ frequency: 'daily', time }, { frequency: 'expiry-alert' }, 'x'])(
    'fails on another event: %j',
    async (event) => {
      const { handler, runs } = aFunction();

      await expect(handler(event)).rejects.toThrow('not the schedule of the expiry alerts');
      expect(runs).toEqual([]);
    },
  );

  it('does the jobs of a batch, and tells how many were warned', async () => {
    const { take, done, messages, counted } = aFunction();
    const digests: AlertJob = { kind: 'digests', ...begun };

    const answer = await take(aRecord('m1', shard('00')), aRecord('m2', digests));

    expect(answer).toEqual({ batchItemFailures: [] });
    expect(done).toEqual([shard('00'), digests]);
    expect(messages).toEqual([
      { code: 'EXPIRY_ALERTS_SENT', fields: { scheduledAt: time, connections: 12, mails: 5 } },
    ]);
    expect(counted).toEqual({ ExpiryMailsSent: 5 });
  });

  it('keeps a job on the queue that failed or that it cannot read, and does the others', async () => {
    const { take, done, messages, counted } = aFunction((job) => {
      if (job.kind === 'shard' && job.shard === '01') throw new Error('no table for els@bakery.example');
    });

    const answer = await take(
      aRecord('m1', shard('01')),
      aRecord('m2', '{"kind":"sh'),
      aRecord('m3', { kind: 'shard', ...begun, run: 'today', shard: '02' }),
      aRecord('m4', shard('04')),
    );

    expect(answer).toEqual({ batchItemFailures: ['m1', 'm2', 'm3'].map((itemIdentifier) => ({ itemIdentifier })) });
    expect(done).toEqual([shard('04')]);
    expect(counted).toEqual({ ExpiryAlertsFailed: 3, ExpiryMailsSent: 5 });
    expect(JSON.stringify(messages)).not.toContain('bakery');
  });

  it.each([
    [60_001, true],
    [60_000, false],
  ])('with %d ms left has time for more: %p', async (remainingMs, expected) => {
    const { take, times } = aFunction(undefined, remainingMs);

    await take(aRecord('m1', shard('00')));

    expect(times).toEqual([expected]);
  });

  it('writes down a failure with its ids and reason, and no word of what it was about', () => {
    const { log, messages } = aLog();
    const { counters, counted } = aCounters();
    const note = makeOnFailure({ log, counters });

    note(ref, { kind: 'mail_refused', reason: 'MessageRejected' });
    note(ref, { kind: 'mail_unknown', error: new Error('no answer for els@bakery.example') });

    expect(messages).toEqual([
      { code: 'EXPIRY_ALERT_FAILED', fields: { ...ref, reason: 'MessageRejected' } },
      {
        code: 'EXPIRY_ALERT_FAILED',
        fields: { ...ref, reason: 'mail_unknown', error: expect.objectContaining({ name: 'Error' }) },
      },
    ]);
    expect(JSON.stringify(messages)).not.toContain('bakery');
    expect(counted).toEqual({ ExpiryAlertsFailed: 2 });
  });

  it('writes down that digests wait no longer', () => {
    const { log, messages } = aLog();

    makeOnOverdue({ log })(time, 2);

    expect(messages).toEqual([{ code: 'DIGESTS_NOT_AWAITED', fields: { scheduledAt: time, shards: 2 } }]);
  });
});
