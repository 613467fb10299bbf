import { DynamoAccountStore } from '../../../../shared/adapters/dynamodb/accountStore.ts';
import { DynamoConnectionHistory } from '../../../../shared/adapters/dynamodb/connectionHistory.ts';
import { DynamoConnectionStore } from '../../../../shared/adapters/dynamodb/connectionStore.ts';
import { DynamoDueIndex, DynamoOrganizationIndex } from '../../../../shared/adapters/dynamodb/dueIndex.ts';
import { connectionKey } from '../../../../shared/adapters/dynamodb/keys.ts';
import type { Table } from '../../../../shared/adapters/dynamodb/table.ts';
import { DynamoTokenVault } from '../../../../shared/adapters/dynamodb/tokenVault.ts';
import type { Account } from '../../../../shared/domain/connections/connection.ts';
import { Fault } from '../../../../shared/domain/faults/fault.ts';
import type { FeedAccount } from '../../../../shared/domain/ledger/feedAccount.ts';
import type { BankFeed } from '../../../../shared/ports/bankFeed.ts';
import type { PublishedEvent } from '../../../../shared/ports/events.ts';
import type { ClientCredentials, TenantSecrets, TokenSet } from '../../../../shared/ports/tokens.ts';
import type { ConnectionRef } from '../../../../shared/ports/refsAndPages.ts';
import { makeAnnounceActive } from '../../../../shared/usecases/connections/announceActive.ts';
import {
  makeConnectWithCredentials,
  type NewCredentialsConnection,
} from '../../../../shared/usecases/connections/connectWithCredentials.ts';
import { makeEnterCredentials } from '../../../../shared/usecases/connections/enterCredentials.ts';
import { makeReplaceCredentials } from '../../../../shared/usecases/connections/replaceCredentials.ts';
import { makeVerifyNewAccess } from '../../../../shared/usecases/connections/verifyNewAccess.ts';
import { makeStoreAccounts } from '../../../../shared/usecases/connections/storeAccounts.ts';
import { aFeedAccount } from '../../../builders/bank.ts';
import { inert } from '../../../builders/inert.ts';
import { plainSealer } from '../../../builders/plainSealer.ts';
import { aClock, anInstitution, countedIds } from '../../../builders/records.ts';

/** Secrets in memory, by connection. */
export const memorySecrets = () => {
  const held = new Map<string, ClientCredentials>();
  const keyOf = ({ tenantId, connectionId }: ConnectionRef): string => `${tenantId} ${connectionId}`;
  const secrets: TenantSecrets = {
    readCredentials: async (ref) => held.get(keyOf(ref)),
    storeCredentials: async (ref, credentials) => void held.set(keyOf(ref), credentials),
    removeCredentials: async (ref) => void held.delete(keyOf(ref)),
  };
  return { held, secrets };
};

/** What Ponto says to credentials: an organisation with accounts, or no. */
export interface Behind {
  readonly organizationId?: string;
  readonly accounts?: readonly FeedAccount[];
  readonly refused?: boolean;
}

export const goodCredentials: ClientCredentials = { clientId: 'client-1', clientSecret: 'secret-1' };

/** Entering credentials over real stores; secrets and Ponto are a test's to decide. */
export const aCredentialsWorld = (table: Table, tenantId: string, from = 1000) => {
  const ids = countedIds(from);
  const clock = aClock('2026-03-10T09:00:00.000Z');
  const { held, secrets } = memorySecrets();
  const vault = new DynamoTokenVault(table, plainSealer);
  const connections = new DynamoConnectionStore(table);
  const accounts = new DynamoAccountStore(table);
  const events: PublishedEvent[] = [];
  const read: Account[] = [];
  const behind: { now: Behind; meanwhile?: () => Promise<unknown> } = { now: {} };

  const token: TokenSet = { accessToken: 'access-1', accessTokenExpiresAt: '2026-03-10T09:30:00.000Z' };
  const enterCredentials = makeEnterCredentials({
    authorizationServer: {
      customIntegrationToken: async ({ clientSecret }) => {
        if (behind.now.refused) throw new Fault('credentials_refused');
        return { ...token, accessToken: `access of ${clientSecret}` };
      },
    },
    verifyNewAccess: makeVerifyNewAccess({
      vault,
      feeds: {
        of: () =>
          inert<BankFeed>('feed', {
            organization: async () => ({ id: behind.now.organizationId ?? 'organization-1' }),
            accounts: async () => {
              await behind.meanwhile?.();
              return behind.now.accounts ?? [aFeedAccount()];
            },
          }),
      },
      ids,
    }),
    tenantSecrets: secrets,
    vault,
    connections,
    storeAccounts: makeStoreAccounts({
      history: new DynamoConnectionHistory(table),
      accounts,
      connections,
      catalogue: { get: async () => anInstitution() },
      due: new DynamoDueIndex(table),
      ids,
    }),
    fillGap: async (found) => void read.push(...found),
    announceActive: makeAnnounceActive({ events: { publish: async (told) => void events.push(...told) }, ids }),
  });
  const connect = makeConnectWithCredentials({
    connections,
    catalogue: { get: async (id) => (id === 'no-such-bank' ? undefined : anInstitution({ id })) },
    enterCredentials,
    ids,
    clock,
  });
  const replace = makeReplaceCredentials({ connections, enterCredentials, clock });
  const pk = connectionKey({ tenantId, connectionId: '' }).pk;
  return {
    tenantId,
    connections,
    accounts,
    vault,
    held,
    secrets,
    events,
    read,
    behind,
    clock,
    organizations: new DynamoOrganizationIndex(table),
    history: new DynamoConnectionHistory(table),
    connect: (tenant: string, request: NewCredentialsConnection) =>
      connect({ tenantId: tenant, userId: 'user-1' }, request),
    replace: (ref: ConnectionRef, credentials: ClientCredentials) =>
      replace({ tenantId: ref.tenantId, userId: 'user-1' }, ref.connectionId, credentials),
    listed: async () => (await accounts.list(tenantId, {}, { limit: 50 })).items,
    all: async () => (await connections.list(tenantId, { limit: 50 })).items,
    /** Everything that is stored for the tenant. */
    stored: async () => (await table.query(pk, {})).items,
  };
};
