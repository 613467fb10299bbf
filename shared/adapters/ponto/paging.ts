import { defined } from '../../language/defined.ts';
import type { PendingLine } from '../../domain/ledger/line.ts';
import type { RefusedLine } from '../../domain/ledger/refusedLine.ts';
import type { LinesPage } from '../../ports/bankFeed.ts';
import { notUnderstood } from './errors.ts';
import { instantOf } from './moments.ts';
import { listDocument, type SynchronizationResource } from './schema.ts';
import { synchronizationOf } from './transformAccount.ts';
import { isRefused, lineOf, pendingLineOf, unidentified } from './transformLine.ts';

/** The most that Ponto gives at a time (Ponto reference, section 3.3). */
export const pageLimit = '100';

export interface Page {
  readonly resources: readonly unknown[];
  /** Cursor of `links.next`: towards older ones. */
  readonly after?: string;
  /** Cursor of `links.prev`: towards newer ones. */
  readonly before?: string;
  readonly latestSynchronization?: SynchronizationResource;
  readonly synchronizedAt?: string;
}

/**
 * Reads a page. Its links alone tell whether there are more (Ponto reference, section 3.3); of a link only the cursor is
 * taken, and only when it stays below the address that the token is for.
 *
 * @throws Fault `ponto_answer_not_understood`
 */
export const pageOf = (json: unknown, asked: URL, baseUrl: string): Page => {
  const parsed = listDocument().safeParse(json);
  if (!parsed.success) throw notUnderstood();
  const { data, links, meta } = parsed.data;
  const after = cursorIn(links?.next, 'after', asked, baseUrl);
  const before = cursorIn(links?.prev, 'before', asked, baseUrl);
  return {
    resources: data,
    ...defined({
      after,
      before,
      latestSynchronization: meta?.latestSynchronization ?? undefined,
      synchronizedAt: instantOf(meta?.synchronizedAt),
    }),
  };
};

const cursorIn = (
  link: string | null | undefined,
  name: 'after' | 'before',
  asked: URL,
  baseUrl: string,
): string | undefined => {
  if (link === null || link === undefined) return undefined;
  if (!URL.canParse(link, asked.href)) throw notUnderstood();
  const target = new URL(link, asked);
  const base = new URL(baseUrl);
  const below = `${base.pathname.replace(/\/+$/, '')}/`;
  const cursor = target.searchParams.get(`page[${name}]`) ?? target.searchParams.get(name);
  if (target.origin !== base.origin || !target.pathname.startsWith(below) || !cursor) throw notUnderstood();
  return cursor;
};

/** A page of lines, each read on its own. */
export const linesPageOf = (page: Page, timeZone: string): LinesPage => readPage(page, timeZone, lineOf);

export const pendingPageOf = (page: Page, timeZone: string): LinesPage<PendingLine> =>
  readPage(page, timeZone, pendingLineOf);

const readPage = <L extends PendingLine>(
  page: Page,
  timeZone: string,
  read: (resource: unknown, timeZone: string) => L | RefusedLine,
): LinesPage<L> => {
  const lines: L[] = [];
  const refused: RefusedLine[] = [];
  const pontoIds: string[] = [];
  for (const resource of page.resources) {
    const line = read(resource, timeZone);
    if (isRefused(line)) refused.push(line);
    else lines.push(line);
    // A line without id cannot be recognised again: it is reported, but it marks no place in the list.
    if (line.pontoId !== unidentified) pontoIds.push(line.pontoId);
  }
  return {
    lines,
    refused,
    pontoIds,
    ...defined({
      older: page.after,
      newer: page.before,
      latestSynchronization: page.latestSynchronization && synchronizationOf(page.latestSynchronization),
      synchronizedAt: page.synchronizedAt,
    }),
  };
};
