import { createHash } from 'node:crypto';
import type { KeptRefusal } from '../../shared/domain/ledger/refusedLine.ts';
import { defined } from '../../shared/language/defined.ts';
import type { LedgerReader } from '../../shared/ports/ledger.ts';
import { makeListRefusedLines } from '../../shared/usecases/ledger/listRefusedLines.ts';
import { ledger } from '../builders/engine.ts';
import type { World } from './world.ts';

/** Holds the list of refused lines against what Ponto has: the lines in another currency are on it, and nothing else. */
export class RefusedAudit {
  readonly #reader: Pick<LedgerReader, 'head'>;
  readonly #world: World;
  readonly #report: (violation: string) => void;

  constructor(reader: Pick<LedgerReader, 'head'>, world: World, report: (violation: string) => void) {
    this.#reader = reader;
    this.#world = world;
    this.#report = report;
  }

  /** After every complete run: what Ponto has removed may stand there until everything is compared. */
  async checkRun(): Promise<void> {
    await this.#check(this.#world.untold);
  }

  /** Everything was compared. */
  async checkEnd(untold: ReadonlySet<string>): Promise<void> {
    const listed = await this.#check(untold);
    const atPonto = new Set(this.#world.pontoLines.map(({ id }) => id));
    for (const id of listed.keys()) if (!atPonto.has(id)) this.#report(`${id} is refused, and no longer at Ponto`);
  }

  async #check(untold: ReadonlySet<string>): Promise<ReadonlyMap<string, KeptRefusal>> {
    const listed = await this.#listed();
    for (const { id, content } of this.#world.pontoLines) {
      const { executionDate, amount, currency } = content;
      const line = listed.get(id);
      if (untold.has(id)) continue;
      if (currency === 'EUR' && line) this.#report(`${id} is refused, and can be booked`);
      if (currency === 'EUR') continue;
      if (!line) this.#report(`${id} cannot be booked, and is not told`);
      else if (
        line.reason !== 'currency_of_another_account' ||
        line.executionDate !== executionDate ||
        line.amount !== amount ||
        line.currency !== currency
      )
        this.#report(`${id} is refused as ${JSON.stringify(line)}`);
    }
    return listed;
  }

  async #listed(): Promise<ReadonlyMap<string, KeptRefusal>> {
    const fingerprint = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 12);
    const list = makeListRefusedLines({ reader: this.#reader, fingerprint });
    const listed = new Map<string, KeptRefusal>();
    let cursor: string | undefined;
    do {
      const page = await list(ledger, { limit: 3, ...defined({ cursor }) });
      for (const line of page.items) {
        if (listed.has(line.pontoId)) this.#report(`${line.pontoId} is told as refused twice`);
        listed.set(line.pontoId, line);
      }
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return listed;
  }
}
