import { assumptions } from '../../../../bench/scale/assumptions.ts';
import { playHour, setupsOf } from '../../../../bench/scale/lanes.ts';
import { readMeasurements } from '../../../../bench/scale/measurements.ts';
import { atRandom, simulateLanes, type LaneJob, type LanesScenario } from '../../../../bench/scale/simulateLanes.ts';
import { readStackLimits } from '../../../../bench/scale/stack.ts';

const slot = (jobs: number, isLarge: (index: number) => boolean): LaneJob[] =>
  Array.from({ length: jobs }, (_, index) => ({
    at: index / 1000,
    cause: 'slot',
    isLarge: isLarge(index),
    seconds: 1,
  }));

const scenario = (overrides: Partial<LanesScenario>): LanesScenario => ({
  seed: 1,
  jobs: [],
  lanes: { scheduled: { workers: 10, batchSize: 5 }, urgent: { workers: 2, batchSize: 1 } },
  laneOf: ({ cause }) => (cause === 'slot' ? 'scheduled' : 'urgent'),
  batchSeconds: (batch) => batch.reduce((sum, { seconds }) => sum + seconds, 0),
  workersAfter: () => 1000,
  isFair: false,
  ...overrides,
});
const person: LaneJob = { at: 5, cause: 'person', isLarge: false, seconds: 1 };

describe('the simulated lanes', () => {
  it('do every job once', () => {
    const { arrived, done, waits } = simulateLanes(scenario({ jobs: [...slot(777, () => false), person] }));

    expect([arrived, done, waits.slot.length, waits.person.length]).toEqual([778, 778, 777, 1]);
  });

  it('take a person up at once beside a slot, and behind it where there is one lane', () => {
    const jobs = [...slot(1000, () => false), person];

    const two = simulateLanes(scenario({ jobs }));
    const one = simulateLanes(scenario({ jobs, laneOf: () => 'scheduled' }));

    expect(two.waits.person).toEqual([0]);
    expect(one.waits.person[0]).toBeGreaterThan(80);
  });

  it('are drained for small tenants first where the queue holds tenants apart, and lose no time by it', () => {
    // The large tenant's jobs come first.
    const jobs = slot(2000, (index) => index < 1000);

    const [fair, unfair] = [true, false].map((isFair) => simulateLanes(scenario({ jobs, isFair })));

    expect(unfair?.smallDrainedAt).toBe(unfair?.drainedAt);
    expect(fair?.smallDrainedAt).toBeLessThan(0.6 * (fair?.drainedAt ?? 0));
    expect(fair?.drainedAt).toBeCloseTo(unfair?.drainedAt ?? 0, 0);
  });

  it('get as many arrivals a second as they are told to, and the same for the same seed', () => {
    const arrivals = [...atRandom(3, 0, 1000, 2)];

    expect(Math.abs(arrivals.length - 2000)).toBeLessThan(150);
    expect(arrivals).toEqual([...atRandom(3, 0, 1000, 2)]);
  });
});

it('lets "sync now" start within 5 s, 99 times of 100, in the hour of the largest slot, with the stack as it is', () => {
  const model = { measured: readMeasurements(), stack: readStackLimits(), assumed: assumptions };
  const today = setupsOf(model).at(-1);
  if (!today) throw new Error('no setup');

  const { waits } = playHour(model, today);

  expect(waits.person.length).toBeGreaterThan(900);
  expect(waits.person[Math.floor(waits.person.length * 0.99)]).toBeLessThan(5);
});
