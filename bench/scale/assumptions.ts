/** What is neither measured nor read from the stack. Each can be set: `npm run simulate:scale -- --ponto-ms 800`. */
export const assumptions = {
  seed: 1,
  /** One request to Ponto, on average; single ones vary (exponentially), as answers of a busy service do. */
  pontoMs: 250,
  /** One request to DynamoDB, KMS, EventBridge or Secrets Manager from a Lambda of the same region. */
  awsMs: 8,
  accountsPerConnection: 1,
  /** Jobs of one batch whose looks at Ponto a worker has under way at once (`functions/statement-sync/handler.ts`). */
  jobsAtOnce: 5,
  /** Scheduled runs that find something new. Banks book once a day; the rest of four runs finds nothing. */
  runsWithNewsPerDay: 1,
  /** Ponto asks each bank again at 02, 08, 14 and 20 h (Ponto reference, section 8); a run finds that, also where nothing is new. */
  synchronizationsPerDay: 4,
  /** What the books hold of one line, `npm run bench`, table 3a. */
  bytesPerLine: 600,
  linesPerMonth: 150,
  /** The memory at which Lambda gives one whole core. */
  wholeCoreMegabytes: 1769,
  /** Where tokens are sealed by data keys: what a fleet of 20 workers asks of KMS for a job (`fleetSealing.ts`). */
  kmsPerJobOfFleet: 0.025,
  /** What the table holds of an account and its connection beside the lines: records, runs, history, indexes. */
  bytesPerAccount: 20_000,
  /** Ponto tells of new lines as they come: each event is a run of its own, which the next run of the schedule finds done. */
  webhooksPerDay: 1,
  /** Milliseconds, log and units of a webhook: one signature is verified, one job queued. */
  webhookMs: 60,
  webhookLogBytes: 900,
  webhookWriteUnits: 1,
  webhookReadUnits: 1,
  /** Endpoints of a tenant that each event is sent to; the receiver answers after so many milliseconds. */
  endpointsOfTenant: 1,
  receiverMs: 200,
  /** Units, requests to AWS one after the other, and log: an event that is fanned out, and an attempt that is delivered. */
  fanOutWriteUnits: 1,
  fanOutReadUnits: 1,
  attemptWriteUnits: 1,
  attemptReadUnits: 2,
  outgoingRequests: 4,
  outgoingLogBytes: 900,
  /** A secret is opened once by a process; this is the dearest case, in which no process meets an endpoint twice. */
  kmsPerAttempt: 1,
  /** Six a year: the warnings of an authorisation that lasts half a year, and of one that is renewed after a few. */
  mailsPerMonth: 0.5,
  /** Requests of the accounting product for one account: the change feed once a working day, and some pages. */
  callsPerMonth: 30,
  callMs: 60,
  callLogBytes: 1600,
  callWriteUnits: 1,
  callReadUnits: 2,
  /** Hours of a day in which a metric of ours has data, as a share, on average over all of them. */
  metricHours: 0.3,
  /** What is left of a log when it is stored. */
  logStoredShare: 0.15,
  /** START, END and REPORT of the platform, for one invocation. */
  platformLogBytes: 1200,
  /** X-Ray's own rule: one request a second and five of a hundred. */
  tracedShare: 0.05,
  /** Lambda begins with five batches of a queue at once and adds 300 a minute. */
  firstWorkers: 5,
  moreWorkersPerMinute: 300,
};
export type Assumptions = { readonly [Name in keyof typeof assumptions]: number };

export const daysPerMonth = 365 / 12;
