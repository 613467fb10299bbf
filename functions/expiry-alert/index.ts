import { DynamoAccountantIndex, DynamoPendingDigests } from '../../shared/adapters/dynamodb/accountants.ts';
import { DynamoAccountStore } from '../../shared/adapters/dynamodb/accountStore.ts';
import { DynamoSuppressionList } from '../../shared/adapters/dynamodb/suppressionList.ts';
import { DynamoConnectionStore } from '../../shared/adapters/dynamodb/connectionStore.ts';
import { DynamoConnectionHistory } from '../../shared/adapters/dynamodb/connectionHistory.ts';
import { DynamoConnectionRuns } from '../../shared/adapters/dynamodb/connectionRuns.ts';
import { DynamoLedgerReader } from '../../shared/adapters/dynamodb/ledger/dynamoLedgerReader.ts';
import { DynamoPausedTenants } from '../../shared/adapters/dynamodb/pausedTenants.ts';
import { DynamoSentDigests } from '../../shared/adapters/dynamodb/sentDigests.ts';
import { DynamoSyncStore } from '../../shared/adapters/dynamodb/syncStore.ts';
import { DynamoScheduledChecks } from '../../shared/adapters/dynamodb/scheduledChecks.ts';
import { DynamoInstitutionSnapshots } from '../../shared/adapters/dynamodb/institutionSnapshot.ts';
import { Table } from '../../shared/adapters/dynamodb/table.ts';
import { DynamoRenewalLinks } from '../../shared/adapters/dynamodb/renewalLinks.ts';
import { DynamoAddressConfirmations } from '../../shared/adapters/dynamodb/addressConfirmations.ts';
import { DynamoAlertRuns } from '../../shared/adapters/dynamodb/alertRuns.ts';
import { DynamoAlertDeliveries } from '../../shared/adapters/dynamodb/alertDeliveries.ts';
import { EventBridgeBus } from '../../shared/adapters/eventbridge/eventBus.ts';
import { SesMailer } from '../../shared/adapters/ses/sesMailer.ts';
import { SqsAlertQueue } from '../../shared/adapters/sqs/alertQueue.ts';
import { dynamoClient } from '../../shared/composition/clients/dynamo.ts';
import { eventBridgeClient } from '../../shared/composition/clients/eventBridge.ts';
import { mailClient } from '../../shared/composition/clients/mail.ts';
import { pacedClock } from '../../shared/composition/clients/pacedClock.ts';
import { queueClient } from '../../shared/composition/clients/queue.ts';
import { environments, parseEnvironment } from '../../shared/contracts/environment.ts';
import { renderMail } from '../../shared/presentation/mail/renderMail.ts';
import { eventFunction } from '../../shared/runtime/invocation.ts';
import { makeLog } from '../../shared/runtime/log/log.ts';
import { makeCounters } from '../../shared/runtime/metrics.ts';
import { countingBus } from '../../shared/runtime/observing.ts';
import { randomIds } from '../../shared/runtime/randomIds.ts';
import { systemClock } from '../../shared/runtime/systemClock.ts';
import { makeBeginAlertRun } from '../../shared/usecases/alerts/alertRun.ts';
import { makeProcessAlertJob } from '../../shared/usecases/alerts/processAlertJob.ts';
import { makeAskReader } from '../../shared/usecases/mail/askReader.ts';
import { makeOfferRenewal } from '../../shared/usecases/renewal/offerRenewal.ts';
import { makeHandler, makeOnFailure, makeOnOverdue } from './handler.ts';

const env = parseEnvironment(environments['expiry-alert'], process.env);
const observers = { log: makeLog('expiry-alert'), counters: makeCounters(env.METRICS_NAMESPACE) };

// The stores that it needs and no more: the stores's sealer would need a key that this function may not use.
const dynamo = dynamoClient();
const table = new Table(dynamo, env.CONNECTIONS_TABLE);
const mailer = new SesMailer(
  mailClient(),
  { from: env.MAIL_FROM, configurationSet: env.MAIL_CONFIGURATION_SET },
  systemClock,
);
const onFailure = makeOnFailure(observers);
const checks = new DynamoScheduledChecks(table);
const queue = new SqsAlertQueue(queueClient(), env.ALERT_QUEUE_URL, pacedClock);
const processAlertJob = makeProcessAlertJob({
  checks,
  queue,
  alertRuns: new DynamoAlertRuns(table),
  clock: systemClock,
  onOverdue: makeOnOverdue(observers),
  deliveries: new DynamoAlertDeliveries(table),
  accounts: new DynamoAccountStore(table),
  connections: new DynamoConnectionStore(table),
  accountants: new DynamoAccountantIndex(table),
  digests: new DynamoPendingDigests(table),
  sentDigests: new DynamoSentDigests(table),
  ids: randomIds,
  snapshots: new DynamoInstitutionSnapshots(table),
  suppressionList: new DynamoSuppressionList(table, pacedClock),
  history: new DynamoConnectionHistory(table),
  syncs: new DynamoSyncStore(table),
  runs: new DynamoConnectionRuns(table),
  paused: new DynamoPausedTenants(table, systemClock),
  reader: new DynamoLedgerReader(new Table(dynamo, env.TRANSACTIONS_TABLE), { consistent: false }),
  confirmAddresses: env.CONFIRM_ADDRESSES === 'on',
  askReader: makeAskReader({
    confirmations: new DynamoAddressConfirmations(table),
    mailer,
    renderMail,
    ids: randomIds,
    publicUrl: env.PUBLIC_URL,
    onFailure,
  }),
  mailer,
  renderMail,
  offerRenewal: makeOfferRenewal({
    links: new DynamoRenewalLinks(table),
    ids: randomIds,
    publicUrl: env.PUBLIC_URL,
  }),
  bus: countingBus(new EventBridgeBus(eventBridgeClient(), env.EVENT_BUS_NAME, pacedClock), observers.counters),
  onFailure,
});

export const handler = eventFunction(
  observers,
  makeHandler({
    ...observers,
    beginAlertRun: makeBeginAlertRun({ checks, queue, clock: systemClock }),
    processAlertJob,
  }),
);
