import * as z from 'zod';
import { bounds } from './bounds.ts';
import { id, money, pageQuery } from './common.ts';
import { change, statement, statementLine } from './ledger.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

export const feedQuery = onFirstUse(() => z.strictObject({ after: pageQuery.cursor, limit: pageQuery.limit }));

const lineItem = (kind: 'added' | 'corrected' | 'removed') => change().extend({ accountId: id, kind: z.literal(kind) });

/** Which line stands on a statement, and as which of its records. */
export const assignedLine = onFirstUse(() =>
  z.strictObject({
    transactionId: id,
    sequence: z.number().int().positive(),
    kind: statementLine().shape.kind,
    amount: money,
  }),
);

/** A statement as it stands, which replaces what was known of it; its list is replaced from `offset` on. */
const statementItem = onFirstUse(() =>
  z.strictObject({
    accountId: id,
    kind: z.literal('statement'),
    statement: statement(),
    offset: z.number().int().nonnegative(),
    lines: z.array(assignedLine()).max(bounds.assignedLines),
    hasMoreLines: z.boolean(),
  }),
);

const statementRemovedItem = onFirstUse(() =>
  z.strictObject({ accountId: id, kind: z.literal('statement_removed'), statementId: id }),
);

const accountRestartedItem = onFirstUse(() => z.strictObject({ accountId: id, kind: z.literal('account_restarted') }));

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
  z.strictObject({ items: z.array(feedItem()).max(bounds.page), nextCursor: z.string(), hasMore: z.boolean() }),
);

export type FeedItemBody = z.output<ReturnType<typeof feedItem>>;
export type FeedPageBody = z.output<ReturnType<typeof feedPage>>;
