import type { Table } from '../report/table.ts';
import { costPerAccount, total } from './cost.ts';
import { everydayMix, fourRunsADay, simulateDay, type Day, type Mix } from './day.ts';
import { laneTable } from './lanes.ts';
import { dispatchPerSecond, jobMs, type Model } from './model.ts';
import { pricesTakenOn } from './prices.ts';

const sizes = [100, 10_000, 100_000, 1_000_000];
const wider = [200, 1000];
const latenciesMs = [100, 250, 800, 2000];
export const costAim = 0.0018;

const count = (value: number): string => Math.round(value).toLocaleString('en-GB');
const duration = (seconds: number): string => {
  if (seconds < 120) return `${seconds.toFixed(0)} s`;
  return seconds < 7200 ? `${(seconds / 60).toFixed(0)} min` : `${(seconds / 3600).toFixed(1)} h`;
};
const usd = (value: number): string => value.toFixed(6);

const connectionsOf = (accounts: number, { assumed }: Model): number =>
  Math.ceil(accounts / assumed.accountsPerConnection);

const longestDrain = ({ slots }: Day): number => Math.max(...slots.map(({ drainSeconds }) => drainSeconds));

/** Did every slot end before the next one began? */
const keepsUp = ({ slots }: Day): boolean =>
  slots.every(({ at, drainSeconds }) => {
    const next = slots.find((other) => other.at > at);
    return at + drainSeconds <= (next?.at ?? 24 * 3600 + (slots[0]?.at ?? 0));
  });

const dayRow = (accounts: number, concurrency: number, day: Day): readonly string[] => [
  count(accounts),
  count(concurrency),
  duration(day.dispatchSeconds),
  count(day.peakBacklog),
  duration(longestDrain(day)),
  keepsUp(day) ? 'yes' : 'no',
  count(day.peakWorkers),
  day.throughput.toFixed(0),
  day.pontoPerSecond.toFixed(0),
  day.writeUnitsPerSecond.toFixed(0),
  day.readUnitsPerSecond.toFixed(0),
  day.kmsPerSecond.toFixed(0),
];

const dayColumns = [
  'accounts',
  'workers allowed',
  'dispatch',
  'peak backlog',
  'drained in',
  'before the next',
  'peak workers',
  'jobs/s',
  'Ponto/s',
  'writes/s',
  'reads/s',
  'KMS/s',
];

const dayTable = (model: Model, title: string, mix: Mix, notes: readonly string[]): Table => {
  const { pontoMs } = model.assumed;
  const rows = sizes.flatMap((accounts) => {
    const connections = connectionsOf(accounts, model);
    const own = model.stack.maximumConcurrency;
    // More workers than the stack allows are of interest where those are not enough.
    const settings = accounts >= 100_000 ? [own, ...wider] : [own];
    return settings.map((concurrency) =>
      dayRow(accounts, concurrency, simulateDay(model, { connections, mix, concurrency, pontoMs })),
    );
  });
  return { title, columns: dayColumns, rows, notes };
};

const latencyTable = (model: Model): Table => ({
  title: 'Ponto slower or faster, 100,000 accounts, four runs a day',
  columns: ['a request to Ponto', 'workers allowed', 'drained in', 'jobs/s', 'mean workers'],
  rows: latenciesMs.flatMap((pontoMs) =>
    [model.stack.maximumConcurrency, 200].map((concurrency) => {
      const connections = connectionsOf(100_000, model);
      const day = simulateDay(model, { connections, mix: fourRunsADay, concurrency, pontoMs });
      return [
        `${pontoMs} ms`,
        count(concurrency),
        duration(longestDrain(day)),
        day.throughput.toFixed(0),
        day.meanWorkers.toFixed(0),
      ];
    }),
  ),
  notes: [],
});

const costTable = (model: Model): Table => {
  const columns = sizes.map((accounts) => costPerAccount(model, { accounts, runsPerDay: 4 }));
  const names = Object.keys(columns[0] ?? {});
  return {
    title: 'US dollars per account and month, four runs a day',
    columns: ['for', ...sizes.map((accounts) => `${count(accounts)} accounts`)],
    rows: [
      ...names.map((name) => [name, ...columns.map((parts) => usd(parts[name] ?? 0))]),
      ['together', ...columns.map((parts) => usd(total(parts)))],
    ],
    notes: [
      `Aim at 100,000 accounts: ${costAim}. Prices of eu-central-1 as known on ${pricesTakenOn}; see \`bench/scale/prices.ts\`.`,
    ],
  };
};

