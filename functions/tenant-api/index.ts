import { Table } from '../../shared/adapters/dynamodb/table.ts';
import { DynamoLedgerHeads } from '../../shared/adapters/dynamodb/ledger/dynamoLedgerHeads.ts';
import { DynamoLedgerReader } from '../../shared/adapters/dynamodb/ledger/dynamoLedgerReader.ts';
import { DynamoLedgerWriter } from '../../shared/adapters/dynamodb/ledger/dynamoLedgerWriter.ts';
import { EventBridgeBus } from '../../shared/adapters/eventbridge/eventBus.ts';
import { KmsSealer } from '../../shared/adapters/kms/kmsSealer.ts';
import { SesMailer } from '../../shared/adapters/ses/sesMailer.ts';
import { SqsJobQueue } from '../../shared/adapters/sqs/jobQueue.ts';
import { createPontoClients } from '../../shared/composition/pontoClients.ts';
import {
  dynamoClient,
  eventBridgeClient,
  kmsClient,
  mailClient,
  pacedClock,
  queueClient,
  secretsClient,
} from '../../shared/composition/clients.ts';
import { digest, fingerprint } from '../../shared/composition/fingerprint.ts';
import { createBeginConsent, createReauthorizeAccount } from '../../shared/composition/consents.ts';
import { createStores } from '../../shared/composition/stores.ts';
import { environments, parseEnvironment } from '../../shared/contracts/environment.ts';
import { schedules, scheduleTimeZone } from '../../shared/contracts/schedules.ts';
import { renderMail } from '../../shared/presentation/mail/renderMail.ts';
import { httpFunction } from '../../shared/runtime/http/httpFunction.ts';
import { makeIdentify } from '../../shared/runtime/http/identity.ts';
import { makeWithIdempotency } from '../../shared/runtime/http/idempotency.ts';
import { makeLog } from '../../shared/runtime/log/log.ts';
import { makeCounters } from '../../shared/runtime/metrics.ts';
import { countingBus, watchLooks } from '../../shared/runtime/observing.ts';
import { randomIds as ids } from '../../shared/runtime/randomIds.ts';
import { systemClock as clock } from '../../shared/runtime/systemClock.ts';
import { makeEndAccount } from '../../shared/usecases/accounts/endAccount.ts';
import { makeLinkAccount } from '../../shared/usecases/accounts/linkAccount.ts';
import { makeReadAccounts } from '../../shared/usecases/accounts/readAccounts.ts';
import { makeSetKnownBalance } from '../../shared/usecases/accounts/setKnownBalance.ts';
import { makeGiveAccountBack } from '../../shared/usecases/accounts/giveAccountBack.ts';
import { makeTakeBackSuccession } from '../../shared/usecases/accounts/takeBackSuccession.ts';
import { makeRestoreBooks } from '../../shared/usecases/sync/restoreBooks.ts';
import { makeSucceedAccount } from '../../shared/usecases/accounts/succeedAccount.ts';
import { makeAccountProgress } from '../../shared/usecases/ledger/accountProgress.ts';
import { makeExplainPayment } from '../../shared/usecases/ledger/explainPayment.ts';
import { makeGetTransaction } from '../../shared/usecases/ledger/getTransaction.ts';
import { makeListChanges } from '../../shared/usecases/ledger/listChanges.ts';
import { makeListTransactions } from '../../shared/usecases/ledger/listTransactions.ts';
import {
  makeGetStatement,
  makeListStatementLines,
  makeListStatements,
} from '../../shared/usecases/ledger/statements.ts';
import { makeStatementsForFile } from '../../shared/usecases/ledger/statementsForFile.ts';
import { makeAskReader } from '../../shared/usecases/mail/askReader.ts';
import { makeEnterAddresses } from '../../shared/usecases/mail/enterAddresses.ts';
import { makeAnnounceActive } from '../../shared/usecases/connections/announceActive.ts';
import { makeBeginConnection } from '../../shared/usecases/connections/beginConnection.ts';
import { makeAdoptAccess } from '../../shared/usecases/connections/adoptAccess.ts';
import { makeConfirmAccess } from '../../shared/usecases/connections/confirmAccess.ts';
import { makeLookAtNeighbours } from '../../shared/usecases/connections/lookAtNeighbours.ts';
import { makeChangeContacts } from '../../shared/usecases/connections/changeContacts.ts';
import { makeConnectWithCredentials } from '../../shared/usecases/connections/connectWithCredentials.ts';
import { makeDisconnect } from '../../shared/usecases/connections/disconnect.ts';
import { makeEnterCredentials } from '../../shared/usecases/connections/enterCredentials.ts';
import { makeFillGap } from '../../shared/usecases/connections/fillGap.ts';
import { makeFinishDisconnect } from '../../shared/usecases/connections/finishDisconnect.ts';
import { makeReadConnections } from '../../shared/usecases/connections/readConnections.ts';
import { makeRecordLegacy } from '../../shared/usecases/connections/recordLegacy.ts';
import { makeRenewConsent } from '../../shared/usecases/connections/renewConsent.ts';
import { makeReplaceCredentials } from '../../shared/usecases/connections/replaceCredentials.ts';
import { makeVerifyNewAccess } from '../../shared/usecases/connections/verifyNewAccess.ts';
import { makeStoreAccounts } from '../../shared/usecases/connections/storeAccounts.ts';
import { makeBankOutages } from '../../shared/usecases/institutions/bankOutages.ts';
import { makeListInstitutions } from '../../shared/usecases/institutions/listInstitutions.ts';
import { makeReadCheckReport } from '../../shared/usecases/syncs/readCheckReport.ts';
import { makeReadSyncs } from '../../shared/usecases/syncs/readSyncs.ts';
import { makeRequestSync } from '../../shared/usecases/syncs/requestSync.ts';
import { makeStartSync } from '../../shared/usecases/syncs/startSync.ts';
import { makeBeginErasure } from '../../shared/usecases/tenants/beginErasure.ts';
import { makeReadUsage } from '../../shared/usecases/tenants/readUsage.ts';
import { defaultQuotas } from '../../shared/domain/quotas/quotas.ts';
import { makeAdmission } from '../../shared/usecases/quotas/admission.ts';
import { makeRequestMeter } from '../../shared/usecases/quotas/requestMeter.ts';
import { makeHandler } from './handler.ts';
import { makeOnUnasked } from './onUnasked.ts';

