import { assumptions, daysPerMonth } from '../../../../bench/scale/assumptions.ts';
import { atRestOf, ownMetrics } from '../../../../bench/scale/atRest.ts';
import { costPerAccount, total } from '../../../../bench/scale/cost.ts';
import { everydayMix, fourRunsADay, slotsOf } from '../../../../bench/scale/day.ts';
import { betweenMarks } from '../../../../bench/scale/betweenMarks.ts';
import { readMeasurements } from '../../../../bench/scale/measurements.ts';
import { jobMs, type Model } from '../../../../bench/scale/model.ts';
import { costOf, prices } from '../../../../bench/scale/prices.ts';

const aJob = {
  jobs: 1,
  cpuMs: 10,
  pontoRequests: 2,
  dynamoRequests: 5,
  writeUnits: 3,
  readUnits: 2,
  kmsRequests: 2,
  eventBridgeRequests: 0,
  secretsRequests: 0,
  logBytes: 1000,
};
const stack = {
  batchSize: 5,
  maximumConcurrency: 20,
  urgentBatchSize: 1,
  urgentConcurrency: 14,
  syncMegabytes: 512,
  dispatchMegabytes: 512,
  dispatchTimeoutSeconds: 900,
  webhookMegabytes: 512,
  deliverMegabytes: 256,
  apiMegabytes: 1024,
  logDays: 30,
  atRest: atRestOf([
    { Type: 'AWS::KMS::Key', Properties: {} },
    { Type: 'AWS::CloudWatch::Alarm', Properties: { MetricName: 'one' } },
    {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: { Metrics: [{ MetricStat: {} }, { MetricStat: {} }, { Id: 'sum' }] },
    },
    { Type: 'AWS::CloudWatch::CompositeAlarm', Properties: {} },
  ]),
};
const model = (overrides: Partial<Model['assumed']> = {}): Model => ({
  stack,
  assumed: { ...assumptions, ...overrides },
  measured: {
    command: '',
    machine: '',
    jobs: {
      quiet: aJob,
      unchanged: { ...aJob, writeUnits: 7 },
      news: { ...aJob, writeUnits: 30, eventBridgeRequests: 2 },
      invocationLogBytes: 600,
    },
    dispatch: [{ connections: 1000, wallMs: 1000, cpuMs: 100, peakBytes: 1 }],
  },
});

