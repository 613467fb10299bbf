import { CfnOutput, Duration, Stack } from 'aws-cdk-lib/core';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Function as LambdaFunction, IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { ApplicationFunctionName } from '../../shared/contracts/environment.ts';
import { confirmationPath } from '../../shared/contracts/confirmationPath.ts';
import { consentPaths } from '../../shared/contracts/consentPaths.ts';
import { docsPaths } from '../../shared/contracts/docsPaths.ts';
import { reauthorizationPaths } from '../../shared/contracts/reauthorizationPaths.ts';
import { dueShardCount } from '../../shared/contracts/dueShards.ts';
import { eventSource } from '../../shared/contracts/events.ts';
import { expiryAlertTimes, schedules } from '../../shared/contracts/schedules.ts';
import { version } from '../../shared/contracts/version.ts';
import { configurationSetName, environmentOf, metricsNamespace, namePrefix } from '../config/names.ts';
import type { Settings } from '../config/settings.ts';
import { AlarmTopic } from '../constructs/alarmTopic.ts';
import { BackupWatch } from '../constructs/backupWatch.ts';
import { announceAlarms } from '../constructs/console/announceAlarms.ts';
import { CertificateAlarms } from '../constructs/console/certificateAlarms.ts';
import { countedMetrics } from '../constructs/console/countedMetrics.ts';
import { FeedAlarms, type FeedAlarmsProps } from '../constructs/console/feedAlarms.ts';
import { OperatorsDashboard, type OperatorsDashboardProps } from '../constructs/console/operatorsDashboard.ts';
import { SavedQueries } from '../constructs/console/savedQueries.ts';
import { DeadLetterQueue } from '../constructs/deadLetterQueue.ts';
import { HealthWatch } from '../constructs/healthWatch.ts';
import { LiveFunctions } from '../constructs/liveFunctions.ts';
import { MailFeedback } from '../constructs/mailFeedback.ts';
import { PublicHttpApi, type ApiRoute, type Throttle } from '../constructs/httpApi.ts';
import { Schedules } from '../constructs/schedules.ts';
import { WorkQueue } from '../constructs/workQueue.ts';
import type { DataStack } from './dataStack.ts';
import { expiryAlertTimeout, makeFunctions, statementSyncTimeout, webhookDeliverTimeout } from './functions.ts';
import { watchTokenClaims } from './tokenClaims.ts';
import { usedData } from './usedData.ts';

export interface ApplicationStackProps {
  readonly settings: Settings;
  readonly dataStack: DataStack;
  /** Folder with the bundles, as `npm run build` leaves it. */
  readonly codeRoot: string;
}

interface ConsoleProps
  extends FeedAlarmsProps, Omit<OperatorsDashboardProps, 'functions' | 'dashboardName' | 'alarms' | 'readers'> {
  readonly settings: Settings;
  readonly functions: Readonly<Record<ApplicationFunctionName, LambdaFunction>>;
}

