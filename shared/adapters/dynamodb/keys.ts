import { createHash } from 'node:crypto';
import { dueShardCount } from '../../contracts/dueShards.ts';
import { softwarePartition } from '../../contracts/tokenClaims.ts';
import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { ScheduledFrequency } from '../../domain/connections/connection.ts';
import type { AlertRef, Audience, IncidentRef, ReminderRef } from '../../ports/alerts.ts';
import type { AccountRef, ConnectionRef } from '../../ports/refsAndPages.ts';
import type { JournalRef } from '../../ports/journals.ts';
import type { CertificateRef } from '../../ports/certificates.ts';
import type { SyncRef } from '../../ports/syncs.ts';
import type { DeliveryRef, EndpointRef } from '../../ports/webhookEndpoints.ts';
import type { Key } from './table.ts';

/**
 * The keys of the connections table; `docs/adr/0003-connections-table.md` lists them. Every partition begins with a kind
 * and, where it belongs to a tenant, the tenant. A tenant id comes from the token of whatever issuer is configured, so
 * that it is escaped: a `#` in it must not reach another tenant's keys.
 */
export const escaped = (text: string): string => encodeURIComponent(text);

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export const tenantPartition = (tenantId: string): string => `TENANT#${escaped(tenantId)}`;
export const accountPartition = ({ tenantId, accountId }: AccountRef): string =>
  `ACCOUNT#${escaped(tenantId)}#${escaped(accountId)}`;

export const prefixes = {
  connection: 'C#',
  account: 'A#',
  journal: 'J#',
  sync: 'SYNC#',
  history: 'H#',
  certificate: 'CERT#',
  certificateSummary: 'CERTS#',
  webhookEndpoint: 'E#',
  webhookDelivery: 'D#',
} as const;

const ofTenant = (tenantId: string, sk: string): Key => ({ pk: tenantPartition(tenantId), sk });

export const connectionKey = ({ tenantId, connectionId }: ConnectionRef): Key =>
  ofTenant(tenantId, `${prefixes.connection}${connectionId}`);
export const readsKey = (ref: ConnectionRef): Key => ofTenant(ref.tenantId, `${connectionKey(ref).sk}#RUN`);
export const lastRunKey = (ref: ConnectionRef): Key => ofTenant(ref.tenantId, `${connectionKey(ref).sk}#LAST`);
export const tokensKey = (ref: ConnectionRef): Key => ofTenant(ref.tenantId, `${connectionKey(ref).sk}#TOKENS`);

/** Apart from the tenant's partition: a run reads everything that begins with a connection's key. */
export const connectionPartition = ({ tenantId, connectionId }: ConnectionRef): string =>
  `CONNECTION#${escaped(tenantId)}#${escaped(connectionId)}`;
export const historyKey = (ref: ConnectionRef, historyId: string): Key => ({
  pk: connectionPartition(ref),
  sk: `${prefixes.history}${historyId}`,
});

export const accountKey = ({ tenantId, accountId }: AccountRef): Key =>
  ofTenant(tenantId, `${prefixes.account}${accountId}`);
/** One account per account of Ponto: the item names the account that has this id of Ponto. */
export const pontoAccountKey = (tenantId: string, pontoId: string): Key => ofTenant(tenantId, `AP#${escaped(pontoId)}`);
export const journalKey = ({ tenantId, journalId }: JournalRef): Key =>
  ofTenant(tenantId, `${prefixes.journal}${journalId}`);
/** Codes are told apart without regard to case: `bnk1` and `BNK1` would be one to a bookkeeper. */
export const journalCodeKey = (tenantId: string, code: string): Key =>
  ofTenant(tenantId, `JC#${escaped(code.toUpperCase())}`);
export const certificateKey = ({ tenantId, certificateId }: CertificateRef): Key =>
  ofTenant(tenantId, `${prefixes.certificate}${escaped(certificateId)}`);
/** What a list says of it, apart from what fills an item. */
export const certificateSummaryKey = ({ tenantId, certificateId }: CertificateRef): Key =>
  ofTenant(tenantId, `${prefixes.certificateSummary}${escaped(certificateId)}`);
