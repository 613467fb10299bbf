import { cursorAt, type ListName } from '../../runtime/http/cursor.ts';

interface PageBody<B> {
  items: B[];
  nextCursor?: string;
}

/** A page of a list, its items rendered and its cursor bound to the list. */
export const renderPage = <T, B>(
  list: ListName,
  page: { readonly items: readonly T[]; readonly nextCursor?: string },
  render: (item: T) => B,
): PageBody<B> => ({
  items: page.items.map(render),
  ...(page.nextCursor !== undefined && { nextCursor: cursorAt(list, page.nextCursor) }),
});

/** An item that knows the place behind itself: a page may end at any of them. */
interface Placed<B> {
  readonly body: B;
  readonly nextPlace: string;
}

/**
 * Lines of one page of an answer. A bank may put 32 kB of text on a line, some lists tell two states of it, and Lambda
 * ends an answer at 6 MB.
 */
const maxPageBytes = 4 * 1024 * 1024;

/** As many as fit an answer. One always does. */
export const fitting = <T>(items: readonly T[], bodyOf: (item: T) => unknown): readonly T[] => {
  let bytes = 0;
  const end = items.findIndex((item, index) => {
    // As it travels: a text within the JSON that Lambda hands over.
    bytes += Buffer.byteLength(JSON.stringify(JSON.stringify(bodyOf(item))));
    return index > 0 && bytes > maxPageBytes;
  });
  return end === -1 ? items : items.slice(0, end);
};

/** A page of lines: it ends early, with a cursor, where the answer would become too long. */
export const renderLines = <B>(list: ListName, lines: readonly Placed<B>[], hasMore: boolean): PageBody<B> => {
  const shown = fitting(lines, ({ body }) => body);
  const last = hasMore || shown.length < lines.length ? shown.at(-1) : undefined;
  return {
    items: shown.map(({ body }) => body),
    ...(last && { nextCursor: cursorAt(list, last.nextPlace) }),
  };
};
