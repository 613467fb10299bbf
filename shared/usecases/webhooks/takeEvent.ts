import { defined } from '../../language/defined.ts';
import type { Instant } from '../../domain/calendar/calendarDate.ts';
import { eventEffects, isPontoEventType, type EventEffect } from '../../domain/webhooks/effects.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { OrganizationIndex } from '../../ports/connections.ts';
import type { JobQueue } from '../../ports/syncs.ts';

interface Deps {
  readonly organizations: Pick<OrganizationIndex, 'connectionsOf'>;
  readonly jobs: JobQueue;
  readonly clock: Pick<Clock, 'now'>;
}

/** What Ponto tells, as far as it could be read. */
export interface ToldEvent {
  readonly type: string;
  readonly createdAt?: Instant | undefined;
  readonly organizationId?: string | undefined;
  readonly accountPontoId?: string | undefined;
  readonly synchronizationId?: string | undefined;
}

export type TakenEvent =
  /** Its work, if it needs any, is on the queue, for each connection of the organisation. */
  | { readonly kind: 'taken'; readonly effect: EventEffect; readonly connections: number }
  | { readonly kind: 'ignored'; readonly reason: 'unknown_type' | 'unknown_organization' | 'incomplete' };

const effectsOnOneAccount: readonly EventEffect[] = ['read', 'read_failure', 'read_if_failed', 'resume'];

/**
 * Takes a genuine event of Ponto: finds whom it concerns and puts the work on the queue, so that Ponto has its answer in
 * milliseconds. An event that comes twice, late or out of order makes work that finds nothing to do.
 */
export const makeTakeEvent =
  ({ organizations, jobs, clock }: Deps) =>
  async (event: ToldEvent): Promise<TakenEvent> => {
    const { type, organizationId, accountPontoId, synchronizationId } = event;
    if (!isPontoEventType(type)) return { kind: 'ignored', reason: 'unknown_type' };
    const effect = eventEffects[type];
    if (effect === 'nothing') return { kind: 'taken', effect, connections: 0 };
    const complete = accountPontoId !== undefined || !effectsOnOneAccount.includes(effect);
    if (organizationId === undefined || !complete) return { kind: 'ignored', reason: 'incomplete' };
    const connections = await organizations.connectionsOf(organizationId);
    if (connections.length === 0) return { kind: 'ignored', reason: 'unknown_organization' };
    const requestedAt = clock.now();
    await jobs.put(
      connections.map(({ tenantId, connectionId }) => ({
        kind: 'event',
        tenantId,
        connectionId,
        effect,
        happenedAt: event.createdAt ?? requestedAt,
        requestedAt,
        ...defined({ accountPontoId, synchronizationId }),
      })),
    );
    return { kind: 'taken', effect, connections: connections.length };
  };

export type TakeEvent = ReturnType<typeof makeTakeEvent>;
