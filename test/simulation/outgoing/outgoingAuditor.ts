import type { EndpointRef } from '../../../shared/ports/webhookEndpoints.ts';
import type { WebhookRequest } from '../../../shared/ports/webhookSender.ts';
import type { OutgoingEvent } from '../../../shared/usecases/outgoing/payload.ts';
import type { OutgoingWorld } from './outgoingWorld.ts';
import { promptMs, type Receiver } from './receiver.ts';
import type { VirtualTime } from './virtualTime.ts';

interface Known {
  readonly ref: EndpointRef;
  readonly receiver: Receiver;
  removedAt?: number;
  /** When it last held a worker of the prompt lane for long. */
  heldUntil?: number;
}

interface Owed {
  readonly eventId: string;
  readonly known: Known;
}

/** Attempts of one delivery, by the schedule; a crash may repeat some. */
const maxTries = 10;
/** Messages of one delivery that is tried in vain: three days of quarters of an hour, and as many for what goes wrong. */
const maxMessages = 600;

/** Requests to an endpoint that is dead for three days: at growing rests, then once an hour, and half as many for crashes. */
const maxInVain = 120;

/** So long nothing that was slow is back in the prompt lane. */
const heldAgainMs = 3_600_000;

/** Holds what receivers and store say against what must be true. */
export class OutgoingAuditor {
  readonly violations: string[] = [];
  readonly #time: VirtualTime;
  readonly #known = new Map<string, Known>();
  readonly #owed = new Map<string, Owed>();
  readonly #notFannedOut = new Set<string>();
  readonly #isFaultless: boolean;

  /** @param isFaultless nobody dies: what was learned of an endpoint is written down */
  constructor(time: VirtualTime, isFaultless: boolean) {
    this.#time = time;
    this.#isFaultless = isFaultless;
  }

  /** Endpoints that nobody has deleted. */
  get left(): readonly Known[] {
    return [...this.#known.values()].filter(({ removedAt }) => removedAt === undefined);
  }

  get owed(): readonly Owed[] {
    return [...this.#owed.values()];
  }

  report(violation: string): void {
    this.violations.push(`${violation} (${this.#time.now()})`);
  }

  know(ref: EndpointRef, receiver: Receiver): void {
    this.#known.set(ref.endpointId, { ref, receiver });
  }

  forget({ endpointId }: EndpointRef): void {
    const known = this.#known.get(endpointId);
    if (known) known.removedAt = this.#time.milliseconds;
  }

  publish({ id }: OutgoingEvent): void {
    this.#notFannedOut.add(id);
  }

  owe({ id }: OutgoingEvent, endpointIds: readonly string[]): void {
    this.#notFannedOut.delete(id);
    for (const endpointId of endpointIds) {
      const known = this.#known.get(endpointId);
      if (known) this.#owed.set(`${endpointId} ${id}`, { eventId: id, known });
    }
  }

  /** A receiver reads each request; none comes after its endpoint was deleted. */
  checkRequest(receiver: Receiver, request: WebhookRequest): void {
    const wrong = receiver.read(request, this.#time.milliseconds);
    if (wrong !== undefined) this.report(`${receiver.temper}: ${wrong}`);
    const known = [...this.#known.values()].find((one) => one.receiver === receiver);
    if (known?.removedAt !== undefined && this.#time.milliseconds > known.removedAt) {
      this.report(`${receiver.temper}: something was sent after its endpoint was deleted`);
    }
  }

  /** An endpoint holds the prompt lane for long at one moment, and not again for an hour. */
  checkHeld({ endpointId }: EndpointRef, from: number, until: number): void {
    const known = this.#known.get(endpointId);
    if (!this.#isFaultless || !known || until - from <= promptMs) return;
    const { receiver, heldUntil = Number.NEGATIVE_INFINITY } = known;
    if (from > heldUntil && from < heldUntil + heldAgainMs) {
      this.report(`${receiver.temper}: it has held the prompt lane again`);
    }
    known.heldUntil = until;
  }

  /** At the end each event was taken, or is shown as failed. */
  async checkEnded({ endpoints, deliveries, queue, toldDisabled }: OutgoingWorld): Promise<void> {
    for (const [name, count] of queue.messages) {
      if (count > maxMessages) this.report(`${name} took ${count} messages`);
    }
    for (const id of this.#notFannedOut) this.report(`${id} went to nobody`);
    for (const { ref, receiver } of this.left) {
      const endpoint = await endpoints.get(ref);
      if (endpoint?.state === 'disabled' && !toldDisabled.has(ref.endpointId)) {
        this.report(`${receiver.temper}: nobody was told that nothing is sent there any more`);
      }
      if (receiver.isGone && endpoint?.disabledBecause !== 'gone') {
        this.report(
          `${receiver.temper}: it has answered 410, and the endpoint is ${endpoint?.disabledBecause ?? 'enabled'}`,
        );
      }
      if (receiver.temper === 'dead' && receiver.inVain > maxInVain) {
        this.report(`${receiver.temper}: it was asked ${receiver.inVain} times in vain`);
      }
      const { items, nextCursor } = await deliveries.list(ref, { limit: 1_000 });
      if (nextCursor !== undefined) this.report('there are more deliveries than events');
      for (const { known, eventId } of this.owed.filter((one) => one.known.ref === ref)) {
        const found = items.filter((one) => one.eventId === eventId);
        const [delivery] = found;
        const name = `${known.receiver.temper}: ${eventId}`;
        if (!delivery || found.length > 1) this.report(`${name} has ${found.length} deliveries`);
        else if (delivery.state === 'pending') this.report(`${name} is forgotten: nobody will try it again`);
        else if (delivery.state === 'delivered' && !receiver.taken.has(eventId)) this.report(`${name} was never taken`);
        if (delivery && delivery.tries > maxTries) this.report(`${name} was tried ${delivery.tries} times`);
      }
    }
  }

  /** After a replay each event was taken. */
  async checkTaken({ deliveries }: OutgoingWorld): Promise<void> {
    for (const { known, eventId } of this.owed) {
      if (known.removedAt !== undefined || known.receiver.taken.has(eventId)) continue;
      this.report(`${known.receiver.temper}: ${eventId} was replayed and not taken`);
    }
    for (const { ref, receiver } of this.left) {
      const { items } = await deliveries.list(ref, { limit: 1_000 }, 'delivered');
      const missing = this.owed.filter((one) => one.known.ref === ref).length - items.length;
      if (missing > 0) this.report(`${receiver.temper}: ${missing} deliveries did not end as delivered`);
    }
  }
}