/** Everything that can be made again from this repository. */
export class ApplicationStack extends Stack {
  constructor(scope: Construct, id: string, { settings, dataStack, codeRoot }: ApplicationStackProps) {
    super(scope, id, {
      description: `Ponto Bank Sync, ${settings.stage}: functions, API, queue, bus, schedules`,
      env: environmentOf(settings),
    });
    this.addStackDependency(dataStack, 'its data stands first');
    const data = usedData(this, settings, dataStack.exported);
    const prefix = namePrefix(settings);
    const bus = new EventBus(this, 'Bus', { eventBusName: prefix, description: 'Our own events' });
    const work = new WorkQueue(this, 'Work', {
      queueName: `${prefix}-work`,
      consumerTimeout: statementSyncTimeout,
      maxAge: Duration.hours(2),
      errorImpact: 'Accounts of the tenants in these jobs are not brought up to date.',
      runbook: 'work-queue.md#dead-letters-or-old-jobs',
    });
    const urgent = new WorkQueue(this, 'UrgentWork', {
      queueName: `${prefix}-urgent-work`,
      consumerTimeout: statementSyncTimeout,
      maxAge: Duration.minutes(5),
      // A wave of Ponto's events passes within that.
      patiencePeriods: 3,
      errorImpact:
        'People who have pressed "sync now", linked or renewed an account wait, and so does what Ponto tells.',
      runbook: 'work-queue.md#dead-letters-or-old-jobs',
    });
    const alerts = new WorkQueue(this, 'AlertWork', {
      queueName: `${prefix}-alerts`,
      consumerTimeout: expiryAlertTimeout,
      // As long as digests wait for the run; a job that fails is among the dead letters before.
      maxAge: Duration.hours(3),
      oldSeverity: 'ticket',
      errorImpact: 'Some people are not warned today before their bank authorisation ends.',
      runbook: 'schedules.md#alerts-wait-or-fail',
    });
    const scheduleDeadLetters = new DeadLetterQueue(this, 'ScheduleDeadLetters', {
      queueName: `${prefix}-schedule-dead-letters`,
      errorImpact:
        'A scheduled run did not happen: every account of its frequency is late, or nobody is warned in time.',
      runbook: 'schedules.md#dead-letters',
    });
    const webhooks = new WorkQueue(this, 'Webhooks', {
      queueName: `${prefix}-webhooks`,
      consumerTimeout: webhookDeliverTimeout,
      // What waits for its next attempt is not old: it is put anew every quarter of an hour.
      maxAge: Duration.minutes(30),
      errorImpact: "Tenants' software does not hear of what happens: our events are not sent to its endpoints.",
      runbook: 'webhooks.md#dead-letters-or-old-events',
    });
    const slowWebhooks = new WorkQueue(this, 'SlowWebhooks', {
      queueName: `${prefix}-slow-webhooks`,
      consumerTimeout: webhookDeliverTimeout,
      // As of the prompt lane; here nobody waits but who is slow, new or away.
      maxAge: Duration.minutes(30),
      oldSeverity: 'ticket',
      errorImpact: "Tenants' software that is slow, new or was away hears late of what happens.",
      runbook: 'webhooks.md#dead-letters-or-old-events',
    });
    webhooks.fedBy(bus, { source: [eventSource] });
    const functions = makeFunctions(this, {
      settings,
      data,
      codeRoot,
      bus,
      jobs: { urgent: urgent.queue, scheduled: work.queue },
      alertJobs: alerts.queue,
      webhooks: { prompt: webhooks.queue, slow: slowWebhooks.queue },
      scheduleDeadLetters: scheduleDeadLetters.queue,
    });
    work.consumedBy(functions['statement-sync'], {
      batchSize: 5,
      maxConcurrency: settings.statementSyncConcurrency,
    });
    // One at a time: nobody waits behind somebody else's import.
    urgent.consumedBy(functions['statement-sync'], {
      batchSize: 1,
      maxConcurrency: settings.urgentSyncConcurrency,
    });
    alerts.consumedBy(functions['expiry-alert'], {
      batchSize: shardsOfWorker(settings),
      maxConcurrency: settings.alertConcurrency,
    });
    webhooks.consumedBy(functions['webhook-deliver'], {
      batchSize: 10,
      maxConcurrency: settings.webhookConcurrency,
    });
    slowWebhooks.consumedBy(functions['webhook-deliver'], {
      batchSize: 10,
      maxConcurrency: settings.slowWebhookConcurrency,
    });
    const common = { namePrefix: prefix, deadLetters: scheduleDeadLetters.queue };
    new Schedules(this, 'SyncSchedules', {
      ...common,
      target: functions['sync-dispatch'],
      times: schedules,
      parts: settings.dispatchParts,
    });
    new Schedules(this, 'ExpirySchedule', {
      ...common,
      target: functions['expiry-alert'],
      times: { 'expiry-alert': expiryAlertTimes },
    });
    new MailFeedback(this, 'MailFeedbackLoop', {
      configurationSetName: configurationSetName(settings),
      target: functions['mail-feedback'],
      deadLetters: scheduleDeadLetters.queue,
    });
    if (settings.backupCopyVaultArn !== undefined) {
      new BackupWatch(this, 'BackupWatch', {
        queueName: `${prefix}-failed-backups`,
        tables: [data.connections, data.transactions],
        deadLetters: scheduleDeadLetters.queue,
      });
    }
    const counted = countedMetrics(metricsNamespace(settings));
    new HealthWatch(this, 'HealthWatch', {
      namePrefix: prefix,
      canary: functions['health-canary'],
      counted,
      enabled: settings.stage !== 'local',
    });
    const live = new LiveFunctions(
      this,
      'Live',
      functionsOfApi.map((name) => [name, functions[name]] as const),
    );
    const api = new PublicHttpApi(this, 'Http', {
      apiName: prefix,
      metricsNamespace: `${metricsNamespace(settings)}/AccessLog`,
      jwt: data.tokenIssuer,
      routes: routesTo({ ...functions, ...Object.fromEntries(live.aliases) }),
      corsOrigins: settings.corsOrigins,
      domain: domainOf(settings),
      errorImpact: 'Tenants get errors of ours from the API, or people come back from Ponto to an error page.',
      runbook: 'api-errors.md#server-errors',
    });
    if (settings.rollout === 'canary') live.rollOutSlowly({ namePrefix: prefix, apiId: api.apiId });
    if (api.endpoint !== undefined) {
      new CfnOutput(this, 'ApiEndpoint', {
        value: api.endpoint,
        description: 'Where the API answers; put the host of publicUrl in front of it',
      });
    }
    if (api.domainTarget !== undefined) {
      new CfnOutput(this, 'DomainTarget', {
        value: api.domainTarget,
        description: 'What the DNS record of the host of publicUrl points to (CNAME, or ALIAS in Route 53)',
      });
    }
    this.#console({
      settings,
      functions,
      counted,
      tables: { Registry: data.connections, Books: data.transactions },
      apiId: api.apiId,
      lanes: { urgent: urgent.queue, scheduled: work.queue },
      deadLetters: {
        'dead jobs': work.deadLetters,
        'dead urgent jobs': urgent.deadLetters,
        'dead alerts': alerts.deadLetters,
        'dead webhooks': webhooks.deadLetters,
        'dead slow webhooks': slowWebhooks.deadLetters,
        'dead schedules': scheduleDeadLetters.queue,
      },
    });
  }

  /** What an operator looks at, and what wakes one. */
  #console(props: ConsoleProps): void {
    const { settings, functions } = props;
    const prefix = namePrefix(settings);
    new FeedAlarms(this, 'FeedAlarms', props);
    new CertificateAlarms(this, 'Certificates', { counted: props.counted });
    if (settings.userPool === 'kept') watchTokenClaims(this, prefix);
    const { alarmTopicArn, alarmEmail, ticketTopicArn, ticketEmail = alarmEmail } = settings;
    const pages = new AlarmTopic(this, 'AlarmTopic', {
      topicName: `${prefix}-alarms`,
      existingArn: alarmTopicArn,
      email: alarmEmail,
    });
    const tickets = new AlarmTopic(this, 'TicketTopic', {
      topicName: `${prefix}-tickets`,
      existingArn: ticketTopicArn ?? (ticketEmail === undefined ? alarmTopicArn : undefined),
      email: ticketEmail,
    });
    const alarms = announceAlarms(this, {
      actions: { page: pages.action, ticket: tickets.action },
      linkTo: (runbook) => `${settings.runbookUrl ?? 'docs/runbooks'}/${runbook}`,
    });
    const logGroups = Object.values(functions).map(({ logGroup }) => logGroup);
    new SavedQueries(this, 'Queries', { namePrefix: prefix, logGroups });
    new OperatorsDashboard(this, 'Console', {
      ...props,
      dashboardName: prefix,
      readers: [functions['statement-sync'].logGroup],
      alarms,
    });
    new CfnOutput(this, 'Release', { value: settings.release ?? version, description: 'What is deployed' });
    new CfnOutput(this, 'AlarmTopicArn', { value: pages.topicArn, description: 'Where alarms go that wake somebody' });
    new CfnOutput(this, 'TicketTopicArn', { value: tickets.topicArn, description: 'Where alarms go that can wait' });
  }
}

