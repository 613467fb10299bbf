import fc from 'fast-check';
import { addDays, daysBetween, type CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import { defined } from '../../shared/language/defined.ts';
import { outsideTransactionId } from '../../shared/domain/ids/outsideIds.ts';
import type { LineContent } from '../../shared/domain/ledger/line.ts';
import { amountOf, digitsOf } from '../../shared/domain/money/currency.ts';
import { formatDecimal, isZero, subtract, type Decimal } from '../../shared/domain/money/decimal.ts';
import type { Period } from '../../shared/domain/statements/period.ts';
import type { StatementEntry } from '../../shared/domain/statements/statementInFull.ts';
import { anyIban, arbitraryReference } from './arbitraryReferences.ts';
import { arbitraryText } from './arbitraryText.ts';
import { decimal } from './statementInFull.ts';

export interface EntryWish {
  readonly accountId: string;
  readonly currency: string;
  readonly period: Period;
  /** Lines of the account before this statement; an adjustment is of one of them. */
  readonly firstLine: number;
  readonly mostLines: number;
  /** No line counts for nothing. */
  readonly withoutZero: boolean;
}

const optional = <T>(arbitrary: fc.Arbitrary<T>, freq = 2): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq });

/** Exact text of so many decimals at most. */
export const arbitraryAmount = (digits: number): fc.Arbitrary<string> =>
  fc
    .oneof(
      { weight: 8, arbitrary: fc.bigInt({ min: -200_000n, max: 200_000n }) },
      { weight: 2, arbitrary: fc.bigInt({ min: -(10n ** 10n), max: 10n ** 10n }) },
      { weight: 1, arbitrary: fc.constantFrom(0n, 1n, -1n, 100n, -100n) },
    )
    .map((units) => formatDecimal({ units, scale: digits }));

const codes = [
  ...['PMNT-RCDT-ESCT', 'PMNT-ICDT-ESCT', 'PMNT-ICDT-STDO', 'PMNT-RCDT-SALA', 'PMNT-IRCT-BOOK', 'PMNT-RRCT-ESCT'],
  ...['PMNT-RDDT-ESDD', 'PMNT-IDDT-ESDD', 'PMNT-RDDT-BBDD', 'PMNT-IDDT-UPDD', 'PMNT-ICDT-XBCT', 'PMNT-RCDT-ATXN'],
  ...['PMNT-CCRD-POSD', 'PMNT-CCRD-CWDL', 'PMNT-MCRD-POSP', 'PMNT-CNTR-CDPT', 'PMNT-CNTR-CWDL', 'PMNT-ICHQ-CCHQ'],
  ...['PMNT-RCHQ-UPCQ', 'ACMT-MDOP-INTR', 'ACMT-MDOP-FEES', 'LDAS-NTAV-NTAV', 'strange', ''],
];

