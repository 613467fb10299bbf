import type { CalendarDate } from '../../../domain/calendar/calendarDate.ts';
import type { AccountRef } from '../../../ports/refsAndPages.ts';
import { escaped } from '../keys.ts';
import type { Key } from '../table.ts';

/**
 * Keys of the transactions table. One partition per account; the first letters of the sort key tell the kinds apart:
 *
 * | sort key | item |
 * | --- | --- |
 * | `HEAD` | what is committed, and who may write |
 * | `C#<sequence>` | a segment of the ledger |
 * | `M#<YYYY-MM>#<sequence>` | what that segment contributes to a month |
 * | `L#<sequence>` | a change carried on the open statement |
 * | `S#<YYYY-MM-DD>` | a statement, by the first day of its period |
 * | `P` | the pending lines |
 */
const padded = (sequence: number): string => String(sequence).padStart(12, '0');
/** Sorts behind every sort key that begins with the same text. */
const last = '\uffff';

export const partitionOf = ({ tenantId, accountId }: AccountRef): string =>
  `LEDGER#${escaped(tenantId)}#${escaped(accountId)}`;
export const ledgerKey = (ledger: AccountRef, sk: string): Key => ({ pk: partitionOf(ledger), sk });

export const sortKey = {
  head: 'HEAD',
  pending: 'P',
  segment: (first: number): string => `C#${padded(first)}`,
  month: (month: string, first: number): string => `M#${month}#${padded(first)}`,
  carried: (sequence: number): string => `L#${padded(sequence)}`,
  statement: (periodFrom: CalendarDate): string => `S#${periodFrom}`,
};

/** Inclusive ranges of sort keys. */
export const rangeOf = {
  segments: (first: number, through: number): SortRange => [sortKey.segment(first), sortKey.segment(through)],
  months: (from: string | undefined, to: string | undefined): SortRange => [`M#${from ?? ''}`, `M#${to ?? ''}${last}`],
  carried: (after: number, through: number): SortRange => [sortKey.carried(after + 1), sortKey.carried(through)],
  statements: (from: CalendarDate | undefined, to: CalendarDate | undefined): SortRange => [
    `S#${from ?? ''}`,
    to === undefined ? `S#${last}` : sortKey.statement(to),
  ],
};

type SortRange = readonly [low: string, high: string];

/** `M#2026-11#000000000101` → `2026-11` and 101. */
export const monthKeyParts = (sk: string): { readonly month: string; readonly first: number } => ({
  month: sk.slice(2, 9),
  first: Number(sk.slice(10)),
});
