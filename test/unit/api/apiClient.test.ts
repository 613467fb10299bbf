import { makeApiClient } from '../../../shared/api/apiClient.ts';
import { json, problem, type Answer } from '../../../shared/runtime/http/answer.ts';
import { aCounters, aLog } from '../../builders/api.ts';

const busy = problem('idempotency_in_progress');

/** An API that gives these answers, one after the other; the last one again and again. */
const aClient = (answers: readonly Answer[]) => {
  let asked = 0;
  const slept: number[] = [];
  const handle = async (): Promise<Answer> => answers[Math.min(asked++, answers.length - 1)] ?? busy;
  const sleep = async (milliseconds: number) => void slept.push(milliseconds);
  const client = makeApiClient(handle, { log: aLog().log, counters: aCounters().counters }, { sleep });
  return { api: client({ caller: { tenantId: 't', userId: 'u' }, language: 'en' }), asked: () => asked, slept };
};

describe('a call that is being carried out already', () => {
  it('is answered as the first one is, as soon as that has ended', async () => {
    const { api, slept } = aClient([busy, busy, json(200, { status: 'disconnected', revokedAtPonto: 'done' })]);

    const result = await api.call('disconnectConnection', { id: 'c1', once: 'once-1' });

    expect(result).toMatchObject({ kind: 'done', body: { status: 'disconnected' } });
    expect(slept).toEqual([100, 200]);
  });

  it('is waited for less long than the gateway waits', async () => {
    const { api, slept, asked } = aClient([busy]);

    const result = await api.call('disconnectConnection', { id: 'c1', once: 'once-1' });

    expect(result).toMatchObject({ kind: 'problem', problem: { code: 'idempotency_in_progress' } });
    expect(asked()).toBe(slept.length + 1);
    expect(slept.reduce((sum, pause) => sum + pause)).toBeLessThan(15_000);
  });

  it('alone is waited for', async () => {
    const { api, slept } = aClient([problem('not_found')]);

    await api.call('getAccount', { id: 'a1' });

    expect(slept).toEqual([]);
  });
});
