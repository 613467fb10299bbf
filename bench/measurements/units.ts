import * as z from 'zod';
import type { Table } from '../report/table.ts';
import { connect, expectAdded, link, scheduledJob, type Feed } from '../rig/feed.ts';
import { bookSized } from '../rig/sizedLines.ts';
import type { Rig } from '../rig/startRig.ts';
import { startSyncWorker } from '../rig/syncWorker.ts';
import { startDynamoMeter, type DynamoMeter, type Metered } from '../wire/dynamoMeter.ts';

export interface LineUnits {
  readonly run: string;
  /** What the bank says of a line, in JSON. */
  readonly lineBytes: number;
  /** The same in Ponto's answer, with every key that is null. */
  readonly sentBytes: number;
  readonly lines: number;
  readonly writeUnits: number;
  readonly readUnits: number;
  /** Write units by kind of item, dearest first. */
  readonly byKind: Readonly<Record<string, number>>;
  /** Of the ledger alone, by line: what a line weighs where it is kept. */
  readonly storedBytesPerLine: number;
}

export interface QuietUnits {
  readonly run: string;
  readonly writeUnits: number;
  readonly readUnits: number;
}

export interface Units {
  readonly withLines: readonly LineUnits[];
  readonly quiet: readonly QuietUnits[];
}

const total = (metered: readonly Metered[], units: 'writeUnits' | 'readUnits'): number =>
  metered.reduce((sum, one) => sum + one[units], 0);

const isBooks = ({ table }: Metered): boolean => table.endsWith('-books');
const nameOf = (one: Metered): string => `${isBooks(one) ? 'books' : 'registry'} ${one.kind}`;

const byKindOf = (metered: readonly Metered[]): Readonly<Record<string, number>> => {
  const sums = new Map<string, number>();
  for (const one of metered) {
    if (one.writeUnits > 0) sums.set(nameOf(one), (sums.get(nameOf(one)) ?? 0) + one.writeUnits);
  }
  return Object.fromEntries([...sums].toSorted(([, a], [, b]) => b - a));
};

const lineUnits = (
  metered: readonly Metered[],
  told: Pick<LineUnits, 'run' | 'lineBytes' | 'sentBytes' | 'lines'>,
): LineUnits => {
  const kept = metered.filter((one) => isBooks(one) && ['C', 'M'].includes(one.kind) && one.writeUnits > 0);
  return {
    ...told,
    writeUnits: total(metered, 'writeUnits'),
    readUnits: total(metered, 'readUnits'),
    byKind: byKindOf(metered),
    storedBytesPerLine: kept.reduce((sum, { bytes }) => sum + bytes, 0) / told.lines,
  };
};

const linePage = z.object({ data: z.array(z.unknown()) });

/** The size of a line as Ponto sends it, over the newest page. */
const sentBytes = async ({ bank }: Rig, { pontoAccountId, customer }: Feed): Promise<number> => {
  const headers = { authorization: `Bearer ${bank.accessToken(customer)}` };
  const page = await fetch(`${bank.url}/ponto-connect/accounts/${pontoAccountId}/transactions?page[limit]=100`, {
    headers,
  });
  const { data } = linePage.parse(await page.json());
  return Math.round(Buffer.byteLength(JSON.stringify(data)) / data.length);
};

interface Sizes {
  readonly lineBytes: number;
  readonly importLines: number;
  readonly newLines: number;
}

/** A first import, then a run with a few new lines, of one size of line. */
const measureLines = async (
  rig: Rig,
  meter: DynamoMeter,
  { lineBytes, importLines, newLines }: Sizes,
): Promise<{ readonly rows: readonly LineUnits[]; readonly feed: Feed }> => {
  const [feed] = await connect(rig);
  if (!feed) throw new Error('no account was connected');
  const worker = await startSyncWorker(rig, meter.url);
  try {
    bookSized(rig, feed, { lines: importLines, bytes: lineBytes, on: 'window' });
    const jobs = await link(rig, feed);
    meter.take();
    await worker.finish(jobs);
    const imported = meter.take();
    await expectAdded(feed, importLines);
    bookSized(rig, feed, { lines: newLines, bytes: lineBytes, on: 'today' });
    await worker.finish([scheduledJob(feed)]);
    const added = meter.take();
    await expectAdded(feed, newLines);
    const size = { lineBytes, sentBytes: await sentBytes(rig, feed) };
    return {
      feed,
      rows: [
        lineUnits(imported, { run: 'first import', ...size, lines: importLines }),
        lineUnits(added, { run: 'a few new', ...size, lines: newLines }),
      ],
    };
  } finally {
    await worker.stop();
  }
};

