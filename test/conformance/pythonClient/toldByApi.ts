import * as z from 'zod';

export interface Tenant {
  readonly url: string;
  readonly token: string;
}

/** What a reader has read, or the API tells, list by list. */
export type Told = Readonly<Record<string, readonly unknown[]>>;

const page = z.object({
  items: z.array(z.looseObject({ id: z.string().optional() })),
  nextCursor: z.string().optional(),
  hasMore: z.boolean().optional(),
});

const maxPages = 1_000;

const getJson = async ({ url, token }: Tenant, path: string): Promise<unknown> =>
  (await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } })).json();

/** Every item of a list, or of a feed, which has its place in `after` and a cursor also at its end. */
const allOf = async (tenant: Tenant, path: string, place: 'cursor' | 'after' = 'cursor') => {
  const items: z.output<typeof page>['items'] = [];
  let query = '?limit=200';
  for (let read = 0; read < maxPages; read += 1) {
    const { items: its, nextCursor, hasMore } = page.parse(await getJson(tenant, `${path}${query}`));
    items.push(...its);
    if (nextCursor === undefined || hasMore === false) return items;
    query = `?limit=200&${place}=${encodeURIComponent(nextCursor)}`;
  }
  throw new Error(`${path} has no end`);
};

const allBelow = async (
  tenant: Tenant,
  owners: readonly { readonly id?: string | undefined }[],
  path: (id: string) => string,
  place?: 'after',
): Promise<z.output<typeof page>['items']> => {
  const items: z.output<typeof page>['items'] = [];
  for (const { id = '' } of owners) items.push(...(await allOf(tenant, path(id), place)));
  return items;
};

/** A whole tenant by `fetch`, whose answers nobody has made models of. */
export const toldByApi = async (tenant: Tenant): Promise<Told> => {
  const accounts = await allOf(tenant, '/v1/accounts');
  const statements = await allBelow(tenant, accounts, (id) => `/v1/accounts/${id}/statements`);
  return {
    connections: await allOf(tenant, '/v1/connections'),
    accounts,
    statements,
    lines: await allBelow(tenant, accounts, (id) => `/v1/accounts/${id}/transactions`),
    'lines of statements': await allBelow(tenant, statements, (id) => `/v1/statements/${id}/lines`),
    changes: await allBelow(tenant, accounts, (id) => `/v1/accounts/${id}/changes`, 'after'),
    'items of the feed': await allOf(tenant, '/v1/changes', 'after'),
    problems: [await getJson(tenant, '/v1/accounts/11111111-2222-4333-8444-555555555555')],
  };
};
