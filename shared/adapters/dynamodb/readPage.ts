import type { Page, PageRequest } from '../../ports/refsAndPages.ts';
import type { Condition, Attributes } from './expressions.ts';
import type { Table } from './table.ts';

interface Listing<T> {
  readonly pk: string;
  readonly prefix: string;
  readonly page: PageRequest;
  readonly read: (item: Attributes) => T;
  /** The rest of the sort key behind the prefix: it is the cursor. */
  readonly idOf: (record: T) => string;
  readonly filter?: Condition;
  readonly newestFirst?: boolean;
}

/**
 * One page of a list. A filter leaves gaps in what DynamoDB answers, so that it is asked until the page is full; the
 * cursor is the id of the last record given, which cannot lead out of the partition whatever a caller puts in it.
 */
export const readPage = async <T>(table: Table, listing: Listing<T>): Promise<Page<T>> => {
  const { pk, prefix, page, read, idOf, filter, newestFirst = false } = listing;
  const after = page.cursor === undefined ? undefined : { pk, sk: `${prefix}${page.cursor}` };
  const records: T[] = [];
  // One more than asked for tells whether there is a next page.
  const wanted = page.limit + 1;
  for await (const items of table.pages(pk, { prefix, after, filter, newestFirst, limit: wanted })) {
    records.push(...items.map(read));
    if (records.length >= wanted) break;
  }
  const items = records.slice(0, page.limit);
  const last = items.at(-1);
  return records.length > page.limit && last !== undefined ? { items, nextCursor: idOf(last) } : { items };
};
