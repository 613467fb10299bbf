import { median, type Table } from '../report/table.ts';
import { startApiCaller } from '../rig/apiCaller.ts';
import type { Rig } from '../rig/startRig.ts';

/** An answer of a fresh process, and the same once it is warm. */
export interface DocumentCost {
  readonly call: string;
  readonly bytes: number;
  /** Processor time of the first call of a process, with what it loads then. */
  readonly firstMs: number;
  readonly laterMs: number;
}

const path = '/v1/openapi.json';
const calls = [
  { call: 'health', path: '/v1/health', headers: {} },
  { call: 'the description', path, headers: {} },
  { call: 'the description, compressed', path, headers: { 'accept-encoding': 'gzip' } },
];

const laterCalls = 10;

/** Size of the API's description and what it takes to answer it, the least call of all beside it. */
export const measureOpenApi = async (rig: Rig, processes: number): Promise<readonly DocumentCost[]> => {
  const rows: DocumentCost[] = [];
  for (const { call, path: asked, headers } of calls) {
    const [first, later]: [number[], number[]] = [[], []];
    let bytes = 0;
    for (let started = 0; started < processes; started += 1) {
      const caller = await startApiCaller(rig, 'bench-openapi');
      try {
        const answered = await caller.get(asked, headers);
        ({ bytes } = answered);
        first.push(answered.cpuMs);
        for (let again = 0; again < laterCalls; again += 1) later.push((await caller.get(asked, headers)).cpuMs);
      } finally {
        await caller.stop();
      }
    }
    rows.push({ call, bytes, firstMs: median(first), laterMs: median(later) });
  }
  return rows;
};

export const openApiTable = (rows: readonly DocumentCost[], processes: number): Table => {
  const [least] = rows;
  return {
    title: 'The description of the API',
    columns: ['call', 'answer', 'first call, processor', 'later', 'first ÷ health'],
    rows: rows.map(({ call, bytes, firstMs, laterMs }) => [
      call,
      `${(bytes / 1000).toFixed(1)} kB`,
      `${firstMs.toFixed(0)} ms`,
      `${laterMs.toFixed(1)} ms`,
      (firstMs / (least?.firstMs ?? 0)).toFixed(2),
    ]),
    notes: [`Medians of ${processes} fresh processes, loading of the function not counted.`],
  };
};
