import * as z from 'zod';
import type { Clock } from '../../ports/ambient.ts';
import type { PausedTenants, TenantPauses } from '../../ports/pausedTenants.ts';
import { pausedKey, pausedPartition } from './keys.ts';
import { parseRecord } from './records.ts';
import type { Table } from './table.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

/** Every worker asks for every job: what it has read is good for that long, so that asking costs nothing. */
const keptMs = 30_000;

const pausedRecord = onFirstUse(() => z.object({ tenantId: z.string() }));

/**
 * Paused tenants in one partition of their own: written by hand, read once in half a minute by each process. A mark on
 * each tenant's items would cost a read per job, or a write per connection.
 */
export class DynamoPausedTenants implements PausedTenants, TenantPauses {
  readonly #table: Table;
  readonly #clock: Pick<Clock, 'now'>;
  #kept: { readonly tenants: Promise<ReadonlySet<string>>; readonly readAtMs: number } | undefined;

  constructor(table: Table, clock: Pick<Clock, 'now'>) {
    this.#table = table;
    this.#clock = clock;
  }

  async all(): Promise<ReadonlySet<string>> {
    const nowMs = Date.parse(this.#clock.now());
    if (this.#kept && nowMs - this.#kept.readAtMs < keptMs) return this.#kept.tenants;
    const tenants = this.#read();
    const kept = { tenants, readAtMs: nowMs };
    this.#kept = kept;
    // What failed is asked for anew.
    tenants.catch(() => {
      if (this.#kept === kept) this.#kept = undefined;
    });
    return tenants;
  }

  async pause(tenantId: string, at: string): Promise<void> {
    await this.#table.put(pausedKey(tenantId), { tenantId, pausedAt: at });
  }

  async resume(tenantId: string): Promise<'resumed' | 'not_paused'> {
    return (await this.#table.delete(pausedKey(tenantId))) !== undefined ? 'resumed' : 'not_paused';
  }

  async #read(): Promise<ReadonlySet<string>> {
    const tenants = new Set<string>();
    for await (const items of this.#table.pages(pausedPartition, { eventuallyConsistent: true })) {
      for (const item of items) tenants.add(parseRecord(pausedRecord(), item, 'paused tenant').tenantId);
    }
    return tenants;
  }
}
