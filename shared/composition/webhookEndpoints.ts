import { DynamoWebhookDeliveries } from '../adapters/dynamodb/webhookDeliveryStore.ts';
import { DynamoWebhookEndpoints } from '../adapters/dynamodb/webhookEndpointStore.ts';
import { Table } from '../adapters/dynamodb/table.ts';
import { SealedEndpointSecrets } from '../adapters/kms/endpointSecrets.ts';
import { KmsSealer } from '../adapters/kms/kmsSealer.ts';
import { SqsAttemptQueue } from '../adapters/sqs/attemptQueue.ts';
import type { WebhookEndpointDeps } from '../api/routes/webhookEndpoints.ts';
import type { Environment } from '../contracts/environment.ts';
import { randomIds as ids } from '../runtime/randomIds.ts';
import { systemClock as clock } from '../runtime/systemClock.ts';
import { makeChangeEndpoint } from '../usecases/outgoing/changeEndpoint.ts';
import { makeCreateEndpoint } from '../usecases/outgoing/createEndpoint.ts';
import { makeReplayDeliveries } from '../usecases/outgoing/replayDeliveries.ts';
import { makeRotateSecret } from '../usecases/outgoing/rotateSecret.ts';
import { makeSendTest } from '../usecases/outgoing/sendTest.ts';
import { dynamoClient } from './clients/dynamo.ts';
import { kmsClient } from './clients/kms.ts';
import { pacedClock } from './clients/pacedClock.ts';
import { queueClient } from './clients/queue.ts';
import { sha256Hex as sha256 } from './fingerprint.ts';

type Variables = Pick<
  Environment<'webhook-deliver'>,
  'CONNECTIONS_TABLE' | 'TOKEN_KEY_ID' | 'WEBHOOK_QUEUE_URL' | 'SLOW_WEBHOOK_QUEUE_URL' | 'WEBHOOK_RECEIVERS'
>;

/** What stands behind webhooks: endpoints and their secrets, deliveries, and attempts that wait. */
export const createWebhookStores = (env: Omit<Variables, 'WEBHOOK_RECEIVERS'>) => {
  const table = new Table(dynamoClient(), env.CONNECTIONS_TABLE);
  return {
    endpoints: new DynamoWebhookEndpoints(table),
    deliveries: new DynamoWebhookDeliveries(table),
    // By KMS itself: a secret lies for years, and what is opened is kept in memory.
    secrets: new SealedEndpointSecrets(new KmsSealer(kmsClient(), env.TOKEN_KEY_ID)),
    attempts: new SqsAttemptQueue(
      queueClient(),
      { prompt: env.WEBHOOK_QUEUE_URL, slow: env.SLOW_WEBHOOK_QUEUE_URL },
      pacedClock,
    ),
  };
};

/** What the calls about webhooks need. */
export const createWebhookCalls = (env: Variables): WebhookEndpointDeps => {
  const stores = createWebhookStores(env);
  const deps = { ...stores, receivers: env.WEBHOOK_RECEIVERS ?? 'public', sha256, ids, clock };
  return {
    ...stores,
    clock,
    createEndpoint: makeCreateEndpoint(deps),
    changeEndpoint: makeChangeEndpoint(deps),
    rotateSecret: makeRotateSecret(deps),
    sendTest: makeSendTest(deps),
    replayDeliveries: makeReplayDeliveries(deps),
  };
};
