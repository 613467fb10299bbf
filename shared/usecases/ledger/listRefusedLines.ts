import type { KeptRefusal } from '../../domain/ledger/refusedLine.ts';
import type { Fingerprint } from '../../domain/ledger/monthView.ts';
import { defined } from '../../language/defined.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { AccountRef, Page, PageRequest } from '../../ports/refsAndPages.ts';

interface Deps {
  readonly reader: Pick<LedgerReader, 'head'>;
  /** Ids of Ponto may hold anything: a place holds a mark of one. */
  readonly fingerprint: Fingerprint;
}

/** Lines of an account that cannot be booked; those first seen last come first. They all stand in the head of its books. */
export const makeListRefusedLines =
  ({ reader, fingerprint }: Deps) =>
  async (ledger: AccountRef, { limit, cursor }: PageRequest): Promise<Page<KeptRefusal>> => {
    const { refused } = await reader.head(ledger);
    const rest = refused
      .map((line) => ({ line, place: `${line.firstSeenAt ?? ''}.${fingerprint(line.pontoId)}` }))
      .filter(({ place }) => cursor === undefined || place < cursor)
      .toSorted((a, b) => (a.place < b.place ? 1 : -1));
    const page = rest.slice(0, limit);
    const last = rest.length > page.length ? page.at(-1) : undefined;
    return { items: page.map(({ line }) => line), ...defined({ nextCursor: last?.place }) };
  };
