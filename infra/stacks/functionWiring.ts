import type { Stack } from 'aws-cdk-lib/core';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { configurationSetName, metricsNamespace, tenantSecretsPath } from '../config/names.ts';
import type { Settings } from '../config/settings.ts';
import {
  describingKey,
  items,
  mailingAs,
  puttingEvents,
  readingSecret,
  sealingAnswers,
  sealingCredentials,
  sealingTokens,
  sealingWebhookSecrets,
  sendingTo,
  tenantSecrets,
} from '../constructs/grants.ts';
import type { Lane } from '../../shared/contracts/syncJob.ts';
import type { UsedData } from './usedData.ts';

export interface WiringProps {
  readonly settings: Settings;
  readonly data: UsedData;
  readonly bus: EventBus;
  /** The work queue before the sync worker, by its lanes. */
  readonly jobs: Readonly<Record<Lane, IQueue>>;
  /** Before the worker of the expiry alerts. */
  readonly alertJobs: IQueue;
  /** Events to fan out, and attempts to send them to endpoints of tenants, by their lanes. */
  readonly webhooks: Readonly<Record<'prompt' | 'slow', IQueue>>;
}

const textOf = (value: number | undefined): string | undefined => (value === undefined ? undefined : String(value));

/** What several functions share: groups of environment variables, and the rights that go with their use. */
export const wiringOf = (stack: Stack, { settings, data, bus, jobs, alertJobs, webhooks }: WiringProps) => {
  const { connections, transactions, tokenKey, pontoApplication, tokenIssuer } = data;
  const tenantSecretPrefix = tenantSecretsPath(settings);
  return {
    variables: {
      observed: { METRICS_NAMESPACE: metricsNamespace(settings) },
      connections: { CONNECTIONS_TABLE: connections.tableName },
      transactions: { TRANSACTIONS_TABLE: transactions.tableName },
      application: { PONTO_SECRET_ID: pontoApplication.secretName, PONTO_PROXY_URL: settings.pontoProxyUrl },
      ponto: {
        PONTO_PROXY_URL: settings.pontoProxyUrl,
        PONTO_API_URL: settings.pontoApiUrl,
        PONTO_CUSTOM_API_URL: settings.pontoCustomApiUrl,
        PONTO_SECRET_ID: pontoApplication.secretName,
        TENANT_SECRET_PREFIX: tenantSecretPrefix,
        TENANT_CREDENTIALS: settings.tenantCredentials,
        TOKEN_KEY_ID: tokenKey.keyArn,
        TOKEN_SEALING: settings.tokenSealing,
      },
      consent: {
        PUBLIC_URL: settings.publicUrl,
        RETURN_URL_ALLOWLIST: settings.returnUrlAllowlist,
      },
      consentPage: {
        PONTO_AUTHORIZATION_URL: settings.pontoAuthorizationUrl,
        CONSENT_CONFIRMATION: settings.consentConfirmation,
      },
      product: { PRODUCT_NAME: settings.productName },
      requests: { TENANT_REQUESTS_PER_MINUTE: textOf(settings.tenantRequestsPerMinute) },
      quotas: {
        TENANT_SYNCS_PER_HOUR: textOf(settings.tenantSyncsPerHour),
        TENANT_CONNECTIONS: textOf(settings.tenantConnections),
        TENANT_LINKED_ACCOUNTS: textOf(settings.tenantLinkedAccounts),
      },
      edge: { EDGE_KEY_DIGESTS: settings.edgeKeyDigests?.join(','), EDGE_ONLY: settings.edgeOnly },
      claims: {
        TENANT_CLAIM: tokenIssuer.tenantClaim,
        TENANT_NAME_CLAIM: settings.jwtTenantNameClaim,
        SOFTWARE_TENANT_CLAIM: tokenIssuer.softwareTenantClaim,
      },
      mail: {
        MAIL_FROM: settings.mailFrom,
        MAIL_CONFIGURATION_SET: configurationSetName(settings),
        CONFIRM_ADDRESSES: settings.confirmAddresses,
      },
      scheduledLane: { SYNC_QUEUE_URL: jobs.scheduled.queueUrl },
      urgentLane: { URGENT_QUEUE_URL: jobs.urgent.queueUrl },
      alerts: { ALERT_QUEUE_URL: alertJobs.queueUrl },
      webhooks: {
        WEBHOOK_QUEUE_URL: webhooks.prompt.queueUrl,
        SLOW_WEBHOOK_QUEUE_URL: webhooks.slow.queueUrl,
        WEBHOOK_RECEIVERS: settings.webhookReceivers,
      },
      events: { EVENT_BUS_NAME: bus.eventBusName },
    },
    may: {
      /** Accounts, consents, tokens, runs and answers are all kept by conditional writes of single items. */
      writeConnections: items(connections, 'GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'),
      /** Of many addresses at once it is read what is known of them. */
      readAddresses: items(connections, 'BatchGetItem'),
      /** One conditional write for each tenant; which ones a digest was about is one partition. */
      suppressAddresses: items(connections, 'Query', 'UpdateItem'),
      /** The index of what is due is read a partition at a time. */
      readDue: items(connections, 'Query'),
      /** Who stands behind an organisation of Ponto is one partition of an index. */
      readOrganizations: items(connections, 'Query'),
      /** How the books stand with the bank is one item an account. */
      readLedgerHeads: items(transactions, 'GetItem'),
      readTransactions: items(transactions, 'GetItem', 'BatchGetItem', 'Query'),
      /** A succession that is taken back is brought out of the books at once. */
      /** Endpoints and deliveries stand in one partition of their tenant; nothing of them is deleted here. */
      deliverWebhooks: items(connections, 'GetItem', 'Query', 'PutItem', 'UpdateItem'),
      restoreBooks: items(transactions, 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'),
      writeTransactions: items(
        transactions,
        'GetItem',
        'Query',
        'PutItem',
        'UpdateItem',
        'DeleteItem',
        'BatchWriteItem',
      ),
      readApplication: readingSecret(pontoApplication),
      /** Each for itself: a function that opens kept answers opens no tokens by that. */
      sealTokens: sealingTokens(tokenKey),
      sealAnswers: sealingAnswers(tokenKey),
      sealWebhookSecrets: sealingWebhookSecrets(tokenKey, 'kms:Encrypt'),
      openWebhookSecrets: sealingWebhookSecrets(tokenKey, 'kms:Decrypt'),
      describeTokenKey: describingKey(tokenKey),
      /** In both homes, whichever is set: what began before with the other setting still stores in that one. */
      keepTenantCredentials: [
        sealingCredentials(tokenKey, 'kms:Encrypt', 'kms:Decrypt'),
        tenantSecrets(
          stack,
          tenantSecretPrefix,
          'CreateSecret',
          'PutSecretValue',
          'GetSecretValue',
          'DeleteSecret',
          'RestoreSecret',
        ),
      ],
      /** Reads them for syncs, and deletes what a disconnect that was cut short has left. */
      useTenantCredentials: [
        sealingCredentials(tokenKey, 'kms:Decrypt'),
        tenantSecrets(stack, tenantSecretPrefix, 'GetSecretValue', 'DeleteSecret'),
      ],
      readTenantCredentials: [
        sealingCredentials(tokenKey, 'kms:Decrypt'),
        tenantSecrets(stack, tenantSecretPrefix, 'GetSecretValue'),
      ],
      sendMail: mailingAs(stack, settings.mailFrom, configurationSetName(settings), settings.mailSandboxRecipients),
      sendScheduledJobs: sendingTo(jobs.scheduled),
      sendUrgentJobs: sendingTo(jobs.urgent),
      sendAlertJobs: sendingTo(alertJobs),
      sendAttempts: [sendingTo(webhooks.prompt), sendingTo(webhooks.slow)],
      putEvents: puttingEvents(bus),
    },
  };
};