describe('the cost of an account', () => {
  it('counts every write unit of a month at its price', () => {
    const parts = costPerAccount(model({ runsWithNewsPerDay: 1, webhooksPerDay: 0 }), {
      accounts: 1000,
      runsPerDay: 4,
    });

    const units = daysPerMonth * (3 * 7 + 30);
    expect(parts['DynamoDB writes']).toBeCloseTo((units * prices.dynamoWriteUnit.usd) / 1_000_000, 12);
    expect(parts['EventBridge']).toBeCloseTo((daysPerMonth * 2) / 1_000_000, 12);
    expect(parts['KMS']).toBeCloseTo((daysPerMonth * 4 * 2 * 0.03) / 10_000, 12);
  });

  it('does not grow with the number of accounts, and shares what is paid at rest', () => {
    const [small, large] = [100, 1_000_000].map((accounts) => costPerAccount(model(), { accounts, runsPerDay: 4 }));

    expect(small?.['At rest']).toBeCloseTo((1 + 3 * 0.1 + 0.5) / 100, 9);
    for (const [name, usd] of Object.entries(large ?? {})) {
      if (!['At rest', 'Metrics of our own'].includes(name)) expect(usd).toBe(small?.[name]);
    }
    expect(total(large ?? {})).toBeLessThan(total(small ?? {}));
  });

  it('is shared by the accounts of a connection, storage aside', () => {
    const one = costPerAccount(model(), { accounts: 1000, runsPerDay: 4 });
    const three = costPerAccount(model({ accountsPerConnection: 3 }), { accounts: 1000, runsPerDay: 4 });

    expect(three['KMS']).toBeCloseTo((one['KMS'] ?? 0) / 3, 12);
    expect(three['Storage, after a year']).toBe(one['Storage, after a year']);
  });

  it('sends each event of a run with news to the endpoints of its tenant, and looks for them where there are none', () => {
    const of = (endpointsOfTenant: number): number =>
      costPerAccount(model({ endpointsOfTenant, webhooksPerDay: 1 }), { accounts: 1000, runsPerDay: 4 })[
        'Webhooks to tenants'
      ] ?? 0;

    expect(of(0)).toBeGreaterThan(0);
    expect(of(2) - of(1)).toBeCloseTo(of(1) - of(0), 12);
    expect(of(1)).toBeGreaterThan(2 * of(0));
  });

  it('has a run with news for each event of Ponto, which the next run of the schedule finds done', () => {
    const without = costPerAccount(model({ webhooksPerDay: 0 }), { accounts: 1000, runsPerDay: 4 });
    const once = costPerAccount(model({ webhooksPerDay: 1 }), { accounts: 1000, runsPerDay: 4 });
    const twice = costPerAccount(model({ webhooksPerDay: 2 }), { accounts: 1000, runsPerDay: 4 });

    const unit = prices.dynamoWriteUnit.usd / 1_000_000;
    const writes = (parts: Readonly<Record<string, number>>): number =>
      (parts['DynamoDB writes'] ?? 0) / unit / daysPerMonth;
    expect([without, once, twice].map(writes)).toEqual(
      [3 * 7 + 30, 3 * 7 + 3 + 30, 2 * 7 + 2 * 3 + 2 * 30].map((units): unknown => expect.closeTo(units, 6)),
    );
    expect(without['Webhooks']).toBe(0);
    expect(twice['Webhooks']).toBeCloseTo(2 * (once['Webhooks'] ?? 0), 12);
  });

  it('reads what an event of Ponto brings in the lane of people, where nobody shares the waiting', () => {
    const of = (webhooksPerDay: number) =>
      costPerAccount(model({ webhooksPerDay, jobsAtOnce: 5, runsWithNewsPerDay: 0 }), { accounts: 10, runsPerDay: 4 });

    const [alone, beside] = [
      (of(1)['Lambda time'] ?? 0) - (of(0)['Lambda time'] ?? 0),
      (of(0)['Lambda time'] ?? 0) / 4,
    ];
    const { quiet, news } = model().measured.jobs;
    expect(alone / beside).toBeCloseTo(
      jobMs(news, 250, model({ jobsAtOnce: 1 })) / jobMs(quiet, 250, model({ jobsAtOnce: 5 })),
      9,
    );
  });

  it('shares what an invocation logs among the jobs of its batch', () => {
    const { logGigabyte, logStoredGigabyteMonth } = prices;
    const logs = (platformLogBytes: number) =>
      costPerAccount(model({ webhooksPerDay: 0, platformLogBytes }), { accounts: 10, runsPerDay: 4 })['Logs'] ?? 0;

    const perByte =
      (logGigabyte.usd + assumptions.logStoredShare * (30 / daysPerMonth) * logStoredGigabyteMonth.usd) / 1024 ** 3;
    expect(logs(1000) / perByte).toBeCloseTo(4 * daysPerMonth * (400 + (600 + 1000) / 5), 6);
  });

  it('counts mails, calls of the API and metrics of our own', () => {
    const of = (overrides: Partial<Model['assumed']>) =>
      costPerAccount(model(overrides), { accounts: 10, runsPerDay: 4 });

    expect(of({ mailsPerMonth: 6 })['Mails']).toBeCloseTo(0.0006, 12);
    expect(of({ callsPerMonth: 60 })['Calls of the API']).toBeCloseTo(
      2 * (of({ callsPerMonth: 30 })['Calls of the API'] ?? 0),
      12,
    );
    expect(of({ metricHours: 1 })['Metrics of our own']).toBeCloseTo((ownMetrics * 0.3) / 10, 9);
  });

  it.each([
    ['cron(* * * * ? *)', 43_800],
    ['cron(*/5 * * * ? *)', 8_760],
    ['rate(5 minutes)', 8_760],
    ['cron(40 8 * * ? *)', undefined],
  ])('at rest counts what goes off all the time, and no schedule of the day: %s', (ScheduleExpression, count) => {
    const [look] = atRestOf([{ Type: 'AWS::Scheduler::Schedule', Properties: { ScheduleExpression } }]);

    expect(look?.count).toBe(count);
  });

  it('at rest is refused for a type that nobody has a price for', () => {
    expect(() => atRestOf([{ Type: 'AWS::EC2::NatGateway', Properties: {} }])).toThrow('AWS::EC2::NatGateway');
  });

  it('has a page for each price', () => {
    const pages = Object.values(prices).map(({ page }) => page);

    expect(pages.every((page) => page.startsWith('https://aws.amazon.com/'))).toBe(true);
    expect(costOf('sqsRequest', 5_000_000)).toBeCloseTo(2, 9);
  });
});

