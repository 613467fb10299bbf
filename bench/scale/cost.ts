import { daysPerMonth } from './assumptions.ts';
import type { JobCost } from './measurements.ts';
import { dispatchPerSecond, jobMs, newsShare, type Model } from './model.ts';
import { costOf } from './prices.ts';

export interface CostScenario {
  readonly accounts: number;
  readonly runsPerDay: number;
}

/** US dollars per account and month, by what they are paid for. */
export type CostPerAccount = Readonly<Record<string, number>>;

const jobParts = (job: JobCost, model: Model): CostPerAccount => {
  const { stack, assumed } = model;
  const gigabyteSeconds = (jobMs(job, assumed.pontoMs, model) / 1000) * (stack.syncMegabytes / 1024);
  const invocations = 1 / stack.batchSize;
  return {
    'DynamoDB writes': costOf('dynamoWriteUnit', job.writeUnits),
    'DynamoDB reads': costOf('dynamoReadUnit', job.readUnits),
    'Lambda time': costOf('lambdaGigabyteSecond', gigabyteSeconds),
    'Lambda calls': costOf('lambdaRequest', invocations),
    KMS: costOf('kmsRequest', job.kmsRequests),
    // Put by tens, received and deleted by batches.
    SQS: costOf('sqsRequest', 1 / 10 + 2 / stack.batchSize),
    EventBridge: costOf('eventBridgeEvent', job.eventBridgeRequests),
    'Secrets Manager': costOf('secretsRequest', job.secretsRequests),
    Logs: costOf('logGigabyte', (job.logBytes + assumed.platformLogBytes * invocations) / 1024 ** 3),
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

/** A year of lines lies in the table and in its backup. */
const storage = ({ assumed }: Model): CostPerAccount => {
  const gigabytes = (assumed.linesPerMonth * 12 * assumed.bytesPerLine) / 1024 ** 3;
  return {
    'Storage, after a year': costOf('dynamoGigabyteMonth', gigabytes) + costOf('dynamoBackupGigabyteMonth', gigabytes),
  };
};

const dispatching = (model: Model, runsPerMonth: number): CostPerAccount => {
  const { stack } = model;
  const gigabyteSeconds = (1 / dispatchPerSecond(model)) * (stack.dispatchMegabytes / 1024);
  return { Dispatch: costOf('lambdaGigabyteSecond', gigabyteSeconds) * runsPerMonth };
};

const fixed = ({ stack }: Model, accounts: number): CostPerAccount => ({
  'At rest':
    (costOf('kmsKeyMonth', stack.keys) +
      costOf('secretMonth', stack.secrets) +
      costOf('alarmMonth', stack.alarms) +
      costOf('dashboardMonth', stack.dashboards)) /
    accounts,
});

/**
 * What AWS takes for the scheduled reading of one account in a month. Calls of the API, mails and tenants' own secrets
 * come on top, by use.
 */
export const costPerAccount = (model: Model, { accounts, runsPerDay }: CostScenario): CostPerAccount => {
  const runsPerMonth = runsPerDay * daysPerMonth;
  const share = newsShare(model.assumed, runsPerDay);
  const { quiet, news } = model.measured.jobs;
  const ofRun = together(times(jobParts(quiet, model), 1 - share), times(jobParts(news, model), share));
  const perConnection = together(times(ofRun, runsPerMonth), dispatching(model, runsPerMonth));
  return together(
    times(perConnection, 1 / model.assumed.accountsPerConnection),
    storage(model),
    fixed(model, accounts),
  );
};

export const total = (parts: CostPerAccount): number => Object.values(parts).reduce((sum, usd) => sum + usd, 0);
