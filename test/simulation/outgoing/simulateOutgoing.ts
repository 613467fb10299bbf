import type { EndpointRef } from '../../../shared/ports/webhookEndpoints.ts';
import type { OutgoingEvent } from '../../../shared/usecases/outgoing/payload.ts';
import { Random } from '../random.ts';
import { Crash, Faults } from './faults.ts';
import { OutgoingAuditor } from './outgoingAuditor.ts';
import { outgoingWorld, type OutgoingWorld } from './outgoingWorld.ts';
import { Receiver, tempers } from './receiver.ts';
import { VirtualTime } from './virtualTime.ts';

export interface OutgoingReport {
  readonly seed: number;
  /** Attempts that were made. */
  readonly runs: number;
  /** Events that were on the bus. */
  readonly events: number;
  readonly faults: number;
  /** Deliveries that were owed. */
  readonly lines: number;
  readonly violations: readonly string[];
}

const beganAt = Date.parse('2026-03-10T08:00:00Z');
const hour = 3_600_000;
const day = 24 * hour;
const tenantId = 'tenant-1';
/** What is tried for three days, and what dead letters keep for one more, has ended by then. */
const lastMoment = beganAt + 15 * day;

/** Three days of one tenant's events, receivers in every temper, and workers that die anywhere. */
export const simulateOutgoing = (seed: number): Promise<OutgoingReport> => new OutgoingSimulation(seed).tell();

class OutgoingSimulation {
  readonly #seed: number;
  readonly #random: Random;
  readonly #time = new VirtualTime(beganAt);
  /** When they begin: what is done in them may end anywhere. */
  readonly #badHours: readonly number[];
  readonly #faults: Faults;
  readonly #world: OutgoingWorld;
  readonly #auditor: OutgoingAuditor;
  #events = 0;

