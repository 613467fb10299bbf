import { makeApiClient } from '../../../shared/api/apiClient.ts';
import { json, problem, type Answer } from '../../../shared/runtime/http/answer.ts';
import type { ApiEvent } from '../../../shared/runtime/http/apiEvent.ts';
import { aCounters, aLog } from '../../builders/api.ts';

const busy = problem('idempotency_in_progress');

/** An API that gives these answers, one after the other; the last one again and again. */
const aClient = (answers: readonly Answer[]) => {
  let asked = 0;
  const slept: number[] = [];
  const keys: (string | undefined)[] = [];
  const handle = async ({ headers }: ApiEvent): Promise<Answer> => {
    keys.push(headers?.['idempotency-key']);
    return answers[Math.min(asked++, answers.length - 1)] ?? busy;
  };
  const sleep = async (milliseconds: number) => void slept.push(milliseconds);
  const client = makeApiClient(handle, { log: aLog().log, counters: aCounters().counters }, { sleep });
  return { api: client({ caller: { tenantId: 't', userId: 'u' }, language: 'en' }), asked: () => asked, slept, keys };
};

describe('one sending of a form', () => {
  const keyOf = async (body: unknown) => {
    const { api, keys } = aClient([problem('not_found')]);
    await api.call('createCertificate', { body, once: 'once-1' });
    return keys[0];
  };

  it('is one of the same content: what was changed after a step back is another one', async () => {
    const [first, again, changed] = [
      await keyOf({ from: 'a' }),
      await keyOf({ from: 'a' }),
      await keyOf({ from: 'b' }),
    ];

    expect(first).toMatch(/^once-1\./);
    expect(again).toBe(first);
    expect(changed).not.toBe(first);
  });
});

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
