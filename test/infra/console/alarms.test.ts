import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { generate } from 'selfsigned';
import type * as z from 'zod';
import { makeOnFailure } from '../../../functions/expiry-alert/handler.ts';
import { makeHandler as makeWebhook } from '../../../functions/ponto-webhook/handler.ts';
import { makeHandler as makeWorker } from '../../../functions/statement-sync/handler.ts';
import { startSqs, type LocalSqs } from '../../../local/cloud/sqs.ts';
import { makePonto } from '../../../shared/adapters/ponto/makePonto.ts';
import { watchCertificates } from '../../../shared/composition/watchCertificates.ts';
import { environments, parseEnvironment } from '../../../shared/contracts/environment.ts';
import { schedules, scheduleTimeZone } from '../../../shared/contracts/schedules.ts';
import { nextRunAfter } from '../../../shared/domain/calendar/nextRun.ts';
import { httpFunction } from '../../../shared/runtime/http/httpFunction.ts';
import { type InvocationCounters, makeCounters } from '../../../shared/runtime/metrics.ts';
import { countingBus, countingFleetMetrics, watchPonto } from '../../../shared/runtime/observing.ts';
import { makeProcessConnectionJob } from '../../../shared/usecases/jobs/processConnectionJob.ts';
import { publishRefusal } from '../../../shared/usecases/connections/refuseConnection.ts';
import { aContext, aLog, anApiEvent } from '../../builders/api.ts';
import { uuid } from '../../builders/bank.ts';
import { aConnection, aDelivery, aWorker, requestedAt } from '../../builders/syncWorker.ts';
import { aRecord } from '../../builders/queueRecord.ts';
import { aDataDir, clientOf } from '../../local/cloud/awsClient.ts';
import { aClock, anApplicationSource, MemoryVault, noTenantSecrets } from '../../unit/adapters/ponto/doubles.ts';
import { aServer } from '../../unit/adapters/ponto/loopback.ts';
import { at, ofType, synthesize } from '../support.ts';
import { alarmsIn, extracted, goesOff, type Datum } from './evaluateAlarm.ts';

/** With the option that brings an alarm of its own. */
const { resources } = synthesize('prod', {
  backupCopyVaultArn: 'arn:aws:backup:eu-central-1:999988887777:backup-vault:copies',
});
const alarms = alarmsIn(resources);
const namespace = 'PontoBankSync/prod';
const minute = 60_000;
const hour = 60 * minute;

/** What the code itself counts while something goes wrong. */
const counted = async (work: (counters: InvocationCounters) => Promise<void> | void): Promise<readonly Datum[]> => {
  const lines: string[] = [];
  const counters = makeCounters(namespace, (line) => void lines.push(line));
  await work(counters);
  counters.publish();
  return extracted(lines);
};

/** What AWS counts of its own accord, given what happened. */
const byAws = (
  service: string,
  name: string,
  dimensions: Datum['dimensions'],
  ...values: readonly number[]
): readonly Datum[] =>
  values.map((value, index) => ({
    namespace: `AWS/${service}`,
    name,
    dimensions,
    at: Date.now() - index * 5 * minute,
    value,
  }));

const lambdaName = (name: string): string => `ponto-bank-sync-prod-${name}`;

/** A cold start without its variables: Lambda counts one error of the function for it. */
const coldStartOf = (name: keyof typeof environments) => async (): Promise<readonly Datum[]> => {
  let errors = 0;
  try {
    parseEnvironment((): z.ZodType => environments[name](), {});
  } catch {
    errors += 1;
  }
  return byAws('Lambda', 'Errors', { FunctionName: lambdaName(name) }, errors);
};

/** A worker of which every part fails, as with a disabled key or a table that refuses. */
const brokenWorker = (counters: InvocationCounters) => {
  const down = (): Promise<never> => Promise.reject(new Error('disabled'));
  return makeWorker({
    processAccountJob: down,
    processConnectionJob: down,
    processEventJob: down,
    processDisconnectJob: down,
    processEraseJob: down,
    asJob: (_, work) => work(),
    onFailure: () => counters.count('RecordsFailed'),
  });
};

