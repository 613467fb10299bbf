import { amount, type Chapter } from './description.ts';

export const tenantFeed = {
  name: 'Feed',
  description:
    'One feed for all accounts of a tenant: lines, statements, and which line stands on which statement. A mirror that reads it' +
    ' needs nothing else.',
  calls: {
    listAllChanges: {
      '': 'One poll for all accounts. Without `after` it begins with the books as they stand, then it goes on with what happens. Apply the items in their order and keep `nextCursor` in the same write. It may repeat: leave out a change whose `sequence` is not greater than the last one of its account. A statement replaces what was known of it, and its list of lines from `offset` on. After 409 `cursor_unknown`, drop what was read and begin without `after`.',
      after:
        '`nextCursor` of the page before. Without it, the feed begins with the books of all accounts as they stand.',
      200: 'A page of news.',
    },
  },
  schemas: {
    FeedPage: {
      '': 'A page of the feed of all accounts.',
      items:
        'What there is to apply, in this order: of an account first its lines, then the statements that they stand on. Two accounts have no order.',
      nextCursor:
        'Goes into `after` of the next call, now or later: there is always one. Keep it with what you have applied.',
      hasMore: 'More waits already: read on at once. A page may be short or empty all the same.',
    },
    FeedItem: {
      '': 'A piece of news about one account.',
      '=added': 'A line is new.',
      '=corrected': 'The bank tells a line differently now.',
      '=removed': 'The bank took a line back.',
      '=statement': 'A statement as it stands now.',
      '=statement_removed': 'An open statement is no more.',
      '=account_restarted': 'The books were put back: the account follows from its beginning.',
      accountId: 'Id of the account.',
      kind: '`added`, `corrected`, `removed`: what happened to a line. `statement`: a statement as it stands now, opened, changed, judged anew or made final. `statement_removed`: an open statement is no more, its lines stand on others or are gone. `account_restarted`: the books were put back to an earlier moment, so drop all of the account: it follows from its beginning.',
      sequence:
        'Of a change: its number in the ledger of the account, from 1 up, with gaps. Not greater than the last one of the account: a repeat, to be left out.',
      transaction: 'Of a change: the line as it is since then; of a removal, as it was before.',
      statement: 'The statement as it stands now. A final one changes its `proof` at most.',
      statementId: 'Id of the statement that is no more.',
      offset:
        'How many of its lines come before these, which you hold already: from here on its list is replaced by `lines`. 0 begins it anew; the number of all its lines says that the list is as it was.',
      lines:
        'Which lines stand on the statement from `offset` on, in its order, at most 100 in one item. None and no more to come: the list ends there.',
      hasMoreLines: 'The next item goes on with its list.',
    },
    AssignedLine: {
      '': 'A line that stands on a statement.',
      transactionId: 'Id of the line. A line and an adjustment of it may stand on one statement.',
      sequence: 'Number of the change that the line is shown as there: a final statement keeps it as it was then.',
      kind: '`line`: of a day of the period; `late_line`: of a period that was closed before it came; `adjustment`: the difference that a correction makes to a line on a final statement.',
      amount: amount('What it counts for on the statement; of an adjustment, the difference'),
    },
  },
} as const satisfies Chapter;
