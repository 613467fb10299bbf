import { Duration, type Stack } from 'aws-cdk-lib/core';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { ApplicationFunctionName } from '../../shared/contracts/environment.ts';
import { namePrefix } from '../config/names.ts';
import { NodeFunction, type NodeFunctionProps } from '../constructs/nodeFunction.ts';
import { wiringOf, type WiringProps } from './functionWiring.ts';

export interface FunctionsProps extends WiringProps {
  readonly codeRoot: string;
  readonly scheduleDeadLetters: IQueue;
}

/** Time for a batch of five jobs; `functions/statement-sync/handler.ts` stops in time, and what is left goes on later. */
export const statementSyncTimeout = Duration.minutes(5);
/** Time for some thousand connections; what is left then is a job for another worker. */
export const expiryAlertTimeout = Duration.minutes(5);
/**
 * API Gateway gives up after 30 s and tells the caller so. The function goes on: a rotated token that Ponto answers late must
 * still be stored, or the next refresh presents a spent one.
 */
const requestTimeout = Duration.seconds(60);

/** Ten attempts side by side, each of ten seconds at the most, with what is read and written around them. */
export const webhookDeliverTimeout = Duration.seconds(60);

const ids: Readonly<Record<ApplicationFunctionName, string>> = {
  'tenant-api': 'TenantApi',
  'oauth-callback': 'OauthCallback',
  'account-fetch': 'AccountFetch',
  'tenant-pages': 'TenantPages',
  'sync-dispatch': 'SyncDispatch',
  'statement-sync': 'StatementSync',
  'expiry-alert': 'ExpiryAlert',
  'ponto-webhook': 'PontoWebhook',
  'webhook-deliver': 'WebhookDeliver',
  'mail-feedback': 'MailFeedback',
  'health-canary': 'HealthCanary',
};

/**
 * The functions, each with the environment of its contract and the rights to the calls that its use cases make.
 */
