import type { LookAtHealth, TokenKeyState } from '../../shared/ports/health.ts';
import type { Log } from '../../shared/runtime/log/log.ts';
import type { Counters } from '../../shared/runtime/metrics.ts';

export interface HealthCanaryDeps {
  readonly lookAtHealth: LookAtHealth;
  readonly tokenKeyState: TokenKeyState;
  readonly log: Log;
  readonly counters: Counters;
}

/** Looks at the service from outside and at the token key, and counts what it finds; an unwell service is no error of the canary. */
export const makeHandler =
  ({ lookAtHealth, tokenKeyState, log, counters }: HealthCanaryDeps) =>
  async (_event: unknown): Promise<void> => {
    const look = await lookAtHealth();
    counters.count('HealthChecksPassed', look.kind === 'well' ? 1 : 0);
    counters.count('HealthCheckMilliseconds', look.milliseconds);
    if (look.kind === 'unwell') {
      const { reason, status, code, milliseconds } = look;
      log.write('HEALTH_CHECK_FAILED', { reason, status, code, milliseconds });
    }
    const state = await tokenKeyState();
    counters.count('TokenKeyUnusable', state === 'Enabled' ? 0 : 1);
    if (state !== 'Enabled') log.write('TOKEN_KEY_UNUSABLE', { state });
  };
