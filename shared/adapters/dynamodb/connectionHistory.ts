import * as z from 'zod';
import { defined } from '../../language/defined.ts';
import type { Instant } from '../../domain/calendar/calendarDate.ts';
import {
  historyEvents,
  historyIdOf,
  type Actor,
  type HistoryEntry,
  type HistoryNote,
} from '../../domain/connections/history.ts';
import type { ConnectionStatus } from '../../domain/connections/connection.ts';
import type { ConnectionHistory } from '../../ports/connections.ts';
import type { Page, PageRequest, ConnectionRef } from '../../ports/refsAndPages.ts';
import { connectionKey, connectionPartition, historyKey, prefixes } from './keys.ts';
import { readPage } from './readPage.ts';
import { connectionStatus, parseRecord } from './records.ts';
import type { Change, Attributes } from './expressions.ts';
import type { Table } from './table.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

const actor = onFirstUse((): z.ZodType<Actor> =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('user'), userId: z.string() }),
    z.object({ kind: z.literal('visitor'), begunBy: z.string() }),
    z.object({ kind: z.literal('ponto') }),
    z.object({ kind: z.literal('schedule') }),
    z.object({ kind: z.literal('system') }),
  ]),
);

const historyRecord = onFirstUse((): z.ZodType<HistoryEntry> =>
  z.object({
    at: z.string(),
    by: actor(),
    what: z.enum(historyEvents),
    accountId: z.string().exactOptional(),
    status: connectionStatus.exactOptional(),
    code: z.string().exactOptional(),
    recipient: z.string().exactOptional(),
  }),
);

const notesRecord = onFirstUse(() => z.object({ notes: z.set(z.string()).optional() }));
const noteText = onFirstUse(() => z.record(z.string(), z.unknown()));

const read = (item: Attributes): HistoryEntry => parseRecord(historyRecord(), item, 'history entry');

/** The part of a change that puts an entry into the very write of the change that it tells. */
export const noting = (
  note: HistoryNote,
  change: { readonly at: Instant; readonly status?: ConnectionStatus; readonly code?: string | undefined },
): Change => ({ add: { notes: new Set([noteOf(note, change)]) } });

/** An entry as a note on the connection's item. */
export const noteOf = (note: HistoryNote, { at, status, code = note.code }: Parameters<typeof noting>[1]): string => {
  const { by, what } = note;
  const entry: HistoryEntry = { at, by, what, ...(status && { status }), ...defined({ code }) };
  return JSON.stringify(entry);
};

/**
 * One item per event, in a partition of the connection's own: a run must not read it. The entry of a change of status is
 * written in two steps: as a note on the connection's item, in the write of the change, and from there into its place.
 * A crash in between leaves the note, and the next move or look takes it along.
 */
export class DynamoConnectionHistory implements ConnectionHistory {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async append(ref: ConnectionRef, entries: readonly HistoryEntry[]): Promise<void> {
    for (const entry of entries) await this.#table.put(historyKey(ref, historyIdOf(entry)), entry);
  }

  async list(ref: ConnectionRef, page: PageRequest): Promise<Page<HistoryEntry>> {
    if (page.cursor === undefined) {
      const connection = await this.#table.get(connectionKey(ref));
      if (connection) await this.settle(ref, connection);
    }
    return readPage(this.#table, {
      pk: connectionPartition(ref),
      prefix: prefixes.history,
      page,
      read,
      idOf: historyIdOf,
      newestFirst: true,
    });
  }

  /** Takes the notes on a connection's item into their places. */
  async settle(ref: ConnectionRef, connection: Attributes): Promise<void> {
    const { notes } = parseRecord(notesRecord(), connection, 'connection');
    if (!notes || notes.size === 0) return;
    await this.append(
      ref,
      [...notes].map((note) => read(noteText().parse(JSON.parse(note)))),
    );
    // These very notes: one that was written meanwhile stays.
    await this.#table.update(connectionKey(ref), { take: { notes } });
  }
}
