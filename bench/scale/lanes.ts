import { urgentSliceMs } from '../../shared/contracts/syncJob.ts';
import type { Table } from '../report/table.ts';
import { dispatchPerSecond, jobMs, newsShare, type Model } from './model.ts';
import { seededRandom } from './random.ts';
import {
  atRandom,
  simulateLanes,
  type LaneJob,
  type LanesResult,
  type LaneLimits,
  type LaneName,
} from './simulateLanes.ts';

/** What happens in the hour in which the largest slot begins. Assumed, and rather more than less. */
export const busyHour = {
  accounts: 100_000,
  /** Of the accounts, half belong to one tenant. */
  largeShare: 0.5,
  /** People who press "sync now": one of twenty a day, a fifth of them in this hour. */
  pressesPerDayAndAccount: 0.05,
  shareOfHour: 0.2,
  /** The worst minute has so many times the presses of an average one. */
  worstMinute: 3,
  /** First imports in the hour; each reads so many pages, and one of so many is a hundred thousand lines. */
  importsPerHour: 60,
  pagesOfImport: 20,
  longImportEvery: 30,
  /** Ponto tells of each account once in this long after its own refresh. */
  eventWaveHours: 3,
};
const minute = 60;
const hour = 3600;
const urgentSliceSeconds = urgentSliceMs / 1000;
const longImportSeconds = 1000 * 0.25;
/** `lookPausesSeconds` of `askBank.ts`, as far as most banks need them. */
const looksAfterSeconds = [2, 4];

const jobsOf = (model: Model): readonly LaneJob[] => {
  const { measured, assumed } = model;
  const { quiet, unchanged, news } = measured.jobs;
  const random = seededRandom(assumed.seed);
  const alone = { ...model, assumed: { ...assumed, jobsAtOnce: 1 } };
  /** Of a request to Ponto, single ones vary (exponentially). */
  const pontoSeconds = (requests: number): number =>
    Array.from({ length: Math.round(requests) }, () =>
      Math.min(8, (-Math.log(1 - random()) * assumed.pontoMs) / 1000),
    ).reduce((sum, seconds) => sum + seconds, 0);
  const own = (job: typeof quiet): number => jobMs(job, 0, alone) / 1000;
  const look = (): number => own(quiet) + pontoSeconds(quiet.pontoRequests);
  const read = (): number => own(news) + pontoSeconds(news.pontoRequests);
  const readNothing = (): number => own(unchanged) + pontoSeconds(unchanged.pontoRequests);
  const isLarge = (): boolean => random() < busyHour.largeShare;
  const jobs: LaneJob[] = [];
  const perSecond = dispatchPerSecond(model);
  const share = newsShare(assumed, 4);
  for (let connection = 0; connection < busyHour.accounts / assumed.accountsPerConnection; connection += 1) {
    const seconds = random() < share ? read() : readNothing();
    jobs.push({ at: connection / perSecond, cause: 'slot', isLarge: isLarge(), seconds });
  }
  const presses = (busyHour.accounts * busyHour.pressesPerDayAndAccount * busyHour.shareOfHour) / hour;
  const pressedAt = [
    ...atRandom(assumed.seed + 1, 0, minute, presses * busyHour.worstMinute),
    ...atRandom(assumed.seed + 2, minute, hour, presses),
  ];
  for (const at of pressedAt) {
    const large = isLarge();
    jobs.push({ at, cause: 'person', isLarge: large, seconds: look() + pontoSeconds(1) });
    for (const [index, after] of looksAfterSeconds.entries())
      jobs.push({
        at: at + after,
        cause: 'follow',
        isLarge: large,
        seconds: index === looksAfterSeconds.length - 1 ? read() : look(),
      });
  }
  let imports = 0;
  for (const at of atRandom(assumed.seed + 3, 0, hour, busyHour.importsPerHour / hour)) {
    imports += 1;
    const isLong = imports % busyHour.longImportEvery === 0;
    const seconds = isLong ? longImportSeconds : own(news) * 10 + pontoSeconds(busyHour.pagesOfImport);
    jobs.push({ at, cause: 'import', isLarge: isLarge(), seconds });
  }
  for (const at of atRandom(assumed.seed + 4, 0, hour, busyHour.accounts / (busyHour.eventWaveHours * hour))) {
    const large = isLarge();
    // The event itself asks Ponto nothing; the run that it begins does.
    jobs.push({ at, cause: 'event', isLarge: large, seconds: own(quiet) / 2 });
    jobs.push({ at: at + 0.2, cause: 'follow', isLarge: large, seconds: random() < share ? read() : look() });
  }
  return jobs;
};

