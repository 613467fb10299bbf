/** Something that keeps its place in the order of coming. */
export interface StoredInOrder {
  readonly id: string;
  readonly place: number;
}

/**
 * Items by id and in the order of their coming, as plain JSON. A removed item leaves an empty place, so that the places
 * of the others never move and a cursor is found without looking through the list.
 */
export interface OrderedStore<T extends StoredInOrder> {
  readonly items: Record<string, T>;
  readonly places: string[];
  count: number;
}

export const emptyStore = <T extends StoredInOrder>(): OrderedStore<T> => ({ items: {}, places: [], count: 0 });

/** Puts a new item after all others. */
export const append = <T extends StoredInOrder>(store: OrderedStore<T>, make: (place: number) => T): T => {
  const item = make(store.places.length);
  store.items[item.id] = item;
  store.places.push(item.id);
  store.count += 1;
  return item;
};

export const remove = <T extends StoredInOrder>(store: OrderedStore<T>, id: string): T | undefined => {
  const item = store.items[id];
  if (!item) return undefined;
  delete store.items[id];
  store.places[item.place] = '';
  store.count -= 1;
  if (store.count === 0) store.places.length = 0;
  return item;
};

/** A list to page through: positions in the order shown, some of them perhaps empty. */
export interface Listing<T> {
  readonly length: number;
  readonly at: (position: number) => T | undefined;
  readonly positionOf: (id: string) => number | undefined;
}

/** The last that came is shown first (reference, section 3.4). */
export const newestFirst = <T extends StoredInOrder>({ items, places }: OrderedStore<T>): Listing<T> => ({
  length: places.length,
  at: (position) => items[places[places.length - 1 - position] ?? ''],
  positionOf: (id) => {
    const item = items[id];
    return item && places.length - 1 - item.place;
  },
});

/** A short list in its own order. */
export const listingOf = <T extends { readonly id: string }>(list: readonly T[]): Listing<T> => ({
  length: list.length,
  at: (position) => list[position],
  positionOf: (id) => {
    const position = list.findIndex((item) => item.id === id);
    return position < 0 ? undefined : position;
  },
});

export interface PageRequest {
  readonly limit: number;
  readonly after?: string;
  readonly before?: string;
}

interface Page<T> {
  readonly items: readonly T[];
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
}

/** `after` leads down the list, `before` up; every page keeps the list's order. `gone` when the cursor is unknown. */
export const pageOf = <T>(listing: Listing<T>, { limit, after, before }: PageRequest): Page<T> | 'gone' => {
  const cursor = after ?? before;
  const position = cursor === undefined ? undefined : listing.positionOf(cursor);
  if (cursor !== undefined && position === undefined) return 'gone';
  const down = after !== undefined || before === undefined;
  const step = down ? 1 : -1;
  const start = position === undefined ? 0 : position + step;
  const items: T[] = [];
  let next = start;
  for (; next >= 0 && next < listing.length && items.length < limit; next += step) {
    const item = listing.at(next);
    if (item !== undefined) items.push(item);
  }
  const ahead = somethingFrom(listing, next, step);
  const behind = somethingFrom(listing, start - step, -step);
  return down
    ? { items, hasNext: ahead, hasPrevious: behind }
    : { items: items.toReversed(), hasNext: behind, hasPrevious: ahead };
};

const somethingFrom = <T>(listing: Listing<T>, from: number, step: number): boolean => {
  for (let position = from; position >= 0 && position < listing.length; position += step) {
    if (listing.at(position) !== undefined) return true;
  }
  return false;
};
