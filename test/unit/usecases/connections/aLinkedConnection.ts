import { DynamoAccountStore } from '../../../../shared/adapters/dynamodb/accountStore.ts';
import { DynamoConnectionHistory } from '../../../../shared/adapters/dynamodb/connectionHistory.ts';
import { DynamoConnectionStore } from '../../../../shared/adapters/dynamodb/connectionStore.ts';
import { DynamoDueIndex, DynamoOrganizationIndex } from '../../../../shared/adapters/dynamodb/dueIndex.ts';
import { DynamoJournalStore } from '../../../../shared/adapters/dynamodb/journalStore.ts';
import { tenantPartition, tokensKey } from '../../../../shared/adapters/dynamodb/keys.ts';
import { DynamoSyncStore } from '../../../../shared/adapters/dynamodb/syncStore.ts';
import type { Table } from '../../../../shared/adapters/dynamodb/table.ts';
import { DynamoTokenVault } from '../../../../shared/adapters/dynamodb/tokenVault.ts';
import { aFeedAccount, uuid } from '../../../builders/bank.ts';
import { plainSealer } from '../../../builders/plainSealer.ts';
import { aConnection, aJournal, aLink, anAccount } from '../../../builders/records.ts';
import { MemoryTable } from '../../../builders/memoryTable.ts';
import { goodCredentials } from './aCredentialsWorld.ts';
import { aReconnectWorld, newCredentials } from './aReconnectWorld.ts';

export const [kept, renamed, lost, adopted] = [uuid(101), uuid(102), uuid(103), uuid(104)];
const added = uuid(900_005);
const ibans = { renamed: 'BE71096123456769', lost: 'BE43068999999501', adopted: 'BE62510007547061', added: 'BE02' };

/** What Ponto lists: one account as before, one under a new id, one of an older connection, and a new one. */
const listed = [
  aFeedAccount(),
  aFeedAccount({ pontoId: uuid(900_012), reference: ibans.renamed }),
  aFeedAccount({ pontoId: uuid(900_004), reference: ibans.adopted }),
  aFeedAccount({ pontoId: added, reference: ibans.added }),
];

export interface Way {
  readonly method: 'oauth' | 'client_credentials';
  /** Whether the access from before still works: accounts are being added, not a refused access replaced. */
  readonly worked: boolean;
}

/** A connection with a linked account and two more, and an account that an ended connection has left. */
export const aLinkedConnection = async (
  { method, worked }: Way,
  table: Table = new MemoryTable(),
  tenantId = 'tenant/1#',
) => {
  const world = aReconnectWorld(tenantId);
  const connections = new DynamoConnectionStore(table);
  const accounts = new DynamoAccountStore(table);
  const journals = new DynamoJournalStore(table);
  const { organizationId } = world.ponto.behind;
  const status = worked ? 'active' : 'reconnect_required';
  await connections.create(aConnection({ tenantId, method, organizationId, status }));
  await connections.create(aConnection({ tenantId, id: uuid(2), status: 'disconnected' }));
  for (const account of [
    anAccount({ id: kept, link: aLink() }),
    anAccount({ id: renamed, pontoId: uuid(900_002), reference: ibans.renamed }),
    anAccount({ id: lost, pontoId: uuid(900_003), reference: ibans.lost }),
    anAccount({
      id: adopted,
      connectionId: uuid(2),
      pontoId: uuid(900_004),
      reference: ibans.adopted,
      link: aLink({ journalId: uuid(202), frequency: 'weekly' }),
    }),
  ]) {
    await accounts.create({ ...account, tenantId });
  }
  await journals.create(aJournal({ tenantId }));
  await journals.create(aJournal({ tenantId, id: uuid(202), code: 'OLD' }));
  await journals.claim({ tenantId, journalId: uuid(201) }, { accountId: kept, claimId: 'claim-1' });
  await journals.claim({ tenantId, journalId: uuid(202) }, { accountId: adopted, claimId: 'claim-2' });
  await new DynamoDueIndex(table).add('every_12_hours', world.ref, 'mark-1');
  await new DynamoOrganizationIndex(table).add(organizationId, world.ref);
  const tokens = method === 'oauth' ? world.ponto.grant() : world.ponto.access();
  await new DynamoTokenVault(table, plainSealer).store(world.ref, tokens);
  await world.secrets.storeCredentials(world.ref, goodCredentials);
  world.ponto.knows(goodCredentials);
  if (!worked) world.ponto.revokeAll();
  world.ponto.knows(newCredentials);
  world.ponto.behind.accounts = listed;
  return { ...world, table };
};
export type LinkedConnection = Awaited<ReturnType<typeof aLinkedConnection>>;

