import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as accounts from '../../shared/contracts/http/accounts.ts';
import { statementPage } from '../../shared/contracts/http/ledger.ts';
import { generateLines } from '../../local/ponto-sandbox/core/control/generateLines.ts';
import { addDays } from '../../local/ponto-sandbox/core/calendar.ts';
import { median, type Table } from '../report/table.ts';
import { connect, windowOf, type Feed } from '../rig/feed.ts';
import { startPageVisitor } from '../rig/pageVisitor.ts';
import type { Rig } from '../rig/startRig.ts';
import { startSyncWorker, takeJobs } from '../rig/syncWorker.ts';
import { startDynamoMeter, type DynamoMeter } from '../wire/dynamoMeter.ts';

export interface PageCost {
  readonly page: string;
  /** With style and script, compressed. */
  readonly bytes: number;
  readonly readUnits: number;
  readonly cpuMs: number;
  /** Divided by the same page of a tenant that has little. */
  readonly unitsRatio: number;
  readonly timeRatio: number;
}

export interface Pages {
  readonly pages: readonly PageCost[];
  readonly styleBytes: number;
  readonly scriptBytes: number;
}

export interface PagesScale {
  readonly accounts: number;
  /** Of daily statements. */
  readonly days: number;
  readonly rounds: number;
}

const few = { accounts: 50, days: 400 };

/** A tenant with an account that has a line and a statement on each day. */
const withStatements = async (rig: Rig, days: number): Promise<Feed> => {
  const [feed] = await connect(rig);
  if (!feed) throw new Error('no account was connected');
  const { to } = windowOf(rig);
  const from = addDays(to, 1 - days);
  generateLines(rig.bank.world(), { accountId: feed.bankAccount.id, lines: days, synchronize: true, from, to });
  const link = { importFrom: from, frequency: 'daily', statementPeriod: 'daily' };
  await feed.api.send('PUT', `/v1/accounts/${feed.accountId}/link`, link, accounts.account());
  const worker = await startSyncWorker(rig);
  try {
    await worker.finish(await takeJobs(rig));
  } finally {
    await worker.stop();
  }
  return feed;
};

const assetBytes = (rig: Rig, name: string): number =>
  gzipSync(readFileSync(join(dirname(rig.lambda('tenant-pages').modulePath), 'assets', name))).length;

interface Seen {
  readonly bytes: number;
  readonly readUnits: number;
  readonly cpuMs: number;
}

/** Units are those of one look; the time is the median of several, of a process that is warm. */
const seePage = async (rig: Rig, meter: DynamoMeter, feed: Feed, path: string, rounds: number): Promise<Seen> => {
  const metered = await startPageVisitor(rig, feed.tenantId, meter.url);
  const timed = await startPageVisitor(rig, feed.tenantId);
  try {
    // The first look of a process reads the catalogue of banks, which the process keeps.
    await metered.see(path);
    meter.take();
    const { bytes } = await metered.see(path);
    const readUnits = meter.take().reduce((sum, one) => sum + one.readUnits, 0);
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) times.push((await timed.see(path)).cpuMs);
    return { bytes, readUnits, cpuMs: median(times.slice(1)) };
  } finally {
    await metered.stop();
    await timed.stop();
  }
};

/** Weight and cost of pages of a tenant that has much, next to the same pages of one that has little. */
export const measurePages = async (rig: Rig, { accounts: many, days, rounds }: PagesScale): Promise<Pages> => {
  const meter = await startDynamoMeter(rig.services.urls.DYNAMODB);
  const [styleBytes, scriptBytes] = [assetBytes(rig, 'pages.css'), assetBytes(rig, 'pages.js')];
  try {
    const [fewAccounts] = await connect(rig, few.accounts);
    const [manyAccounts] = await connect(rig, many);
    if (!fewAccounts || !manyAccounts) throw new Error('no account was connected');
    const [short, long] = [await withStatements(rig, few.days), await withStatements(rig, days)];
    const { items } = await long.api.get(`/v1/accounts/${long.accountId}/statements?limit=1`, statementPage());
    const [newest] = items;
    if (!newest) throw new Error('the books have no statement');
    const compared = [
      [`overview, ${many} accounts`, '/pages/overview', manyAccounts, '/pages/overview', fewAccounts],
      [
        `account, ${days} daily statements`,
        `/pages/accounts/${long.accountId}`,
        long,
        `/pages/accounts/${short.accountId}`,
        short,
      ],
      [`its lines`, `/pages/accounts/${long.accountId}/lines`, long, `/pages/accounts/${short.accountId}/lines`, short],
      [`a statement of it`, `/pages/statements/${newest.id}`, long, `/pages/statements/${newest.id}`, long],
      [`month, ${days} daily statements`, '/pages/month', long, '/pages/month', short],
      ['connect', '/pages/connect', manyAccounts, '/pages/connect', fewAccounts],
    ] as const;
    const pages: PageCost[] = [];
    for (const [page, path, feed, littlePath, little] of compared) {
      const much = await seePage(rig, meter, feed, path, rounds);
      const less = await seePage(rig, meter, little, littlePath, rounds);
      pages.push({
        page,
        ...much,
        bytes: much.bytes + styleBytes + scriptBytes,
        unitsRatio: much.readUnits / less.readUnits,
        timeRatio: much.cpuMs / less.cpuMs,
      });
    }
    return { pages, styleBytes, scriptBytes };
  } finally {
    await meter.close();
  }
};

export const pagesTable = ({ pages, styleBytes, scriptBytes }: Pages): Table => ({
  title: 'Pages',
  columns: ['page', 'compressed', 'read units', 'ratio', 'processor', 'ratio'],
  rows: pages.map(({ page, bytes, readUnits, cpuMs, unitsRatio, timeRatio }) => [
    page,
    `${(bytes / 1000).toFixed(1)} kB`,
    String(readUnits),
    unitsRatio.toFixed(2),
    `${cpuMs.toFixed(1)} ms`,
    timeRatio.toFixed(2),
  ]),
  notes: [
    `Aims: 60 kB a page with its style (${(styleBytes / 1000).toFixed(1)} kB) and script (${(scriptBytes / 1000).toFixed(1)} kB, at most 20).`,
    `Ratios are to the same page of a tenant with ${few.accounts} accounts, or ${few.days} statements: a page costs what it shows, not what is kept.`,
  ],
});
