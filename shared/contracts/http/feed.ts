import * as z from 'zod';
import { bounds } from './bounds.ts';
import { id, money, pageQuery } from './common.ts';
import { change, statement, statementLine } from './ledger.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

export const feedQuery = onFirstUse(() =>
  z.strictObject({
    after: pageQuery.cursor.describe(
      '`nextCursor` of the page before. Without it the feed begins with the books of all accounts as they stand; after 409' +
        ' `cursor_unknown` it has to begin so again, and what was read before is dropped.',
    ),
    limit: pageQuery.limit.describe('How many items a page has at most, 1 to 200; 50 where nothing is said.'),
  }),
);

const accountId = id.describe('The account that the item tells of.');

/**
 * What happened to a line. One whose `sequence` is not greater than the last one of the same account is a repeat, and is
 * left out.
 */
const lineItem = (kind: 'added' | 'corrected' | 'removed') =>
  change().extend({
    accountId,
    kind: z.literal(kind).describe('`added`, `corrected` or `removed`: what happened to the line.'),
    sequence: z
      .number()
      .int()
      .positive()
      .describe(
        'Position in the ledger of the account. An item whose number is not greater than the last one of this account is a repeat:' +
          ' leave it out.',
      ),
  });

/** Which line stands on a statement. */
export const assignedLine = onFirstUse(() =>
  z.strictObject({
    transactionId: id.describe('The line; a line and an adjustment of it may stand on one statement.'),
    sequence: z
      .number()
      .int()
      .positive()
      .describe('The change that the line is shown as: a final statement keeps it as it was then.'),
    kind: statementLine().shape.kind.describe(
      '`line`: of a day of the period; `late_line`: of a period that was closed; `adjustment`: the difference that a correction' +
        ' makes to a line on a final statement.',
    ),
    amount: money.describe('What it counts for on the statement, a decimal number in the currency of the account.'),
  }),
);

/** A statement as it stands: whatever was known of it is replaced. */
const statementItem = onFirstUse(() =>
  z.strictObject({
    accountId,
    kind: z.literal('statement').describe('A statement as it stands now: opened, changed, judged anew, or made final.'),
    statement: statement(),
    offset: z
      .number()
      .int()
      .nonnegative()
      .describe('How many of its lines come before these: 0 begins its list anew, anything else goes on with it.'),
    lines: z.array(assignedLine()).max(bounds.versions).describe('Which lines stand on it, in its order, at most 100.'),
    hasMoreLines: z.boolean().describe('More of its lines follow in the next item.'),
  }),
);

const statementRemovedItem = onFirstUse(() =>
  z.strictObject({
    accountId,
    kind: z
      .literal('statement_removed')
      .describe('An open statement is no more: its lines stand on others, or are gone.'),
    statementId: id.describe('The statement.'),
  }),
);

const accountRestartedItem = onFirstUse(() =>
  z.strictObject({
    accountId,
    kind: z
      .literal('account_restarted')
      .describe(
        'The books of the account were put back to an earlier moment: drop all of it, it follows from its beginning.',
      ),
  }),
);

export const feedItem = onFirstUse(() =>
  z.discriminatedUnion('kind', [
    lineItem('added'),
    lineItem('corrected'),
    lineItem('removed'),
    statementItem(),
    statementRemovedItem(),
    accountRestartedItem(),
  ]),
);

export const feedPage = onFirstUse(() =>
  z.strictObject({
    items: z.array(feedItem()).max(bounds.page).describe('In the order in which they are to be applied.'),
    nextCursor: z.string().describe('Goes into `after`, now or at the next poll.'),
    hasMore: z.boolean().describe('There is more to read at once; a page may be short or empty all the same.'),
  }),
);

export type FeedItemBody = z.output<ReturnType<typeof feedItem>>;
export type FeedPageBody = z.output<ReturnType<typeof feedPage>>;
