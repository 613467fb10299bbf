import { addDays, type Instant } from '../../domain/calendar/calendarDate.ts';
import type { Period } from '../../domain/statements/period.ts';
import type { Check } from '../../domain/syncs/check.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { AccountRef } from '../../ports/refsAndPages.ts';

/** What a caller says of the period that is to be checked. */
export interface AskedPeriod {
  readonly from?: string;
  readonly to?: string;
}

/**
 * The check that a caller asks for: none without a period. Half a period, one that ends before it begins and one that
 * has not begun anywhere on earth are refused: checking them would find nothing and look like good news.
 */
export const checkAsked = async (
  reader: Pick<LedgerReader, 'head'>,
  ledger: AccountRef,
  asked: AskedPeriod,
  now: Instant,
): Promise<Check | undefined | 'period_invalid'> => {
  if (asked.from === undefined && asked.to === undefined) return undefined;
  const period = validPeriod(asked, now);
  if (!period) return 'period_invalid';
  return { ...period, after: (await reader.head(ledger)).sequence };
};

const validPeriod = ({ from, to }: AskedPeriod, now: Instant): Period | undefined => {
  if (from === undefined || to === undefined || from > to) return undefined;
  // East of Greenwich it may be tomorrow already.
  return from > addDays(now.slice(0, 10), 1) ? undefined : { from, to };
};
