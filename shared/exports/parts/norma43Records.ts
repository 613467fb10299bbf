import { constant, digits, recordLayout, text } from './recordLayout.ts';

/*
 * The records of Norma 43, 80 characters each. What no field covers is blank.
 * Source: Asociación Española de Banca, Cuaderno 43, June 2012, appendix 1.
 */
const width = 80;

export const accountStart = recordLayout(width, {
  kind: constant(1, '11'),
  bank: digits(3, 4),
  branch: digits(7, 4),
  account: digits(11, 10),
  from: digits(21, 6),
  to: digits(27, 6),
  sign: digits(33, 1),
  opening: digits(34, 14),
  currency: digits(48, 3),
  // How much is told of each line: all.
  mode: constant(51, '3'),
  holder: text(52, 26),
});

export const movement = recordLayout(width, {
  kind: constant(1, '22'),
  branch: digits(7, 4),
  operationDate: digits(11, 6),
  valueDate: digits(17, 6),
  concept: digits(23, 2),
  ownConcept: constant(25, '000'),
  sign: digits(28, 1),
  amount: digits(29, 14),
  document: digits(43, 10),
  // Its last digit is a check digit, right for zeros.
  reference1: constant(53, '000000000000'),
  reference2: text(65, 16),
});

/** The norm has five for a movement, but readers take five of them for those of a SEPA payment (csb43). */
export const mostComplements = 4;
export const complementWidth = 38;

export const complement = recordLayout(width, {
  kind: constant(1, '23'),
  number: digits(3, 2),
  first: text(5, complementWidth),
  second: text(43, complementWidth),
});

export const accountEnd = recordLayout(width, {
  kind: constant(1, '33'),
  bank: digits(3, 4),
  branch: digits(7, 4),
  account: digits(11, 10),
  debits: digits(21, 5),
  debit: digits(26, 14),
  credits: digits(40, 5),
  credit: digits(45, 14),
  sign: digits(59, 1),
  closing: digits(60, 14),
  currency: digits(74, 3),
});

export const fileEnd = recordLayout(width, {
  kind: constant(1, `88${'9'.repeat(18)}`),
  records: digits(21, 6),
});