const env = parseEnvironment(environments['tenant-api'], process.env);
const observers = { log: makeLog('tenant-api'), counters: makeCounters(env.METRICS_NAMESPACE) };

const dynamo = dynamoClient();
const stores = createStores(
  dynamo,
  env.CONNECTIONS_TABLE,
  new KmsSealer(kmsClient(), env.TOKEN_KEY_ID),
  env.TRANSACTIONS_TABLE,
);
const { accounts, connections, journals, syncs, due, paused } = stores;
const { authorizationServer, catalogue, feeds, integrations, tenantSecrets } = createPontoClients(env, {
  secrets: secretsClient(),
  stores,
  observers,
});
const books = new Table(dynamo, env.TRANSACTIONS_TABLE);
const reader = new DynamoLedgerReader(books, { consistent: false });
const bankOutages = makeBankOutages({ failures: stores.bankFailures, clock });
const heads = new DynamoLedgerHeads(books, pacedClock);
const progress = makeAccountProgress({ heads, syncs });

const beginConsent = createBeginConsent(env, { stores });
const jobs = new SqsJobQueue(queueClient(), env.SYNC_QUEUE_URL, pacedClock);
const startSync = makeStartSync({ syncs, jobs, ids, clock });
const bus = countingBus(new EventBridgeBus(eventBridgeClient(), env.EVENT_BUS_NAME, pacedClock), observers.counters);
const enterCredentials = makeEnterCredentials({
  ...stores,
  authorizationServer,
  tenantSecrets,
  verifyNewAccess: makeVerifyNewAccess({ vault: stores.vault, feeds, ids }),
  storeAccounts: makeStoreAccounts({ ...stores, catalogue, ids }),
  fillGap: makeFillGap({ startSync }),
  announceActive: makeAnnounceActive({ events: bus, ids }),
});
const confirmAccess = makeConfirmAccess({
  ...stores,
  feeds,
  digest,
  adoptAccess: makeAdoptAccess({
    ...stores,
    storeAccounts: makeStoreAccounts({ ...stores, catalogue, ids }),
    lookAtNeighbours: makeLookAtNeighbours({ ...stores, jobs, onLookFailure: watchLooks(observers) }),
    fillGap: makeFillGap({ startSync }),
    announceActive: makeAnnounceActive({ events: bus, ids }),
  }),
  ids,
  clock,
});
const finishDisconnect = makeFinishDisconnect({ ...stores, tenantSecrets, authorizationServer, integrations, bus });
const linkAccount = makeLinkAccount({ accounts, connections, journals, catalogue, due, reader, startSync, ids, clock });

