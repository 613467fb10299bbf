import { EventQueue } from './eventQueue.ts';
import { seededRandom } from './random.ts';

export type LaneName = 'urgent' | 'scheduled';
/** What asks for work: a person, a first import, an event of Ponto, what follows of either, or a schedule. */
export type Cause = 'person' | 'import' | 'event' | 'follow' | 'slot';

export interface LaneJob {
  readonly at: number;
  readonly cause: Cause;
  /** Of the one large tenant, or of one of the many small ones. */
  readonly isLarge: boolean;
  /** Time of a worker, when it is alone. */
  readonly seconds: number;
}

export interface LaneLimits {
  readonly workers: number;
  readonly batchSize: number;
}

export interface LanesScenario {
  readonly seed: number;
  readonly jobs: Iterable<LaneJob>;
  readonly lanes: Readonly<Partial<Record<LaneName, LaneLimits>>>;
  readonly laneOf: (job: LaneJob) => LaneName;
  /** Time of a worker for a whole batch. */
  readonly batchSeconds: (batch: readonly LaneJob[]) => number;
  readonly workersAfter: (seconds: number) => number;
  /** Whether the queue holds tenants apart. */
  readonly isFair: boolean;
}

export interface LanesResult {
  readonly arrived: number;
  readonly done: number;
  /** Seconds before a job was taken up, sorted. */
  readonly waits: Readonly<Record<Cause, readonly number[]>>;
  /** The last job of the slot. */
  readonly drainedAt: number;
  /** The last job of a small tenant in the slot. */
  readonly smallDrainedAt: number;
}

/** As AWS describes a noisy tenant: a tenth of what is in flight and thirty messages, or a tenth of the workers' recent time. */
const noisyShare = 0.1;
const noisyInFlight = 30;
/** What counts as recent is not said. */
const recentSeconds = 60;

/** Shares of the large tenant; small ones never have one that counts. */
class Shares {
  #inFlight = 0;
  #large = 0;
  #recent = 0;
  #recentLarge = 0;
  #at = 0;

  take(batch: readonly LaneJob[]): void {
    this.#inFlight += batch.length;
    this.#large += batch.filter(({ isLarge }) => isLarge).length;
  }

  done(batch: readonly LaneJob[], seconds: number, now: number): void {
    this.#decay(now);
    const large = batch.filter(({ isLarge }) => isLarge).length;
    this.#inFlight -= batch.length;
    this.#large -= large;
    this.#recent += seconds;
    this.#recentLarge += (seconds * large) / batch.length;
  }

  isNoisy(now: number): boolean {
    this.#decay(now);
    const holdsMany = this.#large >= noisyInFlight && this.#large > noisyShare * this.#inFlight;
    return holdsMany || (this.#recent > 1 && this.#recentLarge > noisyShare * this.#recent);
  }

  #decay(now: number): void {
    const left = Math.exp((this.#at - now) / recentSeconds);
    this.#recent *= left;
    this.#recentLarge *= left;
    this.#at = now;
  }
}

/** One queue: what the large tenant has in it, and what all others have. */
class Lane {
  readonly #lines = { large: new Array<LaneJob>(), small: new Array<LaneJob>() };
  readonly #first = { large: 0, small: 0 };
  readonly shares = new Shares();
  busy = 0;
  workSince = 0;

  get length(): number {
    return this.#left('large') + this.#left('small');
  }

  join(job: LaneJob): void {
    this.#lines[job.isLarge ? 'large' : 'small'].push(job);
  }

  leave(most: number, now: number, isFair: boolean): readonly LaneJob[] {
    const batch: LaneJob[] = [];
    const isNoisy = isFair && this.shares.isNoisy(now);
    while (batch.length < most && this.length > 0) {
      const [large, small] = [this.#lines.large[this.#first.large], this.#lines.small[this.#first.small]];
      const from = small && (isNoisy || !large || small.at <= large.at) ? 'small' : 'large';
      const job = from === 'small' ? small : large;
      if (!job) break;
      this.#first[from] += 1;
      batch.push(job);
    }
    return batch;
  }

  #left(line: 'large' | 'small'): number {
    return this.#lines[line].length - this.#first[line];
  }
}

type Event =
  | { readonly kind: 'arrival'; readonly at: number; readonly job: LaneJob }
  | {
      readonly kind: 'done';
      readonly at: number;
      readonly lane: LaneName;
      readonly batch: readonly LaneJob[];
      readonly seconds: number;
    };

/** Plays people, events and a slot of the schedules on one queue or on two, event by event. */
export const simulateLanes = (scenario: LanesScenario): LanesResult => {
  const events = new EventQueue<Event>();
  const lanes = new Map<LaneName, Lane>();
  const waits: Record<Cause, number[]> = { person: [], import: [], event: [], follow: [], slot: [] };
  let [arrived, done, drainedAt, smallDrainedAt] = [0, 0, 0, 0];
  const laneNamed = (name: LaneName): Lane => {
    const lane = lanes.get(name) ?? new Lane();
    lanes.set(name, lane);
    return lane;
  };
  const startWork = (name: LaneName, now: number): void => {
    const limits = scenario.lanes[name];
    if (!limits) throw new Error(`no lane ${name}`);
    const lane = laneNamed(name);
    const allowed = Math.min(limits.workers, scenario.workersAfter(now - lane.workSince));
    while (lane.length > 0 && lane.busy < allowed) {
      const batch = lane.leave(limits.batchSize, now, scenario.isFair);
      for (const { cause, at } of batch) waits[cause].push(now - at);
      const seconds = scenario.batchSeconds(batch);
      lane.shares.take(batch);
      lane.busy += 1;
      events.put({ kind: 'done', at: now + seconds, lane: name, batch, seconds });
    }
  };
  for (const job of scenario.jobs) events.put({ kind: 'arrival', at: job.at, job });
  for (let event = events.take(); event; event = events.take()) {
    const now = event.at;
    const name = event.kind === 'arrival' ? scenario.laneOf(event.job) : event.lane;
    const lane = laneNamed(name);
    if (event.kind === 'arrival') {
      if (lane.busy === 0 && lane.length === 0) lane.workSince = now;
      lane.join(event.job);
      arrived += 1;
    } else {
      lane.busy -= 1;
      lane.shares.done(event.batch, event.seconds, now);
      done += event.batch.length;
      const ofSlot = event.batch.filter(({ cause }) => cause === 'slot');
      if (ofSlot.length > 0) drainedAt = now;
      if (ofSlot.some(({ isLarge }) => !isLarge)) smallDrainedAt = now;
    }
    startWork(name, now);
  }
  for (const list of Object.values(waits)) list.sort((a, b) => a - b);
  return { arrived, done, waits, drainedAt, smallDrainedAt };
};

/** Arrivals at random, so many a second on average. */
export function* atRandom(seed: number, from: number, until: number, perSecond: number): Generator<number> {
  const random = seededRandom(seed);
  for (let at = from; ;) {
    at += -Math.log(1 - random()) / perSecond;
    if (at >= until) return;
    yield at;
  }
}