export interface Setup {
  readonly name: string;
  readonly lanes: Readonly<Partial<Record<LaneName, LaneLimits>>>;
  /** Jobs of a batch share their waiting. */
  readonly sideBySide: boolean;
  readonly isFair: boolean;
}

/** What of a job is waiting that others of its batch share; its own work and its reading are nobody else's. */
const sharedPart = 0.6;

export const playHour = (model: Model, { lanes, sideBySide, isFair }: Setup): LanesResult => {
  const { assumed } = model;
  const hasTwo = lanes.urgent !== undefined;
  const jobs = jobsOf(model).flatMap((job): readonly LaneJob[] => {
    if (!hasTwo || job.seconds <= urgentSliceSeconds || job.cause === 'slot') return [job];
    // What is left of a long run goes on in the other lane.
    const rest = {
      ...job,
      cause: 'slot' as const,
      at: job.at + urgentSliceSeconds,
      seconds: job.seconds - urgentSliceSeconds,
    };
    return [{ ...job, seconds: urgentSliceSeconds }, rest];
  });
  return simulateLanes({
    seed: assumed.seed,
    jobs,
    lanes,
    isFair,
    laneOf: ({ cause }) => (hasTwo && cause !== 'slot' ? 'urgent' : 'scheduled'),
    batchSeconds: (batch) => {
      const sum = batch.reduce((seconds, job) => seconds + job.seconds, 0);
      if (!sideBySide) return sum;
      const longest = Math.max(...batch.map(({ seconds }) => seconds));
      return Math.max(longest, sum * (1 - sharedPart + sharedPart / batch.length));
    },
    workersAfter: (seconds) => assumed.firstWorkers + Math.floor((seconds / 60) * assumed.moreWorkersPerMinute),
  });
};

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;

/** Of the release that had one lane. */
const workersBefore = 20;

export const setupsOf = ({ stack }: Model): readonly Setup[] => {
  const scheduled = { workers: stack.maximumConcurrency, batchSize: stack.batchSize };
  const urgent = { workers: stack.urgentConcurrency, batchSize: stack.urgentBatchSize };
  const together = { workers: workersBefore, batchSize: stack.batchSize };
  return [
    { name: 'one lane, as before', lanes: { scheduled: together }, sideBySide: false, isFair: false },
    { name: 'one lane, fair', lanes: { scheduled: together }, sideBySide: false, isFair: true },
    { name: 'two lanes', lanes: { urgent, scheduled }, sideBySide: false, isFair: true },
    { name: 'two lanes, looks side by side', lanes: { urgent, scheduled }, sideBySide: true, isFair: true },
  ];
};

const told = (seconds: number): string =>
  seconds < 120 ? `${seconds.toFixed(1)} s` : `${(seconds / 60).toFixed(0)} min`;

/** How long people wait in the hour of the largest slot, before and after. */
export const laneTable = (model: Model): Table => ({
  title: `People in the hour of the largest slot, ${busyHour.accounts.toLocaleString('en-GB')} accounts, half of them one tenant's`,
  columns: [
    '',
    'workers',
    '"sync now" starts: half',
    'p99',
    'latest',
    'events p99',
    'slot drained in',
    'small tenants drained in',
  ],
  rows: setupsOf(model).map((setup) => {
    const { waits, drainedAt, smallDrainedAt } = playHour(model, setup);
    return [
      setup.name,
      Object.entries(setup.lanes)
        .map(([name, { workers }]) => `${workers} ${name}`)
        .join(', '),
      told(percentile(waits.person, 0.5)),
      told(percentile(waits.person, 0.99)),
      told(waits.person.at(-1) ?? 0),
      told(percentile(waits.event, 0.99)),
      told(drainedAt),
      told(smallDrainedAt),
    ];
  }),
  notes: [
    `Aim: p99 of "sync now" within 5 s. Three times the presses in the first minute, ${busyHour.importsPerHour} first imports,`,
    `and a wave of Ponto's events over ${busyHour.eventWaveHours} hours beside it; see \`bench/scale/lanes.ts\`.`,
  ],
});
