import type { Instant } from '../../domain/calendar/calendarDate.ts';

/** An event as it stands on our bus. */
export interface OutgoingEvent {
  readonly tenantId: string;
  readonly id: string;
  readonly type: string;
  readonly occurredAt: Instant;
  /** The whole detail: ids and facts, no bank data. */
  readonly detail: object;
}

/** @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#payload-structure */
export const payloadOf = ({ type, occurredAt, detail }: OutgoingEvent): string =>
  JSON.stringify({ type, timestamp: occurredAt, data: detail });
