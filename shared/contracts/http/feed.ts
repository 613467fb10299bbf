import * as z from 'zod';
import { bounds } from './bounds.ts';
import { id, pageQuery } from './common.ts';
import { change } from './ledger.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

export const feedQuery = onFirstUse(() =>
  z.strictObject({
    /**
     * `nextCursor` of the page before. Without it the feed begins with the books of all accounts as they stand; after 409
     * `cursor_unknown` it has to begin so again, and what was read before is dropped.
     */
    after: pageQuery.cursor,
    limit: pageQuery.limit,
  }),
);

/**
 * What happened to a line of an account. One whose `sequence` is not greater than the last one of the same account is a
 * repeat, and is left out.
 */
export const feedItem = onFirstUse(() => change().extend({ accountId: id }));

export const feedPage = onFirstUse(() =>
  z.strictObject({
    items: z.array(feedItem()).max(bounds.page),
    /** Where to go on, now or at the next poll. */
    nextCursor: z.string(),
    /** There is more to read at once; a page may be short or empty all the same. */
    hasMore: z.boolean(),
  }),
);

export type FeedItemBody = z.output<ReturnType<typeof feedItem>>;
export type FeedPageBody = z.output<ReturnType<typeof feedPage>>;
