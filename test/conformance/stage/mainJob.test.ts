import * as z from 'zod';
import { tour } from '../../../local/demo/tour.ts';
import { createNarrator } from '../../../local/demo/narrator.ts';
import type { Api } from '../../../local/demo/api.ts';
import { aStage } from './aStage.ts';

describe('The main job on the deployed stage', () => {
  const stage = aStage();
  afterAll(() => stage.close());

  const status = async (path: string, headers: Readonly<Record<string, string>> = {}): Promise<number> =>
    (await fetch(`${stage.apiUrl}${path}`, { headers })).status;

  it('answers what is public to everybody', async () => {
    expect(await status('/v1/health')).toBe(200);
    expect(await status('/v1/openapi.json')).toBe(200);
  });

  it('lets nobody in without a token of its issuer', async () => {
    const forged = [
      'eyJhbGciOiJub25lIn0',
      Buffer.from('{"tenantId":"bakery","exp":9999999999}').toString('base64url'),
      '',
    ].join('.');

    expect(await status('/v1/accounts')).toBe(401);
    expect(await status('/v1/accounts', { authorization: `Bearer ${forged}` })).toBe(401);
  });

  it('goes from the search of a bank to a statement that is proven, through API, queue and functions', async () => {
    const said: string[] = [];
    // Stands in for the calls that only `npm start` has: its schedules are invocations here, its idling the queue's.
    const local: Api = {
      get: () => Promise.reject(new Error('not asked for')),
      send: async (_method, _path, body, schema) => {
        const { time } = z.object({ time: z.string().optional() }).parse(body);
        await (time === undefined ? stage.idle() : stage.evening(time));
        return schema.parse({});
      },
    };

    const isProven = await tour({
      api: stage.apiFor('bakery'),
      local,
      sandboxNow: async () =>
        z.object({ now: z.string() }).parse(await (await fetch(`${stage.sandboxUrl}/sandbox-control/clock`)).json())
          .now,
      narrator: createNarrator((text) => said.push(text)),
    });

    expect(said.join('')).toContain('verdict: proven');
    expect(isProven).toBe(true);
  }, 180_000);

  it('hands out a final statement as a file, the same packed and not', async () => {
    const api = stage.apiFor('bakery');
    const list = z.object({ items: z.array(z.looseObject({ id: z.string(), state: z.string().optional() })) });
    const { items: accounts } = await api.get('/v1/accounts?all=true', list);
    const perAccount = [];
    for (const { id } of accounts) perAccount.push((await api.get(`/v1/accounts/${id}/statements`, list)).items);
    const final = perAccount.flat().find(({ state }) => state === 'final');
    const path = `/v1/statements/${final?.id ?? 'none'}/file?format=csv`;

    const plain = await stage.download('bakery', path, 'identity');
    const packed = await stage.download('bakery', path, 'gzip');

    expect(plain.text).toContain(',final,PROOF ');
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect(packed.text).toBe(plain.text);
  });
});
