import { PutEventsCommand, type EventBridgeClient, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { eventDetail, eventSource } from '../../contracts/events.ts';
import type { EventBus, PublishedEvent } from '../../ports/events.ts';
import { retryUnprocessed, type Pacing } from '../retryUnprocessed.ts';

/** EventBridge takes ten events at a time. */
const batchSize = 10;
const retry = {
  maxTries: 4,
  firstPauseMs: 200,
  maxPauseMs: 800,
  refusal: (events: number): string => `the event bus refused ${events} events`,
};

export class EventBridgeBus implements EventBus {
  readonly #client: EventBridgeClient;
  readonly #busName: string;
  readonly #pacing: Pacing;

  constructor(client: EventBridgeClient, busName: string, pacing: Pacing) {
    this.#client = client;
    this.#busName = busName;
    this.#pacing = pacing;
  }

  async publish(events: readonly PublishedEvent[]): Promise<void> {
    for (let start = 0; start < events.length; start += batchSize) {
      await this.#publishBatch(events.slice(start, start + batchSize));
    }
  }

  async #publishBatch(batch: readonly PublishedEvent[]): Promise<void> {
    const entries = batch.map((published) => this.#entryOf(published));
    await retryUnprocessed(entries, (left) => this.#put(left), { ...retry, pacing: this.#pacing });
  }

  /** `PutEvents` answers 200 with some entries refused, in the order of the request. */
  async #put(entries: readonly PutEventsRequestEntry[]): Promise<readonly PutEventsRequestEntry[]> {
    const { Entries } = await this.#client.send(new PutEventsCommand({ Entries: [...entries] }));
    return entries.filter((_, index) => Entries?.[index]?.ErrorCode !== undefined);
  }

  #entryOf({ id, tenantId, occurredAt, event }: PublishedEvent): PutEventsRequestEntry {
    const { type, ...facts } = event;
    const detail = eventDetail(type).parse({ version: 1, id, tenantId, occurredAt, ...facts });
    return {
      EventBusName: this.#busName,
      Source: eventSource,
      DetailType: type,
      Detail: JSON.stringify(detail),
      Time: new Date(occurredAt),
    };
  }
}
