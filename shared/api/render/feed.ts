import type { ChangeBody } from '../../contracts/http/ledger.ts';
import { placeBehind, type ChangesPage } from '../../usecases/ledger/listChanges.ts';
import { feedCursor } from './feedCursor.ts';
import { fitting } from './page.ts';
import { renderChange, type LineOwner } from './transaction.ts';

interface FeedBody {
  items: ChangeBody[];
  nextCursor: string;
  hasMore: boolean;
}

/** A page of the change feed; it always ends with a cursor, as the feed goes on with the books. */
export const renderFeed = (owner: LineOwner, { changes, next, hasMore }: ChangesPage): FeedBody => {
  const rendered = changes.flatMap((change) => {
    const body = renderChange(owner, change);
    return body ? [{ body, place: placeBehind(change) }] : [];
  });
  const shown = fitting(rendered, ({ body }) => body);
  const items = shown.map(({ body }) => body);
  const last = shown.length < rendered.length ? shown.at(-1) : undefined;
  return {
    items,
    nextCursor: feedCursor(owner.accountId, last?.place ?? next),
    hasMore: hasMore || last !== undefined,
  };
};