const party = fc.record({
  counterpartyName: optional(arbitraryText(140), 4),
  counterpartyReference: optional(
    fc.oneof(
      anyIban,
      anyIban,
      fc.constantFrom('733-0123456-58', '12345', 'Postbus 9/a', 'no:account\n-x', ':62F:C0,00', '-'),
    ),
  ),
  bankTransactionCode: optional(fc.constantFrom(...codes)),
  proprietaryBankTransactionCode: optional(fc.constantFrom('150', 'N654', '0150000', 'überweisung'), 1),
  endToEndId: optional(fc.oneof(fc.constant('NOTPROVIDED'), fc.stringMatching(/^[A-Z0-9/?:().,'+ -]{1,35}$/))),
  purposeCode: optional(fc.constantFrom('SALA', 'SUPP', 'TAXS'), 1),
  mandateId: optional(fc.stringMatching(/^[A-Za-z0-9-]{1,35}$/), 1),
  creditorId: optional(fc.constantFrom('BE69ZZZ050D000000008', 'FR72ZZZ123456', 'DE98ZZZ09999999999'), 1),
  cardReference: optional(fc.constantFrom('************1234', '**** **** **** 0005'), 1),
});

/** A reference is found in the text of the bank, so that it always stands in it. */
const words = fc
  .record({
    reference: optional(arbitraryReference),
    text: optional(arbitraryText(450), 4),
    description: optional(arbitraryText(140)),
    additionalInformation: optional(arbitraryText(200), 1),
  })
  .map(({ reference, text, ...others }) => {
    const told = [reference?.value, text].filter((part) => part !== undefined);
    const remittanceText = told.length === 0 ? undefined : told.join(' ');
    return { reference, remittanceText, remittanceType: reference && !text ? 'structured' : 'unstructured', ...others };
  });

const arbitraryContent = (days: fc.Arbitrary<CalendarDate>, currency: string): fc.Arbitrary<LineContent> =>
  fc
    .record({
      executionDate: days,
      valueAfter: optional(fc.integer({ min: -40, max: 10 })),
      amount: arbitraryAmount(digitsOf(currency)),
      fee: optional(fc.constantFrom('15', '125', '1200'), 1),
      words,
      party,
    })
    .map(({ executionDate, valueAfter, amount, fee, words: said, party: told }) =>
      defined({
        executionDate,
        valueDate: valueAfter === undefined ? undefined : addDays(executionDate, valueAfter),
        amount,
        currency,
        fee: fee === undefined ? undefined : formatDecimal({ units: BigInt(fee), scale: digitsOf(currency) }),
        ...said,
        ...told,
      }),
    );

const adjustmentOf = (
  id: string,
  version: number,
  content: LineContent,
  { from, to }: { readonly from: Decimal; readonly to: Decimal },
): StatementEntry => {
  const amount = subtract(to, from);
  // A line that is removed keeps what it said last.
  const shown = isZero(to) ? content : { ...content, amount: formatDecimal(to) };
  return { kind: 'adjustment', id, version, amount, adjusted: { from, to }, content: shown };
};

/** Lines by day, then late lines, then adjustments, one of which may follow another of its line. */
export const arbitraryEntries = (wish: EntryWish): fc.Arbitrary<readonly StatementEntry[]> => {
  const { accountId, currency, period, firstLine, mostLines, withoutZero } = wish;
  const days = fc.nat(daysBetween(period.from, period.to)).map((after) => addDays(period.from, after));
  const daysBefore = fc.integer({ min: 1, max: 60 }).map((before) => addDays(period.from, -before));
  const onTime = arbitraryContent(days, currency);
  const late = arbitraryContent(daysBefore, currency);
  const amount = arbitraryAmount(digitsOf(currency)).map(decimal);
  return fc
    .record({
      contents: fc.oneof(
        { weight: 6, arbitrary: fc.array(onTime, { minLength: 1, maxLength: Math.min(mostLines, 4) }) },
        { weight: 1, arbitrary: fc.array(onTime, { minLength: 1, maxLength: mostLines, size: 'max' }) },
      ),
      twins: fc.nat(2),
      lateContents: fc.array(late, { maxLength: 2 }),
      changes: fc.array(fc.tuple(late, amount, fc.oneof(amount, fc.constant(decimal('0'))), amount), { maxLength: 2 }),
    })
    .map(({ contents, twins, lateContents, changes }) => {
      const own = [...contents.slice(0, twins), ...contents]
        .slice(0, mostLines)
        .sort((a, b) => daysBetween(b.executionDate, a.executionDate));
      const counted = [...own, ...lateContents].map((content, at): StatementEntry => {
        const id = outsideTransactionId(accountId, firstLine + at);
        const kind = at < own.length ? 'line' : 'late_line';
        return { kind, id, version: 1, amount: amountOf(content.amount), content };
      });
      const adjustments = changes.flatMap(([content, from, to, then], at) => {
        const id = outsideTransactionId(accountId, Math.max(1, firstLine - 1 - at));
        const first = adjustmentOf(id, 2, content, { from, to });
        return at === 0 ? [first, adjustmentOf(id, 3, content, { from: to, to: then })] : [first];
      });
      return [...counted, ...adjustments].filter((entry) => !withoutZero || !isZero(entry.amount));
    })
    .filter((entries) => entries.length > 0);
};