describe('the time of a job on Lambda', () => {
  it('is its work on its share of a core, its look shared with the batch, and what it reads beyond that alone', () => {
    const { quiet } = model().measured.jobs;

    const cpuMs = (10 * 1769) / 512;
    const lookMs = 2 * 250 + 7 * 8;
    expect(jobMs(quiet, 250, model({ awsMs: 8, jobsAtOnce: 1 }))).toBeCloseTo(cpuMs + lookMs, 9);
    expect(jobMs(quiet, 250, model({ awsMs: 8, jobsAtOnce: 5 }))).toBeCloseTo(cpuMs + lookMs / 5, 9);
    const reading = { ...quiet, pontoRequests: 5, dynamoRequests: 15 };
    expect(jobMs(reading, 250, model({ awsMs: 8, jobsAtOnce: 5 }))).toBeCloseTo(
      cpuMs + lookMs / 5 + 3 * 250 + 10 * 8,
      9,
    );
  });
});

describe('the slots of a day', () => {
  it('are those of the schedules, with everybody in each of four', () => {
    expect(slotsOf(1000, fourRunsADay)).toEqual(
      [2, 8, 14, 20].map((hour) => ({ at: hour * 3600 + 40 * 60, connections: 1000 })),
    );
  });

  it('meet in the morning, where each account of a mix is read once', () => {
    const slots = slotsOf(1000, everydayMix);
    const morning = slots.filter(({ at }) => at === 8 * 3600 + 40 * 60);

    expect(morning.reduce((sum, { connections }) => sum + connections, 0)).toBe(1000);
    expect(slots.reduce((sum, { connections }) => sum + connections, 0)).toBe(4 * 200 + 2 * 600 + 150 + 40 + 10);
  });
});

describe('what the simulation reckons with', () => {
  it('is a file that the measuring command wrote', () => {
    const { command, jobs, dispatch } = readMeasurements();

    expect(command).toBe('npm run measure:scale');
    expect(jobs.news.writeUnits).toBeGreaterThan(jobs.quiet.writeUnits);
    expect(dispatch.map(({ connections }) => connections)).toContain(100_000);
  });
});

describe('a document with a generated part', () => {
  const [begin, end] = [
    '<!-- generated by `npm run simulate:scale -- --write` -->',
    '<!-- end of what is generated -->',
  ];

  it('keeps what stands around it', () => {
    expect(betweenMarks(`before\n${begin}\nold\n${end}\nafter\n`, 'new\n')).toBe(
      `before\n${begin}\n\nnew\n\n${end}\nafter\n`,
    );
  });

  it('without marks is refused', () => {
    expect(() => betweenMarks('nothing', 'new')).toThrow('no marks');
  });
});