/** Lines for days whose statements are final are carried on the open one, each by an item of its own. */
const measureLate = async (
  rig: Rig,
  meter: DynamoMeter,
  feed: Feed,
  { lineBytes, lines }: { readonly lineBytes: number; readonly lines: number },
): Promise<LineUnits> => {
  const worker = await startSyncWorker(rig, meter.url);
  try {
    bookSized(rig, feed, { lines, bytes: lineBytes, on: 'window' });
    meter.take();
    await worker.finish([scheduledJob(feed)]);
    const late = meter.take();
    await expectAdded(feed, lines);
    return lineUnits(late, { run: 'late', lineBytes, sentBytes: await sentBytes(rig, feed), lines });
  } finally {
    await worker.stop();
  }
};

/** Runs with nothing new: the first job of a process, and one that comes later. */
const measureQuiet = async (rig: Rig, meter: DynamoMeter, feed: Feed, name: string): Promise<readonly QuietUnits[]> => {
  const worker = await startSyncWorker(rig, meter.url);
  try {
    const rows: QuietUnits[] = [];
    for (const when of ['first job of a process', 'later job']) {
      meter.take();
      await worker.finish([scheduledJob(feed)]);
      const metered = meter.take();
      const [writeUnits, readUnits] = [total(metered, 'writeUnits'), total(metered, 'readUnits')];
      rows.push({ run: `${name}, ${when}`, writeUnits, readUnits });
    }
    return rows;
  } finally {
    await worker.stop();
  }
};

export interface UnitsScale {
  readonly lineBytes: readonly number[];
  readonly importLines: number;
  readonly newLines: number;
  readonly lateLines: number;
  readonly many: Feed;
  readonly accounts: number;
}

/** DynamoDB's units, counted where the requests arrive. */
export const measureUnits = async (rig: Rig, scale: UnitsScale): Promise<Units> => {
  const meter = await startDynamoMeter(rig.services.urls.DYNAMODB);
  try {
    const withLines: LineUnits[] = [];
    let feed: Feed | undefined;
    for (const lineBytes of scale.lineBytes) {
      const measured = await measureLines(rig, meter, { ...scale, lineBytes });
      withLines.push(...measured.rows);
      feed = measured.feed;
    }
    if (!feed) throw new Error('no size of line was asked for');
    const quiet = await measureQuiet(rig, meter, feed, 'one linked account');
    const quietMany = await measureQuiet(rig, meter, scale.many, `${scale.accounts} accounts, none linked`);
    const [smallest = 0] = scale.lineBytes;
    withLines.push(await measureLate(rig, meter, feed, { lineBytes: smallest, lines: scale.lateLines }));
    return { withLines, quiet: [...quiet, ...quietMany] };
  } finally {
    await meter.close();
  }
};

const dearest = 4;

export const lineUnitsTable = ({ withLines }: Units): Table => ({
  title: '3a. DynamoDB write units of a new line',
  columns: ['run', 'lines', 'line B', 'sent B', 'kept B', 'write units', 'a line', 'read units', 'write units by item'],
  rows: withLines.map(
    ({ run, lines, lineBytes, sentBytes: sent, storedBytesPerLine, writeUnits, readUnits, byKind }) => [
      run,
      String(lines),
      String(lineBytes),
      String(sent),
      storedBytesPerLine.toFixed(0),
      String(writeUnits),
      (writeUnits / lines).toFixed(2),
      String(readUnits),
      Object.entries(byKind)
        .slice(0, dearest)
        .map(([kind, units]) => `${kind} ${units}`)
        .join(', '),
    ],
  ),
  notes: [
    'Aim: 1.1 a line for lines up to 1 kB; docs/bench.md tells which bytes. A few new lines pay for the whole run.',
    'Line B: what the bank says of a line, in JSON. Sent B: in the answer of Ponto. Kept B: in segment and month together.',
    'Neither table has an index. books C are segments, M months, S statements, HEAD the head, L lines carried as late.',
  ],
});

export const quietUnitsTable = ({ quiet }: Units): Table => ({
  title: '3b. DynamoDB units of a scheduled run with nothing new',
  columns: ['connection', 'write units', 'read units', 'together'],
  rows: quiet.map(({ run, writeUnits, readUnits }) => [
    run,
    String(writeUnits),
    String(readUnits),
    String(writeUnits + readUnits),
  ]),
  notes: ['Aim: 3 for a connection. The first job of a process reads the catalogue of banks, which the process keeps.'],
});
