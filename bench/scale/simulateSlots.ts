import { EventQueue } from './eventQueue.ts';
import { seededRandom } from './random.ts';

/** A schedule that fires: so many connections are due at this second of the day. */
export interface Slot {
  readonly at: number;
  readonly connections: number;
}

export interface SlotScenario {
  readonly seed: number;
  readonly slots: readonly Slot[];
  readonly dispatchPerSecond: number;
  readonly batchSize: number;
  /** How many workers may run so many seconds after there was work: Lambda grows step by step. */
  readonly workersAfter: (seconds: number) => number;
  /** Seconds of one job, with a random number in [0, 1) for what varies. */
  readonly jobSeconds: (random: () => number) => number;
}

export interface SlotResult {
  readonly at: number;
  readonly jobs: number;
  /** From the first job on the queue to the last one done; a slot that met the backlog of another pays for it. */
  readonly drainSeconds: number;
}

export interface SlotsResult {
  readonly slots: readonly SlotResult[];
  readonly arrived: number;
  readonly done: number;
  readonly peakBacklog: number;
  readonly peakWorkers: number;
  /** Of the time in which anybody worked. */
  readonly meanWorkers: number;
  readonly meanWaitSeconds: number;
  readonly longestWaitSeconds: number;
  /** Jobs a second while anybody worked. */
  readonly throughput: number;
  /** Jobs waiting, summed over time: by Little's law the sum of all waits. */
  readonly backlogSeconds: number;
  readonly waitedSeconds: number;
  readonly workedSeconds: number;
  readonly busySeconds: number;
}

type Event =
  | { readonly kind: 'arrival'; readonly at: number; readonly slot: number; readonly jobs: number }
  | { readonly kind: 'done'; readonly at: number; readonly slots: readonly number[] }
  | { readonly kind: 'look'; readonly at: number };

/** Messages that a dispatch puts in one request. */
const jobsPerRequest = 10;
/** Lambda looks whether more workers are allowed. */
const lookSeconds = 1;

/** Every slot has a dispatch of its own; several that fire at the same minute put their jobs side by side. */
function* arrivalsOf({ at, connections }: Slot, slot: number, perSecond: number): Generator<Event> {
  for (let put = 0; put < connections; put += jobsPerRequest) {
    const jobs = Math.min(jobsPerRequest, connections - put);
    yield { kind: 'arrival', at: at + (put + jobs) / perSecond, slot, jobs };
  }
}

/** Jobs in the order in which they came, as runs of jobs that came together. */
class Line {
  #groups: { readonly at: number; readonly slot: number; jobs: number }[] = [];
  #first = 0;
  length = 0;

  join(at: number, slot: number, jobs: number): void {
    this.#groups.push({ at, slot, jobs });
    this.length += jobs;
  }

  /** The moments at which the next jobs came, and whose they are. */
  leave(most: number): { readonly at: number; readonly slot: number }[] {
    const left: { readonly at: number; readonly slot: number }[] = [];
    while (left.length < most) {
      const group = this.#groups[this.#first];
      if (group === undefined) break;
      left.push({ at: group.at, slot: group.slot });
      group.jobs -= 1;
      if (group.jobs === 0) this.#first += 1;
    }
    if (this.#first > 10_000) {
      this.#groups = this.#groups.slice(this.#first);
      this.#first = 0;
    }
    this.length -= left.length;
    return left;
  }
}

/**
 * Plays the queue between dispatch and workers, event by event: requests of the dispatch put jobs, a free worker takes a
 * batch and is busy for as long as its jobs take together, the number of workers grows as Lambda lets it.
 */
export const simulateSlots = (scenario: SlotScenario): SlotsResult => {
  const { batchSize, workersAfter, jobSeconds } = scenario;
  const random = seededRandom(scenario.seed);
  const events = new EventQueue<Event>();
  const line = new Line();
  const { slots, dispatchPerSecond } = scenario;
  const arrivals = slots.map((slot, index) => arrivalsOf(slot, index, dispatchPerSecond));
  const lastDone = slots.map(({ at }) => at);
  let [now, workers, workSince, isLooking] = [0, 0, 0, false];
  const sums = {
    arrived: 0,
    done: 0,
    peakBacklog: 0,
    peakWorkers: 0,
    backlog: 0,
    waited: 0,
    longest: 0,
    worked: 0,
    busy: 0,
  };

  /** One ahead for each slot: a million arrivals need not lie in the heap at once. */
  const putNext = (slot: number): void => {
    const next = arrivals[slot]?.next();
    if (next && next.done !== true) events.put(next.value);
  };
  const startWork = (): void => {
    const allowed = workersAfter(now - workSince);
    while (line.length > 0 && workers < allowed) {
      const batch = line.leave(batchSize);
      const seconds = batch.reduce((sum) => sum + jobSeconds(random), 0);
      for (const { at } of batch) {
        sums.waited += now - at;
        sums.longest = Math.max(sums.longest, now - at);
      }
      sums.worked += seconds;
      workers += 1;
      events.put({ kind: 'done', at: now + seconds, slots: batch.map(({ slot }) => slot) });
    }
    sums.peakWorkers = Math.max(sums.peakWorkers, workers);
    if (line.length > 0 && !isLooking) {
      isLooking = true;
      events.put({ kind: 'look', at: now + lookSeconds });
    }
  };

  for (const slot of slots.keys()) putNext(slot);
  for (let event = events.take(); event; event = events.take()) {
    const passed = event.at - now;
    sums.backlog += line.length * passed;
    if (workers > 0) sums.busy += passed;
    now = event.at;
    if (event.kind === 'arrival') {
      if (workers === 0 && line.length === 0) workSince = now;
      line.join(now, event.slot, event.jobs);
      sums.arrived += event.jobs;
      sums.peakBacklog = Math.max(sums.peakBacklog, line.length);
      putNext(event.slot);
    } else if (event.kind === 'done') {
      workers -= 1;
      sums.done += event.slots.length;
      for (const slot of event.slots) lastDone[slot] = now;
    } else isLooking = false;
    startWork();
  }
  return {
    slots: slots.map(({ at, connections }, slot) => ({
      at,
      jobs: connections,
      drainSeconds: (lastDone[slot] ?? at) - at,
    })),
    arrived: sums.arrived,
    done: sums.done,
    peakBacklog: sums.peakBacklog,
    peakWorkers: sums.peakWorkers,
    meanWorkers: sums.busy === 0 ? 0 : sums.worked / sums.busy,
    meanWaitSeconds: sums.done === 0 ? 0 : sums.waited / sums.done,
    longestWaitSeconds: sums.longest,
    throughput: sums.busy === 0 ? 0 : sums.done / sums.busy,
    backlogSeconds: sums.backlog,
    waitedSeconds: sums.waited,
    workedSeconds: sums.worked,
    busySeconds: sums.busy,
  };
};
