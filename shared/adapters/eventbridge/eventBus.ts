import { PutEventsCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { eventDetail, eventSource } from '../../contracts/events.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { EventBus, PublishedEvent } from '../../ports/events.ts';

/** EventBridge takes ten events at a time. */
const batchSize = 10;
const tries = 4;
const firstPauseMs = 100;

export class EventBridgeBus implements EventBus {
  readonly #client: EventBridgeClient;
  readonly #busName: string;
  readonly #clock: Pick<Clock, 'sleep'>;

  constructor(client: EventBridgeClient, busName: string, clock: Pick<Clock, 'sleep'>) {
    this.#client = client;
    this.#busName = busName;
    this.#clock = clock;
  }

  async publish(events: readonly PublishedEvent[]): Promise<void> {
    for (let start = 0; start < events.length; start += batchSize) {
      await this.#publishBatch(events.slice(start, start + batchSize));
    }
  }

  /** `PutEvents` answers 200 with some entries refused, in the order of the request; those are sent again. */
  async #publishBatch(batch: readonly PublishedEvent[]): Promise<void> {
    let entries = batch.map((published) => this.#entryOf(published));
    for (let attempt = 1; ; attempt += 1) {
      const { Entries } = await this.#client.send(new PutEventsCommand({ Entries: entries }));
      entries = entries.filter((_, index) => Entries?.[index]?.ErrorCode !== undefined);
      if (entries.length === 0) return;
      if (attempt === tries) throw new Error(`the event bus refused ${entries.length} events`);
      await this.#clock.sleep(firstPauseMs * 2 ** attempt);
    }
  }

  #entryOf({ id, tenantId, occurredAt, event }: PublishedEvent) {
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
