import { accountNumber, creditorReference, structuredCommunication } from './accountNumber.ts';
import { addDays, weekdayOf } from '../calendar.ts';
import type { Chance } from '../chance.ts';
import type { LineContent } from '../state.ts';
import type { Vocabulary } from './vocabulary.ts';

/** One day of one account. */
export interface Day {
  readonly day: string;
  readonly weekday: number;
  readonly dayOfMonth: number;
  readonly month: number;
  readonly chance: Chance;
  readonly words: Vocabulary;
  readonly country: string;
}

/** What a habit makes: days are turned into the bank's own dates later. */
export interface Draft {
  /** Hour of the day at which it appears, in the bank's zone. */
  readonly hour: number;
  /** Days after its own day at which it appears; late bookings have some. */
  readonly later?: number;
  /** Shown as pending from this hour of its first day, booked on a later day. */
  readonly pendingHour?: number;
  readonly bookedOn?: string;
  readonly valueDay?: string | null;
  /** The bank names no booking day. */
  readonly withoutExecutionDate?: boolean;
  /** What the bank knows better two days later. */
  readonly correction?: Partial<LineContent>;
  readonly content: Omit<LineContent, 'currency' | 'executionDate' | 'valueDate' | 'digest'>;
}

export type Habit = (day: Day) => readonly Draft[];

const money = (chance: Chance, from: number, to: number): number => chance.whole(from, to) / 100;

const reference = ({ country, chance }: Day): string =>
  accountNumber(country, counterpartBanks[country] ?? '973', chance);

const counterpartBanks: Readonly<Record<string, string>> = {
  BE: '001',
  NL: 'RABO',
  FR: '30003',
  ES: '2100',
  DE: '20040000',
  LU: '001',
  PT: '0033',
};

const nextBankDay = (day: string): string => {
  let next = addDays(day, 1);
  while (weekdayOf(next) > 5) next = addDays(next, 1);
  return next;
};

/** Takings of the card terminal, on every day but Monday. */
const takings: Habit = (day) => {
  if (day.weekday === 1) return [];
  return [
    {
      hour: 4.25,
      content: {
        amount: money(day.chance, 38_000, day.weekday > 5 ? 214_000 : 126_000),
        description: day.words.words.received,
        remittanceInformation: `${day.words.words.takings} ${day.day.replaceAll('-', '')} REF ${day.chance.whole(10_000, 99_999)}`,
        remittanceInformationType: 'unstructured',
        counterpartName: day.words.acquirer,
        counterpartReference: accountNumber(day.country, counterpartBanks[day.country] ?? '973', day.chance),
        bankTransactionCode: 'PMNT-RCDT-ESCT',
      },
    },
  ];
};

/** Customers pay invoices: references right, wrong, international, or in words. */
const customers: Habit = (day) => {
  if (day.weekday > 5) return [];
  const drafts: Draft[] = [];
  for (let count = day.chance.whole(0, 2); count > 0; count -= 1) {
    const kind = day.chance.whole(1, 10);
    const structured = kind <= 5 && day.country === 'BE';
    const instant = kind === 10;
    drafts.push({
      hour: instant ? day.chance.whole(9, 19) + 0.5 : day.chance.whole(8, 16),
      ...(kind === 9 ? { valueDay: addDays(day.day, -1) } : {}),
      content: {
        amount: money(day.chance, 4_500, 96_000),
        description: instant ? day.words.words.instant : day.words.words.received,
        remittanceInformation: structured
          ? structuredCommunication(day.chance, kind !== 5)
          : kind <= 7
            ? creditorReference(day.chance)
            : `${day.words.words.invoice} ${day.day.slice(0, 4)}-${day.chance.whole(1000, 9999)}`,
        remittanceInformationType: structured || kind <= 7 ? 'structured' : 'unstructured',
        counterpartName: day.chance.pick(day.words.customers),
        counterpartReference: reference(day),
        endToEndId: day.chance.happens(0.6) ? `E2E-${day.chance.whole(100_000, 999_999)}` : 'NOTPROVIDED',
        bankTransactionCode: instant ? 'PMNT-RRCT-ESCT' : 'PMNT-RCDT-ESCT',
      },
    });
  }
  return drafts;
};

