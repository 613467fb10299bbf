import { DynamoScheduledChecks } from '../../shared/adapters/dynamodb/scheduledChecks.ts';
import { DynamoFeedLog } from '../../shared/adapters/dynamodb/ledger/dynamoFeedLog.ts';
import { DynamoLedgerReader } from '../../shared/adapters/dynamodb/ledger/dynamoLedgerReader.ts';
import { DynamoLedgerWriter } from '../../shared/adapters/dynamodb/ledger/dynamoLedgerWriter.ts';
import { Table } from '../../shared/adapters/dynamodb/table.ts';
import { DynamoTenantEraser } from '../../shared/adapters/dynamodb/tenantEraser.ts';
import { EventBridgeBus } from '../../shared/adapters/eventbridge/eventBus.ts';
import { SqsJobQueue } from '../../shared/adapters/sqs/jobQueue.ts';
import { createPontoClients } from '../../shared/composition/pontoClients.ts';
import { dynamoClient } from '../../shared/composition/clients/dynamo.ts';
import { eventBridgeClient } from '../../shared/composition/clients/eventBridge.ts';
import { kmsClient } from '../../shared/composition/clients/kms.ts';
import { pacedClock } from '../../shared/composition/clients/pacedClock.ts';
import { queueClient } from '../../shared/composition/clients/queue.ts';
import { secretsClient } from '../../shared/composition/clients/secrets.ts';
import { fingerprint } from '../../shared/composition/fingerprint.ts';
import { createSealers } from '../../shared/composition/sealers.ts';
import { createStores } from '../../shared/composition/stores.ts';
import { environments, parseEnvironment } from '../../shared/contracts/environment.ts';
import { makeTurns } from '../../shared/language/takeTurns.ts';
import { eventFunction } from '../../shared/runtime/invocation.ts';
import { describeError } from '../../shared/runtime/log/describeError.ts';
import { makeLog } from '../../shared/runtime/log/log.ts';
import { makeCounters } from '../../shared/runtime/metrics.ts';
import { countingBus, countingFleetMetrics, observedSyncs } from '../../shared/runtime/observing.ts';
import { randomIds as ids } from '../../shared/runtime/randomIds.ts';
import { systemClock as clock } from '../../shared/runtime/systemClock.ts';
import { makeFinishDisconnect } from '../../shared/usecases/connections/finishDisconnect.ts';
import { makeProcessDisconnectJob } from '../../shared/usecases/jobs/processDisconnectJob.ts';
import { makeStoreAccounts } from '../../shared/usecases/connections/storeAccounts.ts';
import { makeGiveAccountBack } from '../../shared/usecases/accounts/giveAccountBack.ts';
import { makeRestoreBooks } from '../../shared/usecases/sync/restoreBooks.ts';
import { makeSyncLedger } from '../../shared/usecases/sync/syncLedger.ts';
import { makeProcessAccountJob } from '../../shared/usecases/jobs/processAccountJob.ts';
import { makeProcessConnectionJob } from '../../shared/usecases/jobs/processConnectionJob.ts';
import { makeRunSync, type SyncRun } from '../../shared/usecases/jobs/runSync.ts';
import { checkSchedulingBus } from '../../shared/usecases/alerts/checkSchedulingBus.ts';
import { makeStartSync } from '../../shared/usecases/syncs/startSync.ts';
import { makeProcessEraseJob } from '../../shared/usecases/jobs/processEraseJob.ts';
import { makeProcessEventJob } from '../../shared/usecases/jobs/processEventJob.ts';
import { makeHandler } from './handler.ts';

const env = parseEnvironment(environments['statement-sync'], process.env);
const observers = { log: makeLog('statement-sync'), counters: makeCounters(env.METRICS_NAMESPACE) };

const dynamo = dynamoClient();
const stores = createStores(dynamo, env.CONNECTIONS_TABLE, createSealers(kmsClient(), env), env.TRANSACTIONS_TABLE);
const { feeds, catalogue, ...ponto } = createPontoClients(env, { secrets: secretsClient(), stores, observers });
const bus = checkSchedulingBus({
  bus: countingBus(new EventBridgeBus(eventBridgeClient(), env.EVENT_BUS_NAME, pacedClock), observers.counters),
  checks: new DynamoScheduledChecks(new Table(dynamo, env.CONNECTIONS_TABLE)),
  accounts: stores.accounts,
});
const queue = new SqsJobQueue(
  queueClient(),
  { urgent: env.URGENT_QUEUE_URL, scheduled: env.SYNC_QUEUE_URL },
  pacedClock,
);

const reader = new DynamoLedgerReader(new Table(dynamo, env.TRANSACTIONS_TABLE), { consistent: true });
const books = {
  writer: new DynamoLedgerWriter(new Table(dynamo, env.TRANSACTIONS_TABLE), pacedClock),
  reader,
  feedLog: new DynamoFeedLog(new Table(dynamo, env.TRANSACTIONS_TABLE)),
  fingerprint,
  bus,
  clock,
};
const deps = {
  ...stores,
  reader,
  syncs: observedSyncs(stores.syncs, observers),
  fleetMetrics: countingFleetMetrics(observers.counters),
  feeds,
  catalogue,
  bus,
  queue,
  ids,
  clock,
  syncLedger: makeSyncLedger(books),
  restoreBooks: makeRestoreBooks(books),
  giveAccountBack: makeGiveAccountBack({ ...stores, ids }),
};
const runSync = makeRunSync(deps);
/** What holds many lines in memory, or takes long, takes turns; looks at Ponto go side by side. */
const inTurn = makeTurns();
const jobs = {
  ...deps,
  runSync: (task: SyncRun): Promise<void> => {
    observers.log.correlate({ institutionId: task.run.feedAccount.institutionId });
    return inTurn(() => runSync(task));
  },
};
const finishDisconnect = makeFinishDisconnect({ ...deps, ...ponto });

const processEraseJob = makeProcessEraseJob({
  ...deps,
  finishDisconnect,
  eraser: new DynamoTenantEraser(new Table(dynamo, env.CONNECTIONS_TABLE), new Table(dynamo, env.TRANSACTIONS_TABLE)),
});

export const handler = eventFunction(
  observers,
  makeHandler({
    processAccountJob: makeProcessAccountJob(jobs),
    processConnectionJob: makeProcessConnectionJob(jobs),
    processEventJob: makeProcessEventJob({
      ...deps,
      storeAccounts: makeStoreAccounts(deps),
      startSync: makeStartSync({ ...deps, jobs: queue }),
    }),
    processDisconnectJob: makeProcessDisconnectJob({ queue, finishDisconnect }),
    processEraseJob: (job, delivery) => inTurn(() => processEraseJob(job, delivery)),
    asJob: (job, work) =>
      observers.log.within(
        {
          job: job?.kind,
          tenantId: job?.tenantId,
          connectionId: job && 'connectionId' in job ? job.connectionId : undefined,
        },
        work,
      ),
    onFailure: (messageId, error) => {
      observers.log.write('RECORD_FAILED', { messageId, error: describeError(error) });
      observers.counters.count('RecordsFailed');
    },
  }),
);
