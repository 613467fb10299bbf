import { calendarDateAt } from '../../../../shared/domain/calendar/calendarDate.ts';
import { anExpiryWorld } from '../../../builders/expiry.ts';
import { Random } from '../../../simulation/random.ts';

const dayMs = 86_400_000;
const rungs = [30, 14, 7, 3, 1, 0];

interface Period {
  readonly authorizedAt: number;
  readonly expiresAt: number;
}

interface Sent {
  readonly period: Period;
  readonly at: number;
}

/** Days to the end as the calendar on a wall in Brussels counts them: told by another way than the product's. */
const daysLeft = ({ expiresAt }: Pick<Period, 'expiresAt'>, at: number): number => {
  const dateOf = (moment: number) =>
    Date.parse(calendarDateAt(new Date(moment).toISOString(), 'Europe/Brussels') ?? '');
  return Math.round((dateOf(expiresAt) - dateOf(at)) / dayMs);
};

/** The rung that a mail of this moment is for. */
const rungAt = (period: Period, at: number): number =>
  rungs.filter((rung) => daysLeft(period, at) <= rung).at(-1) ?? Number.NaN;

/** Two years of one account: daily runs at seven or somewhat later, some missed, renewals at any time. */
const twoYears = async (seed: number) => {
  const random = new Random(seed);
  const world = anExpiryWorld();
  const start = Date.parse('2026-01-05T09:00:00Z');
  const days = random.pick([90, 180]);
  const authorize = (at: number): Period => {
    const period = { authorizedAt: at, expiresAt: at + days * dayMs };
    const text = (moment: number) => new Date(moment).toISOString();
    world.observe(
      { authorization: { authorizedAt: text(at), expiresAt: text(period.expiresAt), revoked: false } },
      text(at + random.between(0, 3_600_000)),
    );
    return period;
  };
  const runs: Sent[] = [];
  const sent: Sent[] = [];
  const periods = [authorize(start)];
  let outage = 0;
  for (let day = 1; day <= 730; day += 1) {
    const midnight = Date.parse('2026-01-05T00:00:00Z') + day * dayMs;
    const period = periods.at(-1);
    if (!period) throw new Error('there is always a period');
    if (outage > 0) outage -= 1;
    else if (random.chance(0.03)) outage = random.between(1, 12);
    else {
      const at = midnight + 5 * 3_600_000 + random.between(0, 3 * 3_600_000);
      const mails = await world.mailsDuring(() => world.run(new Date(at).toISOString()));
      runs.push({ period, at });
      for (const _ of mails) sent.push({ period, at });
    }
    // People renew before the end, on the day, after it, or a long time after.
    const left = daysLeft(period, midnight);
    if (random.chance(left > 30 ? 0.002 : left > 0 ? 0.03 : 0.15)) {
      periods.push(authorize(midnight + random.between(9, 20) * 3_600_000));
    }
  }
  return { runs, sent, periods, events: world.events };
};

describe('two years of random renewals and missed runs', () => {
  const seeds = Array.from({ length: 20 }, (_, index) => index + 1);
  /** Lived once, looked at twice. */
  const lived = new Map<number, ReturnType<typeof twoYears>>();
  const livedThrough = (seed: number): ReturnType<typeof twoYears> => {
    const years = lived.get(seed) ?? twoYears(seed);
    lived.set(seed, years);
    return years;
  };

  it.each(seeds)('bring every rung that a run could send, and none twice (seed %d)', async (seed) => {
    const { runs, sent, periods } = await livedThrough(seed);

    const rungsOf = (period: Period, moments: readonly Sent[]) =>
      moments.filter((moment) => moment.period === period).map(({ at }) => rungAt(period, at));
    expect(periods.length).toBeGreaterThan(2);
    for (const period of periods) {
      const mailed = rungsOf(period, sent);
      const inReach = new Set(rungsOf(period, runs).filter((rung) => rungs.includes(rung)));
      expect(mailed).toEqual([...inReach]);
    }
  });

  it('tell other software of each period at most once that it has ended, and only of those that did', async () => {
    for (const seed of seeds) {
      const { events, periods, runs } = await livedThrough(seed);

      const ended = events.filter(({ event }) => event.type === 'AuthorizationExpired').map(({ id }) => id);
      const inReach = periods.filter((period) =>
        runs.some(({ period: current, at }) => current === period && at >= period.expiresAt),
      );
      expect(new Set(ended).size).toBe(ended.length);
      expect(ended).toHaveLength(inReach.length);
    }
  });
});