interface Lever {
  readonly name: string;
  readonly model: Model;
  readonly runsPerDay?: number;
}

/** The same reckoning with one thing changed. */
const leversOf = (model: Model): readonly Lever[] => {
  const { assumed, measured, stack } = model;
  const { quiet, unchanged, news, invocationLogBytes } = measured.jobs;
  const byKms = (job: typeof quiet): typeof quiet => ({ ...job, kmsRequests: 2 });
  const withKms = { quiet: byKms(quiet), unchanged: byKms(unchanged), news: byKms(news), invocationLogBytes };
  // Two months in the table; what is older costs a twentieth of table and backup in S3.
  const oldMonths = { ...assumed, bytesPerLine: assumed.bytesPerLine * (2 / 12 + (10 / 12) * 0.045) };
  const rare = { ...model, assumed: oldMonths };
  return [
    { name: 'as it is', model },
    {
      name: `one after the other in a batch of ${stack.batchSize}, as before`,
      model: { ...model, assumed: { ...assumed, jobsAtOnce: 1 } },
    },
    {
      name: 'tokens sealed by a call of KMS each, as before',
      model: { ...model, measured: { ...measured, jobs: withKms } },
    },
    {
      name: 'half the memory for the worker',
      model: { ...model, stack: { ...stack, syncMegabytes: stack.syncMegabytes / 2 } },
    },
    { name: 'two accounts on a connection', model: { ...model, assumed: { ...assumed, accountsPerConnection: 2 } } },
    {
      name: 'no calls of the API, no events of Ponto',
      model: { ...model, assumed: { ...assumed, callsPerMonth: 0, webhooksPerDay: 0 } },
    },
    { name: 'months before the last two in S3', model: rare },
    { name: 'one run a day beside the events of Ponto', model, runsPerDay: 1 },
    { name: 'both of these', model: rare, runsPerDay: 1 },
  ];
};

const leverTable = (model: Model): Table => {
  const accounts = 100_000;
  return {
    title: 'Levers, 100,000 accounts, four runs a day',
    columns: ['lever', 'USD per account and month', `aim ${costAim}`],
    rows: leversOf(model).map(({ name, model: changed, runsPerDay = 4 }) => {
      const cost = total(costPerAccount(changed, { accounts, runsPerDay }));
      const off = Math.round((cost / costAim - 1) * 100);
      return [name, usd(cost), off <= 0 ? 'met' : `missed by ${off} %`];
    }),
    notes: [],
  };
};

const jobTable = (model: Model): Table => {
  const { quiet, unchanged, news } = model.measured.jobs;
  const row = (name: string, job: typeof quiet): readonly string[] => [
    name,
    job.cpuMs.toFixed(1),
    String(job.pontoRequests),
    String(job.dynamoRequests),
    String(job.writeUnits),
    String(job.readUnits),
    String(job.kmsRequests),
    String(job.eventBridgeRequests),
    job.logBytes.toFixed(0),
    jobMs(job, model.assumed.pontoMs, model).toFixed(0),
  ];
  return {
    title: 'One job, measured; its time on Lambda, reckoned',
    columns: [
      'run',
      'cpu ms',
      'Ponto',
      'DynamoDB',
      'write units',
      'read units',
      'KMS',
      'events',
      'log B',
      'ms on Lambda',
    ],
    rows: [
      row('read already, old token', quiet),
      row('Ponto has asked again, nothing new', unchanged),
      row('five new lines, old token', news),
    ],
    notes: [`One dispatch puts ${dispatchPerSecond(model).toFixed(0)} connections a second on the queue.`],
  };
};

export const scaleTables = (model: Model): readonly Table[] => [
  jobTable(model),
  dayTable(model, 'A day of four runs for everybody', fourRunsADay, []),
  dayTable(model, 'A day of mixed frequencies, the first of a month and a Monday', everydayMix, []),
  latencyTable(model),
  laneTable(model),
  costTable(model),
  leverTable(model),
];