/** Of the jobs of a run, one for each shard, a worker takes as many as leave some to every other: most shards are empty, and soon done. */
const shardsOfWorker = ({ alertConcurrency }: Settings): number =>
  Math.min(10, Math.floor(dueShardCount / alertConcurrency));

const domainOf = ({ publicUrl, certificateArn }: Settings) =>
  certificateArn === undefined ? undefined : { name: new URL(publicUrl).hostname, certificateArn };

/** Somebody waits for what they answer: a version that fails is taken back before everybody meets it. */
const functionsOfApi = ['tenant-api', 'oauth-callback', 'account-fetch', 'tenant-pages', 'ponto-webhook'] as const;

/** People of all tenants, and monitors: a look costs one read, and what it does not know is refused after that. */
const byPeople: Throttle = { rate: 200, burst: 400 };
/** Ponto tells of every account at once after its own refreshes; what is not signed is refused before anything is read. */
const byPonto: Throttle = { rate: 200, burst: 400 };
/** All tenants' software together. */
const bySoftware: Throttle = { rate: 200, burst: 400 };
/** Asks Ponto at once, while somebody waits: a tenth of the executions of an account, at three seconds each. */
const byHand: Throttle = { rate: 30, burst: 60 };

const pagesArePublicBecause =
  'A browser has no token of ours; the cookie of its page session stands in for one, and every page checks it.';

