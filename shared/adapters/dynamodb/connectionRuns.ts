import * as z from 'zod';
import { dayOf, defaultTimeZone } from '../../domain/calendar/calendarDate.ts';
import type { Connection } from '../../domain/connections/connection.ts';
import type { ScheduledChecks } from '../../ports/alerts.ts';
import type { ConnectionRuns, ConnectionRunState } from '../../ports/connections.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';
import { DynamoScheduledChecks } from './scheduledChecks.ts';
import { connectionKey, lastRunKey, readsKey } from './keys.ts';
import { connectionRecord, parseRecord } from './records.ts';
import { isNew, present, setting, type Attributes } from './expressions.ts';
import type { Table } from './table.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

const readsRecord = onFirstUse(() => z.object({ reads: z.record(z.string(), z.string()) }));
const lastRunRecord = onFirstUse(() =>
  z.object({ lastRunAt: z.string().exactOptional(), failedAt: z.string().exactOptional() }),
);

/**
 * Everything of a connection lies side by side, so that a scheduled run reads it with one query (half a unit). What
 * every run writes is an item of its own and tiny: one write unit, however many accounts the connection has.
 */
export class DynamoConnectionRuns implements ConnectionRuns {
  readonly #table: Table;
  readonly #checks: Pick<ScheduledChecks, 'put'>;

  constructor(table: Table) {
    this.#table = table;
    this.#checks = new DynamoScheduledChecks(table);
  }

  async load(
    ref: ConnectionRef,
  ): Promise<{ readonly connection: Connection; readonly runs: ConnectionRunState } | undefined> {
    const { pk, sk } = connectionKey(ref);
    const items = new Map<string, Attributes>();
    for await (const page of this.#table.pages(pk, { prefix: sk, eventuallyConsistent: true })) {
      for (const item of page) items.set(String(item['sk']), item);
    }
    const connection = items.get(sk);
    if (!connection) return undefined;
    const reads = items.get(readsKey(ref).sk);
    const lastRun = items.get(lastRunKey(ref).sk);
    return {
      connection: parseRecord(connectionRecord(), connection, 'connection'),
      runs: {
        readSynchronizations: reads ? parseRecord(readsRecord(), reads, 'run state').reads : {},
        ...(lastRun && parseRecord(lastRunRecord(), lastRun, 'last run')),
      },
    };
  }

  async recordRun(ref: ConnectionRef, at: string): Promise<void> {
    await this.#table.put(lastRunKey(ref), { lastRunAt: at });
  }

  async recordFailedRun(ref: ConnectionRef, at: string): Promise<void> {
    await this.#checks.put(dayOf(at, defaultTimeZone), ref);
    await this.#table.update(lastRunKey(ref), setting({ failedAt: at }));
  }

  async markRead(ref: ConnectionRef, accountPontoId: string, synchronizationId: string): Promise<void> {
    const key = readsKey(ref);
    const outcome = await this.#table.update(
      key,
      { set: [[['reads', accountPontoId], synchronizationId]] },
      present('reads'),
    );
    if (outcome.kind === 'written') return;
    const made = await this.#table.put(key, { reads: { [accountPontoId]: synchronizationId } }, isNew);
    if (made === 'refused') await this.markRead(ref, accountPontoId, synchronizationId);
  }
}
