/**
 * Published unit prices, on demand, without free tiers and discounts, in US dollars for Europe (Frankfurt), eu-central-1:
 * the dearer of the two regions that are likely here (Ireland is up to a tenth cheaper).
 *
 * As known on 2026-11-24. The price pages could not be opened on that day. What a search of stored pages confirmed is
 * said at each figure; everything else is from memory of the page that is named. Compare before you rely on them.
 */
export interface Price {
  readonly usd: number;
  /** How many of the unit the price is for. */
  readonly per: number;
  readonly unit: string;
  readonly page: string;
  readonly confirmed?: string;
}

export const pricesTakenOn = '2026-11-24';

export const prices = {
  lambdaGigabyteSecond: {
    usd: 0.000_013_333_4,
    per: 1,
    unit: 'GB-second on arm64',
    page: 'https://aws.amazon.com/lambda/pricing/',
    confirmed: 'by two stored pages, for us-east-1; the same in Frankfurt as known',
  },
  lambdaRequest: {
    usd: 0.2,
    per: 1_000_000,
    unit: 'invocation',
    page: 'https://aws.amazon.com/lambda/pricing/',
    confirmed: 'by two stored pages',
  },
  dynamoWriteUnit: {
    usd: 0.7625,
    per: 1_000_000,
    unit: 'write request unit',
    page: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
    confirmed: 'for us-east-1 (0.625) by a stored page; Frankfurt is 1.22 times that as known',
  },
  dynamoReadUnit: {
    usd: 0.1525,
    per: 1_000_000,
    unit: 'read request unit',
    page: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
    confirmed: 'for us-east-1 (0.125) by a stored page; Frankfurt is 1.22 times that as known',
  },
  dynamoGigabyteMonth: {
    usd: 0.306,
    per: 1,
    unit: 'GB-month of table',
    page: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  },
  dynamoBackupGigabyteMonth: {
    usd: 0.2448,
    per: 1,
    unit: 'GB-month of point-in-time recovery',
    page: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  },
  sqsRequest: { usd: 0.4, per: 1_000_000, unit: 'request', page: 'https://aws.amazon.com/sqs/pricing/' },
  kmsRequest: { usd: 0.03, per: 10_000, unit: 'request', page: 'https://aws.amazon.com/kms/pricing/' },
  kmsKeyMonth: { usd: 1, per: 1, unit: 'key and month', page: 'https://aws.amazon.com/kms/pricing/' },
  eventBridgeEvent: {
    usd: 1,
    per: 1_000_000,
    unit: 'event of our own',
    page: 'https://aws.amazon.com/eventbridge/pricing/',
  },
  secretMonth: { usd: 0.4, per: 1, unit: 'secret and month', page: 'https://aws.amazon.com/secrets-manager/pricing/' },
  secretsRequest: { usd: 0.05, per: 10_000, unit: 'call', page: 'https://aws.amazon.com/secrets-manager/pricing/' },
  logGigabyte: { usd: 0.63, per: 1, unit: 'GB taken in', page: 'https://aws.amazon.com/cloudwatch/pricing/' },
  logStoredGigabyteMonth: {
    usd: 0.0324,
    per: 1,
    unit: 'GB-month of stored log, after compression',
    page: 'https://aws.amazon.com/cloudwatch/pricing/',
  },
  compositeAlarmMonth: {
    usd: 0.5,
    per: 1,
    unit: 'composite alarm and month',
    page: 'https://aws.amazon.com/cloudwatch/pricing/',
  },
  metricMonth: {
    usd: 0.3,
    per: 1,
    unit: 'own metric and month, by the hours with data',
    page: 'https://aws.amazon.com/cloudwatch/pricing/',
  },
  webAclMonth: {
    usd: 5,
    per: 1,
    unit: 'web ACL and month, without its rules',
    page: 'https://aws.amazon.com/waf/pricing/',
  },
  apiRequest: {
    usd: 1.2,
    per: 1_000_000,
    unit: 'request of an HTTP API',
    page: 'https://aws.amazon.com/api-gateway/pricing/',
  },
  mail: { usd: 0.1, per: 1000, unit: 'mail', page: 'https://aws.amazon.com/ses/pricing/' },
  schedulerCall: {
    usd: 1,
    per: 1_000_000,
    unit: 'call of a schedule',
    page: 'https://aws.amazon.com/eventbridge/pricing/',
  },
  alarmMonth: { usd: 0.1, per: 1, unit: 'alarm and month', page: 'https://aws.amazon.com/cloudwatch/pricing/' },
  dashboardMonth: { usd: 3, per: 1, unit: 'dashboard and month', page: 'https://aws.amazon.com/cloudwatch/pricing/' },
  trace: { usd: 5, per: 1_000_000, unit: 'trace recorded', page: 'https://aws.amazon.com/xray/pricing/' },
} as const satisfies Record<string, Price>;

export type PriceName = keyof typeof prices;

export const costOf = (name: PriceName, amount: number): number => (prices[name].usd / prices[name].per) * amount;
