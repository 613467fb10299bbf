import { defined } from '../language/defined.ts';
import type { Page, PageRequest } from '../ports/refsAndPages.ts';

/** What one page looks at. It costs reads for each, and may end before it is full: then it is followed by another one. */
export const maxPicked = 200;

/** Looked at together: less would cost a query for each few. */
const batch = 50;

/**
 * One page of what is wanted where only a look at each tells: it ends when it is full, or when it has looked at so many.
 *
 * @param look tells what each is, in their order; undefined for one that is not wanted
 */
export const pickPage = async <T extends { readonly id: string }, V>(
  { limit, cursor }: PageRequest,
  read: (request: PageRequest) => Promise<Page<T>>,
  look: (items: readonly T[]) => Promise<readonly (V | undefined)[]>,
): Promise<Page<V>> => {
  const picked: V[] = [];
  let place = cursor;
  for (let looked = 0; looked < maxPicked;) {
    const { items, nextCursor } = await read({ limit: batch, ...defined({ cursor: place }) });
    const views = await look(items);
    for (const [index, item] of items.entries()) {
      const view = views[index];
      if (view === undefined) continue;
      picked.push(view);
      const isEnd = index === items.length - 1 && nextCursor === undefined;
      if (picked.length === limit) return { items: picked, ...(isEnd ? {} : { nextCursor: item.id }) };
    }
    if (nextCursor === undefined) return { items: picked };
    looked += items.length;
    place = nextCursor;
  }
  return { items: picked, ...defined({ nextCursor: place }) };
};
