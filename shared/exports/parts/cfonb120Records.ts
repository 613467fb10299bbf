import { constant, digits, recordLayout, text } from './recordLayout.ts';

/*
 * The records of CFONB 120, 120 characters each. What no field covers is blank.
 * Source: CFONB, Relevé de compte sur support informatique, July 2004, as pennylane-hq/cfonb reads it.
 */
const width = 120;

/** Where every record names its account. */
const account = {
  bank: digits(3, 5),
  branch: digits(12, 5),
  currency: text(17, 3),
  decimals: digits(20, 1),
  account: text(22, 11),
} as const;

const balance = { ...account, on: digits(35, 6), amount: text(91, 14) } as const;
export const openingBalance = recordLayout(width, { kind: constant(1, '01'), ...balance });
export const closingBalance = recordLayout(width, { kind: constant(1, '07'), ...balance });

export const movement = recordLayout(width, {
  kind: constant(1, '04'),
  ...account,
  code: text(33, 2),
  bookedOn: digits(35, 6),
  valueDate: digits(43, 6),
  label: text(49, 31),
  number: digits(82, 7),
  amount: text(91, 14),
  reference: text(105, 16),
});

export const complementWidth = 70;

export const complement = recordLayout(width, {
  kind: constant(1, '05'),
  ...account,
  code: text(33, 2),
  bookedOn: digits(35, 6),
  qualifier: text(46, 3),
  information: text(49, complementWidth),
});
