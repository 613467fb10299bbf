import type { Chapter, SchemaWords } from './description.ts';

const lookedBackTo = 'Day down to which it has looked (`YYYY-MM-DD`); absent where it has looked at everything.';

/** All that is given must fit; capitals, accents and the groups of a number do not matter in words. */
const sought: SchemaWords = {
  text: 'Words found in the name and account number of the other side, the texts and the references of a line, at most 200 characters.',
  counterparty: 'Words found in the name or the account number of the other side, such as `BE71 0961`.',
  reference:
    'Found in the structured reference, such as `090/9337/55493`, or in the end-to-end reference that the payer gave.',
  amount:
    'Decimal amount, compared exactly: `12.50` finds money in and money out, `+12.50` and `-12.50` only one of them. A comma may stand for the point; thousands are written together.',
  minAmount:
    'Least amount, inclusive, as a decimal with its sign: money out is below zero. Above `maxAmount` it is refused.',
  maxAmount: 'Greatest amount, inclusive, as a decimal with its sign: `-100` finds money out of 100 and more.',
  from: 'First execution date, inclusive (`YYYY-MM-DD`). Months outside the days are not read.',
  to: 'Last execution date, inclusive (`YYYY-MM-DD`).',
};

export const search = {
  name: 'Search',
  description:
    'Lines of an account by what a person remembers of them. A page looks at 1,000 lines for words, at 20,000 for amounts, and' +
    ' says how far it came.',
  calls: {
    searchTransactions: {
      '': 'Looks for lines that fit all that is given, newest first, pending ones before the booked ones. What is looked for stands in a body, so that it stands in no address; nothing is changed.',
      id: 'Id of the account.',
      200: 'A page of what was found; it may be empty and still have a `nextCursor`.',
    },
    totalTransactions: {
      '': 'Counts and adds up the booked lines that fit all that is given; without anything, all of them. Nothing is changed.',
      id: 'Id of the account.',
      cursor: '`nextCursor` of the totals before, which have to be added to these.',
      200: 'The totals, and whether they are of everything.',
    },
  },
  schemas: {
    TransactionSearch: { '': 'What is looked for: at least one of words, an amount or a bound of it.', ...sought },
    TransactionTotalsRequest: { '': 'Which lines count; all of them when nothing is said.', ...sought },
    FoundTransactions: {
      '': 'A page of what a search has found.',
      items: 'The lines, newest first; pending ones stand before the booked ones.',
      nextCursor:
        'Goes into `cursor` of the same search to look further back; absent when it has looked at everything.',
      lookedBackTo: `${lookedBackTo} A page that ends among pending lines has none either.`,
    },
    TransactionTotals: {
      '': 'What the booked lines that fit come to, exactly.',
      currency: 'Currency of the account and of both totals (ISO 4217). Currencies are never added.',
      count: 'How many lines fit.',
      totalCredit: 'Sum of the money in, as a decimal: zero or more.',
      totalDebit: 'Sum of the money out, as a decimal: zero or less.',
      isWhole: 'True: all lines were looked at. False: these are the totals down to `lookedBackTo`; go on and add up.',
      nextCursor: 'Goes into `cursor` of the same call for the totals of the rest; absent when they are whole.',
      lookedBackTo,
    },
  },
} as const satisfies Chapter;
