import type { Table } from '../report/table.ts';
import type { SyncJobMessage } from '../../shared/contracts/syncJob.ts';
import { book, connect, expectAdded, link, type Feed } from '../rig/feed.ts';
import type { Rig } from '../rig/startRig.ts';
import { startSyncWorker } from '../rig/syncWorker.ts';

export interface Memory {
  readonly lines: number;
  readonly peakBytes: number;
  readonly invocations: number;
  /** How many imports of one batch brought them. @default 1 */
  readonly imports?: number;
}

/** The most memory that one process of `statement-sync` ever held while it imported so many lines. */
export const measureMemory = async (rig: Rig, numbersOfLines: readonly number[]): Promise<readonly Memory[]> => {
  const rows: Memory[] = [];
  for (const lines of numbersOfLines) {
    const [feed] = await connect(rig);
    if (!feed) throw new Error('no account was connected');
    if (lines > 0) book(rig, feed, lines);
    const worker = await startSyncWorker(rig);
    try {
      const { peakBytes, invocations } = await worker.finish(await link(rig, feed));
      await expectAdded(feed, lines);
      rows.push({ lines, peakBytes, invocations });
    } finally {
      await worker.stop();
    }
  }
  return [...rows, await measureBatch(rig, Math.max(...numbersOfLines) / importsOfABatch)];
};

const importsOfABatch = 5;

/** As many lines as the largest import, in five imports of one batch: they take turns, so that it is no more memory. */
const measureBatch = async (rig: Rig, lines: number): Promise<Memory> => {
  const jobs: SyncJobMessage[] = [];
  const feeds: Feed[] = [];
  for (let account = 0; account < importsOfABatch; account += 1) {
    const [feed] = await connect(rig);
    if (!feed) throw new Error('no account was connected');
    book(rig, feed, lines);
    feeds.push(feed);
    jobs.push(...(await link(rig, feed)));
  }
  const worker = await startSyncWorker(rig);
  try {
    const { peakBytes, invocations } = await worker.finish(jobs, { inOneBatch: true });
    for (const feed of feeds) await expectAdded(feed, lines);
    return { lines: lines * importsOfABatch, imports: importsOfABatch, peakBytes, invocations };
  } finally {
    await worker.stop();
  }
};

const megabyte = 1024 * 1024;

export const memoryTable = (rows: readonly Memory[], memoryMegabytes: number): Table => {
  const [least] = rows;
  return {
    title: '5. Peak memory of statement-sync in a first import',
    columns: ['lines', 'peak', 'above the first row, a line', 'invocations'],
    rows: rows.map(({ lines, peakBytes, invocations, imports }) => [
      imports === undefined ? String(lines) : `${lines}, in a batch of ${imports} imports`,
      `${(peakBytes / megabyte).toFixed(0)} MB`,
      lines === 0 || !least ? '' : `${((peakBytes - least.peakBytes) / lines).toFixed(0)} B`,
      String(invocations),
    ]),
    notes: [
      `Aim: 256 MB, however many lines. The heap may take what the function's ${memoryMegabytes} MB leave it;`,
      'with room left the collector is in no hurry, so that a peak is not a need.',
    ],
  };
};
