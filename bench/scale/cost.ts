import { daysPerMonth } from './assumptions.ts';
import type { JobCost } from './measurements.ts';
import { dispatchPerSecond, jobMs, runsOfDay, type Model } from './model.ts';
import { ownMetrics, totalAtRest } from './atRest.ts';
import { costOf } from './prices.ts';

const gigabyte = 1024 ** 3;

export interface CostScenario {
  readonly accounts: number;
  readonly runsPerDay: number;
}

/** US dollars per account and month, by what they are paid for. */
export type CostPerAccount = Readonly<Record<string, number>>;

const gigabyteSeconds = (ms: number, megabytes: number): number => (ms / 1000) * (megabytes / 1024);

/** Taken in once, kept for the days of its group. */
const logOf = (bytes: number, { stack, assumed }: Model): number =>
  costOf('logGigabyte', bytes / gigabyte) +
  costOf('logStoredGigabyteMonth', ((bytes * assumed.logStoredShare) / gigabyte) * (stack.logDays / daysPerMonth));

/** The same in the lane of people and events, where a job is a batch of its own. */
const inUrgentLane = (model: Model): Model => {
  const { stack, assumed } = model;
  const batchSize = stack.urgentBatchSize;
  return {
    ...model,
    stack: { ...stack, batchSize },
    assumed: { ...assumed, jobsAtOnce: Math.min(batchSize, assumed.jobsAtOnce) },
  };
};

const jobParts = (job: JobCost, model: Model): CostPerAccount => {
  const { stack, assumed } = model;
  const { invocationLogBytes } = model.measured.jobs;
  const invocations = 1 / stack.batchSize;
  return {
    'DynamoDB writes': costOf('dynamoWriteUnit', job.writeUnits),
    'DynamoDB reads': costOf('dynamoReadUnit', job.readUnits),
    'Lambda time': costOf(
      'lambdaGigabyteSecond',
      gigabyteSeconds(jobMs(job, assumed.pontoMs, model), stack.syncMegabytes),
    ),
    'Lambda calls': costOf('lambdaRequest', invocations),
    KMS: costOf('kmsRequest', Math.max(job.kmsRequests, assumed.kmsPerJobOfFleet)),
    // Put by tens, received and deleted by batches.
    SQS: costOf('sqsRequest', 1 / 10 + 2 / stack.batchSize),
    EventBridge: costOf('eventBridgeEvent', job.eventBridgeRequests),
    'Secrets Manager': costOf('secretsRequest', job.secretsRequests),
    Logs: logOf(
      job.logBytes - invocationLogBytes + (invocationLogBytes + assumed.platformLogBytes) * invocations,
      model,
    ),
    'X-Ray': costOf('trace', assumed.tracedShare * invocations),
  };
};

const times = (parts: CostPerAccount, factor: number): CostPerAccount =>
  Object.fromEntries(Object.entries(parts).map(([name, usd]) => [name, usd * factor]));

const together = (...groups: readonly CostPerAccount[]): CostPerAccount => {
  const sums = new Map<string, number>();
  for (const [name, usd] of groups.flatMap((group) => Object.entries(group)))
    sums.set(name, (sums.get(name) ?? 0) + usd);
  return Object.fromEntries(sums);
};

/** A function behind the HTTP API: the gateway, its own time, what it reads, writes and logs. */
const requestParts = (
  model: Model,
  {
    ms,
    megabytes,
    writeUnits,
    readUnits,
    logBytes,
  }: {
    readonly ms: number;
    readonly megabytes: number;
    readonly writeUnits: number;
    readonly readUnits: number;
    readonly logBytes: number;
  },
): number =>
  costOf('apiRequest', 1) +
  costOf('lambdaRequest', 1) +
  costOf('lambdaGigabyteSecond', gigabyteSeconds(ms, megabytes)) +
  costOf('dynamoWriteUnit', writeUnits) +
  costOf('dynamoReadUnit', readUnits) +
  costOf('trace', model.assumed.tracedShare) +
  logOf(logBytes + model.assumed.platformLogBytes, model);

/** Taking an event and putting its job on the queue, which is then taken and deleted; its run is among the runs. */
const webhook = (model: Model): number =>
  requestParts(model, {
    ms: model.assumed.webhookMs,
    megabytes: model.stack.webhookMegabytes,
    writeUnits: model.assumed.webhookWriteUnits,
    readUnits: model.assumed.webhookReadUnits,
    logBytes: model.assumed.webhookLogBytes,
  }) + costOf('sqsRequest', 1);

