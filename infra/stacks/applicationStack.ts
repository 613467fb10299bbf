import { CfnOutput, Stack } from 'aws-cdk-lib';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { FunctionName } from '../../shared/contracts/environment.ts';
import { expiryAlertTimes, schedules } from '../../shared/contracts/schedules.ts';
import { namePrefix } from '../config/names.ts';
import type { Settings } from '../config/settings.ts';
import { DeadLetterQueue } from '../constructs/deadLetterQueue.ts';
import { ImpactAlarm } from '../constructs/impactAlarm.ts';
import { PublicHttpApi, type ApiRoute } from '../constructs/httpApi.ts';
import { Schedules } from '../constructs/schedules.ts';
import { WorkQueue } from '../constructs/workQueue.ts';
import type { DataStack } from './dataStack.ts';
import { makeFunctions, statementSyncTimeout } from './functions.ts';

export interface ApplicationStackProps {
  readonly settings: Settings;
  readonly data: DataStack;
  /** Folder with the bundles, as `npm run build` leaves it. */
  readonly codeRoot: string;
}

/** Everything that can be made again from this repository. */
export class ApplicationStack extends Stack {
  constructor(scope: Construct, id: string, { settings, data, codeRoot }: ApplicationStackProps) {
    super(scope, id, { description: `Ponto Bank Sync, ${settings.stage}: functions, API, queue, bus, schedules` });
    const prefix = namePrefix(settings);
    const bus = new EventBus(this, 'Bus', { eventBusName: prefix, description: 'Our own events' });
    const work = new WorkQueue(this, 'Work', {
      queueName: `${prefix}-work`,
      consumerTimeout: statementSyncTimeout,
      errorImpact: 'Accounts of the tenants in these jobs are not brought up to date.',
      runbook: 'work-queue.md',
    });
    const scheduleDeadLetters = new DeadLetterQueue(this, 'ScheduleDeadLetters', {
      queueName: `${prefix}-schedule-dead-letters`,
      errorImpact:
        'A scheduled run did not happen: every account of its frequency is late, or nobody is warned in time.',
      runbook: 'schedules.md',
    });
    const functions = makeFunctions(this, {
      settings,
      data,
      codeRoot,
      bus,
      jobs: work.queue,
      scheduleDeadLetters: scheduleDeadLetters.queue,
    });
    work.consumedBy(functions['statement-sync'], {
      batchSize: 5,
      maxConcurrency: settings.statementSyncConcurrency,
    });
    const common = { namePrefix: prefix, deadLetters: scheduleDeadLetters.queue };
    new Schedules(this, 'SyncSchedules', { ...common, target: functions['sync-dispatch'], times: schedules });
    new Schedules(this, 'ExpirySchedule', {
      ...common,
      target: functions['expiry-alert'],
      times: { 'expiry-alert': expiryAlertTimes },
    });
    const api = new PublicHttpApi(this, 'Http', {
      apiName: prefix,
      jwt: data.tokenIssuer,
      routes: routesTo(functions),
      errorImpact: 'Tenants get errors of ours from the API, or people come back from Ponto to an error page.',
      runbook: 'api-errors.md',
    });
    new CfnOutput(this, 'ApiEndpoint', {
      value: api.endpoint,
      description: 'Where the API answers; put the host of publicUrl in front of it',
    });
    this.#tellAlarms(settings);
  }

  #tellAlarms({ alarmTopicArn }: Settings): void {
    if (alarmTopicArn === undefined) return;
    const action = new SnsAction(Topic.fromTopicArn(this, 'AlarmTopic', alarmTopicArn));
    for (const construct of this.node.findAll()) if (construct instanceof ImpactAlarm) construct.tell(action);
  }
}

const routesTo = (functions: Readonly<Record<FunctionName, IFunction>>): readonly ApiRoute[] => [
  {
    method: 'GET',
    path: '/oauth/callback',
    target: functions['oauth-callback'],
    publicBecause: 'A browser comes back from Ponto without a token of ours; the single-use state stands in for it.',
  },
  {
    method: 'GET',
    path: '/oauth/reauthorized',
    target: functions['oauth-callback'],
    publicBecause: 'A browser comes back from Ponto without a token of ours; the page says nothing about anybody.',
  },
  {
    method: 'POST',
    path: '/webhooks/ponto',
    target: functions['ponto-webhook'],
    publicBecause: 'Ponto calls it; every event is signed, and the signature is verified before anything else.',
  },
  {
    method: 'GET',
    path: '/v1/health',
    target: functions['tenant-api'],
    publicBecause: 'Tells monitors that the service answers, and nothing else.',
  },
  {
    method: 'GET',
    path: '/v1/openapi.json',
    target: functions['tenant-api'],
    publicBecause: 'The description of the API is public.',
  },
  { method: 'POST', path: '/v1/connections/{id}/fetch-accounts', target: functions['account-fetch'] },
  { method: 'ANY', path: '/v1/{proxy+}', target: functions['tenant-api'] },
];
