import { DynamoOrganizationIndex } from '../../shared/adapters/dynamodb/dueIndex.ts';
import { Table } from '../../shared/adapters/dynamodb/table.ts';
import { makePlatformTransport } from '../../shared/adapters/ponto/platformTransport.ts';
import { makeSend } from '../../shared/adapters/ponto/retry.ts';
import { makeVerifyWebhook } from '../../shared/adapters/ponto/webhooks/verifyWebhook.ts';
import { makeWebhookKeys } from '../../shared/adapters/ponto/webhooks/webhookKeys.ts';
import { SecretsManagerPontoApplication } from '../../shared/adapters/secrets/secretsManagerPontoApplication.ts';
import { SqsJobQueue } from '../../shared/adapters/sqs/jobQueue.ts';
import { dynamoClient } from '../../shared/composition/clients/dynamo.ts';
import { pacedClock } from '../../shared/composition/clients/pacedClock.ts';
import { queueClient } from '../../shared/composition/clients/queue.ts';
import { secretsClient } from '../../shared/composition/clients/secrets.ts';
import { watchCertificates } from '../../shared/composition/watchCertificates.ts';
import { environments, parseEnvironment } from '../../shared/contracts/environment.ts';
import { httpFunction } from '../../shared/runtime/http/httpFunction.ts';
import { makeLog } from '../../shared/runtime/log/log.ts';
import { makeCounters } from '../../shared/runtime/metrics.ts';
import { systemClock as clock } from '../../shared/runtime/systemClock.ts';
import { makeTakeEvent } from '../../shared/usecases/webhooks/takeEvent.ts';
import { makeHandler } from './handler.ts';

const env = parseEnvironment(environments['ponto-webhook'], process.env);
const observers = { log: makeLog('ponto-webhook'), counters: makeCounters(env.METRICS_NAMESPACE) };

/** Three tries of this length and their pauses fit into the function's time. */
const limits = { timeoutMs: 2_000, tokenTimeoutMs: 2_000, maxAnswerBytes: 1024 * 1024 };
const application = new SecretsManagerPontoApplication(
  secretsClient(),
  { secretId: env.PONTO_SECRET_ID, pontoUrl: env.PONTO_WEBHOOK_KEYS_URL, onRead: watchCertificates(observers) },
  clock,
);
const transport = makePlatformTransport({ application, clock, limits, proxyUrl: env.PONTO_PROXY_URL });

export const handler = httpFunction(
  observers,
  makeHandler({
    ...observers,
    verify: makeVerifyWebhook({
      findKey: makeWebhookKeys({
        url: env.PONTO_WEBHOOK_KEYS_URL,
        send: makeSend(transport, { clock, jitter: Math.random }),
        clock,
      }),
      issuer: env.PONTO_WEBHOOK_ISSUER,
      applicationId: env.PONTO_APPLICATION_ID,
      clock,
    }),
    takeEvent: makeTakeEvent({
      organizations: new DynamoOrganizationIndex(new Table(dynamoClient(), env.CONNECTIONS_TABLE)),
      jobs: new SqsJobQueue(queueClient(), { urgent: env.URGENT_QUEUE_URL }, pacedClock),
      clock,
    }),
  }),
  env,
);
