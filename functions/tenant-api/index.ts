import { DynamoLedgerReader } from '../../shared/adapters/dynamodb/ledger/dynamoLedgerReader.ts';
import { KmsSealer } from '../../shared/adapters/kms/kmsSealer.ts';
import { SqsJobQueue } from '../../shared/adapters/sqs/jobQueue.ts';
import { bankSideOf } from '../../shared/composition/bankSide.ts';
import { dynamoClient, kmsClient, queueClient, secretsClient } from '../../shared/composition/clients.ts';
import { beginConsentOf } from '../../shared/composition/consents.ts';
import { registryOf } from '../../shared/composition/registry.ts';
import { environments, parseEnvironment } from '../../shared/contracts/environment.ts';
import { schedules, scheduleTimeZone } from '../../shared/contracts/schedules.ts';
import { httpFunction } from '../../shared/runtime/http/httpFunction.ts';
import { makeIdentify } from '../../shared/runtime/http/identity.ts';
import { makeOnce } from '../../shared/runtime/http/idempotency.ts';
import { makeLog } from '../../shared/runtime/log/log.ts';
import { makeCounters } from '../../shared/runtime/metrics.ts';
import { randomIds as ids } from '../../shared/runtime/randomIds.ts';
import { systemClock as clock } from '../../shared/runtime/systemClock.ts';
import { makeLinkAccount } from '../../shared/usecases/accounts/linkAccount.ts';
import { makeReadAccounts } from '../../shared/usecases/accounts/readAccounts.ts';
import { makeAccountProgress } from '../../shared/usecases/books/accountProgress.ts';
import { makeGetTransaction } from '../../shared/usecases/books/getTransaction.ts';
import { makeListChanges } from '../../shared/usecases/books/listChanges.ts';
import { makeListTransactions } from '../../shared/usecases/books/listTransactions.ts';
import { makeGetStatement, makeListStatements } from '../../shared/usecases/books/statements.ts';
import { makeBeginConnection } from '../../shared/usecases/connections/beginConnection.ts';
import { makeReadConnections } from '../../shared/usecases/connections/readConnections.ts';
import { makeRenewConsent } from '../../shared/usecases/connections/renewConsent.ts';
import { makeListInstitutions } from '../../shared/usecases/institutions/listInstitutions.ts';
import { makeReadSyncs } from '../../shared/usecases/syncs/readSyncs.ts';
import { makeRequestSync } from '../../shared/usecases/syncs/requestSync.ts';
import { makeStartSync } from '../../shared/usecases/syncs/startSync.ts';
import { makeHandler } from './handler.ts';

const env = parseEnvironment(environments['tenant-api'], process.env);
const observers = { log: makeLog('tenant-api'), counters: makeCounters('tenant-api') };

const dynamo = dynamoClient();
const registry = registryOf(dynamo, env.CONNECTIONS_TABLE, new KmsSealer(kmsClient(), env.TOKEN_KEY_ID));
const { accounts, connections, journals, syncs, due } = registry;
const { authorizationServer, catalogue } = bankSideOf(env, { secrets: secretsClient(), registry });
const reader = new DynamoLedgerReader(dynamo, env.TRANSACTIONS_TABLE, { consistent: false });
const progress = makeAccountProgress({ reader, syncs });

const beginConsent = beginConsentOf(env, { registry, authorizationServer });
const jobs = new SqsJobQueue(queueClient(), env.SYNC_QUEUE_URL, clock);
const startSync = makeStartSync({ syncs, jobs, ids, clock });

export const handler = httpFunction(
  observers,
  makeHandler({
    log: observers.log,
    identify: makeIdentify(env.TENANT_CLAIM),
    once: makeOnce({ answers: registry.idempotency, clock, log: observers.log }),
    publicUrl: env.PUBLIC_URL,
    clock,
    ids,
    accounts,
    connections,
    journals,
    catalogue,
    listInstitutions: makeListInstitutions({ catalogue }),
    beginConnection: makeBeginConnection({ connections, catalogue, beginConsent, ids, clock }),
    renewConsent: makeRenewConsent({ connections, beginConsent }),
    readConnections: makeReadConnections({ connections, accounts, progress, clock }),
    readAccounts: makeReadAccounts({
      accounts,
      connections,
      progress,
      schedules: { timeZone: scheduleTimeZone, times: schedules },
      clock,
    }),
    linkAccount: makeLinkAccount({ accounts, connections, journals, catalogue, due, startSync, ids, clock }),
    requestSync: makeRequestSync({ accounts, connections, startSync }),
    readSyncs: makeReadSyncs({ accounts, syncs, clock }),
    listTransactions: makeListTransactions({ reader }),
    getTransaction: makeGetTransaction({ reader }),
    listChanges: makeListChanges({ reader }),
    listStatements: makeListStatements({ reader }),
    getStatement: makeGetStatement({ reader }),
  }),
);
