import type { PendingReauthorization, ReauthorizationStore } from '../../ports/consents.ts';
import { isNew } from './expressions.ts';
import { reauthorizationKey } from './keys.ts';
import { epochSecondsOf, parseRecord, reauthorizationRecord } from './records.ts';
import type { Table } from './table.ts';

export class DynamoReauthorizationStore implements ReauthorizationStore {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async begin(token: string, reauthorization: PendingReauthorization): Promise<void> {
    const outcome = await this.#table.put(
      reauthorizationKey(token),
      { ...reauthorization, expiresAtEpochSeconds: epochSecondsOf(reauthorization.expiresAt) },
      isNew,
    );
    if (outcome === 'refused') throw new Error('a token of a reauthorization was drawn twice');
  }

  async find(token: string, now: string): Promise<PendingReauthorization | undefined> {
    const item = await this.#table.get(reauthorizationKey(token));
    const found = item && parseRecord(reauthorizationRecord(), item, 'reauthorization');
    return found && found.expiresAt > now ? found : undefined;
  }
}
