import * as z from 'zod';
import type { ScheduledFrequency } from '../../domain/connections/connection.ts';
import type { DueIndex, OrganizationIndex, ShardPart } from '../../ports/connections.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';
import { dueKey, duePartition, dueShards, organizationKey, organizationPartition } from './keys.ts';
import { connectionRefRecord, parseRecord } from './records.ts';
import { equals, type Attributes } from './expressions.ts';
import type { Table } from './table.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

const refOf = ({ tenantId, connectionId }: ConnectionRef): ConnectionRef => ({ tenantId, connectionId });
const dueRecord = onFirstUse(() => z.object({ mark: z.string() }));
const read = (item: Attributes): ConnectionRef => parseRecord(connectionRefRecord(), item, 'connection reference');

export class DynamoDueIndex implements DueIndex {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async add(frequency: ScheduledFrequency, ref: ConnectionRef, mark: string): Promise<void> {
    await this.#table.put(dueKey(frequency, ref), { ...refOf(ref), mark });
  }

  async markOf(frequency: ScheduledFrequency, ref: ConnectionRef): Promise<string | undefined> {
    const item = await this.#table.get(dueKey(frequency, ref));
    return item && parseRecord(dueRecord(), item, 'due entry').mark;
  }

  async remove(frequency: ScheduledFrequency, ref: ConnectionRef, mark: string): Promise<void> {
    await this.#table.delete(dueKey(frequency, ref), equals('mark', mark));
  }

  async *pages(
    frequency: ScheduledFrequency,
    { number, of }: ShardPart = { number: 1, of: 1 },
  ): AsyncGenerator<readonly ConnectionRef[]> {
    for (const shard of dueShards.filter((_, index) => index % of === number - 1)) {
      for await (const items of this.#table.pages(duePartition(frequency, shard), { eventuallyConsistent: true })) {
        if (items.length > 0) yield items.map(read);
      }
    }
  }
}

/** A company with that many would be one that connects without end. */
const maxConnections = 10_000;

/** Finds the connections of an organisation that Ponto names in an event. */
export class DynamoOrganizationIndex implements OrganizationIndex {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async add(organizationId: string, ref: ConnectionRef): Promise<void> {
    await this.#table.put(organizationKey(organizationId, ref), refOf(ref));
  }

  async remove(organizationId: string, ref: ConnectionRef): Promise<void> {
    await this.#table.delete(organizationKey(organizationId, ref));
  }

  async connectionsOf(organizationId: string): Promise<readonly ConnectionRef[]> {
    const refs: ConnectionRef[] = [];
    for await (const items of this.#table.pages(organizationPartition(organizationId))) {
      refs.push(...items.map(read));
      if (refs.length > maxConnections) throw new Error('an organisation stands behind more connections than can be');
    }
    return refs;
  }
}
