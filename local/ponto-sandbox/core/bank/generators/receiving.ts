import { creditorReference, structuredCommunication } from '../accountNumber.ts';
import { addDays } from '../../calendar.ts';
import { money, reference, type LineGenerator, type Draft } from './generator.ts';

/** Takings of the card terminal, on every day but Monday. */
export const takings: LineGenerator = (day) => {
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
        counterpartReference: reference(day),
        bankTransactionCode: 'PMNT-RCDT-ESCT',
      },
    },
  ];
};

export const customers: LineGenerator = (day) => {
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

export const cash: LineGenerator = (day) =>
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

export const lateBookings: LineGenerator = (day) =>
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

export const corrections: LineGenerator = (day) =>
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

export const refunds: LineGenerator = (day) =>
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

export const foreign: LineGenerator = (day) =>
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
