import { availableParallelism, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { clientTable, measureClient } from './measurements/client.ts';
import { coldStartTable, measureColdStart } from './measurements/coldStart.ts';
import { deliveryTable, measureDelivery } from './measurements/delivery.ts';
import { dispatchTable, measureDispatch } from './measurements/dispatch.ts';
import { feedTable, measureFeed } from './measurements/feed.ts';
import { measureWriting, writingMemoryTable, writingTable } from './measurements/files.ts';
import { measureMemory, memoryTable } from './measurements/memory.ts';
import { aimFor, manyAccounts, measureRequests, requestCount, requestsTable } from './measurements/requests.ts';
import { measureOpenApi, openApiTable } from './measurements/openApi.ts';
import { measurePages, pagesTable } from './measurements/pages.ts';
import { measureThroughput, throughputTable } from './measurements/throughput.ts';
import { lineUnitsTable, measureUnits, quietUnitsTable } from './measurements/units.ts';
import { renderTable, type Table } from './report/table.ts';
import { startRig, type Rig } from './rig/startRig.ts';

/** `npm run bench`: what a sync costs, on this machine, in one run. docs/bench.md tells what each number means. */

// Lambda's clock is set to UTC; a worker cannot have a zone of its own.
process.env['TZ'] = 'UTC';

const full = {
  throughput: { lines: 10_000, rounds: 5 },
  newLines: [1, 50, 100, 250],
  accounts: 120,
  units: { lineBytes: [300, 600, 700, 1000], importLines: 10_000, newLines: 5, lateLines: 500 },
  imports: 20,
  memory: [0, 1000, 10_000, 100_000],
  dispatch: [1000, 10_000, 100_000],
  writing: { lines: 9999, rounds: 9, statements: [10, 100, 366] },
  pages: { accounts: 200, days: 1826, rounds: 15 },
  feed: { accounts: 1000, changes: 100_000, news: { accounts: 3, lines: 5 } },
  delivery: { receivers: 100, rounds: 3, perSecond: 4 },
  client: 1000,
  openapi: 9,
};
type Scale = typeof full;
const quick: Scale = {
  throughput: { lines: 1000, rounds: 3 },
  newLines: [1, 100, 250],
  accounts: 120,
  units: { lineBytes: [300, 1000], importLines: 1000, newLines: 5, lateLines: 100 },
  imports: 5,
  memory: [0, 1000, 10_000],
  dispatch: [1000, 10_000],
  writing: { lines: 2000, rounds: 5, statements: [10, 366] },
  pages: { accounts: 100, days: 800, rounds: 7 },
  feed: { accounts: 100, changes: 5000, news: { accounts: 3, lines: 5 } },
  delivery: { receivers: 30, rounds: 1, perSecond: 4 },
  client: 200,
  openapi: 3,
};

const machine = () => ({
  node: process.version,
  platform: `${process.platform} ${process.arch}`,
  cores: availableParallelism(),
  memoryGigabytes: Math.round(totalmem() / 1024 ** 3),
  /** Runnable processes over the last minute: above the cores, the machine is busy with other things too. */
  load: Number((loadavg()[0] ?? 0).toFixed(1)),
});

/** What belongs to one part: its numbers, and the tables that show them. */
interface Part {
  readonly numbers: unknown;
  readonly tables: readonly Table[];
}

/** By name, in the order of docs/bench.md; each can be measured alone. */
const parts: Readonly<Record<string, (rig: Rig, scale: Scale) => Promise<Part>>> = {
  throughput: async (rig, scale) => {
    const { requests, ...numbers } = await measureThroughput(rig, scale.throughput);
    const { lines } = numbers;
    const counted = requestCount(`${lines} new`, requests, aimFor(lines));
    return { numbers, tables: [throughputTable({ ...numbers, requests }), requestsTable([counted])] };
  },
  requests: async (rig, scale) => {
    const many = await manyAccounts(rig, scale.accounts);
    const numbers = await measureRequests(rig, { newLines: scale.newLines, many, accounts: scale.accounts });
    return { numbers, tables: [requestsTable(numbers)] };
  },
  units: async (rig, scale) => {
    const many = await manyAccounts(rig, scale.accounts);
    const numbers = await measureUnits(rig, { ...scale.units, many, accounts: scale.accounts });
    return { numbers, tables: [lineUnitsTable(numbers), quietUnitsTable(numbers)] };
  },
  bundles: async (rig, scale) => {
    const numbers = await measureColdStart(rig, scale.imports);
    return { numbers, tables: [coldStartTable(numbers, scale.imports)] };
  },
  memory: async (rig, scale) => {
    const numbers = await measureMemory(rig, scale.memory);
    return { numbers, tables: [memoryTable(numbers, rig.lambda('statement-sync').memoryMegabytes)] };
  },
  dispatch: async (rig, scale) => {
    const numbers = await measureDispatch(rig, scale.dispatch);
    return { numbers, tables: [dispatchTable(numbers)] };
  },
  files: async (_rig, scale) => {
    const numbers = await measureWriting(scale.writing);
    return { numbers, tables: [writingTable(numbers, scale.writing.lines), writingMemoryTable(numbers)] };
  },
  pages: async (rig, scale) => {
    const numbers = await measurePages(rig, scale.pages);
    return { numbers, tables: [pagesTable(numbers)] };
  },
  feed: async (rig, scale) => {
    const numbers = await measureFeed(rig, scale.feed);
    return { numbers, tables: [feedTable(numbers, scale.feed)] };
  },
  delivery: async (rig, scale) => {
    const numbers = await measureDelivery(rig, scale.delivery);
    return { numbers, tables: [deliveryTable(numbers, scale.delivery)] };
  },
  client: async (rig, scale) => {
    const numbers = await measureClient(rig, scale.client);
    return { numbers, tables: [clientTable(numbers)] };
  },
  openapi: async (rig, scale) => {
    const numbers = await measureOpenApi(rig, scale.openapi);
    return { numbers, tables: [openApiTable(numbers, scale.openapi)] };
  },
};

const { values } = parseArgs({
  options: { quick: { type: 'boolean' }, json: { type: 'boolean' }, only: { type: 'string' } },
});
const wanted = values.only === undefined ? Object.keys(parts) : values.only.split(',');
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`no part ${unknown.join(', ')}: there are ${Object.keys(parts).join(', ')}`);
  process.exit(1);
}
const scale = values.quick === true ? quick : full;
const began = performance.now();
const step = (text: string): void =>
  console.error(`${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s  ${text}`);

const interrupted = new AbortController();
let rig: Rig | undefined;
const stop = (): void => {
  if (interrupted.signal.aborted) process.exit(130);
  interrupted.abort();
  void rig?.close().finally(() => process.exit(130));
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);

try {
  const before = machine();
  step('bundling and synthesizing');
  rig = await startRig(interrupted.signal);
  const { node, platform, cores, memoryGigabytes, load } = before;
  if (values.json !== true)
    console.log(
      `\nOne run: Node ${node}, ${platform}, ${cores} cores, ${memoryGigabytes} GB, load ${load} at its start\n`,
    );
  const numbers: Record<string, unknown> = { machine: before };
  for (const name of wanted) {
    step(name);
    const part = await parts[name]?.(rig, scale);
    numbers[name] = part?.numbers;
    // Each table as soon as it is there: a run that is stopped has shown what it had.
    if (values.json !== true) for (const table of part?.tables ?? []) console.log(renderTable(table));
  }
  if (values.json === true) console.log(JSON.stringify(numbers, undefined, 2));
} catch (error) {
  if (!interrupted.signal.aborted) console.error(error instanceof Error ? error.message : error);
  process.exitCode = interrupted.signal.aborted ? 130 : 1;
} finally {
  await rig?.close();
  step('done');
}
