import type { FeedItemBody, FeedPageBody } from '../../contracts/http/feed.ts';
import type { FeedItem, FeedPage } from '../../usecases/feed/tenantFeed.ts';
import { fitting } from './page.ts';
import { ownerOf } from './statement.ts';
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

const renderItem = ({ account, change }: FeedItem): FeedItemBody | undefined => {
  const body = renderChange(ownerOf(account), change);
  return body && { accountId: account.id, ...body };
};
