import { eventFunction, InvocationFailed } from '../../../shared/runtime/invocation.ts';
import { aContext, aCounters, aLog } from '../../builders/api.ts';

const observed = () => {
  const log = aLog();
  const counters = aCounters();
  return { log, counters, observers: { log: log.log, counters: counters.counters } };
};

describe('a function behind a queue or a schedule', () => {
  it('tells its beginning and its end, and publishes what it counted', async () => {
    const { log, counters, observers } = observed();
    const handler = eventFunction(observers, async (event: { value: number }) => event.value * 2);

    const answer = await handler({ value: 21 }, aContext);

    expect(answer).toBe(42);
    expect(log.codes()).toEqual(['STARTED', 'COMPLETED']);
    expect(counters.published()).toBe(1);
  });

  it('fails with an error that quotes nothing, because Lambda logs what is thrown', async () => {
    const { log, counters, observers } = observed();
    const handler = eventFunction(observers, async () => {
      throw new SyntaxError('Unexpected token BE68539007547034');
    });

    const outcome = await handler({}, aContext).catch((error: unknown) => error);

    expect(outcome).toBeInstanceOf(InvocationFailed);
    expect(JSON.stringify([outcome, String(outcome), log.messages])).not.toContain('BE68539007547034');
    expect(outcome).not.toHaveProperty('cause');
    expect(log.messages.at(-1)).toMatchObject({ code: 'FAILED', fields: { error: { name: 'SyntaxError' } } });
    expect(counters.published()).toBe(1);
  });

  it('begins every invocation with fresh log keys', async () => {
    const { log, observers } = observed();
    const handler = eventFunction(observers, async () => undefined);
    log.log.correlate({ tenantId: 'tenant-of-before' });

    await handler({}, aContext);

    expect(log.keys).toEqual([]);
  });
});
