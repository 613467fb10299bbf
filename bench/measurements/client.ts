import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveOnLoopback } from '../../local/cloud/loopback.ts';
import { median, type Table } from '../report/table.ts';
import { installPackedClient } from '../rig/packedClient.ts';
import type { Rig } from '../rig/startRig.ts';

/** One call by the client beside the same by `fetch`, in microseconds. */
export interface ClientOverhead {
  readonly call: string;
  readonly bytes: number;
  readonly fetchUs: number;
  readonly clientUs: number;
  /** Of the calls that were made in turns, the median of client ÷ fetch. */
  readonly ratio: number;
}

const itemsOfPage = 200;

/** A page of the feed as the service answers it, item for item the same. */
const aFeedPage = (): string => {
  const line = {
    accountId: '00000000-0000-4000-8000-000000000001',
    kind: 'added',
    sequence: 17,
    at: '2026-11-30T08:00:00.000Z',
    transaction: {
      id: '00000000-0000-4000-8000-000000000001.17',
      status: 'booked',
      amount: '-12.50',
      currency: 'EUR',
      executionDate: '2026-11-30',
      valueDate: '2026-11-30',
      counterpartyName: 'Bakkerij De Korenaar',
      counterpartyReference: 'BE71096123456769',
      remittanceText: 'Factuur 2026/17 voor brood en banket',
    },
  };
  return JSON.stringify({
    items: Array.from({ length: itemsOfPage }, () => line),
    nextCursor: 'next',
    hasMore: false,
  });
};

const microsecondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return (performance.now() - began) * 1000;
};

interface Compared {
  readonly call: string;
  readonly bytes: number;
  readonly byFetch: () => Promise<unknown>;
  readonly byClient: () => Promise<unknown>;
}

/** Both take turns in this process; the first tenth warms up and is not counted. */
const compare = async ({ call, bytes, byFetch, byClient }: Compared, calls: number): Promise<ClientOverhead> => {
  const turns: { readonly fetchUs: number; readonly clientUs: number }[] = [];
  for (let turn = -Math.ceil(calls / 10); turn < calls; turn += 1) {
    const [first, second] = turn % 2 === 0 ? [byFetch, byClient] : [byClient, byFetch];
    const took = [await microsecondsOf(first), await microsecondsOf(second)] as const;
    const [fetchUs, clientUs] = turn % 2 === 0 ? took : [took[1], took[0]];
    if (turn >= 0) turns.push({ fetchUs, clientUs });
  }
  return {
    call,
    bytes,
    fetchUs: median(turns.map(({ fetchUs }) => fetchUs)),
    clientUs: median(turns.map(({ clientUs }) => clientUs)),
    ratio: median(turns.map(({ fetchUs, clientUs }) => clientUs / fetchUs)),
  };
};

/** What the packed client adds to a request: beside a server that answers at once, and beside the product. */
export const measureClient = async (rig: Rig, calls: number): Promise<readonly ClientOverhead[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'ponto-bank-sync-client-'));
  const bodies: Readonly<Record<string, string>> = {
    '/v1/health': JSON.stringify({ status: 'ok', version: '0.1.0' }),
    '/v1/changes': aFeedPage(),
  };
  const atOnce = await serveOnLoopback(
    createServer((request, response) => {
      const [path = ''] = (request.url ?? '').split('?');
      response.writeHead(200, { 'content-type': 'application/json' }).end(bodies[path]);
    }),
  );
  try {
    const { answer, createClient } = await installPackedClient(folder);
    const token = await rig.tokenFor('bench-client');
    const comparedAt = (where: string, baseUrl: string): readonly Compared[] => {
      const client = createClient({ baseUrl, token });
      const byFetch = async (path: string): Promise<unknown> => {
        const answered = await fetch(`${baseUrl}${path}`, { headers: { authorization: `Bearer ${token}` } });
        return answered.json();
      };
      return [
        {
          call: `health, ${where}`,
          bytes: bodies['/v1/health']?.length ?? 0,
          byFetch: () => byFetch('/v1/health'),
          byClient: () => answer(client.GET('/v1/health')),
        },
        {
          call: `a page of the feed, ${where}`,
          bytes: bodies['/v1/changes']?.length ?? 0,
          byFetch: () => byFetch(`/v1/changes?limit=${itemsOfPage}`),
          byClient: () => answer(client.GET('/v1/changes', { params: { query: { limit: itemsOfPage } } })),
        },
      ];
    };
    const rows: ClientOverhead[] = [];
    for (const one of comparedAt('at once', atOnce.url)) rows.push(await compare(one, calls));
    const [health] = comparedAt('the product on this machine', rig.url);
    if (health) rows.push(await compare(health, calls));
    return rows;
  } finally {
    await atOnce.close();
    await rm(folder, { recursive: true, force: true });
  }
};

export const clientTable = (rows: readonly ClientOverhead[]): Table => ({
  title: 'The client beside bare fetch',
  columns: ['call', 'answer', 'fetch µs', 'client µs', 'ratio'],
  rows: rows.map(({ call, bytes, fetchUs, clientUs, ratio }) => [
    call,
    `${(bytes / 1000).toFixed(1)} kB`,
    fetchUs.toFixed(0),
    clientUs.toFixed(0),
    ratio.toFixed(2),
  ]),
  notes: ['Both get the same JSON from the same server, in turns in one process; the medians.'],
});
