import { addDays, type CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { CertifiedInput } from '../../domain/certificates/certifyAccount.ts';
import { correctionsOf } from '../../domain/certificates/corrections.ts';
import { booksFromOf, type StatementNow } from '../../domain/certificates/openReasons.ts';
import type { Account } from '../../domain/connections/connection.ts';
import type { LedgerHead } from '../../domain/ledger/head.ts';
import type { CarriedForwardChange } from '../../domain/ledger/monthView.ts';
import { amountOf } from '../../domain/money/currency.ts';
import { add, type Decimal } from '../../domain/money/decimal.ts';
import { isWithin, type Period } from '../../domain/statements/period.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { AccountRef } from '../../ports/refsAndPages.ts';
import { movementWithin } from '../ledger/statementLines.ts';
import { viewOf } from '../ledger/statements.ts';

export interface EvidenceDeps {
  /** What is certified stays: a look that is behind would certify what was. */
  readonly reader: Pick<LedgerReader, 'head' | 'statementsBetween' | 'statements' | 'months' | 'carriedForwardBetween'>;
}

export type EvidenceRead = Omit<CertifiedInput, 'health' | 'journal'>;

/** No statement period is longer than a month. */
const maxPeriodDays = 31;
/** Changes that are carried forward are few among many lines: they are looked for in stretches of so many records. */
const stretch = 20_000;
const maxStretches = 100;
const maxCarried = 2_000;

/** Reads what the books of one account say of a period: the head first, which says what of the rest is final. */
export const makeReadEvidence =
  ({ reader }: EvidenceDeps) =>
  async (account: Account, period: Period, today: CalendarDate): Promise<EvidenceRead> => {
    const ledger = { tenantId: account.tenantId, accountId: account.id };
    const head = await reader.head(ledger);
    const now = (statement: Parameters<typeof viewOf>[0]): StatementNow => viewOf(statement, head.chain);
    const [held, [earlier]] = await Promise.all([
      reader.statementsBetween(ledger, period.from, period.to),
      reader.statements(ledger, { limit: 1, before: period.from }),
    ]);
    const statements = held.toSorted((a, b) => (a.period.from < b.period.from ? -1 : 1)).map(now);
    const before = earlier && earlier.period.to < period.from ? now(earlier) : undefined;
    const after = needsLater(head, statements, period) ? await firstAfter(reader, ledger, period) : undefined;
    const ends = await balancesAt(reader, ledger, { account, head, period, statements, before });
    const closed = (statements.at(-1) ?? before)?.statement.through ?? 0;
    const { carried, more } = await carriedSince(reader, ledger, closed, head.sequence);
    return {
      account,
      head,
      period,
      today,
      statements,
      before,
      after: after && now(after),
      ...ends,
      unheardFrom: unheardIn(head, carried, period),
      corrections: correctionsOf(carried, period, { currency: account.currency, more }),
    };
  };

/** What was carried forward after the books were last held against a balance, or a figure of the tenant. */
const unheardIn = (
  { chain: { balance, known, firstKnown } }: LedgerHead,
  carried: readonly CarriedForwardChange[],
  period: Period,
): CalendarDate | undefined => {
  const heard = Math.max(balance?.through ?? 0, known?.through ?? 0, firstKnown?.through ?? 0);
  return carried
    .filter(({ sequence, executionDate }) => sequence > heard && isWithin(executionDate, period))
    .map(({ executionDate }) => executionDate)
    .sort()[0];
};

/** The balance that proved the last statement may be of a day before the end of the period. */
const needsLater = (
  { chain, completeUpTo = '' }: LedgerHead,
  statements: readonly StatementNow[],
  { to }: Period,
): boolean => {
  const provenOn = statements.at(-1)?.statement.proof.bankBalanceOn ?? '';
  return completeUpTo >= to && provenOn < to && (chain.balance?.matched?.on ?? '') < to;
};

const firstAfter = async (reader: EvidenceDeps['reader'], ledger: AccountRef, { to }: Period) =>
  (await reader.statementsBetween(ledger, addDays(to, 1), addDays(to, maxPeriodDays)))
    .filter((statement) => statement.period.from > to)
    .toSorted((a, b) => (a.period.from < b.period.from ? -1 : 1))[0];

/** What the books say before the first day of the period and after its last one. */
const balancesAt = async (
  reader: EvidenceDeps['reader'],
  ledger: AccountRef,
  books: Pick<EvidenceRead, 'account' | 'head' | 'period' | 'statements' | 'before'>,
): Promise<{ readonly opening: Decimal | undefined; readonly closing: Decimal | undefined }> => {
  const { head, period, statements, before } = books;
  const booksFrom = booksFromOf(books);
  const start = head.chain.opening?.amount;
  if (booksFrom === undefined || start === undefined || period.to < booksFrom) {
    return { opening: undefined, closing: undefined };
  }
  const [first, last] = [statements[0]?.statement, statements.at(-1)?.statement];
  const begins = amountOf(first?.openingBalance ?? before?.statement.closingBalance ?? start);
  const within =
    first && first.period.from < period.from
      ? await movementWithin(reader, ledger, first, addDays(period.from, -1))
      : undefined;
  const opening = within ? add(begins, within) : begins;
  const closing = !last
    ? opening
    : last.period.to <= period.to
      ? amountOf(last.closingBalance)
      : add(amountOf(last.openingBalance), await movementWithin(reader, ledger, last, period.to));
  return { opening: period.from < booksFrom ? undefined : opening, closing };
};

const carriedSince = async (
  reader: EvidenceDeps['reader'],
  ledger: AccountRef,
  after: number,
  through: number,
): Promise<{ readonly carried: readonly CarriedForwardChange[]; readonly more: boolean }> => {
  const carried: CarriedForwardChange[] = [];
  let at = after;
  for (let stretches = 0; at < through && stretches < maxStretches && carried.length < maxCarried; stretches += 1) {
    const end = Math.min(at + stretch, through);
    carried.push(...(await reader.carriedForwardBetween(ledger, at, end)));
    at = end;
  }
  return { carried, more: at < through };
};
