import { changePage } from '../../shared/contracts/http/ledger.ts';
import { feedPage } from '../../shared/contracts/http/feed.ts';
import { inParallel } from '../../shared/language/inParallel.ts';
import type { Table } from '../report/table.ts';
import { startApiCaller, type ApiCaller } from '../rig/apiCaller.ts';
import { connect, type Feed } from '../rig/feed.ts';
import { startRunsInProcess, type RunsInProcess } from '../rig/runsInProcess.ts';
import type { Rig } from '../rig/startRig.ts';
import { startDynamoMeter, type DynamoMeter } from '../wire/dynamoMeter.ts';

/** One reading of a feed to its end. */
export interface FeedReading {
  readonly what: string;
  readonly changes: number;
  /** Changes, and statements with their lines. */
  readonly items: number;
  readonly requests: number;
  readonly dynamoRequests: number;
  readonly readUnits: number;
  /** Of the quota of the tenant, which is counted in steps. */
  readonly writeUnits: number;
  readonly kilobytes: number;
  readonly cpuMs: number;
}

export interface FeedScale {
  readonly accounts: number;
  readonly changes: number;
  /** Accounts with news, for a reader who is at the end, and how many lines each. */
  readonly news: { readonly accounts: number; readonly lines: number };
}

export interface FeedNumbers {
  readonly readings: readonly FeedReading[];
  /** Read units by kind of item, of the readings above. */
  readonly byKind: readonly Readonly<Record<string, number>>[];
}

const writers = 8;
const pageOf = 200;
const pathOf = (after: string | undefined): string =>
  `/v1/changes?limit=${pageOf}${after === undefined ? '' : `&after=${encodeURIComponent(after)}`}`;

/** Pages one after the other, to the end or so many of them. */
interface Pages {
  readonly requests: number;
  readonly changes: number;
  readonly items: number;
  readonly kilobytes: number;
  readonly cpuMs: number;
  readonly cursor: string;
}

const readOn = async (caller: ApiCaller, after?: string, maxPages = Infinity): Promise<Pages> => {
  let [requests, changes, items, bytes, cpuMs] = [0, 0, 0, 0, 0];
  for (let cursor = after; ;) {
    const answered = await caller.get(pathOf(cursor));
    const page = feedPage().parse(answered.body);
    requests += 1;
    bytes += answered.bytes;
    cpuMs += answered.cpuMs;
    items += page.items.length;
    changes += page.items.filter(({ kind }) => ['added', 'corrected', 'removed'].includes(kind)).length;
    cursor = page.nextCursor;
    if (!page.hasMore || requests === maxPages)
      return { requests, changes, items, kilobytes: bytes / 1000, cpuMs, cursor };
  }
};

interface Reader {
  readonly meter: DynamoMeter;
  /** Its DynamoDB is counted, so that it takes its time. */
  readonly metered: ApiCaller;
  readonly timed: ApiCaller;
}

interface Read {
  readonly reading: FeedReading;
  readonly byKind: Readonly<Record<string, number>>;
  readonly cursor: string;
}

/** Enough of a long reading for its time. */
const timedPages = 50;

/** Reads twice from the same place: once for the units, once for the time. */
const measureReading = async (
  { meter, metered, timed }: Reader,
  what: string,
  expected: number,
  after?: string,
): Promise<Read> => {
  meter.take();
  const { cpuMs: _metered, cursor, ...read } = await readOn(metered, after);
  if (read.changes !== expected) throw new Error(`${what}: ${expected} changes were expected, not ${read.changes}`);
  const counted = meter.take();
  const byKind: Record<string, number> = {};
  for (const { operation, kind, readUnits } of counted)
    byKind[`${operation} ${kind}`] = (byKind[`${operation} ${kind}`] ?? 0) + readUnits;
  const timedRead = await readOn(timed, after, timedPages);
  const reading = {
    what,
    ...read,
    dynamoRequests: counted.length,
    readUnits: counted.reduce((sum, { readUnits }) => sum + readUnits, 0),
    writeUnits: counted.reduce((sum, { writeUnits }) => sum + writeUnits, 0),
    cpuMs: timedRead.cpuMs * (read.requests / timedRead.requests),
  };
  return { reading, byKind, cursor };
};

const sampled = 20;

