import { DynamoSuppressionList } from '../../shared/adapters/dynamodb/suppressionList.ts';
import { Table } from '../../shared/adapters/dynamodb/table.ts';
import { EventBridgeBus } from '../../shared/adapters/eventbridge/eventBus.ts';
import { makeWebhookSender } from '../../shared/adapters/outgoing/webhookSender.ts';
import { standardSigner } from '../../shared/adapters/outgoing/standardSigner.ts';
import { SesMailer } from '../../shared/adapters/ses/sesMailer.ts';
import { dynamoClient } from '../../shared/composition/clients/dynamo.ts';
import { eventBridgeClient } from '../../shared/composition/clients/eventBridge.ts';
import { mailClient } from '../../shared/composition/clients/mail.ts';
import { pacedClock } from '../../shared/composition/clients/pacedClock.ts';
import { sha256Hex as sha256 } from '../../shared/composition/fingerprint.ts';
import { createWebhookStores } from '../../shared/composition/webhookEndpoints.ts';
import { environments, parseEnvironment } from '../../shared/contracts/environment.ts';
import { renderMail } from '../../shared/presentation/mail/renderMail.ts';
import { eventFunction } from '../../shared/runtime/invocation.ts';
import { describeError } from '../../shared/runtime/log/describeError.ts';
import { makeLog } from '../../shared/runtime/log/log.ts';
import { makeCounters } from '../../shared/runtime/metrics.ts';
import { countingBus } from '../../shared/runtime/observing.ts';
import { watchWebhooks } from '../../shared/runtime/watchWebhooks.ts';
import { systemClock as clock } from '../../shared/runtime/systemClock.ts';
import { makeAnnounceDisabled } from '../../shared/usecases/outgoing/announceDisabled.ts';
import { makeAttemptDelivery } from '../../shared/usecases/outgoing/attemptDelivery.ts';
import { makeFanOut } from '../../shared/usecases/outgoing/fanOut.ts';
import { makeHandler } from './handler.ts';

const env = parseEnvironment(environments['webhook-deliver'], process.env);
const observers = { log: makeLog('webhook-deliver'), counters: makeCounters(env.METRICS_NAMESPACE) };
const stores = createWebhookStores(env);
const watched = watchWebhooks(observers);
const announceDisabled = makeAnnounceDisabled({
  bus: countingBus(new EventBridgeBus(eventBridgeClient(), env.EVENT_BUS_NAME, pacedClock), observers.counters),
  suppressionList: new DynamoSuppressionList(new Table(dynamoClient(), env.CONNECTIONS_TABLE), pacedClock),
  mailer: new SesMailer(mailClient(), { from: env.MAIL_FROM, configurationSet: env.MAIL_CONFIGURATION_SET }, clock),
  renderMail,
  confirmAddresses: env.CONFIRM_ADDRESSES === 'on',
  onUnsent: (reason) => observers.log.write('ENDPOINT_NOT_TOLD', { reason }),
});

export const handler = eventFunction(
  observers,
  makeHandler({
    fanOut: makeFanOut({ ...stores, sha256, clock }),
    attemptDelivery: makeAttemptDelivery({
      ...stores,
      onAttempt: watched.onAttempt,
      onDisabled: async (endpoint, now) => {
        watched.onDisabled(endpoint);
        await announceDisabled(endpoint, now);
      },
      sender: makeWebhookSender({ receivers: env.WEBHOOK_RECEIVERS ?? 'public', now: () => performance.now() }),
      signer: standardSigner,
      clock,
      random: Math.random,
    }),
    asJob: (job, work) =>
      observers.log.within(
        job && 'kind' in job
          ? { job: job.kind, tenantId: job.tenantId, endpointId: job.endpointId, deliveryId: job.deliveryId }
          : { job: job && 'event', tenantId: job?.detail.tenantId },
        work,
      ),
    onFailure: (messageId, error) => {
      observers.log.write('RECORD_FAILED', { messageId, error: describeError(error) });
      observers.counters.count('WebhookJobsFailed');
    },
  }),
);
