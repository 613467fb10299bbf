import { schedules } from '../../shared/contracts/schedules.ts';
import { dispatchPerSecond, jobMs, newsShare, type Model } from './model.ts';
import { simulateSlots, type Slot, type SlotsResult } from './simulateSlots.ts';

export type Frequency = keyof typeof schedules;

/** Shares of the accounts by frequency; together 1. */
export type Mix = Readonly<Partial<Record<Frequency, number>>>;

/** Everybody reads four times a day: the most that schedules can ask for. */
export const fourRunsADay: Mix = { every_6_hours: 1 };
/** Most keep the default. On the first of a month that is a Monday all schedules meet at 08:40. */
export const everydayMix: Mix = { every_6_hours: 0.2, every_12_hours: 0.6, daily: 0.15, weekly: 0.04, monthly: 0.01 };

/** The slots of a Monday that is the first of a month, by the schedules of the contract: the busiest day there is. */
export const slotsOf = (connections: number, mix: Mix): readonly Slot[] =>
  Object.entries(schedules)
    .flatMap(([name, { hours, minute }]) => {
      const share = Object.entries(mix).find(([frequency]) => frequency === name)?.[1] ?? 0;
      return hours.map((hour) => ({
        at: hour * 3600 + minute * 60,
        connections: Math.round(connections * share),
      }));
    })
    .filter((slot) => slot.connections > 0)
    .toSorted((a, b) => a.at - b.at);

export interface DayScenario {
  readonly connections: number;
  readonly mix: Mix;
  /** Workers at once, at the most. */
  readonly concurrency: number;
  readonly pontoMs: number;
}

/** A request to Ponto is given up after this long (`shared/adapters/ponto/http.ts`). */
const longestRequestMs = 8000;

const exponential = (meanMs: number, random: number): number =>
  Math.min(longestRequestMs, -Math.log(1 - random) * meanMs);

export interface Day extends SlotsResult {
  readonly runsPerDay: number;
  readonly dispatchSeconds: number;
  /** Requests and units a second while anybody works. */
  readonly pontoPerSecond: number;
  readonly writeUnitsPerSecond: number;
  readonly readUnitsPerSecond: number;
  readonly kmsPerSecond: number;
  readonly eventsPerSecond: number;
}

/** One day of schedules at one size. */
export const simulateDay = (model: Model, { connections, mix, concurrency, pontoMs }: DayScenario): Day => {
  const { measured, stack, assumed } = model;
  const slots = slotsOf(connections, mix);
  const runsPerDay = slots.reduce((sum, slot) => sum + slot.connections, 0) / connections;
  const share = newsShare(assumed, runsPerDay);
  // The dearest day: no event of Ponto has brought its news before, so that no run finds everything read.
  const { quiet, unchanged, news } = measured.jobs;
  /** Requests of a look go side by side with those of the batch, all others take turns. */
  const looks = Math.round(quiet.pontoRequests);
  const kinds = [unchanged, news].map((job) => ({
    requests: Math.round(job.pontoRequests),
    ownMs: jobMs(job, 0, model),
  }));
  const result = simulateSlots({
    seed: assumed.seed,
    slots,
    dispatchPerSecond: dispatchPerSecond(model),
    batchSize: stack.batchSize,
    workersAfter: (seconds) =>
      Math.min(concurrency, assumed.firstWorkers + Math.floor((seconds / 60) * assumed.moreWorkersPerMinute)),
    jobSeconds: (random) => {
      const kind = kinds[random() < share ? 1 : 0];
      if (!kind) return 0;
      let milliseconds = kind.ownMs;
      for (let request = 0; request < kind.requests; request += 1)
        milliseconds += exponential(pontoMs, random()) / (request < looks ? assumed.jobsAtOnce : 1);
      return milliseconds / 1000;
    },
  });
  const perSecond = (name: 'pontoRequests' | 'writeUnits' | 'readUnits' | 'kmsRequests' | 'eventBridgeRequests') =>
    result.throughput * (unchanged[name] * (1 - share) + news[name] * share);
  const largest = Math.max(...slots.map((slot) => slot.connections));
  return {
    ...result,
    runsPerDay,
    dispatchSeconds: largest / dispatchPerSecond(model),
    pontoPerSecond: perSecond('pontoRequests'),
    writeUnitsPerSecond: perSecond('writeUnits'),
    readUnitsPerSecond: perSecond('readUnits'),
    kmsPerSecond: perSecond('kmsRequests'),
    eventsPerSecond: perSecond('eventBridgeRequests'),
  };
};
