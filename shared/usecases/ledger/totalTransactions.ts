import { amountOf } from '../../domain/money/currency.ts';
import type { Decimal } from '../../domain/money/decimal.ts';
import { noTotals, withAmount } from '../../domain/statements/dayTotals.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { AccountRef } from '../../ports/refsAndPages.ts';
import { lookForLines, type LookedAt, type SoughtLines } from './lookForLines.ts';
import { Records } from './records.ts';

/** Of booked lines alone: what is pending may still change. An account has one currency, so that none are added up. */
export interface TotalledLines extends LookedAt {
  readonly count: number;
  readonly credit: Decimal;
  readonly debit: Decimal;
}

/** Counts and adds up what a search would find, as far as one look reaches; the next one goes on from there. */
export const makeTotalTransactions =
  ({ reader }: { readonly reader: LedgerReader }) =>
  async (ledger: AccountRef, sought: SoughtLines): Promise<TotalledLines> => {
    const records = new Records(reader, ledger);
    const { found, ...looked } = await lookForLines({ reader, ledger, records }, sought);
    return { ...found.reduce((totals, { amount }) => withAmount(totals, amountOf(amount)), noTotals), ...looked };
  };
