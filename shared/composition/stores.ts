import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoAccountStore } from '../adapters/dynamodb/accountStore.ts';
import { DynamoAddressConfirmations } from '../adapters/dynamodb/addressConfirmations.ts';
import { DynamoBankFailures } from '../adapters/dynamodb/bankFailures.ts';
import { DynamoCertificateStore } from '../adapters/dynamodb/certificateStore.ts';
import { DynamoConnectionHistory } from '../adapters/dynamodb/connectionHistory.ts';
import { DynamoConnectionRuns } from '../adapters/dynamodb/connectionRuns.ts';
import { DynamoSuppressionList } from '../adapters/dynamodb/suppressionList.ts';
import { DynamoConnectionStore } from '../adapters/dynamodb/connectionStore.ts';
import { DynamoConsentStore } from '../adapters/dynamodb/consentStore.ts';
import { DynamoDueIndex, DynamoOrganizationIndex } from '../adapters/dynamodb/dueIndex.ts';
import { DynamoErasureStore } from '../adapters/dynamodb/erasureStore.ts';
import { DynamoIdempotencyStore } from '../adapters/dynamodb/idempotencyStore.ts';
import { DynamoInstitutionSnapshots } from '../adapters/dynamodb/institutionSnapshot.ts';
import { DynamoJournalStore } from '../adapters/dynamodb/journalStore.ts';
import { DynamoPageSessions } from '../adapters/dynamodb/pageSessions.ts';
import { DynamoPausedTenants } from '../adapters/dynamodb/pausedTenants.ts';
import { DynamoReauthorizationStore } from '../adapters/dynamodb/reauthorizationStore.ts';
import { DynamoRenewalLinks } from '../adapters/dynamodb/renewalLinks.ts';
import { DynamoScheduledChecks } from '../adapters/dynamodb/scheduledChecks.ts';
import { DynamoSyncStore } from '../adapters/dynamodb/syncStore.ts';
import { DynamoLedgerReader } from '../adapters/dynamodb/ledger/dynamoLedgerReader.ts';
import { Table } from '../adapters/dynamodb/table.ts';
import { DynamoTenantCredentials } from '../adapters/dynamodb/tenantCredentials.ts';
import { DynamoUsage } from '../adapters/dynamodb/usage.ts';
import { DynamoTokenVault } from '../adapters/dynamodb/tokenVault.ts';
import { pacedClock } from './clients/pacedClock.ts';
import type { Sealers } from './sealers.ts';
import { systemClock } from '../runtime/systemClock.ts';

/** The stores of the connections table. */
export const createStores = (client: DynamoDBClient, tableName: string, sealers: Sealers, ledgerTableName: string) => {
  const table = new Table(client, tableName);
  return {
    accounts: new DynamoAccountStore(table),
    bankFailures: new DynamoBankFailures(table),
    suppressionList: new DynamoSuppressionList(table, pacedClock),
    certificates: new DynamoCertificateStore(table),
    checks: new DynamoScheduledChecks(table),
    confirmations: new DynamoAddressConfirmations(table),
    connections: new DynamoConnectionStore(table),
    consents: new DynamoConsentStore(table),
    credentials: new DynamoTenantCredentials(table, sealers.credentials, systemClock),
    due: new DynamoDueIndex(table),
    erasures: new DynamoErasureStore(table),
    history: new DynamoConnectionHistory(table),
    idempotency: new DynamoIdempotencyStore(table, sealers.answers),
    journals: new DynamoJournalStore(table),
    organizations: new DynamoOrganizationIndex(table),
    pageSessions: new DynamoPageSessions(table),
    paused: new DynamoPausedTenants(table, systemClock),
    reauthorizations: new DynamoReauthorizationStore(table),
    renewalLinks: new DynamoRenewalLinks(table),
    runs: new DynamoConnectionRuns(table),
    snapshots: new DynamoInstitutionSnapshots(table),
    syncs: new DynamoSyncStore(table, new DynamoLedgerReader(new Table(client, ledgerTableName), { consistent: true })),
    usage: new DynamoUsage(table),
    vault: new DynamoTokenVault(table, sealers.tokens),
  };
};

export type Stores = ReturnType<typeof createStores>;
