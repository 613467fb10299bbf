import type { AttemptLane } from '../../../shared/domain/outgoing/attemptLane.ts';
import type { AttemptJob, AttemptQueue } from '../../../shared/ports/webhookEndpoints.ts';
import type { OutgoingEvent } from '../../../shared/usecases/outgoing/payload.ts';
import type { Random } from '../random.ts';
import type { Faults } from './faults.ts';
import { Crash } from './faults.ts';
import type { VirtualTime } from './virtualTime.ts';

export type Job = AttemptJob | { readonly event: OutgoingEvent };

interface Message {
  readonly job: Job;
  receives: number;
}

export interface QueueOptions {
  readonly time: VirtualTime;
  readonly random: Random;
  readonly faults: Faults;
  /** Of each lane. One does a batch side by side, and takes the next one when all of it is done. */
  readonly workers: number;
  /** A message comes so much later at most, and so before or behind others. */
  readonly jitterMs: number;
  readonly work: (job: Job) => Promise<void>;
  /** Told of each attempt that a worker of the prompt lane has made, and of the moments between which it was held by it. */
  readonly onHeld: (job: AttemptJob, from: number, until: number) => void;
  /** Told of what no crash explains. */
  readonly onError: (error: unknown) => void;
}

const batchSize = 10;
/** SQS delays by a quarter of an hour at most. */
const maxDelayMs = 900_000;
/** So long a message is out of sight while somebody works on it, and after a crash. */
const hiddenMs = 180_000;
/** Deliveries until a message is a dead letter; an operator redrives those twice a day. */
const maxReceives = 5;
const redriveMs = 12 * 3_600_000;

interface LaneOfMessages {
  readonly ready: Message[];
  busy: number;
}

/** Both lanes, queues as SQS has them: at least once, in no order, with messages that come back when their worker dies. */
export class SimulatedQueue implements AttemptQueue {
  readonly #options: QueueOptions;
  readonly #lanes: Readonly<Record<AttemptLane, LaneOfMessages>> = {
    prompt: { ready: [], busy: 0 },
    slow: { ready: [], busy: 0 },
  };
  /** Messages of each delivery, of one endpoint. */
  readonly messages = new Map<string, number>();

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  async put(jobs: readonly AttemptJob[]): Promise<void> {
    const { time, faults } = this.#options;
    for (const job of jobs) {
      faults.strike();
      const name = `${job.endpointId} ${job.deliveryId}`;
      this.messages.set(name, (this.messages.get(name) ?? 0) + 1);
      this.#send(job, Math.min(Date.parse(job.dueAt), time.milliseconds + maxDelayMs));
      faults.strike();
    }
  }

  /** The bus brings an event at least once. */
  bring(event: OutgoingEvent): void {
    const { time, random, faults } = this.#options;
    this.#send({ event }, time.milliseconds);
    if (faults.areOn && random.chance(0.1)) this.#send({ event }, time.milliseconds + random.between(0, 3_600_000));
  }

  #send(job: Job, moment: number): void {
    this.#show({ job, receives: 0 }, moment + this.#options.random.between(0, this.#options.jitterMs));
  }

  /** At a whole second, as SQS counts: several come at once and race. */
  #show(message: Message, moment: number): void {
    this.#options.time.at(Math.ceil(moment / 1_000) * 1_000, () => {
      const lane = this.#lanes[laneOf(message.job)];
      lane.ready.push(message);
      this.#take(lane);
    });
  }

  #take(lane: LaneOfMessages): void {
    while (lane.busy < this.#options.workers && lane.ready.length > 0) {
      lane.busy += 1;
      void Promise.all(this.#batchOf(lane).map((message) => this.#handle(message))).finally(() => {
        lane.busy -= 1;
        this.#take(lane);
      });
    }
  }

  #batchOf({ ready }: LaneOfMessages): readonly Message[] {
    const batch: Message[] = [];
    while (batch.length < batchSize && ready.length > 0) {
      batch.push(...ready.splice(this.#options.random.between(0, ready.length - 1), 1));
    }
    return batch;
  }

  async #handle(message: Message): Promise<void> {
    const { time, random, faults, work, onHeld, onError } = this.#options;
    const from = time.milliseconds;
    message.receives += 1;
    try {
      await work(message.job);
      if (!('event' in message.job) && message.job.lane === 'prompt') onHeld(message.job, from, time.milliseconds);
      // Done, and delivered again all the same.
      if (faults.areOn && random.chance(0.02)) this.#show(message, time.milliseconds + hiddenMs);
    } catch (error) {
      if (!(error instanceof Crash)) onError(error);
      const isDead = message.receives >= maxReceives;
      if (isDead) message.receives = 0;
      this.#show(message, time.milliseconds + (isDead ? redriveMs : hiddenMs));
    }
  }
}

/** Events come by the prompt lane. */
const laneOf = (job: Job): AttemptLane => ('event' in job ? 'prompt' : job.lane);
