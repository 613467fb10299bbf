import { addDays, dayOf, defaultTimeZone } from '../../domain/calendar/calendarDate.ts';
import { faultCodeOf } from '../../domain/connections/health.ts';
import { faultKinds } from '../../domain/faults/fault.ts';
import { brokenForDays } from '../../domain/alerts/incident.ts';
import type { EventBus, PublishedEvent } from '../../ports/events.ts';
import type { ScheduledChecks } from '../../ports/alerts.ts';
import type { AccountStore } from '../../ports/accounts.ts';

interface Deps {
  readonly bus: EventBus;
  readonly checks: Pick<ScheduledChecks, 'put'>;
  readonly accounts: Pick<AccountStore, 'get'>;
}

/**
 * A bus that has the daily run check a connection where a fact may turn into an incident: a run that failed and may go on
 * failing, books that differ from the bank. The check is put before the fact is published, so that no crash loses it.
 */
export const checkSchedulingBus = ({ bus, checks, accounts }: Deps): EventBus => ({
  publish: async (events) => {
    for (const published of events) {
      const day = lookDayOf(published);
      if (!day) continue;
      const account = await accounts.get({ tenantId: published.tenantId, accountId: day.accountId });
      if (account) await checks.put(day.on, { tenantId: account.tenantId, connectionId: account.connectionId });
    }
    await bus.publish(events);
  },
});

const lookDayOf = ({
  event,
  occurredAt,
}: PublishedEvent): { readonly accountId: string; readonly on: string } | undefined => {
  const today = dayOf(occurredAt, defaultTimeZone);
  switch (event.type) {
    case 'BalanceMismatchFound':
      return { accountId: event.accountId, on: addDays(today, brokenForDays) };
    case 'SyncFailed':
      // What a person must heal is told by the status of the connection, or by the reminder schedule.
      return faultKinds[faultCodeOf(event.code)] === 'userActionRequired'
        ? undefined
        : { accountId: event.accountId, on: today };
    default:
      return undefined;
  }
};