const aJob = {
  kind: 'connection',
  tenantId: 'tenant-1',
  connectionId: 'connection-1',
  frequency: 'every_12_hours',
  scheduledAt: requestedAt,
} as const;

let dataDir: ReturnType<typeof aDataDir>;
let sqs: LocalSqs;
let client: SQSClient;
beforeAll(async () => {
  dataDir = aDataDir();
  sqs = await startSqs({ dataDir: dataDir.path, region: 'eu-central-1', accountId: '000000000000' });
  const [work] = ofType(resources, 'AWS::SQS::Queue').filter(({ Properties }) => 'RedrivePolicy' in Properties);
  const maxReceiveCount = Number(at(work?.Properties, 'RedrivePolicy', 'maxReceiveCount'));
  const dead = 'ponto-bank-sync-prod-work-dead-letters';
  sqs.provide([
    { QueueName: dead, VisibilityTimeout: 30 },
    { QueueName: 'ponto-bank-sync-prod-schedule-dead-letters', VisibilityTimeout: 30 },
    {
      QueueName: 'ponto-bank-sync-prod-work',
      // A try after the other; everything else is the template's.
      VisibilityTimeout: 0,
      RedrivePolicy: { deadLetterTargetArn: `arn:aws:sqs:eu-central-1:000000000000:${dead}`, maxReceiveCount },
    },
  ]);
  client = new SQSClient(clientOf(sqs.url));
});
afterAll(async () => {
  client.destroy();
  await sqs.close();
  dataDir.remove();
});

const send = (queue: string, body: string) =>
  client.send(new SendMessageCommand({ QueueUrl: sqs.queueUrl(queue), MessageBody: body }));

