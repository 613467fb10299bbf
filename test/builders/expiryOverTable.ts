import { DynamoAccountantIndex, DynamoPendingDigests } from '../../shared/adapters/dynamodb/accountants.ts';
import { DynamoAccountStore } from '../../shared/adapters/dynamodb/accountStore.ts';
import { DynamoSuppressionList } from '../../shared/adapters/dynamodb/suppressionList.ts';
import { DynamoConnectionHistory } from '../../shared/adapters/dynamodb/connectionHistory.ts';
import { DynamoConnectionRuns } from '../../shared/adapters/dynamodb/connectionRuns.ts';
import { DynamoConnectionStore } from '../../shared/adapters/dynamodb/connectionStore.ts';
import { DynamoScheduledChecks } from '../../shared/adapters/dynamodb/scheduledChecks.ts';
import { DynamoInstitutionSnapshots } from '../../shared/adapters/dynamodb/institutionSnapshot.ts';
import { DynamoSentDigests } from '../../shared/adapters/dynamodb/sentDigests.ts';
import { DynamoSyncStore } from '../../shared/adapters/dynamodb/syncStore.ts';
import type { Table } from '../../shared/adapters/dynamodb/table.ts';
import { DynamoAlertRuns } from '../../shared/adapters/dynamodb/alertRuns.ts';
import { DynamoAlertDeliveries } from '../../shared/adapters/dynamodb/alertDeliveries.ts';
import { addDays } from '../../shared/domain/calendar/calendarDate.ts';
import type { Connection } from '../../shared/domain/connections/connection.ts';
import { emptyHead } from '../../shared/domain/ledger/head.ts';
import { renderMail } from '../../shared/presentation/mail/renderMail.ts';
import { randomIds } from '../../shared/runtime/randomIds.ts';
import { playAlertRun, type AlertStores } from './alertWorkers.ts';
import type { connectionsTableSuite } from '../setup/connectionsTable.ts';
import { uuid } from './bank.ts';
import { aClock, aConnection, anAccount } from './records.ts';

/** The expiry alerts over the table, with a mail service that remembers. */
export const alertingOverTable = () => {
  const mails: string[] = [];
  const texts: string[] = [];
  const digestIds: { readonly to: string; readonly digestId: string }[] = [];
  const events: string[] = [];
  const storesOver = (table: Table): AlertStores => ({
    alertRuns: new DynamoAlertRuns(table),
    checks: new DynamoScheduledChecks(table),
    deliveries: new DynamoAlertDeliveries(table),
    accounts: new DynamoAccountStore(table),
    connections: new DynamoConnectionStore(table),
    accountants: new DynamoAccountantIndex(table),
    digests: new DynamoPendingDigests(table),
    sentDigests: new DynamoSentDigests(table),
    ids: randomIds,
    snapshots: new DynamoInstitutionSnapshots(table),
    history: new DynamoConnectionHistory(table),
    syncs: new DynamoSyncStore(table),
    runs: new DynamoConnectionRuns(table),
    paused: { all: async () => new Set() },
    reader: { head: async () => emptyHead },
    confirmAddresses: false,
    askReader: async () => 'asked',
    suppressionList: new DynamoSuppressionList(table, aClock()),
    renderMail,
    mailer: {
      send: async ({ to, text, sentFor }) => {
        mails.push(to);
        texts.push(text);
        if (sentFor.kind === 'digest') digestIds.push({ to, digestId: sentFor.digestId });
        return { kind: 'sent' };
      },
    },
    offerRenewal: async () => 'https://sync.example/renew?link=1',
    bus: { publish: async (published) => void events.push(...published.map(({ id }) => id)) },
    onFailure: () => undefined,
  });
  const over =
    (table: Table) =>
    ({ now }: { readonly now: string }): Promise<void> =>
      playAlertRun(storesOver(table), now);
  return {
    mails,
    events,
    storesOver,
    /** A whole run. */
    over,
    /** Ids of the digests to one address, in the order in which they went out. */
    digestsTo: (address: string): string[] =>
      digestIds.filter(({ to }) => to === address).map(({ digestId }) => digestId),
    /** Texts of the mails to one address. */
    sentTo: (address: string): string[] => texts.filter((_, index) => mails[index] === address),
  };
};

interface Stored extends Partial<Connection> {
  readonly address: string;
  readonly lastDay: string;
}

/** A connection of a tenant of its own, with two accounts that end on a day after 180. */
export const storeConnection = async (
  suite: ReturnType<typeof connectionsTableSuite>,
  { address, lastDay, ...more }: Stored,
): Promise<string> => {
  const tenantId = suite.aTenant();
  const table = suite.table();
  await new DynamoConnectionStore(table).create(aConnection({ tenantId, contact: { email: address }, ...more }));
  const authorization = {
    authorizedAt: `${addDays(lastDay, -180)}T10:00:00.000Z`,
    expiresAt: `${lastDay}T10:00:00.000Z`,
    revoked: false,
  };
  for (const number of [1, 2]) {
    const ids = { id: uuid(100 + number), pontoId: uuid(900 + number) };
    await new DynamoAccountStore(table).create(anAccount({ tenantId, ...ids, authorization }));
  }
  return tenantId;
};
