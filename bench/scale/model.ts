import type { Assumptions } from './assumptions.ts';
import type { JobCost, Measurements } from './measurements.ts';
import type { StackLimits } from './stack.ts';

export interface Model {
  readonly measured: Measurements;
  readonly stack: StackLimits;
  readonly assumed: Assumptions;
}

const awsRequests = ({ dynamoRequests, kmsRequests, eventBridgeRequests, secretsRequests }: JobCost): number =>
  dynamoRequests + kmsRequests + eventBridgeRequests + secretsRequests;

/** Milliseconds that Lambda takes for so much processor time, with the share of a core that its memory buys. */
export const lambdaMs = (cpuMs: number, megabytes: number, { wholeCoreMegabytes }: Assumptions): number =>
  cpuMs / Math.min(1, megabytes / wholeCoreMegabytes);

/**
 * What a job takes of a batch's time on Lambda: its own work, and its requests one after the other. Some of one job run side by
 * side in truth, so that this is rather too long. Looks of a batch share their waiting, never their work.
 *
 * @param pontoMs of each request to Ponto
 */
export const jobMs = (job: JobCost, pontoMs: number, model: Model): number =>
  lambdaMs(job.cpuMs, model.stack.syncMegabytes, model.assumed) + waitingMs(job, pontoMs, model);

/** Looks share their waiting; reading takes turns. A run that finds nothing is a look and no more. */
const waitingMs = (job: JobCost, pontoMs: number, { measured, assumed }: Model): number => {
  const { quiet } = measured.jobs;
  const look =
    Math.min(job.pontoRequests, quiet.pontoRequests) * pontoMs +
    Math.min(awsRequests(job), awsRequests(quiet)) * assumed.awsMs;
  const all = job.pontoRequests * pontoMs + awsRequests(job) * assumed.awsMs;
  return look / assumed.jobsAtOnce + (all - look);
};

/** Of the runs of a day, those that find something new where no event of Ponto comes before them. */
export const newsShare = ({ runsWithNewsPerDay }: Assumptions, runsPerDay: number): number =>
  Math.min(1, runsWithNewsPerDay / runsPerDay);

/** Scheduled runs of one connection in a day, by what they find. */
export interface RunsOfDay {
  /** What Ponto holds has been read already. */
  readonly quiet: number;
  /** Ponto has asked the bank again, which had nothing new. */
  readonly unchanged: number;
  readonly news: number;
}

/** An event of Ponto has its own run, and the run of the schedule after it finds what Ponto holds read already. */
export const runsOfDay = (assumed: Assumptions, runsPerDay: number): RunsOfDay => {
  const { webhooksPerDay, synchronizationsPerDay } = assumed;
  const news = Math.max(0, newsShare(assumed, runsPerDay) * runsPerDay - webhooksPerDay);
  const quiet = runsPerDay * Math.min(1, webhooksPerDay / synchronizationsPerDay);
  const unchanged = Math.max(0, runsPerDay - quiet - news);
  return { quiet: runsPerDay - unchanged - news, unchanged, news };
};

/** Connections a second that one dispatch puts on the queue: bound by its processor time or by its requests. */
export const dispatchPerSecond = ({ measured, stack, assumed }: Model): number => {
  const largest = measured.dispatch.toSorted((a, b) => b.connections - a.connections)[0];
  if (!largest) throw new Error('no dispatch was measured');
  const msPerConnection = lambdaMs(largest.cpuMs / largest.connections, stack.dispatchMegabytes, assumed);
  const requestsAtOnce = 16;
  const jobsPerRequest = 10;
  return Math.min(1000 / msPerConnection, (1000 / assumed.awsMs) * requestsAtOnce * jobsPerRequest);
};