/** A job of webhooks to tenants: its message is put, received and deleted; no batch is shared, as events come one by one. */
const outgoingJob = (
  model: Model,
  { ms, writeUnits, readUnits }: { readonly ms: number; readonly writeUnits: number; readonly readUnits: number },
): number => {
  const { assumed, stack } = model;
  return (
    costOf('sqsRequest', 3) +
    costOf('lambdaRequest', 1) +
    costOf(
      'lambdaGigabyteSecond',
      gigabyteSeconds(ms + assumed.outgoingRequests * assumed.awsMs, stack.deliverMegabytes),
    ) +
    costOf('dynamoWriteUnit', writeUnits) +
    costOf('dynamoReadUnit', readUnits) +
    costOf('trace', assumed.tracedShare) +
    logOf(assumed.outgoingLogBytes + assumed.platformLogBytes, model)
  );
};

/** An event on its way to the endpoints of its tenant; a tenant without one pays for the look. */
const outgoing = (model: Model): number => {
  const { assumed } = model;
  const { endpointsOfTenant, fanOutWriteUnits, fanOutReadUnits, attemptWriteUnits, attemptReadUnits } = assumed;
  const fanOut = { ms: 0, writeUnits: fanOutWriteUnits * endpointsOfTenant, readUnits: fanOutReadUnits };
  const attempt = { ms: assumed.receiverMs, writeUnits: attemptWriteUnits, readUnits: attemptReadUnits };
  return (
    outgoingJob(model, fanOut) +
    endpointsOfTenant * (outgoingJob(model, attempt) + costOf('kmsRequest', assumed.kmsPerAttempt))
  );
};

const call = (model: Model): number =>
  requestParts(model, {
    ms: model.assumed.callMs,
    megabytes: model.stack.apiMegabytes,
    writeUnits: model.assumed.callWriteUnits,
    readUnits: model.assumed.callReadUnits,
    logBytes: model.assumed.callLogBytes,
  });

/** A year of lines lies in the table and in its backup. */
const storage = ({ assumed }: Model): CostPerAccount => {
  const gigabytes = (assumed.linesPerMonth * 12 * assumed.bytesPerLine + assumed.bytesPerAccount) / gigabyte;
  return {
    'Storage, after a year': costOf('dynamoGigabyteMonth', gigabytes) + costOf('dynamoBackupGigabyteMonth', gigabytes),
  };
};

const dispatching = (model: Model, runsPerMonth: number): CostPerAccount => {
  const { stack } = model;
  const perConnection = gigabyteSeconds(1000 / dispatchPerSecond(model), stack.dispatchMegabytes);
  return { Dispatch: costOf('lambdaGigabyteSecond', perConnection) * runsPerMonth };
};

const fixed = ({ stack, assumed }: Model, accounts: number): CostPerAccount => ({
  'Metrics of our own': costOf('metricMonth', ownMetrics * assumed.metricHours) / accounts,
  'At rest': totalAtRest(stack.atRest) / accounts,
});

/**
 * What AWS takes for one account in a month, everything counted but what a tenant may choose: a secret for credentials of
 * its own, and traffic to the outside.
 */
export const costPerAccount = (model: Model, { accounts, runsPerDay }: CostScenario): CostPerAccount => {
  const runsPerMonth = runsPerDay * daysPerMonth;
  const { webhooksPerDay, mailsPerMonth, callsPerMonth } = model.assumed;
  const { quiet, unchanged, news } = model.measured.jobs;
  const runs = runsOfDay(model.assumed, runsPerDay);
  const perConnection = together(
    times(jobParts(quiet, model), runs.quiet * daysPerMonth),
    times(jobParts(unchanged, model), runs.unchanged * daysPerMonth),
    times(jobParts(news, model), runs.news * daysPerMonth),
    times(jobParts(news, inUrgentLane(model)), webhooksPerDay * daysPerMonth),
    dispatching(model, runsPerMonth),
    {
      Webhooks: webhook(model) * webhooksPerDay * daysPerMonth,
      'Webhooks to tenants': outgoing(model) * news.eventBridgeRequests * (runs.news + webhooksPerDay) * daysPerMonth,
      Mails: costOf('mail', mailsPerMonth),
    },
  );
  return together(
    times(perConnection, 1 / model.assumed.accountsPerConnection),
    { 'Calls of the API': call(model) * callsPerMonth },
    storage(model),
    fixed(model, accounts),
  );
};

export const total = (parts: CostPerAccount): number => Object.values(parts).reduce((sum, usd) => sum + usd, 0);
