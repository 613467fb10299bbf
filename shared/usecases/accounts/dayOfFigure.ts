import { dayOf, earliest, type CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { Account } from '../../domain/connections/connection.ts';
import { knownBalanceDay, type KnownBalanceDay } from '../../domain/statements/knownBalanceDay.ts';
import type { KnownBalance } from '../../domain/statements/statement.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { LedgerReader } from '../../ports/ledger.ts';

export interface DayOfFigureDeps {
  readonly reader: Pick<LedgerReader, 'head'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** Can a figure of the tenant be held against the books of an account, as they are or as `importFrom` will make them? */
export const dayOfFigure = async (
  { reader, clock }: DayOfFigureDeps,
  { tenantId, id: accountId }: Pick<Account, 'tenantId' | 'id'>,
  { on }: KnownBalance,
  { importFrom, timeZone }: { readonly importFrom: CalendarDate; readonly timeZone: string },
): Promise<KnownBalanceDay> => {
  const { chain } = await reader.head({ tenantId, accountId });
  return knownBalanceDay(on, earliest(importFrom, chain.coversFrom ?? importFrom), dayOf(clock.now(), timeZone));
};