/** In the tenant's partition, so that an erasure takes it along. */
export const usageKey = (tenantId: string, what: string, from: string): Key => ofTenant(tenantId, `U#${what}#${from}`);
export const idempotencyKey = (tenantId: string, key: string): Key => ofTenant(tenantId, `IK#${sha256(key)}`);

export const syncKey = (ref: SyncRef): Key => ({
  pk: accountPartition(ref),
  sk: `${prefixes.sync}${ref.syncId}`,
});
export const runningKey = (ref: AccountRef): Key => ({ pk: accountPartition(ref), sk: 'RUNNING' });

export const keyOfConsentHash = (hash: string): Key => ({ pk: `CONSENT#${hash}`, sk: 'BEGUN' });
export const consentKey = (token: string): Key => keyOfConsentHash(sha256(token));
/** Earlier releases kept consents under `STATE`, which no browser was bound to: nobody finishes those any more. */
export const passageKey = (state: string): Key => ({ pk: `STATE#${sha256(state)}`, sk: 'PASSAGE' });
export const reauthorizationKey = (token: string): Key => ({ pk: `REAUTHORIZE#${sha256(token)}`, sk: 'BEGUN' });

/** What the address of a page session opens, and whom its cookie stands for. */
export const pageOpeningKey = (token: string): Key => ({ pk: `PAGES#${sha256(token)}`, sk: 'OPENING' });
export const pageSessionKey = (secret: string): Key => ({ pk: `PAGES#${sha256(secret)}`, sk: 'SIGNED_IN' });

/** Where nobody knows whose mail came back: for all tenants. Addresses do not belong into keys. */
export const providerWideKey = (address: string): Key => ({ pk: `ADDRESS#${sha256(address)}`, sk: 'MARK' });

/** By the tag of the tenant's mails, which is all that a report of the mail service names. */
export const mailPartition = (tag: string): string => `MAIL#${tag}`;
export const suppressedAddressKey = (tag: string, address: string): Key => ({
  pk: mailPartition(tag),
  sk: `MARK#${sha256(`${tag}#${address}`)}`,
});
/** @param place a hash of tag and address: a link carries it */
export const confirmationKey = (tag: string, place: string): Key => ({
  pk: mailPartition(tag),
  sk: `CONFIRM#${place}`,
});

/** A place is a hash already: of whom the link is for and of what it renews. */
export const renewalLinkKey = (place: string): Key => ({ pk: `RENEW#${place}`, sk: 'LINK' });

/** Endpoints of a tenant, and what is on its way to them: one partition, so that an erasure takes it along. */
export const webhooksPartition = (tenantId: string): string => `WEBHOOKS#${escaped(tenantId)}`;
export const webhookEndpointKey = ({ tenantId, endpointId }: EndpointRef): Key => ({
  pk: webhooksPartition(tenantId),
  sk: `${prefixes.webhookEndpoint}${escaped(endpointId)}`,
});
export const deliveriesPrefix = (endpointId: string): string => `${prefixes.webhookDelivery}${escaped(endpointId)}#`;
export const webhookDeliveryKey = ({ tenantId, endpointId, deliveryId }: DeliveryRef): Key => ({
  pk: webhooksPartition(tenantId),
  sk: `${deliveriesPrefix(endpointId)}${escaped(deliveryId)}`,
});

export const dueShards: readonly string[] = Array.from({ length: dueShardCount }, (_, shard) =>
  String(shard).padStart(2, '0'),
);
export const duePartition = (frequency: ScheduledFrequency, shard: string): string => `DUE#${frequency}#${shard}`;
const shardOf = ({ tenantId, connectionId }: ConnectionRef): string => {
  const hash = Number.parseInt(sha256(`${tenantId}#${connectionId}`).slice(0, 8), 16);
  return String(hash % dueShards.length).padStart(2, '0');
};
/** What the sort keys of all connections of a tenant begin with, and of nobody else's. */
export const refsOfTenant = (tenantId: string): string => `${escaped(tenantId)}#`;
const refSortKey = (ref: ConnectionRef): string => `${refsOfTenant(ref.tenantId)}${ref.connectionId}`;
export const dueKey = (frequency: ScheduledFrequency, ref: ConnectionRef): Key => ({
  pk: duePartition(frequency, shardOf(ref)),
  sk: refSortKey(ref),
});

