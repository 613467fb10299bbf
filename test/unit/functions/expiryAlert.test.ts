import { makeHandler, makeOnFailure } from '../../../functions/expiry-alert/handler.ts';
import { aCounters, aLog } from '../../builders/api.ts';

const time = '2026-03-10T06:00:00Z';
const ref = { tenantId: 'tenant-1', connectionId: 'connection-1' };

const aFunction = () => {
  const { log, messages } = aLog();
  const { counters, counted } = aCounters();
  const runs: unknown[] = [];
  const sendAlerts = async (run: { readonly now: string }) => (runs.push(run), { connections: 12, mails: 5 });
  return { messages, counted, runs, log, counters, handler: makeHandler({ sendAlerts, log, counters }) };
};

describe('expiry-alert', () => {
  it("warns with the event's time as now, and tells how many were warned", async () => {
    const { handler, runs, messages, counted } = aFunction();

    await handler({ frequency: 'expiry-alert', time });

    expect(runs).toEqual([{ now: time }]);
    expect(messages).toEqual([
      { code: 'EXPIRY_ALERTS_SENT', fields: { scheduledAt: time, connections: 12, mails: 5 } },
    ]);
    expect(counted).toEqual({ ExpiryMailsSent: 5 });
  });

  it.each([{ frequency: 'daily', time }, { frequency: 'expiry-alert' }, 'x'])(
    'fails on another event: %j',
    async (event) => {
      const { handler, runs } = aFunction();

      await expect(handler(event)).rejects.toThrow('not the schedule of the expiry alerts');
      expect(runs).toEqual([]);
    },
  );

  it('writes down a failure with its ids and reason, and no word of what it was about', () => {
    const { log, counters, messages, counted } = aFunction();
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
});
