import { makeHandler } from '../../../functions/health-canary/handler.ts';
import type { HealthLook } from '../../../shared/ports/health.ts';
import { aCounters, aLog } from '../../builders/api.ts';

const canary = (look: HealthLook, state: () => Promise<string>) => {
  const log = aLog();
  const counters = aCounters();
  const handler = makeHandler({
    lookAtHealth: async () => look,
    tokenKeyState: state,
    log: log.log,
    counters: counters.counters,
  });
  return { run: () => handler({ frequency: 'health-canary' }), log, counters };
};
const well: HealthLook = { kind: 'well', milliseconds: 42 };

describe('health-canary', () => {
  it('counts a look that found all well, and writes nothing of it', async () => {
    const { run, log, counters } = canary(well, async () => 'Enabled');

    await run();

    expect(counters.counted).toEqual({ HealthChecksPassed: 1, HealthCheckMilliseconds: 42, TokenKeyUnusable: 0 });
    expect(log.messages).toEqual([]);
  });

  it('counts an unwell service as no look that passed, says why, and is no failure itself', async () => {
    const look: HealthLook = { kind: 'unwell', milliseconds: 10_001, reason: 'no_answer', code: 'TIMEOUT' };
    const { run, log, counters } = canary(look, async () => 'Enabled');

    await run();

    expect(counters.counted).toMatchObject({ HealthChecksPassed: 0, HealthCheckMilliseconds: 10_001 });
    expect(log.messages).toEqual([
      { code: 'HEALTH_CHECK_FAILED', fields: { reason: 'no_answer', code: 'TIMEOUT', milliseconds: 10_001 } },
    ]);
  });

  it.each(['Disabled', 'PendingDeletion', 'Unavailable'])('counts a token key that is %s', async (state) => {
    const { run, log, counters } = canary(well, async () => state);

    await run();

    expect(counters.counted).toMatchObject({ TokenKeyUnusable: 1 });
    expect(log.messages).toEqual([{ code: 'TOKEN_KEY_UNUSABLE', fields: { state } }]);
  });

  it('has counted the health when KMS does not answer', async () => {
    const { run, counters } = canary(well, () => Promise.reject(new Error('KMS is away')));

    await expect(run()).rejects.toThrow('KMS is away');
    expect(counters.counted).toEqual({ HealthChecksPassed: 1, HealthCheckMilliseconds: 42 });
  });
});
