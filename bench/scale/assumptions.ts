/** What is neither measured nor read from the stack. Each can be set: `npm run simulate:scale -- --ponto-ms 800`. */
export const assumptions = {
  seed: 1,
  /** One request to Ponto, on average; single ones vary (exponentially), as answers of a busy service do. */
  pontoMs: 250,
  /** One request to DynamoDB, KMS, EventBridge or Secrets Manager from a Lambda of the same region. */
  awsMs: 8,
  accountsPerConnection: 1,
  /** Jobs of one batch that a worker has under way at once. */
  jobsAtOnce: 1,
  /** Scheduled runs that find something new. Banks book once a day; the rest of four runs finds nothing. */
  runsWithNewsPerDay: 1,
  /** What the books hold of one line, `npm run bench`, table 3a. */
  bytesPerLine: 600,
  linesPerMonth: 150,
  /** The memory at which Lambda gives one whole core. */
  wholeCoreMegabytes: 1769,
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
