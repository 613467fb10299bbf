import type { FeedItemBody, FeedPageBody } from '../../contracts/http/feed.ts';
import { outsideStatementId, outsideTransactionId } from '../../domain/ids/outsideIds.ts';
import { amountOf, formatAmount } from '../../domain/money/currency.ts';
import type { FeedItem, FeedPage } from '../../usecases/feed/tenantFeed.ts';
import { fitting } from './page.ts';
import { ownerOf, renderStatement } from './statement.ts';
import { tenantFeedCursor } from './tenantFeedCursor.ts';
import { renderChange } from './transaction.ts';

/** A page of the tenant's feed; it always ends with a cursor, as the feed goes on with the books. */
export const renderTenantFeed = (tenantId: string, { items, next, hasMore }: FeedPage): FeedPageBody => {
  const rendered = items.flatMap((told) => {
    const body = renderItem(told.item);
    return body ? [{ body, next: told.next }] : [];
  });
  const shown = fitting(rendered, ({ body }) => body);
  const last = shown.length < rendered.length ? shown.at(-1) : undefined;
  return {
    items: shown.map(({ body }) => body),
    nextCursor: tenantFeedCursor(tenantId, last?.next ?? next),
    hasMore: hasMore || last !== undefined,
  };
};

const renderItem = ({ account, news }: FeedItem): FeedItemBody | undefined => {
  const owner = ownerOf(account);
  const { accountId } = owner;
  switch (news.kind) {
    case 'change': {
      const body = renderChange(owner, news.change);
      return body && { accountId, ...body };
    }
    case 'statement':
      return {
        accountId,
        kind: 'statement',
        statement: renderStatement(owner, news.view),
        offset: news.offset,
        lines: news.lines.map(({ kind, line, sequence, amount }) => ({
          transactionId: outsideTransactionId(accountId, line),
          sequence,
          kind,
          amount: formatAmount(amountOf(amount), owner.currency),
        })),
        hasMoreLines: news.hasMoreLines,
      };
    case 'statement_removed':
      return { accountId, kind: 'statement_removed', statementId: outsideStatementId(accountId, news.periodFrom) };
    case 'account_restarted':
      return { accountId, kind: 'account_restarted' };
  }
};