const suppliers: Habit = (day) => {
  if (day.weekday > 5 || !day.chance.happens(0.45)) return [];
  return [
    {
      hour: 15,
      content: {
        amount: -money(day.chance, 12_000, 148_000),
        description: day.words.words.sent,
        remittanceInformation:
          day.country === 'BE'
            ? structuredCommunication(day.chance, true)
            : `${day.words.words.invoice} ${day.chance.whole(20_000, 99_999)}`,
        remittanceInformationType: day.country === 'BE' ? 'structured' : 'unstructured',
        counterpartName: day.chance.pick(day.words.suppliers),
        counterpartReference: reference(day),
        endToEndId: `PAY-${day.day.replaceAll('-', '')}-${day.chance.whole(10, 99)}`,
        bankTransactionCode: 'PMNT-ICDT-ESCT',
      },
    },
  ];
};

/** Card payments are pending first and are booked on the next bank day, with the day of the purchase as value date. */
const cards: Habit = (day) => {
  if (!day.chance.happens(0.4)) return [];
  const last4 = '6703 **** **** 4182';
  return [
    {
      hour: 6,
      pendingHour: day.chance.whole(9, 18),
      bookedOn: nextBankDay(day.day),
      valueDay: day.day,
      content: {
        amount: -money(day.chance, 450, 18_900),
        description: day.words.words.card,
        remittanceInformation: `${day.chance.pick(day.words.shops)} ${day.day}`,
        remittanceInformationType: 'unstructured',
        counterpartName: day.chance.pick(day.words.shops),
        bankTransactionCode: 'PMNT-CCRD-POSD',
        cardReference: last4,
        cardReferenceType: 'MASKEDPAN',
      },
    },
  ];
};

/** Two equal payments on one day are two payments. */
const twins: Habit = (day) => {
  if (day.weekday !== 3) return [];
  const twin: Draft = {
    hour: 11,
    content: {
      amount: -2.5,
      description: day.words.words.card,
      remittanceInformation: 'PARKING 2H',
      remittanceInformationType: 'unstructured',
      counterpartName: 'PARKING CENTRUM',
      bankTransactionCode: 'PMNT-CCRD-POSD',
      cardReference: '4182',
      cardReferenceType: 'MASKEDPAN',
    },
  };
  return [twin, twin];
};

const debits: Habit = (day) =>
  day.words.debits
    .filter(({ dayOfMonth }) => dayOfMonth === day.dayOfMonth)
    .map((debit) => ({
      hour: 3,
      content: {
        amount: -money(day.chance, debit.cents[0], debit.cents[1]),
        description: day.words.words.debit,
        remittanceInformation: `${debit.name} ${day.day.slice(0, 7)}`,
        remittanceInformationType: 'unstructured' as const,
        counterpartName: debit.name,
        counterpartReference: reference(day),
        bankTransactionCode: 'PMNT-RDDT-ESDD',
        mandateId: `M-${debit.creditorId.slice(-6)}-0042`,
        creditorId: debit.creditorId,
        endToEndId: `${debit.creditorId.slice(-6)}${day.day.slice(0, 7)}`,
      },
    }));

const salaries: Habit = (day) =>
  day.dayOfMonth !== 28
    ? []
    : day.words.employees.map((counterpartName) => ({
        hour: 7,
        content: {
          amount: -money(day.chance, 189_000, 248_000),
          description: day.words.words.sent,
          remittanceInformation: `${day.words.words.salary} ${day.day.slice(0, 7)}`,
          remittanceInformationType: 'unstructured' as const,
          counterpartName,
          counterpartReference: reference(day),
          purposeCode: 'SALA',
          bankTransactionCode: 'PMNT-ICDT-ESCT',
        },
      }));

const rent: Habit = (day) =>
  day.dayOfMonth !== 1
    ? []
    : [
        {
          hour: 2.5,
          content: {
            amount: -1450,
            description: day.words.words.sent,
            remittanceInformation: day.words.words.rent,
            remittanceInformationType: 'unstructured',
            counterpartName: day.words.landlord,
            counterpartReference: reference(day),
            bankTransactionCode: 'PMNT-ICDT-STDO',
            proprietaryBankTransactionCode: '01-11',
          },
        },
      ];

/** The bank itself writes no counterpart, and an empty communication. Its value date is the last day of the month before. */
const fees: Habit = (day) =>
  day.dayOfMonth !== 2
    ? []
    : [
        {
          hour: 5,
          valueDay: addDays(day.day, -2),
          content: {
            amount: -12.35,
            fee: 12.35,
            description: day.words.words.fee,
            remittanceInformation: '',
            bankTransactionCode: 'ACMT-MDOP-FEES',
            proprietaryBankTransactionCode: '35-01',
          },
        },
      ];

