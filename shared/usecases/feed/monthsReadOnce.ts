import type { MonthPart } from '../../domain/ledger/monthView.ts';
import type { LedgerReader, MonthRange } from '../../ports/ledger.ts';
import type { AccountRef } from '../../ports/refsAndPages.ts';

interface ReadMonth {
  readonly month: string;
  readonly parts: readonly MonthPart[];
}

/** Statements of one month follow each other: its months are read once for all of them. */
export const monthsReadOnce = (reader: LedgerReader): Pick<LedgerReader, 'months' | 'carriedForwardBetween'> => {
  let last: { readonly key: string; readonly months: readonly ReadMonth[] } | undefined;
  return {
    carriedForwardBetween: (ledger, after, through) => reader.carriedForwardBetween(ledger, after, through),
    async *months(ledger: AccountRef, range: MonthRange & { readonly order: 'ascending' | 'descending' }) {
      const key = JSON.stringify([ledger, range]);
      if (last?.key !== key) {
        const months: ReadMonth[] = [];
        for await (const month of reader.months(ledger, range)) months.push(month);
        last = { key, months };
      }
      yield* last.months;
    },
  };
};