const visibleIn = (queue: string): readonly Datum[] =>
  byAws('SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: queue }, sqs.depth(queue).visible);

/** For each alarm: what makes it go off, by the very parts that run in the cloud as far as they run here. */
const troubles: Readonly<Record<string, () => Promise<readonly Datum[]>>> = {
  WorkDeadLettersNotEmpty: async () => {
    const queue = 'ponto-bank-sync-prod-work';
    await send(queue, '{"kind":"poison"}');
    const worker = brokenWorker(makeCounters(namespace, () => undefined));
    // Received until the queue gives it up; each time the worker leaves it there.
    for (let tries = 0; sqs.depth(`${queue}-dead-letters`).visible === 0 && tries < 20; tries += 1) {
      const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl: sqs.queueUrl(queue) }));
      const Records = Messages.map(({ MessageId = '', Body = '' }) => aRecord(MessageId, Body));
      const { batchItemFailures } = await worker({ Records }, { getRemainingTimeInMillis: () => 300_000 });
      expect(batchItemFailures).toHaveLength(Records.length);
    }
    return visibleIn(`${queue}-dead-letters`);
  },
  WorkTooOld: async () =>
    byAws('SQS', 'ApproximateAgeOfOldestMessage', { QueueName: 'ponto-bank-sync-prod-work' }, 7200),
  UrgentWorkDeadLettersNotEmpty: async () =>
    byAws(
      'SQS',
      'ApproximateNumberOfMessagesVisible',
      { QueueName: 'ponto-bank-sync-prod-urgent-work-dead-letters' },
      1,
    ),
  AlertWorkDeadLettersNotEmpty: async () =>
    byAws('SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: 'ponto-bank-sync-prod-alerts-dead-letters' }, 1),
  AlertWorkTooOld: async () =>
    byAws('SQS', 'ApproximateAgeOfOldestMessage', { QueueName: 'ponto-bank-sync-prod-alerts' }, 10_800),
  UrgentWorkTooOld: async () =>
    byAws('SQS', 'ApproximateAgeOfOldestMessage', { QueueName: 'ponto-bank-sync-prod-urgent-work' }, 300, 300, 300),
  WebhooksDeadLettersNotEmpty: async () =>
    byAws('SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: 'ponto-bank-sync-prod-webhooks-dead-letters' }, 1),
  WebhooksTooOld: async () =>
    byAws('SQS', 'ApproximateAgeOfOldestMessage', { QueueName: 'ponto-bank-sync-prod-webhooks' }, 1800),
  SlowWebhooksDeadLettersNotEmpty: async () =>
    byAws(
      'SQS',
      'ApproximateNumberOfMessagesVisible',
      { QueueName: 'ponto-bank-sync-prod-slow-webhooks-dead-letters' },
      1,
    ),
  SlowWebhooksTooOld: async () =>
    byAws('SQS', 'ApproximateAgeOfOldestMessage', { QueueName: 'ponto-bank-sync-prod-slow-webhooks' }, 1800),
  ScheduleDeadLettersNotEmpty: async () => {
    const queue = 'ponto-bank-sync-prod-schedule-dead-letters';
    await send(queue, '{"frequency":"daily","time":"2026-03-10T07:40:00Z"}');
    return visibleIn(queue);
  },
  BackupWatchFailedNotEmpty: async () =>
    byAws('SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: 'ponto-bank-sync-prod-failed-backups' }, 1),
  TenantApiErrors: coldStartOf('tenant-api'),
  OauthCallbackErrors: coldStartOf('oauth-callback'),
  AccountFetchErrors: coldStartOf('account-fetch'),
  TenantPagesErrors: coldStartOf('tenant-pages'),
  SyncDispatchErrors: coldStartOf('sync-dispatch'),
  StatementSyncErrors: coldStartOf('statement-sync'),
  ExpiryAlertErrors: coldStartOf('expiry-alert'),
  WebhookDeliverErrors: coldStartOf('webhook-deliver'),
  MailFeedbackErrors: coldStartOf('mail-feedback'),
  PontoWebhookErrors: coldStartOf('ponto-webhook'),
  HealthCanaryErrors: coldStartOf('health-canary'),
  // Silence.
  HealthWatchFails: async () => [],
  HealthWatchTokenKeyUnusable: async () => [
    ...looks({ state: 'PendingDeletion' }, 0),
    ...looks({ state: 'Disabled' }, 1),
  ],
  CertificatesTlsEndsSoon: () => aCertificateOf('tls', 29),
  CertificatesTlsEnds: () => aCertificateOf('tls', 6),
  CertificatesSignatureEndsSoon: () => aCertificateOf('signature', 29),
  CertificatesSignatureEnds: () => aCertificateOf('signature', -3),
  FeedAlarmsMailsBounce: async () => byAws('SES', 'Reputation.BounceRate', {}, 0.05),
  FeedAlarmsMailsComplainedOf: async () => byAws('SES', 'Reputation.ComplaintRate', {}, 0.001),
  // Each token is asked for three times.
  TokenClaimsErrors: async () => {
    const once = await coldStartOf('token-claims')();
    return Array.from({ length: 6 }, () => once).flat();
  },
  LiveRollout: async () => {
    const FunctionName = lambdaName('tenant-api');
    return byAws('Lambda', 'Errors', { FunctionName, Resource: `${FunctionName}:live` }, 3);
  },
  HttpServerErrors: async () => {
    const observers = { log: aLog().log, counters: makeCounters(namespace, () => undefined) };
    const broken = httpFunction(observers, () => Promise.reject(new Error('the table refuses')));
    const answers = [];
    for (let asked = 0; asked < 5; asked += 1) answers.push(await broken(anApiEvent(), aContext));
    const [api] = ofType(resources, 'AWS::ApiGatewayV2::Api');
    const failed = answers.filter(({ statusCode }) => statusCode >= 500).length;
    return byAws('ApiGateway', '5xx', { ApiId: api?.id ?? '', Stage: '$default' }, failed);
  },
  HttpServerErrorRate: async () => {
    const api = { ApiId: ofType(resources, 'AWS::ApiGatewayV2::Api')[0]?.id ?? '', Stage: '$default' };
    return [...byAws('ApiGateway', '5xx', api, 5, 6), ...byAws('ApiGateway', 'Count', api, 100, 100, 100)];
  },
  HttpSlowAnswers: async () => {
    const api = { ApiId: ofType(resources, 'AWS::ApiGatewayV2::Api')[0]?.id ?? '', Stage: '$default' };
    return byAws('ApiGateway', 'Latency', api, 11_000, 12_000, 40, 11_000, 30, 15_000);
  },
  HttpTokensRefused: async () => {
    const api = { ApiId: ofType(resources, 'AWS::ApiGatewayV2::Api')[0]?.id ?? '', Stage: '$default' };
    const refused = byAws('ApiGateway', 'TokensRefused', {}, 20, 30, 25);
    return [
      ...refused.map((datum) => ({ ...datum, namespace: `${namespace}/AccessLog` })),
      ...byAws('ApiGateway', 'Count', api, 40, 40, 40),
    ];
  },
  FeedAlarmsFeedStopped: async () => {
    const failed = (await troubles['FeedAlarmsJobsFail']?.()) ?? [];
    return [...failed, ...failed.map((datum) => ({ ...datum, at: datum.at - hour / 2 }))];
  },
  FeedAlarmsJobsFail: () =>
    counted(async (counters) => {
      const Records = Array.from({ length: 10 }, (_, number) => aRecord(String(number), JSON.stringify(aJob)));
      await brokenWorker(counters)({ Records }, { getRemainingTimeInMillis: () => 300_000 });
    }),
  FeedAlarmsAccountsLate: () =>
    counted(async (counters) => {
      for (let connection = 0; connection < 10; connection += 1) {
        const { deps, state } = aWorker();
        state.runs = {
          readSynchronizations: { [uuid(900_001)]: uuid(800_001) },
          lastRunAt: '2026-03-09T08:00:00.000Z',
        };
        await makeProcessConnectionJob({ ...deps, fleetMetrics: countingFleetMetrics(counters) })(aJob, aDelivery);
      }
    }),
  FeedAlarmsPontoInTrouble: () =>
    counted(async (counters) => {
      const ponto = await aServer(() => ({ status: 503 }));
      const { institutionSource } = makePonto({
        urls: { api: ponto.origin, customApi: ponto.origin },
        application: anApplicationSource(),
        vault: new MemoryVault(),
        tenantSecrets: noTenantSecrets,
        clock: aClock(),
        jitter: () => 0,
        onExchange: watchPonto({ log: aLog().log, counters }),
      });
      // Each look is tried three times.
      for (let look = 0; look < 17; look += 1) await expect(institutionSource.all()).rejects.toThrow();
      await ponto.close();
    }),
  FeedAlarmsConnectionsLost: () =>
    counted(async (counters) => {
      const { deps } = aWorker();
      const bus = countingBus(deps.bus, counters);
      const refused = aConnection({ status: 'reconnect_required', refusalUntoldAt: requestedAt });
      for (let lost = 0; lost < 20; lost += 1) await publishRefusal({ ...deps, bus }, refused);
    }),
  FeedAlarmsBooksDisagree: () =>
    counted(async (counters) => {
      const told = { id: 'a', tenantId: 'tenant-1', occurredAt: requestedAt };
      const event = { type: 'BalanceMismatchFound', accountId: 'account-1' } as const;
      const bus = countingBus({ publish: async () => undefined }, counters);
      for (let account = 0; account < 10; account += 1) await bus.publish([{ ...told, event }]);
    }),
  FeedAlarmsPeopleNotWarned: () =>
    counted((counters) => {
      const note = makeOnFailure({ log: aLog().log, counters });
      for (let person = 0; person < 5; person += 1) {
        note({ tenantId: 'tenant-1', connectionId: 'connection-1' }, { kind: 'mail_refused', reason: 'SendingPaused' });
      }
    }),
  FeedAlarmsWebhooksRefused: () =>
    counted(async (counters) => {
      const forged = makeWebhook({
        verify: async () => ({ kind: 'refused', reason: 'signature_missing' }),
        takeEvent: () => Promise.reject(new Error('nothing may be taken')),
        log: aLog().log,
        counters,
      });
      for (let sent = 0; sent < 50; sent += 1) await forged(anApiEvent({ method: 'POST', path: '/webhooks/ponto' }));
    }),
  FeedAlarmsNoSyncRun: async () => [],
  FeedAlarmsNoExpiryRun: async () => [],
  FeedAlarmsThrottled: async () => byAws('Lambda', 'Throttles', {}, 10),
  FeedAlarmsRegistryThrottled: async () =>
    byAws('DynamoDB', 'WriteThrottleEvents', { TableName: 'ponto-bank-sync-prod-registry' }, 100, 100, 100),
  FeedAlarmsBooksThrottled: async () => [
    ...byAws('DynamoDB', 'WriteThrottleEvents', { TableName: 'ponto-bank-sync-prod-books' }, 60, 60, 60),
    ...byAws('DynamoDB', 'ReadThrottleEvents', { TableName: 'ponto-bank-sync-prod-books' }, 40, 40, 40),
  ],
};

/** What a reading of the secret counts whose certificate lasts so many days more. */
async function aCertificateOf(kind: 'tls' | 'signature', days: number): Promise<readonly Datum[]> {
  const { cert } = await generate([{ name: 'commonName', value: 'ours' }], {
    keyType: 'ec',
    notBeforeDate: new Date(Date.now() - 400 * 24 * hour),
    notAfterDate: new Date(Date.now() + days * 24 * hour + hour),
  });
  const key = { certificate: cert, privateKey: '-----BEGIN ' };
  const held = kind === 'tls' ? { tls: key } : { signature: { ...key, certificateId: 'id' } };
  return counted((counters) =>
    watchCertificates({ log: aLog().log, counters })(
      { clientId: 'c', clientSecret: 's', ...held },
      new Date().toISOString(),
    ),
  );
}

/** What the canary counted so many minutes ago. */
function looks({ state, isWell = true }: { readonly state: string; readonly isWell?: boolean }, minutesAgo: number) {
  return [
    { namespace, name: 'HealthChecksPassed', value: isWell ? 1 : 0 },
    { namespace, name: 'TokenKeyUnusable', value: state === 'Enabled' ? 0 : 1 },
  ].map((datum) => ({ ...datum, dimensions: {}, at: Date.now() - minutesAgo * minute }));
}

const invocationsAt = (name: string, ...moments: readonly number[]): readonly Datum[] =>
  moments.map((at) => ({
    namespace: 'AWS/Lambda',
    name: 'Invocations',
    dimensions: { FunctionName: lambdaName(name) },
    at,
    value: 1,
  }));
/** An invocation in every hour of more than a day. */
const running = (name: string): readonly Datum[] =>
  invocationsAt(name, ...Array.from({ length: 30 }, (_, hours) => Date.now() - hours * hour));
/** When nothing is wrong. */
const health: readonly Datum[] = [
  ...running('sync-dispatch'),
  ...running('expiry-alert'),
  ...[0, 1, 2, 3, 4].flatMap((minutesAgo) => looks({ state: 'Enabled' }, minutesAgo)),
];

describe('the alarm on schedules that do not fire', () => {
  const { every_6_hours: times } = schedules;

  it.each([
    ['to summer time, which has no 02:40', '2027-03-27T12:00:00Z'],
    ['to winter time, which is an hour longer', '2026-10-24T12:00:00Z'],
  ])('wakes nobody in the night %s', (_which, noon) => {
    const alarm = alarms.get('FeedAlarmsNoSyncRun');
    if (!alarm) throw new Error('no alarm on schedules');
    const fired = [noon];
    for (const before of fired) {
      const next = nextRunAfter(before, times, scheduleTimeZone);
      if (next !== undefined && fired.length < 7) fired.push(next);
    }
    // Just before the next is there, which may come five minutes late.
    const looks = fired.slice(1).map((last, index) => ({
      last: Date.parse(last),
      now: Date.parse(fired[index + 2] ?? last) + 5 * minute - 1,
    }));

    const woken = looks.filter(({ last, now }) => goesOff(alarm, invocationsAt('sync-dispatch', last), now, resources));

    expect(woken.map(({ last }) => new Date(last).toISOString())).toEqual([]);
  });
});

describe('an alarm by a rate', () => {
  const api = { ApiId: ofType(resources, 'AWS::ApiGatewayV2::Api')[0]?.id ?? '', Stage: '$default' };
  const rate = (errors: readonly number[], requests: readonly number[]): boolean => {
    const alarm = alarms.get('HttpServerErrorRate');
    if (!alarm) throw new Error('no alarm on the rate');
    const data = [...byAws('ApiGateway', '5xx', api, ...errors), ...byAws('ApiGateway', 'Count', api, ...requests)];
    return goesOff(alarm, data, Date.now() + 1000, resources);
  };

  it.each([
    ['one bad quarter of many requests', [90, 0, 0], [100, 100, 100], false],
    ['few errors of few requests', [4, 4, 4], [4, 4, 4], false],
    ['many errors of very many requests', [40, 40, 40], [1000, 1000, 1000], false],
    ['one in twenty, twice', [5, 0, 5], [100, 100, 100], true],
  ])('tells %s', (_what, errors, requests, expected) => {
    expect(rate(errors, requests)).toBe(expected);
  });

  it('does not say that the feed has stopped while something comes through', async () => {
    const alarm = alarms.get('FeedAlarmsFeedStopped');
    if (!alarm) throw new Error('no alarm on the feed');
    const failed = (await troubles['FeedAlarmsFeedStopped']?.()) ?? [];
    const one = await counted((counters) => counters.countBy('SyncsFinished', 'succeeded'));

    expect(goesOff(alarm, [...failed, ...one], Date.now() + 1000, resources)).toBe(false);
  });
});

describe('a certificate', () => {
  it.each([
    ['tls', 31, []],
    ['tls', 29, ['CertificatesTlsEndsSoon']],
    ['signature', 7, ['CertificatesSignatureEndsSoon']],
    ['signature', 6, ['CertificatesSignatureEndsSoon', 'CertificatesSignatureEnds']],
  ] as const)('for %s with %d days left makes these alarms: %j', async (kind, days, expected) => {
    const data = await aCertificateOf(kind, days);

    const off = [...alarms].filter(
      ([name, alarm]) => name.startsWith('Certificates') && goesOff(alarm, data, Date.now() + 1000, resources),
    );

    expect(off.map(([name]) => name).toSorted()).toEqual([...expected].toSorted());
  });
});

describe('the canary', () => {
  it.each([
    ['two failed looks of five', [false, true, false, true, true], false],
    ['three failed looks of five', [false, true, false, true, false], true],
  ])('makes an alarm of %s: %j', (_what, minutes, expected) => {
    const alarm = alarms.get('HealthWatchFails');
    if (!alarm) throw new Error('no alarm');
    const data = minutes.flatMap((isWell, minutesAgo) => looks({ state: 'Enabled', isWell }, minutesAgo));

    expect(goesOff(alarm, data, Date.now() + 1000, resources)).toBe(expected);
  });
});

describe('every alarm', () => {
  it('has a trouble here that it is for', () => {
    expect(Object.keys(troubles).sort()).toEqual([...alarms.keys()].sort());
  });

  it.each([...alarms])('%s is silent while all is well, and goes off when it is not', async (name, alarm) => {
    const data = await troubles[name]?.();

    // A moment later, when CloudWatch has got the last value.
    const now = Date.now() + 1000;
    expect(goesOff(alarm, health, now, resources)).toBe(false);
    expect(goesOff(alarm, data ?? [], now, resources)).toBe(true);
  });

  it.each(['FeedAlarmsJobsFail', 'FeedAlarmsRegistryThrottled', 'FeedAlarmsPontoInTrouble'])(
    '%s is silent again when the trouble is over',
    async (name) => {
      const alarm = alarms.get(name);
      if (!alarm) throw new Error(`no alarm ${name}`);

      const data = await troubles[name]?.();

      expect(goesOff(alarm, data ?? [], Date.now() + hour, resources)).toBe(false);
    },
  );
});