/** Cash handed in on Monday has no counterpart, and the bank names only one of the two days now and then. */
const cash: Habit = (day) =>
  day.weekday !== 1
    ? []
    : [
        {
          hour: 10,
          ...(day.dayOfMonth <= 7 ? { withoutExecutionDate: true } : {}),
          ...(day.dayOfMonth > 21 ? { valueDay: null } : {}),
          content: {
            amount: day.chance.whole(30, 160) * 5,
            description: day.words.words.cash,
            bankTransactionCode: 'PMNT-CNTR-CDPT',
          },
        },
      ];

/** Told days after the day that they are booked on: stopping at a date would lose them. */
const lateBookings: Habit = (day) =>
  day.dayOfMonth !== 11
    ? []
    : [
        {
          hour: 9,
          later: 4,
          valueDay: addDays(day.day, 2),
          content: {
            amount: money(day.chance, 15_000, 64_000),
            description: day.words.words.cheque,
            remittanceInformationType: 'unstructured',
            counterpartName: day.chance.pick(day.words.customers),
            bankTransactionCode: 'PMNT-RCHQ-UPCQ',
          },
        },
      ];

/** The name of the counterpart comes two days later. */
const corrections: Habit = (day) =>
  day.dayOfMonth !== 16
    ? []
    : [
        {
          hour: 13,
          correction: { counterpartName: day.chance.pick(day.words.customers) },
          content: {
            amount: money(day.chance, 9_000, 31_000),
            description: day.words.words.received,
            remittanceInformation: `${day.words.words.invoice} ${day.chance.whole(1000, 9999)}`,
            remittanceInformationType: 'unstructured',
            counterpartReference: reference(day),
            bankTransactionCode: 'PMNT-RCDT-ESCT',
          },
        },
      ];

const refunds: Habit = (day) =>
  day.dayOfMonth !== 22
    ? []
    : [
        {
          hour: 12,
          content: {
            amount: money(day.chance, 1_200, 7_900),
            description: day.words.words.refund,
            remittanceInformation: `${day.words.words.refund} ${day.words.words.invoice} ${day.chance.whole(1000, 9999)}`,
            remittanceInformationType: 'unstructured',
            counterpartName: day.chance.pick(day.words.suppliers),
            counterpartReference: reference(day),
            bankTransactionCode: 'PMNT-RCDT-ESCT',
            additionalInformation: 'RETURN OF GOODS',
          },
        },
      ];

const putAside: Habit = (day) =>
  day.dayOfMonth !== 25
    ? []
    : [
        {
          hour: 6,
          content: {
            amount: 250,
            description: day.words.words.received,
            remittanceInformation: day.words.words.saving,
            remittanceInformationType: 'unstructured',
            bankTransactionCode: 'PMNT-RCDT-BOOK',
          },
        },
      ];

const interest: Habit = (day) =>
  day.dayOfMonth !== 1 || day.month % 3 !== 1
    ? []
    : [
        {
          hour: 1,
          content: {
            amount: money(day.chance, 900, 2_400),
            description: day.words.words.interest,
            remittanceInformation: '',
            bankTransactionCode: 'ACMT-MCOP-INTR',
          },
        },
      ];

/** Payments from abroad on the dollar side of an account, with the bank's fee. */
const foreign: Habit = (day) =>
  day.weekday > 5 || !day.chance.happens(0.2)
    ? []
    : [
        {
          hour: 14,
          valueDay: addDays(day.day, 2),
          content: {
            amount: money(day.chance, 20_000, 240_000),
            fee: 4.5,
            description: 'Foreign payment received',
            remittanceInformation: `ORDER ${day.chance.whole(100, 999)} /PATISSERIE WORKSHOP/`,
            remittanceInformationType: 'unstructured',
            counterpartName: day.chance.pick(['Hudson Bakery Supply Inc', 'Brooklyn Culinary School']),
            bankTransactionCode: 'PMNT-RCDT-XBCT',
          },
        },
      ];

/** Lives that an account can lead. */
export const lives: Readonly<Record<string, readonly Habit[]>> = {
  business: [
    takings,
    customers,
    suppliers,
    cards,
    twins,
    debits,
    salaries,
    rent,
    fees,
    cash,
    lateBookings,
    corrections,
    refunds,
  ],
  small: [customers, cards, debits, fees, lateBookings, corrections],
  savings: [putAside, interest],
  foreign: [foreign, fees],
};
