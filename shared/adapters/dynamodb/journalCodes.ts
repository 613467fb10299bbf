import * as z from 'zod';
import type { Journal } from '../../domain/connections/connection.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';
import { all, any, equals, isNew, present, setting } from './expressions.ts';
import { journalCodeKey, journalKey } from './keys.ts';
import { journalRecord, parseRecord } from './records.ts';
import type { Table } from './table.ts';

type Coded = Pick<Journal, 'tenantId' | 'id' | 'code'>;

const leavingRecord = onFirstUse(() => z.object({ id: z.string(), leaving: z.literal(true).exactOptional() }));

/**
 * One item per code keeps codes unique. It holds the whole journal, so that whoever meets the code of a journal that a crash
 * left unmade can make it; and it says when its journal leaves, so that a code which a crash left behind can be taken.
 */
export class JournalCodes {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  /** Takes a code for a journal that may hold it already. */
  async take(journal: Journal): Promise<boolean> {
    const key = journalCodeKey(journal.tenantId, journal.code);
    if ((await this.#table.put(key, journal, any(isNew, equals('id', journal.id)))) === 'written') return true;
    const item = await this.#table.get(key);
    if (!item) return this.take(journal);
    const { id, leaving } = parseRecord(leavingRecord(), item, 'journal code');
    if (leaving !== true || (await this.#table.get(journalKey({ tenantId: journal.tenantId, journalId: id }))))
      return false;
    return (await this.#table.put(key, journal, all(equals('id', id), present('leaving')))) === 'written';
  }

  async holderOf({ tenantId, code }: Coded): Promise<Journal | undefined> {
    const item = await this.#table.get(journalCodeKey(tenantId, code));
    return item && parseRecord(journalRecord(), item, 'journal');
  }

  async free({ tenantId, id, code }: Coded): Promise<void> {
    await this.#table.delete(journalCodeKey(tenantId, code), equals('id', id));
  }

  async markLeaving({ tenantId, id, code }: Coded): Promise<void> {
    await this.#table.update(journalCodeKey(tenantId, code), setting({ leaving: true }), equals('id', id));
  }

  async unmark({ tenantId, id, code }: Coded): Promise<void> {
    await this.#table.update(journalCodeKey(tenantId, code), { remove: ['leaving'] }, equals('id', id));
  }
}
