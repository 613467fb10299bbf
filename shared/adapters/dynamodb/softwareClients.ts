import * as z from 'zod';
import { onFirstUse } from '../../language/onFirstUse.ts';
import type { SoftwareClient, SoftwareRegister } from '../../ports/softwareClients.ts';
import { softwarePartition } from '../../contracts/tokenClaims.ts';
import { isNew } from './expressions.ts';
import { softwareKey } from './keys.ts';
import { parseRecord } from './records.ts';
import type { Table } from './table.ts';

const softwareRecord = onFirstUse(() => z.object({ clientId: z.string(), tenantId: z.string(), since: z.string() }));

/** In one partition of their own, which is all that the function that asks may read. A handful: the gateway takes 50. */
export class DynamoSoftwareClients implements SoftwareRegister {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async tenantOf(clientId: string): Promise<string | undefined> {
    const item = await this.#table.get(softwareKey(clientId));
    return item && parseRecord(softwareRecord(), item, 'software client').tenantId;
  }

  async give(client: SoftwareClient): Promise<'given' | 'taken'> {
    const outcome = await this.#table.put(softwareKey(client.clientId), client, isNew);
    return outcome === 'written' ? 'given' : 'taken';
  }

  async remove(clientId: string): Promise<'removed' | 'unknown'> {
    return (await this.#table.delete(softwareKey(clientId))) === undefined ? 'unknown' : 'removed';
  }

  async all(): Promise<readonly SoftwareClient[]> {
    const clients: SoftwareClient[] = [];
    for await (const items of this.#table.pages(softwarePartition)) {
      for (const item of items) clients.push(parseRecord(softwareRecord(), item, 'software client'));
    }
    return clients;
  }
}