  constructor(seed: number) {
    this.#seed = seed;
    this.#random = new Random(seed);
    this.#badHours = Array.from({ length: 8 }, () => this.#some(4));
    const isBadThroughout = this.#random.chance(0.2);
    const isBadHour = (): boolean =>
      isBadThroughout ||
      this.#badHours.some((start) => this.#time.milliseconds >= start && this.#time.milliseconds < start + hour);
    const faultRate = this.#random.pick([0, 0.01, 0.05]);
    this.#faults = new Faults(this.#random, faultRate, isBadHour);
    this.#auditor = new OutgoingAuditor(this.#time, faultRate === 0);
    this.#world = outgoingWorld({
      time: this.#time,
      random: this.#random,
      faults: this.#faults,
      workers: 2,
      jitterMs: 5_000,
      onSend: (receiver, request) => this.#auditor.checkRequest(receiver, request),
      onFannedOut: (event, work) => this.#fanOut(event, work),
      onHeld: (job, from, until) => this.#auditor.checkHeld(job, from, until),
      onError: (error) => this.#failed(error),
    });
  }

  async tell(): Promise<OutgoingReport> {
    for (const temper of tempers) if (this.#random.chance(0.7)) await this.#register(temper);
    for (let left = this.#random.between(3, 12); left > 0; left -= 1)
      this.#publish(this.#random.pick([1, 1, 2, 6]), this.#someMoment());
    if (this.#random.chance(0.3)) this.#publishSteadily();
    const isQuiet = await this.#time.passUntil(lastMoment);
    if (!isQuiet) this.#auditor.report('what waits does not come to its end');
    this.#faults.isOver = true;
    await this.#auditor.checkEnded(this.#world);
    await this.#replayAll();
    await this.#auditor.checkTaken(this.#world);
    return {
      seed: this.#seed,
      runs: this.#world.attempts(),
      events: this.#events,
      faults: this.#faults.count,
      lines: this.#auditor.owed.length,
      violations: this.#auditor.violations,
    };
  }

  #failed(error: unknown): void {
    this.#auditor.report(`the simulation itself failed: ${error instanceof Error ? error.stack : String(error)}`);
  }

  #some(days: number): number {
    return beganAt + this.#random.between(0, days * day);
  }

  async #register(temper: (typeof tempers)[number]): Promise<void> {
    const url = `https://receiver-${this.#world.receivers.size}.example/`;
    const made = await this.#faults.undisturbed(() => this.#world.create(tenantId, { url }));
    if (typeof made === 'string') throw new Error(made);
    const receiver = new Receiver(url, temper, { random: this.#random, beganAt, secret: made.secret });
    this.#world.receivers.set(url, receiver);
    const ref = { tenantId, endpointId: made.endpoint.id };
    this.#auditor.know(ref, receiver);
    const happens = (moment: number, deed: () => Promise<void>): void =>
      this.#time.at(moment, () => void deed().catch((error: unknown) => this.#failed(error)));
    if (this.#random.chance(0.7)) happens(this.#some(3), () => this.#rotate(ref, receiver));
    if (this.#random.chance(0.15)) happens(this.#some(3), () => this.#remove(ref));
  }

  /** Half of them in a bad hour. */
  #someMoment(): number {
    const badHour = this.#random.pick(this.#badHours) + this.#random.between(0, hour);
    return this.#random.chance(0.5) ? badHour : this.#some(3);
  }

  /** Two hours in which something happens every four minutes: what is slow now and then is so more than once. */
  #publishSteadily(): void {
    const from = this.#some(3);
    for (let event = 0; event < 30; event += 1) this.#publish(1, from + (event * hour) / 15);
  }

  /** Events of one run come together. */
  #publish(count: number, moment: number): void {
    const occurredAt = new Date(moment).toISOString();
    for (let left = count; left > 0; left -= 1) {
      this.#events += 1;
      const id = `event-${this.#events}`;
      const event = {
        id,
        tenantId,
        type: 'LedgerUpdated',
        occurredAt,
        detail: { version: 1, id, tenantId, occurredAt },
      };
      this.#auditor.publish(event);
      this.#time.at(moment, () => this.#world.queue.bring(event));
    }
  }

  /** What is owed by an event: a delivery to each endpoint that was there before and after it was fanned out, be it on or off. */
  async #fanOut(event: OutgoingEvent, work: () => Promise<void>): Promise<void> {
    const there = async () =>
      (await this.#faults.undisturbed(() => this.#world.endpoints.list(tenantId))).map(({ id }) => id);
    const before = await there();
    await work();
    const after = new Set(await there());
    this.#auditor.owe(
      event,
      before.filter((id) => after.has(id)),
    );
  }

  /** A person rotates, once more where it failed, and puts the new secret in within the day that the old one has left. */
  async #rotate(ref: EndpointRef, receiver: Receiver): Promise<void> {
    const rotate = () => this.#world.rotate(ref);
    const rotated = await rotate().catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error;
      return this.#faults.undisturbed(rotate);
    });
    if (rotated === 'not_found' || 'until' in rotated) return;
    this.#time.at(this.#time.milliseconds + this.#random.between(0, 23 * hour), () => receiver.adopt(rotated.secret));
  }

  async #remove(ref: EndpointRef): Promise<void> {
    await this.#faults.undisturbed(() => this.#world.endpoints.remove(ref));
    this.#auditor.forget(ref);
  }

  /** Everybody is well again; whoever was given up is turned on, and all of the three days is sent once more. */
  async #replayAll(): Promise<void> {
    for (const { ref, receiver } of this.#auditor.left) {
      receiver.isMended = true;
      await this.#world.change(ref, { state: 'enabled' });
      let cursor: string | undefined;
      do {
        const wish = { since: new Date(beganAt).toISOString(), ...(cursor !== undefined && { cursor }) };
        const calls = this.#random.between(1, 2 * this.#events);
        const replayed = await this.#faults.cutShort(calls, () => this.#world.replay(ref, wish));
        if (typeof replayed === 'string') return this.#auditor.report(`nothing could be replayed: ${replayed}`);
        cursor = replayed.nextCursor;
      } while (cursor !== undefined);
    }
    await this.#time.passUntil(lastMoment + hour);
  }
}
