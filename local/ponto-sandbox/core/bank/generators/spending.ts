import { structuredCommunication } from '../accountNumber.ts';
import { money, reference, nextBankDay, type LineGenerator, type Draft } from './generator.ts';

export const suppliers: LineGenerator = (day) => {
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

export const cards: LineGenerator = (day) => {
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

export const twins: LineGenerator = (day) => {
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

export const debits: LineGenerator = (day) =>
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

export const salaries: LineGenerator = (day) =>
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

export const rent: LineGenerator = (day) =>
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

/** What the owner lives on, and what the state takes each quarter: without them a small business would look like a bank. */
export const drawings: LineGenerator = ({ dayOfMonth, month, words }) => {
  const out = (hour: number, amount: number, code: string) => ({
    hour,
    content: { amount, description: words.words.sent, bankTransactionCode: code },
  });
  const drawn = dayOfMonth === 6 ? [out(7, -11_800, 'PMNT-ICDT-ESCT')] : [];
  const taxes = dayOfMonth === 20 && month % 3 === 1 ? [out(7.5, -16_400, 'PMNT-ICDT-TAXE')] : [];
  return [...drawn, ...taxes];
};
