import { claimOf, ended, reminderOf, type AlertDelivery } from '../../domain/alerts/delivery.ts';
import { dueReminderStep, hasEnded } from '../../domain/alerts/ending.ts';
import type { AlertDeliveries, ReminderRef } from '../../ports/alerts.ts';
import type { DomainEvent, EventBus, PublishedEvent } from '../../ports/events.ts';
import type { CheckedConnection, WithEnding } from './endingAccount.ts';

export interface PublishEndingsDeps {
  readonly deliveries: AlertDeliveries;
  readonly bus: EventBus;
}

interface DueEvent {
  readonly published: PublishedEvent;
  readonly ref: ReminderRef;
  readonly begun: AlertDelivery;
  readonly seen: AlertDelivery | undefined;
}

/**
 * Tells other software what a run finds due, then records it. A crash in between publishes it again, with the same ids, as
 * the bus allows.
 */
export const publishEndings = async (deps: PublishEndingsDeps, checked: CheckedConnection): Promise<void> => {
  const due: DueEvent[] = [];
  for (const subject of checked.endings) {
    const event = await dueEventOf(deps, checked, subject);
    if (event) due.push(event);
  }
  if (due.length === 0) return;
  await deps.bus.publish(due.map(({ published }) => published));
  for (const { ref, begun, seen } of due) await deps.deliveries.put(ref, { ...begun, state: 'done' }, seen);
};

const dueEventOf = async (
  { deliveries }: PublishEndingsDeps,
  { connection, now }: CheckedConnection,
  { account, ending }: WithEnding,
): Promise<DueEvent | undefined> => {
  const step = hasEnded(ending, now) ? ended : dueReminderStep(ending, now);
  if (step === undefined) return undefined;
  const { tenantId, id: accountId } = account;
  const ref: ReminderRef = { tenantId, accountId, audience: { kind: 'bus' } };
  const seen = await deliveries.get(ref);
  const begun = claimOf(reminderOf(ending, step), seen, now);
  if (typeof begun === 'string') return undefined;
  const { expiresAt, lastDay } = ending;
  const facts = { accountId, connectionId: connection.id, expiresAt };
  const event: DomainEvent =
    step === ended
      ? { type: 'AuthorizationExpired', ...facts }
      : { type: 'AuthorizationExpiring', ...facts, daysBefore: step };
  const id = `${accountId}:${step === ended ? 'expired' : `expiring:${step}`}:${lastDay}`;
  return { published: { id, tenantId, occurredAt: now, event }, ref, begun, seen };
};
