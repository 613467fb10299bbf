import { defined } from '../../../../shared/language/defined.ts';
import { pageOf, type Listing, type PageRequest } from '../orderedStore.ts';
import { invalidParameter, notFound } from './apiFailure.ts';
import type { ApiCall } from './call.ts';

const defaultLimit = 10;
const maxPerPage = 100;

/** Both spellings of the paging names count (reference, section 3.3). */
const valueOf = (query: URLSearchParams, name: string): string | undefined =>
  query.get(`page[${name}]`) ?? query.get(name) ?? undefined;

const limitOf = ({ query, world }: ApiCall): number => {
  const text = valueOf(query, 'limit');
  if (text === undefined) return defaultLimit;
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1) throw invalidParameter('page[limit]', 'A whole number from 1 to 100.');
  if (limit <= maxPerPage) return limit;
  if (world.state.settings.clampPageLimit) return maxPerPage;
  throw invalidParameter('page[limit]', 'At most 100.');
};

const requestOf = (call: ApiCall): PageRequest => {
  const after = valueOf(call.query, 'after');
  const before = valueOf(call.query, 'before');
  if (after !== undefined && before !== undefined) throw invalidParameter('page[after]', 'Either after or before.');
  return {
    limit: limitOf(call),
    ...defined({ after, before }),
  };
};

const pagingNames = new Set(['limit', 'after', 'before', 'page[limit]', 'page[after]', 'page[before]']);

/** Links keep the caller's limit and filters, and their square brackets stay unescaped (reference, section 3.3). */
const linkOf = (call: ApiCall, limit: number, cursor = ''): string => {
  const others = [...call.query].filter(([name]) => !pagingNames.has(name));
  const kept = others.map(([name, value]) => `&${name}=${encodeURIComponent(value)}`).join('');
  return `${call.baseUrl}${call.path}?page[limit]=${limit}${cursor}${kept}`;
};

/** A collection document over any listing. @throws ApiFailure on a bad or vanished cursor */
export const collection = <T extends { readonly id: string }>(
  call: ApiCall,
  listing: Listing<T>,
  resource: string,
  render: (item: T) => object,
): { readonly data: readonly object[]; readonly links: object; readonly meta: { readonly paging: object } } => {
  const request = requestOf(call);
  const page = pageOf(listing, request);
  if (page === 'gone') throw notFound(resource);
  const after = page.hasNext ? page.items.at(-1)?.id : undefined;
  const before = page.hasPrevious ? page.items[0]?.id : undefined;
  return {
    data: page.items.map(render),
    links: {
      first: linkOf(call, request.limit),
      ...(after === undefined ? {} : { next: linkOf(call, request.limit, `&page[after]=${after}`) }),
      ...(before === undefined ? {} : { prev: linkOf(call, request.limit, `&page[before]=${before}`) }),
    },
    meta: { paging: { limit: request.limit, after: after ?? null, before: before ?? null } },
  };
};
