import { availableParallelism, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { coldStartTable, measureColdStart } from './measurements/coldStart.ts';
import { dispatchTable, measureDispatch } from './measurements/dispatch.ts';
import { measureWriting, writingMemoryTable, writingTable } from './measurements/files.ts';
import { measureMemory, memoryTable } from './measurements/memory.ts';
import { aimFor, manyAccounts, measureRequests, requestCount, requestsTable } from './measurements/requests.ts';
import { measurePages, pagesTable } from './measurements/pages.ts';
import { measureThroughput, throughputTable } from './measurements/throughput.ts';
import { lineUnitsTable, measureUnits, quietUnitsTable } from './measurements/units.ts';
import { renderTable } from './report/table.ts';
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
};

const machine = () => ({
  node: process.version,
  platform: `${process.platform} ${process.arch}`,
  cores: availableParallelism(),
  memoryGigabytes: Math.round(totalmem() / 1024 ** 3),
  /** Runnable processes over the last minute: above the cores, the machine is busy with other things too. */
  load: Number((loadavg()[0] ?? 0).toFixed(1)),
});

const measure = async (rig: Rig, scale: Scale, step: (text: string) => void) => {
  step('bundles');
  const coldStart = await measureColdStart(rig, scale.imports);
  step('throughput');
  const throughput = await measureThroughput(rig, scale.throughput);
  step('requests');
  const { accounts } = scale;
  const many = await manyAccounts(rig, accounts);
  const { lines, requests: ofThatRun } = throughput;
  const requests = [
    ...(await measureRequests(rig, { newLines: scale.newLines, many, accounts })),
    requestCount(`${lines} new`, ofThatRun, aimFor(lines)),
  ];
  step('units');
  const units = await measureUnits(rig, { ...scale.units, many, accounts });
  step('memory');
  const memory = await measureMemory(rig, scale.memory);
  step('dispatch');
  const dispatch = await measureDispatch(rig, scale.dispatch);
  step('files');
  const writing = await measureWriting(scale.writing);
  step('pages');
  const pages = await measurePages(rig, scale.pages);
  return { throughput, requests, units, coldStart, memory, dispatch, writing, pages };
};
type Results = Awaited<ReturnType<typeof measure>>;

const tablesOf = (results: Results, scale: Scale, memoryMegabytes: number) => [
  throughputTable(results.throughput),
  requestsTable(results.requests),
  lineUnitsTable(results.units),
  quietUnitsTable(results.units),
  coldStartTable(results.coldStart, scale.imports),
  memoryTable(results.memory, memoryMegabytes),
  dispatchTable(results.dispatch),
  writingTable(results.writing, scale.writing.lines),
  writingMemoryTable(results.writing),
  pagesTable(results.pages),
];

const { values } = parseArgs({ options: { quick: { type: 'boolean' }, json: { type: 'boolean' } } });
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
  const results = await measure(rig, scale, step);
  const { memoryMegabytes } = rig.lambda('statement-sync');
  if (values.json === true) {
    const { requests: _asRows, ...throughput } = results.throughput;
    console.log(JSON.stringify({ machine: before, ...results, throughput }, undefined, 2));
  } else {
    const { node, platform, cores, memoryGigabytes, load } = before;
    console.log(
      `\nOne run: Node ${node}, ${platform}, ${cores} cores, ${memoryGigabytes} GB, load ${load} at its start\n`,
    );
    for (const table of tablesOf(results, scale, memoryMegabytes)) console.log(renderTable(table));
  }
} catch (error) {
  if (!interrupted.signal.aborted) console.error(error instanceof Error ? error.message : error);
  process.exitCode = interrupted.signal.aborted ? 130 : 1;
} finally {
  await rig?.close();
  step('done');
}
