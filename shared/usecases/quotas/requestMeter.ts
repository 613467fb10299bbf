import type { Metered } from '../../domain/quotas/quotas.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { Usage } from '../../ports/usage.ts';
import { windowAt } from './window.ts';

interface Deps {
  readonly usage: Usage;
  readonly limit: number;
  readonly clock: Pick<Clock, 'now'>;
}

interface Seen {
  /** What all workers had seen when this one told last. */
  total: number;
  /** What this one has seen since. */
  untold: number;
}

const minuteMs = 60_000;
/** A worker tells the others of every so many requests, or of less where the limit is small. */
const maxUntold = 25;
const untoldShare = 50;

/**
 * Counts the requests of a tenant in a minute. Workers count in memory and tell each other in steps: a tenant that asks
 * little costs no write, and one that asks a lot gets past the limit by at most a step for each worker. What remains is as this worker knows it.
 */
export const makeRequestMeter = ({ usage, limit, clock }: Deps) => {
  const step = Math.max(1, Math.min(maxUntold, Math.floor(limit / untoldShare)));
  let window = '';
  let seen = new Map<string, Seen>();

  const standing = (own: Seen, secondsLeft: number, isOver: boolean): Metered => {
    const remaining = isOver ? 0 : Math.max(0, limit - own.total - own.untold);
    const allowance = { of: 'requests', limit, windowSeconds: minuteMs / 1_000, remaining, secondsLeft } as const;
    return isOver ? { allowance, exceeded: { code: 'too_many_requests', limit, allowance } } : { allowance };
  };

  return async (tenantId: string): Promise<Metered> => {
    const { from, secondsLeft } = windowAt(clock.now(), minuteMs);
    if (from !== window) {
      window = from;
      seen = new Map();
    }
    const own = seen.get(tenantId) ?? { total: 0, untold: 0 };
    seen.set(tenantId, own);
    if (own.total + own.untold >= limit) return standing(own, secondsLeft, true);
    own.untold += 1;
    if (own.untold < step) return standing(own, secondsLeft, false);
    const by = own.untold;
    own.untold = 0;
    // Counted as told while it is being told: requests that come meanwhile do not tell it again.
    own.total += by;
    own.total = Math.max(own.total, await usage.add({ tenantId, what: 'requests', from, by }));
    return standing(own, secondsLeft, own.total > limit);
  };
};
