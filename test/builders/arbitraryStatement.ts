import fc from 'fast-check';
import { addDays, type CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import { defined } from '../../shared/language/defined.ts';
import { outsideStatementId } from '../../shared/domain/ids/outsideIds.ts';
import { digitsOf } from '../../shared/domain/money/currency.ts';
import { formatDecimal } from '../../shared/domain/money/decimal.ts';
import {
  periodAround,
  statementPeriods,
  type Period,
  type StatementPeriod,
} from '../../shared/domain/statements/period.ts';
import type { Proof, StatementAccount } from '../../shared/domain/statements/statement.ts';
import type { StatementEntry, StatementInFull } from '../../shared/domain/statements/statementInFull.ts';
import { arbitraryAmount, arbitraryEntries } from './arbitraryEntry.ts';
import { anyIban, arbitraryIban, type IbanCountry } from './arbitraryReferences.ts';
import { arbitraryText } from './arbitraryText.ts';
import { aStatementInFull } from './statementInFull.ts';

export interface StatementWish {
  /** Without it, one of 0, 2 or 3 decimals. */
  readonly currency?: string;
  /** Of which country the account's IBAN is; without it, the account may have none. */
  readonly iban?: IbanCountry | 'any';
  /** Lines on time of one statement. */
  readonly mostLines?: number;
  /** No line counts for nothing. */
  readonly withoutZero?: true;
}

const currencies = ['EUR', 'EUR', 'EUR', 'USD', 'GBP', 'JPY', 'XPF', 'BHD', 'TND'];

const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });

const arbitraryAccount = (wish: StatementWish['iban']): fc.Arbitrary<StatementAccount> => {
  const iban = wish === undefined || wish === 'any' ? anyIban : arbitraryIban(wish);
  const numbers = iban.map((reference) => ({ reference, referenceType: 'IBAN' }));
  const others = fc.constantFrom('733-0123456-58', '12345678', 'Kaart 1234').map((reference) => {
    return { reference, referenceType: 'OTHER' };
  });
  return fc
    .record({
      number: wish === undefined ? fc.oneof(numbers, numbers, numbers, others) : numbers,
      holderName: optional(arbitraryText(70)),
      product: optional(arbitraryText(40)),
      bic: optional(fc.constantFrom('KREDBEBB', 'INGBNL2AXXX', 'no bic')),
    })
    .map(({ number, ...names }) => ({ ...number, ...defined(names) }));
};

const arbitraryProof = (currency: string, period: Period): fc.Arbitrary<Proof> => {
  const figure = arbitraryAmount(digitsOf(currency));
  return fc.oneof(
    fc.record({ verdict: fc.constant('proven' as const), bankBalance: figure, bankBalanceOn: fc.constant(period.to) }),
    fc.record({ verdict: fc.constant('proven' as const), by: fc.constant('tenant' as const), knownBalance: figure }),
    fc.record({
      verdict: fc.constant('unproven' as const),
      awaiting: fc.constantFrom('later_balance' as const, 'balance_before_start' as const),
    }),
    fc.record({
      verdict: fc.constant('broken' as const),
      bankBalance: figure,
      difference: figure,
      brokenFrom: fc.constant(period.from),
    }),
  );
};

/** Periods of one kind, one after another, of which some have no statement between them. */
const periodsFrom = (start: CalendarDate, kind: StatementPeriod, gaps: readonly number[]): readonly Period[] => {
  const periods: Period[] = [];
  let next = start;
  for (const gap of gaps) {
    const period = periodAround(next, kind);
    periods.push(period);
    next = addDays(period.to, 1 + gap);
  }
  return periods;
};

/** Without gaps, and from 1 in every year. */
const numbersOf = (periods: readonly Period[], first: number): readonly string[] => {
  let [number, year] = [first - 1, periods[0]?.from.slice(0, 4)];
  return periods.map(({ from }) => {
    number = from.startsWith(`${year}`) ? number + 1 : 1;
    year = from.slice(0, 4);
    return `${year}-${String(number).padStart(4, '0')}`;
  });
};

interface Draft {
  readonly period: Period;
  readonly state: 'open' | 'final';
  readonly proof: Proof;
  readonly entries: readonly StatementEntry[];
}

/** Statements of one account that follow each other, as they stand in one file. All of them add up. */
export const arbitraryStatements = (
  wish: StatementWish = {},
  most = 4,
): fc.Arbitrary<readonly [StatementInFull, ...StatementInFull[]]> =>
  fc
    .record({
      accountId: fc.uuid({ version: 4 }),
      account: arbitraryAccount(wish.iban),
      currency: wish.currency === undefined ? fc.constantFrom(...currencies) : fc.constant(wish.currency),
      kind: fc.constantFrom(...statementPeriods),
      start: fc.integer({ min: 0, max: 4_000 }).map((days) => addDays('2020-01-01', days)),
      gaps: fc.array(fc.constantFrom(0, 0, 3), { minLength: 1, maxLength: most }),
      first: fc.oneof(fc.integer({ min: 1, max: 366 }), fc.integer({ min: 995, max: 9_990 })),
    })
    .chain(({ accountId, account, currency, kind, start, gaps, first }) => {
      const periods = periodsFrom(start, kind, gaps);
      const drafts = periods.map((period, at) => {
        const entryWish = { accountId, currency, period, firstLine: at * 1000 + 10 };
        const { mostLines = 60, withoutZero = false } = wish;
        return fc.record<Draft>({
          period: fc.constant(period),
          state: fc.constantFrom('final', 'final', 'open'),
          proof: arbitraryProof(currency, period),
          entries: arbitraryEntries({ ...entryWish, mostLines, withoutZero }),
        });
      });
      const opening = arbitraryAmount(digitsOf(currency));
      const numbers = numbersOf(periods, first);
      return fc.tuple(opening, ...drafts).map(([amount, ...told]) => {
        let balance = amount;
        const statements = told.map((draft, at) => {
          const id = outsideStatementId(accountId, draft.period.from);
          const number = numbers[at] ?? '';
          const statement = aStatementInFull({ ...draft, id, account, currency, number, opening: balance });
          balance = formatDecimal(statement.closing);
          return statement;
        });
        const [one, ...others] = statements;
        if (!one) throw new Error('a file has a statement');
        return [one, ...others] as const;
      });
    });

/** One statement that adds up. */
export const arbitraryStatement = (wish: StatementWish = {}): fc.Arbitrary<StatementInFull> =>
  arbitraryStatements(wish, 1).map(([statement]) => statement);
