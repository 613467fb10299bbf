import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { IdSource } from '../../ports/ambient.ts';
import type { DomainEvent, EventBus } from '../../ports/events.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';
import type { FetchedAccounts } from './storeAccounts.ts';

interface Deps {
  readonly events: EventBus;
  readonly ids: Pick<IdSource, 'next'>;
}

/**
 * Tells other software that a connection is active, and how many accounts it has. The connection stands whether or not
 * the bus takes the news: the person must not be told otherwise.
 *
 * @returns whether the bus took it
 */
export const makeAnnounceActive =
  ({ events, ids }: Deps) =>
  async ({ tenantId, connectionId }: ConnectionRef, fetched: FetchedAccounts, at: Instant): Promise<boolean> => {
    const { added, kept, lost } = fetched;
    const facts: readonly DomainEvent[] = [
      { type: 'ConnectionActivated', connectionId },
      { type: 'AccountsFetched', connectionId, added: added.length, kept: kept.length, lost: lost.length },
    ];
    return events.publish(facts.map((event) => ({ id: ids.next(), tenantId, occurredAt: at, event }))).then(
      () => true,
      () => false,
    );
  };

export type AnnounceActive = ReturnType<typeof makeAnnounceActive>;
