import type { Family } from '../family.ts';

/** What a line is, in the words of Dutch statements. */
export const dutchBookingText: Readonly<Record<Family, string>> = {
  transfer: 'SEPA OVERBOEKING',
  instant: 'SEPA OVERBOEKING',
  salary: 'SEPA OVERBOEKING',
  standing_order: 'SEPA PERIODIEKE OVERBOEKING',
  own_transfer: 'SEPA OVERBOEKING',
  foreign_transfer: 'BUITENLAND OVERBOEKING',
  direct_debit_paid: 'SEPA INCASSO ALGEMEEN DOORLOPEND',
  direct_debit_refunded: 'SEPA INCASSO TERUGBOEKING',
  direct_debit_collected: 'SEPA INCASSO',
  direct_debit_unpaid: 'SEPA INCASSO TERUGBOEKING',
  card: 'BETAALPAS',
  card_takings: 'BETAALAUTOMAAT',
  cash_withdrawal: 'GELDAUTOMAAT',
  cash_deposit: 'STORTING',
  cheque: 'CHEQUE',
  interest: 'RENTE',
  fee: 'KOSTEN',
  unknown: 'BOEKING',
};

/** The same in English, where a format belongs to no country. */
export const englishBookingText: Readonly<Record<Family, string>> = {
  transfer: 'TRANSFER',
  instant: 'INSTANT TRANSFER',
  salary: 'SALARY',
  standing_order: 'STANDING ORDER',
  own_transfer: 'OWN TRANSFER',
  foreign_transfer: 'FOREIGN TRANSFER',
  direct_debit_paid: 'DIRECT DEBIT',
  direct_debit_refunded: 'DIRECT DEBIT REFUND',
  direct_debit_collected: 'DIRECT DEBIT COLLECTED',
  direct_debit_unpaid: 'DIRECT DEBIT UNPAID',
  card: 'CARD PAYMENT',
  card_takings: 'CARD TAKINGS',
  cash_withdrawal: 'CASH WITHDRAWAL',
  cash_deposit: 'CASH DEPOSIT',
  cheque: 'CHEQUE',
  interest: 'INTEREST',
  fee: 'FEE',
  unknown: 'ENTRY',
};