const quotas = {
  requestsPerMinute: env.TENANT_REQUESTS_PER_MINUTE ?? defaultQuotas.requestsPerMinute,
  syncsPerHour: env.TENANT_SYNCS_PER_HOUR ?? defaultQuotas.syncsPerHour,
  connections: env.TENANT_CONNECTIONS ?? defaultQuotas.connections,
  linkedAccounts: env.TENANT_LINKED_ACCOUNTS ?? defaultQuotas.linkedAccounts,
};
const confirmAddresses = env.CONFIRM_ADDRESSES === 'on';
const enterAddresses = makeEnterAddresses({
  suppressionList: stores.suppressionList,
  confirmAddresses,
  askReader: makeAskReader({
    confirmations: stores.confirmations,
    mailer: new SesMailer(mailClient(), { from: env.MAIL_FROM, configurationSet: env.MAIL_CONFIGURATION_SET }, clock),
    renderMail,
    ids,
    publicUrl: env.PUBLIC_URL,
    onFailure: makeOnUnasked(observers.log),
  }),
});

const scheduleTable = { timeZone: scheduleTimeZone, times: schedules };

export const handler = httpFunction(
  observers,
  makeHandler({
    log: observers.log,
    identify: makeIdentify(env.TENANT_CLAIM, env.TENANT_NAME_CLAIM),
    meter: makeRequestMeter({ usage: stores.usage, limit: quotas.requestsPerMinute, clock }),
    admission: makeAdmission({ usage: stores.usage, connections, accounts, quotas, clock }),
    withIdempotency: makeWithIdempotency({ answers: stores.idempotency, clock, log: observers.log }),
    publicUrl: env.PUBLIC_URL,
    clock,
    ids,
    accounts,
    connections,
    history: stores.history,
    journals,
    catalogue,
    bankOutages,
    listInstitutions: makeListInstitutions({ catalogue }),
    beginConnection: makeBeginConnection({ connections, catalogue, beginConsent, ids, clock }),
    renewConsent: makeRenewConsent({ connections, beginConsent }),
    connectWithCredentials: makeConnectWithCredentials({ connections, catalogue, enterCredentials, ids, clock }),
    replaceCredentials: makeReplaceCredentials({ connections, enterCredentials, clock }),
    confirmAccess,
    changeContacts: makeChangeContacts({ connections, enterAddresses }),
    enterAddresses,
    recordLegacy: makeRecordLegacy({ connections, ids, clock }),
    disconnect: makeDisconnect({ connections, jobs, finishDisconnect, clock }),
    readConnections: makeReadConnections({
      connections,
      accounts,
      progress,
      catalogue,
      paused,
      bankOutages,
      suppressionList: stores.suppressionList,
      confirmAddresses,
      clock,
    }),
    readAccounts: makeReadAccounts({
      accounts,
      connections,
      progress,
      paused,
      bankOutages,
      schedules: scheduleTable,
      clock,
    }),
    linkAccount,
    setKnownBalance: makeSetKnownBalance({ accounts, connections, catalogue, reader, startSync, clock }),
    succeedAccount: makeSucceedAccount({ ...stores, reader, startSync, ids, clock }),
    takeBackSuccession: makeTakeBackSuccession({
      accounts,
      reader,
      restoreBooks: makeRestoreBooks({
        writer: new DynamoLedgerWriter(books, pacedClock),
        reader: new DynamoLedgerReader(books, { consistent: true }),
        fingerprint,
        bus,
        clock: pacedClock,
      }),
      giveAccountBack: makeGiveAccountBack({ ...stores, ids }),
      ids,
      clock: pacedClock,
    }),
    endAccount: makeEndAccount({ ...stores, feeds, linkAccount, clock }),
    reauthorizeAccount: createReauthorizeAccount(env, { stores, feeds }),
    beginErasure: makeBeginErasure({ erasures: stores.erasures, jobs, ids, clock }),
    erasures: stores.erasures,
    readUsage: makeReadUsage({ connections, accounts, integrations }),
    requestSync: makeRequestSync({ accounts, connections, startSync, reader, clock }),
    readSyncs: makeReadSyncs({ accounts, syncs, heads, schedules: scheduleTable, clock }),
    readCheckReport: makeReadCheckReport({ reader }),
    listTransactions: makeListTransactions({ reader }),
    getTransaction: makeGetTransaction({ reader, syncs }),
    explainPayment: makeExplainPayment({ reader, accounts, connections, syncs, clock }),
    listChanges: makeListChanges({ reader }),
    listStatements: makeListStatements({ reader }),
    getStatement: makeGetStatement({ reader }),
    listStatementLines: makeListStatementLines({ reader }),
    statementsForFile: makeStatementsForFile({ reader }),
  }),
);
