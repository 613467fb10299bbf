import { amount, currencyCode, day, moment, type SchemaWords } from './description.ts';
import { at } from './shared.ts';

/** What the bank says of a movement. */
export const content: SchemaWords = {
  executionDate: day('When the bank booked it, in the bank’s time zone'),
  valueDate: day('From when it counts for interest, where the bank tells it'),
  amount: amount('What moves; money out has a minus', '`currency`'),
  currency: currencyCode,
  ...at('counterparty', {
    '': 'The other side, as far as the bank names it.',
    name: 'Its name.',
    reference: 'Number of its account, mostly an IBAN.',
  }),
  ...at('remittance', {
    '': 'What the payer wrote.',
    text: 'The text.',
    type: 'Kind of the text as Ponto says: `structured` or `unstructured`.',
    ...at('reference', {
      '': 'A standard reference found in the text, its check digits right.',
      kind: '`be_ogm`: Belgian structured communication; `iso_11649`: creditor reference `RF…`.',
      value: 'The reference as it is written: `+++123/4567/89002+++` or `RF18539007547034`.',
    }),
  }),
  description: 'Text of the bank.',
  bankTransactionCode: 'Kind of movement (ISO 20022), such as `PMNT-RCDT-ESCT`.',
  proprietaryBankTransactionCode: 'Kind of movement in the bank’s own words.',
  endToEndId: 'End-to-end id that the payer gave.',
  purposeCode: 'Purpose of the payment (ISO 20022), such as `SALA`.',
  mandateId: 'Id of the mandate, of a direct debit.',
  creditorId: 'Id of the creditor, of a direct debit.',
  cardReference: 'Number of the card, masked.',
  fee: amount('Fee of the bank that is part of `amount`', '`currency`'),
  additionalInformation: 'Whatever else the bank says.',
};

const line: SchemaWords = {
  id: 'Id of the line. A correction keeps it.',
  accountId: 'Id of its account.',
  journalId: 'Id of the journal that it is booked in; absent while the account feeds none.',
  statementId: 'Id of the statement that it stands on; absent of a pending line.',
  status: '`booked`, or `pending`: announced by the bank, not booked, and on no statement.',
  sequence: 'Number of its latest change in the ledger of the account, from 1 up; pending lines have none.',
  ...content,
  version: 'Which version this is, from 1 up; a correction makes the next one.',
  pontoId: 'Id of the line at Ponto.',
  createdAt: moment('When Ponto first had it'),
  updatedAt: moment('When Ponto last changed it'),
};

const pendingToo = 'When the bank booked it; of a pending line, where the bank has named it';

export const transaction: SchemaWords = {
  ...line,
  '': 'A movement on an account as it is known now.',
  executionDate: day(pendingToo),
};

export const bookedTransaction: SchemaWords = {
  ...line,
  '': 'A line that the bank has booked.',
  status: 'Always `booked`.',
};

export const statementLine: SchemaWords = {
  ...bookedTransaction,
  '': 'A line as it stands on a statement.',
  kind: '`line`; `late_line`: booked by the bank for a day whose statement was final; `adjustment`: `amount` is the difference that a correction made to a line on a final statement, and the rest names that line.',
};

export const run: SchemaWords = {
  '': 'The run that brought it.',
  syncId: 'Id of the run. Runs are kept for 400 days; of an older one, only the id is told.',
  trigger: 'What started the run.',
  startedAt: moment('When the run began'),
};
