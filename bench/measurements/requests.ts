import type { Table } from '../report/table.ts';
import { bookToday, connect, expectAdded, linkedFeed, scheduledJob, type Feed } from '../rig/feed.ts';
import type { Rig } from '../rig/startRig.ts';
import { startSyncWorker } from '../rig/syncWorker.ts';

export interface RequestCount {
  readonly run: string;
  readonly byOperation: Readonly<Record<string, number>>;
  readonly total: number;
  readonly aim: number;
}

const pageSize = 100;

export const requestCount = (run: string, requests: ReadonlyMap<string, number>, aim: number): RequestCount => ({
  run,
  byOperation: Object.fromEntries(requests),
  total: [...requests.values()].reduce((sum, count) => sum + count, 0),
  aim,
});

/** One look at the accounts, and the pages that the new lines fill. */
export const aimFor = (lines: number): number => Math.ceil(lines / pageSize) + 1;

const countRun = async (rig: Rig, feed: Feed): Promise<ReadonlyMap<string, number>> => {
  const worker = await startSyncWorker(rig);
  try {
    rig.bank.takeRequests();
    await worker.finish([scheduledJob(feed)]);
    return rig.bank.takeRequests();
  } finally {
    await worker.stop();
  }
};

const countNew = async (rig: Rig, feed: Feed, lines: number): Promise<RequestCount> => {
  bookToday(rig, feed, lines);
  const requests = await countRun(rig, feed);
  await expectAdded(feed, lines);
  return requestCount(`${lines} new`, requests, aimFor(lines));
};

const countNothingNew = async (rig: Rig, feed: Feed, accounts: number): Promise<RequestCount> =>
  requestCount(
    `nothing new, ${accounts} account${accounts === 1 ? '' : 's'}`,
    await countRun(rig, feed),
    Math.ceil(accounts / pageSize),
  );

/** A connection with many accounts, none of them linked, whose first scheduled run is over. */
export const manyAccounts = async (rig: Rig, accounts: number): Promise<Feed> => {
  const [feed] = await connect(rig, accounts);
  if (!feed) throw new Error('no account was connected');
  await countRun(rig, feed);
  return feed;
};

/** Requests to Ponto by kind of run, counted where they arrive. */
export const measureRequests = async (
  rig: Rig,
  scale: { readonly newLines: readonly number[]; readonly many: Feed; readonly accounts: number },
): Promise<readonly RequestCount[]> => {
  const feed = await linkedFeed(rig);
  // A line that is known: a feed that is quite empty has no boundary to stop at.
  await countNew(rig, feed, 1);
  const counts = [await countNothingNew(rig, feed, 1), await countNothingNew(rig, scale.many, scale.accounts)];
  for (const lines of scale.newLines) counts.push(await countNew(rig, feed, lines));
  return counts;
};

export const requestsTable = (counts: readonly RequestCount[]): Table => {
  const operations = [...new Set(counts.flatMap(({ byOperation }) => Object.keys(byOperation)))];
  return {
    title: '2. Requests to Ponto in a scheduled run',
    columns: ['run', ...operations, 'all', 'aim'],
    rows: counts.map(({ run, byOperation, total, aim }) => [
      run,
      ...operations.map((operation) => String(byOperation[operation] ?? '')),
      String(total),
      String(aim),
    ]),
    notes: [
      'Aims: with nothing new one for a hundred accounts; with N new lines, N / 100 rounded up, and one.',
      'Not in the aim: pending lines, and the list of lines that the synchronization touched.',
    ],
  };
};