/** Everything that is stored for the tenant; tokens of an access that is being looked at apart. */
export const stored = async ({ ref, held, table }: LinkedConnection) => {
  const { items } = await table.query(tenantPartition(ref.tenantId));
  const due = new DynamoDueIndex(table);
  const marks = [await due.markOf('every_12_hours', ref), await due.markOf('weekly', ref)];
  const isStaged = (item: (typeof items)[number]): boolean => String(item['sk']).includes('~');
  // A claim alone changes nothing of the connection, and lapses.
  const own = items.filter((item) => !isStaged(item)).map(({ claim: _, ...item }) => item);
  return { running: { items: own, marks, secrets: [...held] }, staged: items.filter(isStaged) };
};
export type Stored = Awaited<ReturnType<typeof stored>>;

/** The access of a connection; another one when the new has begun to take the place of the one from before. */
export const accessIn = ({ running: { items, secrets } }: Stored, { ref }: LinkedConnection): string =>
  JSON.stringify([items.find(({ sk }) => sk === tokensKey(ref).sk)?.['sealed'], secrets]);

/** The ids that the new account has, and that the claim of its Ponto id names; a crash may lie between the two. */
export const idsOfNewIn = ({ running: { items } }: Stored) => ({
  claimed: items.find(({ sk }) => sk === `AP#${added}`)?.['accountId'],
  made: items.filter(({ pontoId }) => pontoId === added).map(({ id }) => id),
});

/** What a person and their books know the connection by. */
export const seen = async ({ ref, table }: LinkedConnection) => {
  const { tenantId } = ref;
  const journals = new DynamoJournalStore(table);
  const due = new DynamoDueIndex(table);
  const syncs = new DynamoSyncStore(table);
  const page = { limit: 50 };
  const connections = (await new DynamoConnectionStore(table).list(tenantId, page)).items;
  const accounts = (await new DynamoAccountStore(table).list(tenantId, {}, page)).items;
  const claims = [
    ...(await journals.heldBy({ tenantId, accountId: kept })),
    ...(await journals.heldBy({ tenantId, accountId: adopted })),
  ];
  const runs = [
    ...(await syncs.list({ tenantId, accountId: kept }, page)).items,
    ...(await syncs.list({ tenantId, accountId: adopted }, page)).items,
  ];
  const told = (await new DynamoConnectionHistory(table).list(ref, page)).items;
  const organizations = await new DynamoOrganizationIndex(table).connectionsOf('organization-1');
  return {
    connections: connections.map(({ id, status, method, organizationId }) => ({ id, status, method, organizationId })),
    accounts: accounts.map(({ id, connectionId, pontoId, link, authorization }) => ({
      // A new account has whatever id it was given, and one only.
      id: pontoId === added ? 'new' : id,
      connectionId,
      pontoId,
      link,
      revoked: authorization.revoked,
    })),
    journals: claims.map(({ journal: { id, code, accountId }, claimId }) => ({ id, code, accountId, claimId })),
    due: [await due.markOf('every_12_hours', ref), await due.markOf('weekly', ref)].map((mark) => mark !== undefined),
    // One that was begun and lost its process is failed as interrupted.
    underWay: runs.filter(({ status }) => status === 'queued').map(({ accountId }) => accountId),
    organizations: organizations.filter((known) => known.tenantId === tenantId).map(({ connectionId }) => connectionId),
    last: told[0]?.what,
  };
};
