import { operations } from '../../contracts/http/operations.ts';
import { json, problem } from '../../runtime/http/answer.ts';
import { route } from '../../runtime/http/route.ts';
import type { makeReadTenantFeed } from '../../usecases/feed/readTenantFeed.ts';
import { renderTenantFeed } from '../render/tenantFeed.ts';
import { tenantFeedPlace } from '../render/tenantFeedCursor.ts';

export interface FeedDeps {
  readonly readTenantFeed: ReturnType<typeof makeReadTenantFeed>;
}

export const makeFeedRoutes = ({ readTenantFeed }: FeedDeps) => ({
  listAllChanges: route(operations.listAllChanges, async ({ query: { after, limit }, caller: { tenantId } }) => {
    const page = await readTenantFeed(tenantId, tenantFeedPlace(tenantId, after), limit);
    return page === 'cursor_unknown' ? problem(page) : json(200, renderTenantFeed(tenantId, page));
  }),
});
