import { defined } from '../language/defined.ts';
import type { Page, PageRequest } from '../ports/refsAndPages.ts';

/** One page of what is wanted among what a list holds: the list is read on until the page is full or the list ends. */
export const fillPage = async <T extends { readonly id: string }>(
  request: PageRequest,
  read: (request: PageRequest) => Promise<Page<T>>,
  isWanted: (item: T) => Promise<boolean>,
): Promise<Page<T>> => {
  const items: T[] = [];
  let cursor = request.cursor;
  for (;;) {
    const page = await read({ limit: request.limit, ...defined({ cursor }) });
    for (const item of page.items) {
      const last = items.at(-1);
      if (items.length === request.limit && last) return { items, nextCursor: last.id };
      if (await isWanted(item)) items.push(item);
    }
    if (page.nextCursor === undefined) return { items };
    cursor = page.nextCursor;
    const last = items.at(-1);
    if (items.length === request.limit && last) return { items, nextCursor: last.id };
  }
};
