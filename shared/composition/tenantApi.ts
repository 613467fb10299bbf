import { makeOnUnasked } from '../api/onUnasked.ts';
import type { TenantApiDeps } from '../api/tenantApi.ts';
import { Table } from '../adapters/dynamodb/table.ts';
import { DynamoFeedLog } from '../adapters/dynamodb/ledger/dynamoFeedLog.ts';
import { DynamoLedgerHeads } from '../adapters/dynamodb/ledger/dynamoLedgerHeads.ts';
import { DynamoLedgerReader } from '../adapters/dynamodb/ledger/dynamoLedgerReader.ts';
import { DynamoLedgerWriter } from '../adapters/dynamodb/ledger/dynamoLedgerWriter.ts';
import { dynamoClient } from './clients/dynamo.ts';
import { pacedClock } from './clients/pacedClock.ts';
import { digest, fingerprint, sha256Hex } from './fingerprint.ts';
import { createBeginConsent, createReauthorizeAccount } from './consents.ts';
import { lateEventBus, lateJobQueue, lateSealers } from './lateAdapters.ts';
import { lateAskReader } from './lateAskReader.ts';
import { createLatePonto } from './latePonto.ts';
import { createStores } from './stores.ts';
import type { Environment } from '../contracts/environment.ts';
import { pagePaths } from '../contracts/pagePaths.ts';
import { addressUnder } from '../language/addressUnder.ts';
import { schedules, scheduleTimeZone } from '../contracts/schedules.ts';
import { makeWithIdempotency } from '../runtime/http/idempotency.ts';
import type { Observers } from '../runtime/invocation.ts';
import { countingBus, watchLooks } from '../runtime/observing.ts';
import { randomIds as ids } from '../runtime/randomIds.ts';
import { systemClock as clock } from '../runtime/systemClock.ts';
import { makeEndAccount } from '../usecases/accounts/endAccount.ts';
import { makeLinkAccount } from '../usecases/accounts/linkAccount.ts';
import { makePreviewLink } from '../usecases/accounts/previewLink.ts';
import { makeReadAccounts } from '../usecases/accounts/readAccounts.ts';
import { makeSetKnownBalance } from '../usecases/accounts/setKnownBalance.ts';
import { makeGiveAccountBack } from '../usecases/accounts/giveAccountBack.ts';
import { makeTakeBackSuccession } from '../usecases/accounts/takeBackSuccession.ts';
import { makeRestoreBooks } from '../usecases/sync/restoreBooks.ts';
import { makeSucceedAccount } from '../usecases/accounts/succeedAccount.ts';
import { makeAccountProgress } from '../usecases/ledger/accountProgress.ts';
import { makeCertificates } from '../usecases/certificates/certificates.ts';
import { makeChooseAccounts } from '../usecases/certificates/chooseAccounts.ts';
import { makeJudgePeriod } from '../usecases/certificates/judgePeriod.ts';
import { makeAccountHealth } from '../usecases/accounts/accountHealth.ts';
import { makeReadTenantFeed } from '../usecases/feed/readTenantFeed.ts';
import { makeExplainPayment } from '../usecases/ledger/explainPayment.ts';
import { makeGetTransaction } from '../usecases/ledger/getTransaction.ts';
import { makeListChanges } from '../usecases/ledger/listChanges.ts';
import { makeListRefusedLines } from '../usecases/ledger/listRefusedLines.ts';
import { makeListTransactions } from '../usecases/ledger/listTransactions.ts';
import { makeSearchTransactions } from '../usecases/ledger/searchTransactions.ts';
import { makeTotalTransactions } from '../usecases/ledger/totalTransactions.ts';
import { makeGetStatement, makeListStatementLines, makeListStatements } from '../usecases/ledger/statements.ts';
import { makeStatementsForFile } from '../usecases/ledger/statementsForFile.ts';
import { makeEnterAddresses } from '../usecases/mail/enterAddresses.ts';
import { makeAnnounceActive } from '../usecases/connections/announceActive.ts';
import { makeBeginConnection } from '../usecases/connections/beginConnection.ts';
import { makeAdoptAccess } from '../usecases/connections/adoptAccess.ts';
import { makeConfirmAccess } from '../usecases/connections/confirmAccess.ts';
import { makeLookAtNeighbours } from '../usecases/connections/lookAtNeighbours.ts';
import { makeChangeContacts } from '../usecases/connections/changeContacts.ts';
import { makeConnectWithCredentials } from '../usecases/connections/connectWithCredentials.ts';
import { makeDisconnect } from '../usecases/connections/disconnect.ts';
import { makeEnterCredentials } from '../usecases/connections/enterCredentials.ts';
import { makeFillGap } from '../usecases/connections/fillGap.ts';
import { makeFinishDisconnect } from '../usecases/connections/finishDisconnect.ts';
import { makeReadConnections } from '../usecases/connections/readConnections.ts';
import { makeRecordLegacy } from '../usecases/connections/recordLegacy.ts';
import { makeRenewConsent } from '../usecases/connections/renewConsent.ts';
import { makeReplaceCredentials } from '../usecases/connections/replaceCredentials.ts';
import { makeVerifyNewAccess } from '../usecases/connections/verifyNewAccess.ts';
import { makeStoreAccounts } from '../usecases/connections/storeAccounts.ts';
import { makeBankOutages } from '../usecases/institutions/bankOutages.ts';
import { makeListInstitutions } from '../usecases/institutions/listInstitutions.ts';
import { makeOfferPageSession } from '../usecases/pages/offerPageSession.ts';
import { makeReadCheckReport } from '../usecases/syncs/readCheckReport.ts';
import { makeReadSyncs } from '../usecases/syncs/readSyncs.ts';
import { makeRequestSync } from '../usecases/syncs/requestSync.ts';
import { makeStartSync } from '../usecases/syncs/startSync.ts';
import { makeBeginErasure } from '../usecases/tenants/beginErasure.ts';
import { makeReadUsage } from '../usecases/tenants/readUsage.ts';
import { defaultQuotas } from '../domain/quotas/quotas.ts';
import { makeAdmission } from '../usecases/quotas/admission.ts';
import { makeRequestMeter } from '../usecases/quotas/requestMeter.ts';

