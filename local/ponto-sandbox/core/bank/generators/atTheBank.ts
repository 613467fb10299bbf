import { addDays } from '../../calendar.ts';
import { money, type LineGenerator } from './generator.ts';

export const fees: LineGenerator = (day) =>
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

export const putAside: LineGenerator = (day) =>
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

export const interest: LineGenerator = (day) =>
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
