import { constant, digits, recordLayout, text } from '../recordLayout.ts';

/*
 * The records of CODA, 128 characters each. What no field covers is blank.
 * Source: Febelfin, Coded statement of account (CODA), version 2.6, chapter "Description of the records".
 */
const width = 128;

export const header = recordLayout(width, {
  kind: constant(1, '00000'),
  createdOn: digits(6, 6),
  bank: digits(12, 3, '0'),
  application: constant(15, '05'),
  fileReference: text(25, 10),
  addressee: text(35, 26),
  bic: text(61, 11),
  enterprise: digits(72, 11, '0'),
  separateApplication: constant(84, '00000'),
  version: constant(128, '2'),
});

export const oldBalance = recordLayout(width, {
  kind: constant(1, '1'),
  structure: digits(2, 1),
  paperNumber: digits(3, 3),
  account: text(6, 37),
  sign: digits(43, 1),
  amount: digits(44, 15),
  on: digits(59, 6),
  holder: text(65, 26),
  description: text(91, 35),
  codedNumber: digits(126, 3),
});

/** In this order; each is cut off where the next begins. */
export const communicationWidths = [53, 53, 43] as const;

export const movement = [
  recordLayout(width, {
    kind: constant(1, '21'),
    number: digits(3, 4),
    detail: digits(7, 4, '0'),
    reference: text(11, 21),
    sign: digits(32, 1),
    amount: digits(33, 15),
    valueDate: digits(48, 6),
    code: digits(54, 8),
    communicationKind: digits(62, 1),
    communication: text(63, 53),
    entryDate: digits(116, 6),
    paperNumber: digits(122, 3),
    globalisation: constant(125, '0'),
    next: digits(126, 1),
    link: digits(128, 1),
  }),
  recordLayout(width, {
    kind: constant(1, '22'),
    number: digits(3, 4),
    detail: digits(7, 4, '0'),
    communication: text(11, 53),
    customerReference: text(64, 35),
    purpose: text(122, 4),
    next: digits(126, 1),
    link: digits(128, 1),
  }),
  recordLayout(width, {
    kind: constant(1, '23'),
    number: digits(3, 4),
    detail: digits(7, 4, '0'),
    // Its last three are the account's currency, which nobody knows.
    account: text(11, 34),
    name: text(48, 35),
    communication: text(83, 43),
    next: digits(126, 1),
    link: digits(128, 1),
  }),
] as const;

/** In this order; each is cut off where the next begins. */
export const informationWidths = [73, 105, 90] as const;

export const information = [
  recordLayout(width, {
    kind: constant(1, '31'),
    number: digits(3, 4),
    detail: digits(7, 4),
    reference: text(11, 21),
    code: digits(32, 8),
    communicationKind: digits(40, 1),
    communication: text(41, 73),
    next: digits(126, 1),
    link: digits(128, 1),
  }),
  recordLayout(width, {
    kind: constant(1, '32'),
    number: digits(3, 4),
    detail: digits(7, 4),
    communication: text(11, 105),
    next: digits(126, 1),
    link: digits(128, 1),
  }),
  recordLayout(width, {
    kind: constant(1, '33'),
    number: digits(3, 4),
    detail: digits(7, 4),
    communication: text(11, 90),
    next: digits(126, 1),
    link: digits(128, 1),
  }),
] as const;

export const newBalance = recordLayout(width, {
  kind: constant(1, '8'),
  paperNumber: digits(2, 3),
  account: text(5, 37),
  sign: digits(42, 1),
  amount: digits(43, 15),
  on: digits(58, 6),
  link: digits(128, 1),
});

export const freeCommunication = recordLayout(width, {
  kind: constant(1, '4'),
  number: digits(3, 4),
  detail: digits(7, 4, '0'),
  communication: text(33, 80),
  link: digits(128, 1),
});

export const trailer = recordLayout(width, {
  kind: constant(1, '9'),
  records: digits(17, 6),
  debit: digits(23, 15),
  credit: digits(38, 15),
  // 1: another statement follows in the file.
  last: digits(128, 1),
});