type Variables = Omit<
  Environment<'tenant-api'>,
  'TENANT_CLAIM' | 'TENANT_NAME_CLAIM' | 'WEBHOOK_QUEUE_URL' | 'SLOW_WEBHOOK_QUEUE_URL' | 'WEBHOOK_RECEIVERS'
>;

/** What the calls of the API need, from the environment of a function. Who calls is known to the function itself. */
export const createTenantApi = (env: Variables, observers: Observers): Omit<TenantApiDeps, 'identify'> => {
  const dynamo = dynamoClient();
  const stores = createStores(dynamo, env.CONNECTIONS_TABLE, lateSealers(env), env.TRANSACTIONS_TABLE);
  const { accounts, connections, journals, syncs, due, paused } = stores;
  const { authorizationServer, catalogue, feeds, integrations, tenantSecrets } = createLatePonto(env, {
    stores,
    observers,
  });
  const books = new Table(dynamo, env.TRANSACTIONS_TABLE);
  const reader = new DynamoLedgerReader(books, { consistent: false });
  const consistentReader = new DynamoLedgerReader(books, { consistent: true });
  const feedLog = new DynamoFeedLog(books);
  const bankOutages = makeBankOutages({ failures: stores.bankFailures, clock });
  const heads = new DynamoLedgerHeads(books, pacedClock);
  const progress = makeAccountProgress({ heads, syncs });

  const beginConsent = createBeginConsent(env, { stores });
  const jobs = lateJobQueue(env);
  const startSync = makeStartSync({ syncs, jobs, ids, clock });
  const bus = countingBus(lateEventBus(env.EVENT_BUS_NAME), observers.counters);
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
  const linkAccount = makeLinkAccount({
    accounts,
    connections,
    journals,
    catalogue,
    due,
    reader,
    startSync,
    ids,
    clock,
  });

  const certificates = makeCertificates({
    accounts,
    certificates: stores.certificates,
    chooseAccounts: makeChooseAccounts({ accounts, heads, reader: consistentReader }),
    judgePeriod: makeJudgePeriod({
      reader: consistentReader,
      connections,
      journals,
      healthIn: makeAccountHealth({ accounts, progress, paused, bankOutages, clock }),
      clock,
    }),
    sha256: sha256Hex,
    ids,
    clock,
  });

  const quotas = {
    requestsPerMinute: env.TENANT_REQUESTS_PER_MINUTE ?? defaultQuotas.requestsPerMinute,
    syncsPerHour: env.TENANT_SYNCS_PER_HOUR ?? defaultQuotas.syncsPerHour,
    pageSessionsPerHour: defaultQuotas.pageSessionsPerHour,
    connections: env.TENANT_CONNECTIONS ?? defaultQuotas.connections,
    linkedAccounts: env.TENANT_LINKED_ACCOUNTS ?? defaultQuotas.linkedAccounts,
  };
  const confirmAddresses = env.CONFIRM_ADDRESSES === 'on';
  const enterAddresses = makeEnterAddresses({
    suppressionList: stores.suppressionList,
    confirmAddresses,
    askReader: lateAskReader(env, { confirmations: stores.confirmations, onFailure: makeOnUnasked(observers.log) }),
  });

  const scheduleTable = { timeZone: scheduleTimeZone, times: schedules };

  return {
    log: observers.log,
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
    previewLink: makePreviewLink({ accounts, connections, catalogue, reader, feeds, clock }),
    setKnownBalance: makeSetKnownBalance({ accounts, connections, catalogue, reader, startSync, clock }),
    succeedAccount: makeSucceedAccount({ ...stores, reader, startSync, ids, clock }),
    takeBackSuccession: makeTakeBackSuccession({
      accounts,
      reader,
      restoreBooks: makeRestoreBooks({
        writer: new DynamoLedgerWriter(books, pacedClock),
        reader: consistentReader,
        feedLog,
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
    offerPageSession: makeOfferPageSession({
      ...stores,
      catalogue,
      reader,
      ids,
      clock,
      returnUrlAllowList: env.RETURN_URL_ALLOWLIST,
      openingUrl: addressUnder(env.PUBLIC_URL, pagePaths.open),
    }),
    beginErasure: makeBeginErasure({ erasures: stores.erasures, jobs, ids, clock }),
    erasures: stores.erasures,
    readUsage: makeReadUsage({ connections, accounts, integrations }),
    requestSync: makeRequestSync({ accounts, connections, startSync, reader, clock }),
    readSyncs: makeReadSyncs({ accounts, syncs, heads, schedules: scheduleTable, clock }),
    readCheckReport: makeReadCheckReport({ reader }),
    listTransactions: makeListTransactions({ reader }),
    searchTransactions: makeSearchTransactions({ reader }),
    totalTransactions: makeTotalTransactions({ reader }),
    getTransaction: makeGetTransaction({ reader, syncs }),
    explainPayment: makeExplainPayment({ reader, accounts, connections, syncs, clock }),
    listRefusedLines: makeListRefusedLines({ reader, fingerprint }),
    listChanges: makeListChanges({ reader }),
    // What the log speaks of is committed: a replica that is behind may not have it yet.
    readTenantFeed: makeReadTenantFeed({ accounts, log: feedLog, reader: consistentReader }),
    listStatements: makeListStatements({ reader }),
    getStatement: makeGetStatement({ reader }),
    listStatementLines: makeListStatementLines({ reader }),
    statementsForFile: makeStatementsForFile({ reader }),
    certificates,
  };
};