export const scheduledCheckPartition = (shard: string): string => `EXPIRY#${shard}`;
export const scheduledCheckPartitionOf = (ref: ConnectionRef): string => scheduledCheckPartition(shardOf(ref));
/** Apart from the tenant's partition: the way from one home to the other goes through all of them, without a scan. */
export const credentialsPartition = (shard: string): string => `CREDENTIALS#${shard}`;
export const credentialsKey = (ref: ConnectionRef): Key => ({
  pk: credentialsPartition(shardOf(ref)),
  sk: refSortKey(ref),
});

/** Looks of one shard lie in the order of their days, so that a run reads a beginning of the partition. */
export const scheduledCheckKey = (day: string, ref: ConnectionRef): Key => ({
  pk: scheduledCheckPartition(shardOf(ref)),
  sk: `${day}#${refSortKey(ref)}`,
});

/** Which shards a run has been through. */
export const alertRunKey = (run: Instant): Key => ({ pk: 'ALERTRUNS', sk: run });

export const accountantPartition = (address: string): string => `ACCOUNTANT#${sha256(address)}`;
export const accountantKey = (address: string, ref: ConnectionRef): Key => ({
  pk: accountantPartition(address),
  sk: refSortKey(ref),
});

/** One partition: its writes keep the pace of the mails, a dozen a second. */
export const digestPartition = 'DIGESTS';
export const placeOfDigest = (address: string): string => sha256(address);
export const digestKey = (place: string): Key => ({ pk: digestPartition, sk: place });

/** A digest that was sent, by its own id; under it the tags of the tenants that it was about, which name nobody. */
export const sentDigestPartition = (digestId: string): string => `DIGEST#${escaped(digestId)}`;
export const sentDigestKey = (digestId: string, tag: string): Key => ({ pk: sentDigestPartition(digestId), sk: tag });

/** An audience is the bus or a mail address, and addresses do not belong into keys. */
const reminderKey = ({ tenantId, accountId, audience }: ReminderRef): Key => ({
  pk: accountPartition({ tenantId, accountId }),
  sk: `TOLD#${audienceKey(audience)}`,
});

const audienceKey = (audience: Audience): string => {
  if (audience.kind === 'bus') return 'BUS';
  return audience.kind === 'accountant' ? `DIGEST#${sha256(audience.address)}` : sha256(audience.address);
};

export const incidentPartition = ({ tenantId, connectionId }: ConnectionRef): string =>
  `TROUBLE#${escaped(tenantId)}#${connectionId}`;
const incidentKey = ({ tenantId, connectionId, kind, accountId = '', address }: IncidentRef): Key => ({
  pk: incidentPartition({ tenantId, connectionId }),
  sk: `${kind}#${accountId}#${sha256(address)}`,
});

export const alertDeliveryKey = (ref: AlertRef): Key => ('audience' in ref ? reminderKey(ref) : incidentKey(ref));

export const organizationPartition = (organizationId: string): string => `ORGANIZATION#${organizationId}`;
export const organizationKey = (organizationId: string, ref: ConnectionRef): Key => ({
  pk: organizationPartition(organizationId),
  sk: refSortKey(ref),
});

/** What stays of an erased tenant must not name it. */
export const erasureKey = (tenantId: string): Key => ({ pk: `ERASURE#${sha256(tenantId)}`, sk: 'ERASURE' });

export const pausedPartition = 'PAUSED';
export const pausedKey = (tenantId: string): Key => ({ pk: pausedPartition, sk: escaped(tenantId) });

/** A function may read this partition and nothing else: its key is a right (`infra/constructs/grants.ts`). */
export const softwareKey = (clientId: string): Key => ({ pk: softwarePartition, sk: escaped(clientId) });

export const institutionsPartition = 'INSTITUTIONS';

/** Failures of the biggest bank come some hundred a second when a schedule meets an outage. */
export const bankFailureShards: readonly string[] = ['0', '1', '2', '3', '4', '5', '6', '7'];
export const bankFailuresPartition = (institutionId: string, shard: string): string =>
  `BANKFAILURES#${escaped(institutionId)}#${shard}`;
export const bankFailuresKey = (institutionId: string, accountId: string, day: string): Key => {
  const shard = Number.parseInt(sha256(accountId).slice(0, 8), 16) % bankFailureShards.length;
  return { pk: bankFailuresPartition(institutionId, String(shard)), sk: day };
};