export const makeFunctions = (
  stack: Stack,
  props: FunctionsProps,
): Readonly<Record<ApplicationFunctionName, LambdaFunction>> => {
  const { settings, codeRoot, scheduleDeadLetters } = props;
  const { variables, may } = wiringOf(stack, props);
  const {
    observed,
    connections,
    transactions,
    application,
    ponto,
    consent,
    consentPage,
    product,
    claims,
    edge,
    requests,
    quotas,
    mail,
    scheduledLane,
    urgentLane,
    alerts,
    webhooks,
    events,
  } = variables;

  const make = <F extends ApplicationFunctionName>(
    own: Omit<NodeFunctionProps<F>, 'namePrefix' | 'codeRoot'>,
  ): LambdaFunction =>
    new NodeFunction(stack, ids[own.name], { namePrefix: namePrefix(settings), codeRoot, ...own }).lambda;

  /** What the calls of the API need and may, whether the gateway or a page makes them. */
  const callingTheApi = {
    environment: {
      ...observed,
      ...edge,
      ...connections,
      ...transactions,
      ...ponto,
      ...consent,
      ...requests,
      ...quotas,
      ...mail,
      ...scheduledLane,
      ...urgentLane,
      ...events,
    },
    grants: [
      may.writeConnections,
      may.readAddresses,
      may.readTransactions,
      may.restoreBooks,
      may.readApplication,
      ...may.sealTokens,
      ...may.sealAnswers,
      ...may.keepTenantCredentials,
      may.sendMail,
      may.sendScheduledJobs,
      may.sendUrgentJobs,
      may.putEvents,
    ],
  };

  return {
    'tenant-api': make({
      name: 'tenant-api',
      environment: { ...callingTheApi.environment, ...claims, ...webhooks, RELEASE: settings.release },
      timeout: requestTimeout,
      memoryMb: 1024,
      grants: [...callingTheApi.grants, may.sealWebhookSecrets, ...may.sendAttempts],
      errorImpact: 'Tenants cannot link, read or change anything.',
      runbook: 'api-errors.md#a-function-of-the-api-fails',
    }),
    'oauth-callback': make({
      name: 'oauth-callback',
      environment: {
        ...observed,
        ...edge,
        ...connections,
        ...transactions,
        ...ponto,
        ...consent,
        ...consentPage,
        ...product,
        ...urgentLane,
        ...events,
      },
      timeout: requestTimeout,
      memoryMb: 1024,
      grants: [
        may.writeConnections,
        may.readLedgerHeads,
        may.readApplication,
        ...may.sealTokens,
        ...may.readTenantCredentials,
        may.sendUrgentJobs,
        may.putEvents,
      ],
      errorImpact: 'People cannot begin a consent, or are not connected after it, and links in mails do not open.',
      runbook: 'api-errors.md#a-function-of-the-api-fails',
    }),
    'account-fetch': make({
      name: 'account-fetch',
      environment: {
        ...observed,
        ...edge,
        ...connections,
        ...transactions,
        ...ponto,
        ...consent,
        ...claims,
        ...requests,
        ...events,
      },
      timeout: requestTimeout,
      memoryMb: 1024,
      grants: [
        may.writeConnections,
        may.readApplication,
        ...may.sealTokens,
        ...may.sealAnswers,
        ...may.readTenantCredentials,
        may.putEvents,
      ],
      errorImpact: 'Tenants cannot add accounts to a connection.',
      runbook: 'api-errors.md#a-function-of-the-api-fails',
    }),
    'tenant-pages': make({
      name: 'tenant-pages',
      environment: {
        ...callingTheApi.environment,
        ...product,
        PONTO_AUTHORIZATION_URL: settings.pontoAuthorizationUrl,
      },
      timeout: requestTimeout,
      memoryMb: 1024,
      grants: callingTheApi.grants,
      errorImpact: 'People cannot open our pages: nobody links, looks or renews there; the API and the feed go on.',
      runbook: 'api-errors.md#a-function-of-the-api-fails',
    }),
    'sync-dispatch': make({
      name: 'sync-dispatch',
      environment: { ...observed, ...connections, ...scheduledLane },
      timeout: Duration.minutes(15),
      memoryMb: 512,
      grants: [may.readDue, may.sendScheduledJobs],
      deadLetters: scheduleDeadLetters,
      errorImpact: 'A scheduled run reaches none or only some of the tenants: their accounts are late.',
      runbook: 'schedules.md#a-scheduled-function-fails',
    }),
    'statement-sync': make({
      name: 'statement-sync',
      environment: {
        ...observed,
        ...connections,
        ...transactions,
        ...ponto,
        ...scheduledLane,
        ...urgentLane,
        ...events,
      },
      timeout: statementSyncTimeout,
      memoryMb: 512,
      grants: [
        may.writeConnections,
        may.writeTransactions,
        may.readApplication,
        ...may.sealTokens,
        ...may.useTenantCredentials,
        may.sendScheduledJobs,
        may.sendUrgentJobs,
        may.putEvents,
      ],
      ...(settings.statementSyncReservedConcurrency !== 'none' && {
        reservedConcurrency: settings.statementSyncReservedConcurrency,
      }),
      errorImpact: 'Syncs stop half-way; their jobs come back until they end in the dead letters.',
      runbook: 'work-queue.md#the-worker-crashes',
    }),
    'expiry-alert': make({
      name: 'expiry-alert',
      environment: {
        ...observed,
        ...connections,
        ...transactions,
        ...alerts,
        ...events,
        ...mail,
        PUBLIC_URL: settings.publicUrl,
      },
      timeout: expiryAlertTimeout,
      memoryMb: 512,
      grants: [
        may.writeConnections,
        may.readLedgerHeads,
        may.putEvents,
        may.readAddresses,
        may.sendMail,
        may.sendAlertJobs,
      ],
      deadLetters: scheduleDeadLetters,
      errorImpact: 'People are not warned before their bank authorisation ends, nor told that their feed has stopped.',
      runbook: 'schedules.md#a-scheduled-function-fails',
    }),
    'ponto-webhook': make({
      name: 'ponto-webhook',
      environment: {
        ...observed,
        ...edge,
        ...connections,
        ...urgentLane,
        ...application,
        PONTO_WEBHOOK_KEYS_URL: settings.pontoWebhookKeysUrl,
        PONTO_WEBHOOK_ISSUER: settings.pontoWebhookIssuer,
        PONTO_APPLICATION_ID: settings.pontoApplicationId,
      },
      timeout: Duration.seconds(15),
      memoryMb: 512,
      grants: [may.readOrganizations, may.readApplication, may.sendUrgentJobs],
      errorImpact: 'What Ponto tells is missed; accounts wait for their next schedule.',
      runbook: 'api-errors.md#a-function-of-the-api-fails',
    }),
    'webhook-deliver': make({
      name: 'webhook-deliver',
      environment: {
        ...observed,
        ...connections,
        ...events,
        ...mail,
        ...webhooks,
        TOKEN_KEY_ID: variables.ponto.TOKEN_KEY_ID,
      },
      timeout: webhookDeliverTimeout,
      memoryMb: 512,
      grants: [
        may.deliverWebhooks,
        may.openWebhookSecrets,
        ...may.sendAttempts,
        may.putEvents,
        may.readAddresses,
        may.sendMail,
      ],
      errorImpact: "Our events reach no tenant's software; they wait on their queue, and the API shows what waits.",
      runbook: 'webhooks.md#the-sender-fails',
    }),
    'mail-feedback': make({
      name: 'mail-feedback',
      environment: { ...observed, ...connections },
      timeout: Duration.seconds(15),
      memoryMb: 256,
      grants: [may.suppressAddresses],
      deadLetters: scheduleDeadLetters,
      errorImpact: 'Mails go on to addresses that do not take them, and the connection does not say so.',
      runbook: 'schedules.md#bounces-are-not-taken',
    }),
    'health-canary': make({
      name: 'health-canary',
      environment: { ...observed, PUBLIC_URL: settings.publicUrl, TOKEN_KEY_ID: variables.ponto.TOKEN_KEY_ID },
      timeout: Duration.seconds(20),
      memoryMb: 256,
      grants: [may.describeTokenKey],
      forgets: true,
      tracing: false,
      errorImpact: 'Nobody looks from outside: an API that is away is noticed by its callers first.',
      runbook: 'api-errors.md#the-canary-is-silent',
    }),
  };
};
