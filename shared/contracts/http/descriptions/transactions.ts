import { amount, currencyCode, day, moment, pageWords, type Chapter } from './description.ts';
import { bookedTransaction, content, run, transaction } from './lines.ts';
import { at } from './shared.ts';

const id = 'Id of the account.';
const kind = '`added`, `corrected` or `removed`.';
const change = {
  '': 'One thing that happened to the books of an account.',
  sequence: 'Its number in the ledger, from 1 up. It grows along the feed, with gaps.',
  kind,
  transaction: 'The line as it is since this change; of a removal, as it was before.',
};
const feed = {
  '': 'A page of the feed.',
  items: 'Changes, oldest first.',
  nextCursor:
    'Goes into `after` of the next call, now or later: there is always one. Keep it with what you have applied.',
  hasMore: 'More changes wait already: read on at once.',
};

export const transactions = {
  name: 'Transactions',
  description: 'Lines of an account as they are now, the feed of their changes, and answers to “where is my payment?”.',
  calls: {
    listTransactions: {
      '': 'Lines that are in the books; pending ones stand before the booked ones.',
      id,
      from: day('First execution date, inclusive'),
      to: day('Last execution date, inclusive; not before `from`'),
      status: 'Only `booked` or only `pending` lines.',
      200: 'A page of lines.',
    },
    explainPayment: {
      '': 'Says for a payment that somebody misses whether it is in, pending, removed, before the start, in a gap, or not there.',
      id,
      amount: 'The amount, compared exactly, sign included: `-12.50` or `-12,50`, in the currency of the account.',
      date: day('The day that the payment should have; five days before and after are looked at too'),
      200: 'Where it is.',
    },
    listRefusedLines: {
      '': 'Lines that Ponto has and the books have not, because something in them cannot be read exactly; those first seen last come first. A line leaves the list once it can be read or Ponto has removed it. At most 100 are kept, those that were seen last; where there are more, a comparison of the whole list finds the rest once these are gone.',
      id,
      200: 'A page of refused lines.',
    },
    getTransaction: {
      '': 'One line with its versions: where each came from and what changed.',
      id: 'Id of the line.',
      limit: 'How many versions and recognitions there are at most, the latest first.',
      200: 'The line with its versions.',
    },
    listChanges: {
      '': 'Everything that happened to the books of an account, in the order in which it was written, each once. Read from your last `nextCursor` on, apply what comes, keep the cursor in the same write.',
      id,
      after:
        '`nextCursor` of the page before, or `from` of a `TransactionsChanged` event. Without it, the feed begins at its beginning.',
      200: 'A page of changes.',
    },
  },
  schemas: {
    Transaction: transaction,
    BookedTransaction: bookedTransaction,
    TransactionPage: pageWords('lines'),
    TransactionWithVersions: {
      ...transaction,
      '': 'A line with its latest versions.',
      removed: 'The bank took it back: a tombstone stays in its place.',
      nextCursor: 'Goes into `cursor` of the same call and leads to earlier versions; absent where there are none.',
      ...at('versions', {
        '': 'Its versions, oldest first; a removal is the last one.',
        version: 'Which version, from 1 up.',
        kind,
        sequence: 'Number of this change in the ledger of the account.',
        at: moment('When it was written'),
        ...at('run', run),
        ...at('reason', { '': 'Why there is this version.', code: 'Why, as a code.', message: 'Why, as a sentence.' }),
        pendingId: 'Id of the pending line of the same amount and party that was shown before.',
        changed: 'Members that differ from the version before, such as `amount` or `remittance.text`.',
        ...content,
      }),
      ...at('recognised', {
        '': 'Why the line was kept when its account came back under a new id of Ponto, each time.',
        at: moment('When'),
        ...at('run', { ...run, '': 'The run that recognised it.' }),
        pontoId: 'Id at Ponto since then.',
        formerPontoId: 'Id at Ponto before.',
        matchedBy: 'What it was recognised by.',
        message: 'The same as a sentence.',
      }),
      ...at('twins', {
        '': 'Other lines that say the same in every word; absent where there are none.',
        ids: 'Ids of these lines, at most 20.',
        message: 'Why they are not one line, as a sentence.',
      }),
    },
    PaymentExplanation: {
      '': 'Where a payment is that somebody misses.',
      amount: amount('The amount that was looked for'),
      from: day('First day that was looked at'),
      to: day('Last day that was looked at'),
      ...at('reasons', {
        '': 'What was found: the first one answers, the others may play a part.',
        code: 'What was found, as a code. New ones may be added.',
        message: 'The same as a sentence.',
        nextStep: 'What to do about it, as a sentence.',
        transactionIds: 'Ids of the lines that it speaks of, at most 20.',
      }),
      readAt: moment('When the books last had everything that Ponto held'),
      bankReachedAt: moment('When Ponto last got through to the bank'),
      completeUpTo: day('The last day up to which everything is in and proven'),
    },
    RefusedLine: {
      '': 'A line of Ponto that cannot be booked, with as much of it as can be read.',
      pontoId: 'Id of the line at Ponto; `unidentified` stands for all lines to which Ponto gives none.',
      ...at('reason', {
        '': 'Why it cannot be booked.',
        code: 'Why, as a code; `unknown` of a line that an earlier release refused, until it is read again. New ones may be added.',
        message: 'The same as a sentence.',
        nextStep: 'What to do about it, as a sentence.',
      }),
      executionDate: day('When the bank booked it, in the bank’s time zone; absent where it cannot be read'),
      amount: amount('What moves; money out has a minus; absent where it cannot be read', '`currency`'),
      currency: `${currencyCode} Absent where it cannot be read.`,
      firstSeenAt: moment('When a run first refused it; absent where an earlier release did'),
      lastSeenAt: moment('When a run last read it, and refused it'),
    },
    RefusedLinePage: pageWords('refused lines'),
    Change: change,
    ChangePage: feed,
  },
} as const satisfies Chapter;
