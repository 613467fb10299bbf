import * as z from 'zod';
import { makeApi, type Api } from '../../../local/demo/api.ts';
import { createNarrator } from '../../../local/demo/narrator.ts';
import { tour } from '../../../local/demo/tour.ts';

/** What a tenant has that calls can name. */
export interface Belongings {
  /** By the word that stands before the id in a path. */
  readonly ids: Readonly<Record<string, string>>;
  /** One that the list gave out, by the path of the list; none where it has one page. */
  readonly cursors: Readonly<Record<string, string>>;
}

/** Where the product and its sandbox answer, and a token of the tenant who is to have something. */
export interface Subject {
  readonly url: string;
  readonly sandboxUrl: string;
  readonly token: string;
}

const list = z.object({ items: z.array(z.object({ id: z.string() })).min(1) });
const page = z.object({ nextCursor: z.string().optional() });
const made = z.object({ id: z.string() });
const linked = z.object({ items: z.array(z.object({ id: z.string(), link: z.object({ action: z.string() }) })) });
const clock = z.object({ now: z.string() });

/** Lets a tenant go through the main job, so that its calls have something to find. */
export const makeBelongings = async ({ url, sandboxUrl, token }: Subject): Promise<Belongings> => {
  const api = makeApi(url, token);
  const isProven = await tour({
    api,
    local: makeApi(url, undefined),
    sandboxNow: async () => clock.parse(await (await fetch(`${sandboxUrl}/sandbox-control/clock`)).json()).now,
    narrator: createNarrator(() => undefined),
  });
  if (!isProven) throw new Error('the main job did not end in a proven statement');

  const first = async (path: string): Promise<string> => (await api.get(path, list)).items[0]?.id ?? '';
  const { items } = await api.get('/v1/accounts', linked);
  const accounts = items.find(({ link }) => link.action !== 'none')?.id ?? '';
  const day = new Date().toISOString().slice(0, 10);
  const { id: certificates } = await api.send('POST', '/v1/certificates', { from: day, to: day }, made);
  const endpoint = { url: 'https://books.example.com/events', events: ['SyncFailed'] };
  const { id: webhookEndpoints } = await api.send('POST', '/v1/webhook-endpoints', endpoint, made);
  const ids = {
    accounts,
    certificates,
    'webhook-endpoints': webhookEndpoints,
    institutions: await first('/v1/institutions?search=kbc'),
    connections: await first('/v1/connections'),
    statements: await first(`/v1/accounts/${accounts}/statements`),
    transactions: await first(`/v1/accounts/${accounts}/transactions`),
    syncs: await first(`/v1/accounts/${accounts}/syncs`),
    journals: await first('/v1/journals'),
  };
  return { ids, cursors: await cursorsOf(api, ids) };
};

const lists = z.object({
  paths: z.record(
    z.string(),
    z.object({
      get: z
        .object({
          parameters: z.array(z.object({ name: z.string(), required: z.boolean().optional(), in: z.string() })),
        })
        .optional(),
    }),
  ),
});

const cursorsOf = async (api: Api, ids: Belongings['ids']): Promise<Belongings['cursors']> => {
  const cursors: Record<string, string> = {};
  const { paths } = await api.get('/v1/openapi.json', lists);
  for (const [path, { get }] of Object.entries(paths)) {
    if (get?.parameters.some(({ name }) => name === 'cursor') !== true) continue;
    // A cursor is bound to the period that is asked for, which the fuzz chooses.
    if (get.parameters.some(({ in: place, required }) => place === 'query' && required)) continue;
    const address = path.replace('{id}', ids[path.split('/')[2] ?? ''] ?? '');
    const { nextCursor } = await api.get(`${address}?limit=1`, page);
    if (nextCursor !== undefined) cursors[path] = nextCursor;
  }
  return cursors;
};
