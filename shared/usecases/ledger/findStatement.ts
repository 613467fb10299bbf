import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { Change } from '../../domain/ledger/change.ts';
import type { Statement } from '../../domain/statements/statement.ts';
import { defined } from '../../language/defined.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { AccountRef } from '../../ports/refsAndPages.ts';
import type { Records } from './records.ts';

const pageSize = 100;

/** Finds the one statement that a booked line stands on. */
export class StatementFinder {
  readonly #reader: LedgerReader;
  readonly #ledger: AccountRef;
  readonly #byDate = new Map<CalendarDate, Statement | undefined>();

  constructor(reader: LedgerReader, ledger: AccountRef) {
    this.#reader = reader;
    this.#ledger = ledger;
  }

  /** @returns first day of the statement's period; undefined for a removed line and before the statement is made */
  async find(latest: Change, records: Records): Promise<CalendarDate | undefined> {
    if (latest.kind === 'removed') return undefined;
    const statement =
      latest.lateSince === undefined
        ? await this.#around(await dateOnStatement(latest, records))
        : await this.#carrying(latest.lateSince);
    return statement?.period.from;
  }

  /** Loads the statements of a range of days at once. */
  async prepare(dates: readonly CalendarDate[]): Promise<void> {
    const sorted = [...dates].sort();
    const [from, to] = [sorted[0], sorted.at(-1)];
    if (from === undefined || to === undefined) return;
    const statements = await this.#reader.statementsBetween(this.#ledger, from, to);
    for (const date of new Set(dates)) this.#byDate.set(date, statements.find(covers(date)));
  }

  async #around(date: CalendarDate): Promise<Statement | undefined> {
    if (!this.#byDate.has(date)) await this.prepare([date]);
    return this.#byDate.get(date);
  }

  async #carrying(sequence: number): Promise<Statement | undefined> {
    let before: CalendarDate | undefined;
    // Every page begins before the one that was read last.
    for (;;) {
      const page = await this.#reader.statements(this.#ledger, { limit: pageSize, ...defined({ before }) });
      const found = page.find(({ after, through }) => after < sequence && sequence <= through);
      before = page.at(-1)?.period.from;
      if (found || page.length < pageSize) return found;
    }
  }
}

const covers =
  (date: CalendarDate) =>
  ({ period }: Statement): boolean =>
    period.from <= date && date <= period.to;

/** A line that was corrected after its statement became final stays there, whatever its date says now. */
const dateOnStatement = async (latest: Change, records: Records): Promise<CalendarDate> => {
  let change = latest;
  while (change.onFinalStatement) {
    const before = await records.before(change);
    if (!before) break;
    change = before;
  }
  return change.content.executionDate;
};