const routesTo = (functions: Readonly<Record<ApplicationFunctionName, IFunction>>): readonly ApiRoute[] => [
  {
    methods: ['GET', 'POST'],
    path: consentPaths.page,
    target: functions['oauth-callback'],
    throttle: byPeople,
    publicBecause: 'Whoever consents need not be a user; the secret in the address stands in for a token.',
  },
  {
    methods: ['GET'],
    path: consentPaths.callback,
    target: functions['oauth-callback'],
    throttle: byPeople,
    publicBecause:
      'A browser comes back from Ponto without a token of ours; single-use state and cookie stand in for it.',
  },
  {
    methods: ['GET'],
    path: reauthorizationPaths.begin,
    target: functions['oauth-callback'],
    throttle: byPeople,
    publicBecause: 'A browser goes to Ponto to renew an account; the secret in the address stands in for a token.',
  },
  {
    methods: ['GET'],
    path: reauthorizationPaths.end,
    target: functions['oauth-callback'],
    throttle: byPeople,
    publicBecause: 'A browser comes back from Ponto without a token of ours; its cookie stands in for one.',
  },
  {
    methods: ['GET', 'POST'],
    path: confirmationPath,
    target: functions['oauth-callback'],
    throttle: byPeople,
    publicBecause: 'A reader comes from a mail and need not be a user; the secret in the link stands in for a token.',
  },
  {
    methods: ['GET', 'POST'],
    path: '/renew',
    target: functions['oauth-callback'],
    throttle: byPeople,
    publicBecause: 'A person comes from a mail without a token of ours; the secret in the link stands in for it.',
  },
  ...([docsPaths.page, `${docsPaths.page}/{proxy+}`] as const).map((path) => ({
    methods: ['GET'] as const,
    path,
    target: functions['tenant-pages'],
    throttle: byPeople,
    publicBecause: 'What the API takes and answers is no secret; nothing of a tenant is shown.',
  })),
  {
    // A greedy part takes at least one letter: the address without one has a route of its own.
    methods: ['GET'],
    path: '/pages',
    target: functions['tenant-pages'],
    throttle: byPeople,
    publicBecause: pagesArePublicBecause,
  },
  {
    methods: ['GET', 'POST'],
    path: '/pages/{proxy+}',
    target: functions['tenant-pages'],
    throttle: byPeople,
    publicBecause: pagesArePublicBecause,
  },
  {
    methods: ['POST'],
    path: '/webhooks/ponto',
    target: functions['ponto-webhook'],
    throttle: byPonto,
    publicBecause: 'Ponto calls it; every event is signed, and the signature is verified before anything else.',
  },
  {
    methods: ['GET'],
    path: '/v1/health',
    target: functions['tenant-api'],
    throttle: byPeople,
    publicBecause: 'Tells monitors that the service answers, and nothing else.',
  },
  {
    methods: ['GET'],
    path: '/v1/openapi.json',
    target: functions['tenant-api'],
    throttle: byPeople,
    publicBecause: 'The description of the API is public.',
  },
  {
    methods: ['POST'],
    path: '/v1/connections/{id}/fetch-accounts',
    target: functions['account-fetch'],
    throttle: byHand,
  },
  {
    // Not `ANY`: that would take the preflights of browsers, which carry no token.
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    path: '/v1/{proxy+}',
    target: functions['tenant-api'],
    throttle: bySoftware,
  },
];