/** What the same tenant would pay who asks each account by itself: reckoned from some of them. */
const measureAccounts = async ({ meter, metered, timed }: Reader, feeds: readonly Feed[]): Promise<FeedReading> => {
  const some = feeds.slice(0, sampled);
  const cursors: string[] = [];
  for (const { accountId } of some) {
    const { body } = await metered.get(`/v1/accounts/${accountId}/changes?limit=${pageOf}`);
    cursors.push(changePage().parse(body).nextCursor ?? '');
  }
  meter.take();
  let [bytes, cpuMs] = [0, 0];
  for (const [index, { accountId }] of some.entries()) {
    const path = `/v1/accounts/${accountId}/changes?after=${encodeURIComponent(cursors[index] ?? '')}`;
    bytes += (await metered.get(path)).bytes;
    cpuMs += (await timed.get(path)).cpuMs;
  }
  const counted = meter.take();
  const share = feeds.length / some.length;
  return {
    what: `nothing new, asked account by account (reckoned from ${sampled})`,
    changes: 0,
    items: 0,
    requests: feeds.length,
    dynamoRequests: counted.length * share,
    readUnits: counted.reduce((sum, { readUnits }) => sum + readUnits, 0) * share,
    writeUnits: counted.reduce((sum, { writeUnits }) => sum + writeUnits, 0) * share,
    kilobytes: (bytes / 1000) * share,
    cpuMs: cpuMs * share,
  };
};

const bringAll = (runs: RunsInProcess, feeds: readonly Feed[], lines: number): Promise<void> =>
  inParallel(feeds, writers, async (feed) => void (await runs.bring(feed, lines)));

/** The feed of a tenant with many accounts, read through `tenant-api` by software that counts what it gets. */
export const measureFeed = async (rig: Rig, { accounts, changes, news }: FeedScale): Promise<FeedNumbers> => {
  const feeds = await connect(rig, accounts);
  const { tenantId } = feeds[0] ?? { tenantId: '' };
  const runs = startRunsInProcess(rig, { publish: async () => undefined });
  const meter = await startDynamoMeter(rig.services.urls.DYNAMODB);
  const metered = await startApiCaller(rig, tenantId, meter.url);
  const timed = await startApiCaller(rig, tenantId);
  const reader = { meter, metered, timed };
  try {
    // Also warms both processes up.
    const empty = await readOn(metered);
    await readOn(timed);
    await bringAll(runs, feeds, Math.round(changes / accounts));
    const whole = await measureReading(reader, 'from the beginning: the books as they stand', changes);
    const log = await measureReading(reader, 'the same through the log', changes, empty.cursor);
    const quiet = await measureReading(reader, 'nothing new', 0, log.cursor);
    await bringAll(runs, feeds.slice(0, news.accounts), news.lines);
    const few = await measureReading(
      reader,
      `${news.lines} new lines on ${news.accounts} accounts`,
      news.accounts * news.lines,
      log.cursor,
    );
    const asked = await measureAccounts(reader, feeds);
    const read = [whole, log, quiet, few];
    return {
      readings: [...read.map(({ reading }) => reading), asked],
      byKind: read.map(({ byKind }) => byKind),
    };
  } finally {
    runs.close();
    await metered.stop();
    await timed.stop();
    await meter.close();
  }
};

const perThousand = (value: number, changes: number, digits: number): string =>
  changes === 0 ? '' : ((value / changes) * 1000).toFixed(digits);

export const feedTable = ({ readings }: FeedNumbers, { accounts }: FeedScale): Table => ({
  title: `The feed of a tenant with ${accounts.toLocaleString('en')} accounts`,
  columns: [
    'what is read',
    'changes',
    'items',
    'requests',
    'read units',
    'requests per 1,000 changes',
    'read units',
    'DynamoDB requests',
    'processor ms',
    'kB',
  ],
  rows: readings.map(({ what, changes, items, requests, dynamoRequests, readUnits, cpuMs, kilobytes }) => [
    what,
    String(changes),
    String(items),
    String(requests),
    readUnits.toFixed(1),
    perThousand(requests, changes, 1),
    perThousand(readUnits, changes, 1),
    perThousand(dynamoRequests, changes, 1),
    perThousand(cpuMs, changes, 0),
    perThousand(kilobytes, changes, 0),
  ]),
  notes: [
    `Pages of ${pageOf} items: changes, and each statement with its list of lines. Everything from the sixth column on is for 1,000 changes.`,
  ],
});
