import { EventQueue } from '../../../../bench/scale/eventQueue.ts';
import { seededRandom } from '../../../../bench/scale/random.ts';
import { simulateSlots, type SlotScenario } from '../../../../bench/scale/simulateSlots.ts';

const scenario = (overrides: Partial<SlotScenario> = {}): SlotScenario => ({
  seed: 7,
  slots: [{ at: 0, connections: 1000 }],
  dispatchPerSecond: 100,
  batchSize: 5,
  workersAfter: () => 20,
  jobSeconds: (random) => 0.1 + random(),
  ...overrides,
});

describe('the simulated queue', () => {
  it.each([1, 9, 10, 11, 1234])('does every one of %d jobs once, and none that did not come', (connections) => {
    const { arrived, done, slots } = simulateSlots(scenario({ slots: [{ at: 60, connections }] }));

    expect([arrived, done, slots[0]?.jobs]).toEqual([connections, connections, connections]);
  });

  it("obeys Little's law: the backlog over time is the sum of all waits", () => {
    const slots = [
      { at: 0, connections: 700 },
      { at: 20, connections: 900 },
      { at: 20, connections: 50 },
    ];

    const { backlogSeconds, waitedSeconds, meanWaitSeconds, done } = simulateSlots(
      scenario({ slots, workersAfter: () => 3 }),
    );

    expect(waitedSeconds).toBeGreaterThan(0);
    expect(Math.abs(backlogSeconds - waitedSeconds) / waitedSeconds).toBeLessThan(1e-9);
    expect(meanWaitSeconds).toBeCloseTo(waitedSeconds / done, 9);
  });

  it('has a longer line the fewer may work, and needs the whole work divided by the workers', () => {
    const fast = simulateSlots(scenario({ workersAfter: () => 100, jobSeconds: () => 1 }));
    const slow = simulateSlots(scenario({ workersAfter: () => 4, jobSeconds: () => 1 }));

    expect(fast.peakBacklog).toBeLessThan(slow.peakBacklog);
    // A thousand jobs of a second on four workers; the last two had to wait for the second request of the dispatch.
    expect(slow.slots[0]?.drainSeconds).toBeCloseTo(250.2, 5);
    expect([slow.peakWorkers, slow.workedSeconds]).toEqual([4, 1000]);
    expect(slow.throughput).toBeCloseTo(4, 1);
  });

  it('is as fast as the dispatch where workers wait for work', () => {
    const { slots, longestWaitSeconds } = simulateSlots(
      scenario({ workersAfter: () => 1000, jobSeconds: () => 0.01, dispatchPerSecond: 50 }),
    );

    expect(slots[0]?.drainSeconds).toBeCloseTo(20 + 0.05, 5);
    expect(longestWaitSeconds).toBe(0);
  });

  it('adds workers step by step, never more than are allowed at the moment', () => {
    const growing = simulateSlots(
      scenario({
        workersAfter: (seconds) => Math.min(10, 2 + Math.floor(seconds / 10)),
        jobSeconds: () => 1,
        dispatchPerSecond: 1_000_000,
      }),
    );

    expect(growing.peakWorkers).toBe(10);
    expect(growing.meanWorkers).toBeLessThan(10);
    expect(growing.slots[0]?.drainSeconds).toBeGreaterThan(100);
  });

  it('makes a slot pay for the backlog of the one before', () => {
    const jobs = { jobSeconds: () => 1, workersAfter: () => 2, dispatchPerSecond: 1000 };
    const alone = simulateSlots(scenario({ ...jobs, slots: [{ at: 100, connections: 50 }] }));
    const behind = simulateSlots(
      scenario({
        ...jobs,
        slots: [
          { at: 0, connections: 400 },
          { at: 100, connections: 50 },
        ],
      }),
    );

    expect(behind.slots[1]?.drainSeconds).toBeGreaterThan((alone.slots[0]?.drainSeconds ?? 0) + 90);
  });

  it('is the same for the same seed, and another for another', () => {
    const [first, again, other] = [7, 7, 8].map((seed) => simulateSlots(scenario({ seed })));

    expect(again).toEqual(first);
    expect(other?.workedSeconds).not.toBe(first?.workedSeconds);
  });
});

describe('the queue of events', () => {
  it('gives the earliest first, whatever the order in which they came', () => {
    const random = seededRandom(3);
    const queue = new EventQueue<{ readonly at: number }>();
    const times = Array.from({ length: 500 }, () => Math.floor(random() * 100));
    for (const at of times) queue.put({ at });

    const taken = times.map(() => queue.take()?.at ?? -1);

    expect(taken).toEqual(times.toSorted((a, b) => a - b));
    expect([queue.take(), queue.size]).toEqual([undefined, 0]);
  });
});
