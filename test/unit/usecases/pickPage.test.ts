import { defined } from '../../../shared/language/defined.ts';
import type { Page, PageRequest } from '../../../shared/ports/refsAndPages.ts';
import { maxPicked, pickPage } from '../../../shared/usecases/pickPage.ts';
import { uuid } from '../../builders/bank.ts';

interface Item {
  readonly id: string;
  readonly wanted: boolean;
}

const aList = (size: number, isWanted: (number: number) => boolean) => {
  const items = Array.from({ length: size }, (_, number): Item => ({ id: uuid(number), wanted: isWanted(number) }));
  let read = 0;
  const page = (request: PageRequest) =>
    pickPage(
      request,
      async ({ limit, cursor }): Promise<Page<Item>> => {
        const rest = items.filter(({ id }) => cursor === undefined || id > cursor);
        const shown = rest.slice(0, limit);
        const last = shown.at(-1);
        read += shown.length;
        return { items: shown, ...(rest.length > limit && last && { nextCursor: last.id }) };
      },
      async (some) => some.map(({ id, wanted }) => (wanted ? id : undefined)),
    );
  return { items, page, read: () => read };
};

describe('picking a page', () => {
  it.each([1, 2, 3, 50, 200])('gives every wanted item once, %d at a time', async (limit) => {
    const { items, page } = aList(430, (number) => number % 7 < 2);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const picked = await page({ limit, ...defined({ cursor }) });
      expect(picked.items.length).toBeLessThanOrEqual(limit);
      seen.push(...picked.items);
      cursor = picked.nextCursor;
    } while (cursor !== undefined);

    expect(seen).toEqual(items.filter(({ wanted }) => wanted).map(({ id }) => id));
  });

  it('ends with a cursor when it has looked at as many as a page may, whatever it has found', async () => {
    const { page, read } = aList(430, () => false);

    expect(await page({ limit: 10 })).toEqual({ items: [], nextCursor: uuid(maxPicked - 1) });
    expect(read()).toBe(maxPicked);
  });

  it('ends without one where the last item fills the page', async () => {
    const { page } = aList(50, (number) => number === 49);

    expect(await page({ limit: 1 })).toEqual({ items: [uuid(49)] });
  });
});
