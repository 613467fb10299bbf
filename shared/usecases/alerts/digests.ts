import { claimOf } from '../../domain/alerts/delivery.ts';
import type { Connection } from '../../domain/connections/connection.ts';
import { digestLanguageOf } from '../../domain/mail/digestLanguage.ts';
import type { DigestAccount } from '../../domain/mail/mailContent.ts';
import { reachOf } from '../../domain/mail/reach.ts';
import { accountantOf } from '../../domain/mail/recipients.ts';
import { defined } from '../../language/defined.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { AccountantIndex, AlertDeliveries, PendingDigests, SentDigests } from '../../ports/alerts.ts';
import type { IdSource } from '../../ports/ambient.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';
import type { ConnectionHistory, ConnectionStore } from '../../ports/connections.ts';
import type { SuppressionList } from '../../ports/mail.ts';
import { deliver, type Alert, type DeliverDeps } from './deliver.ts';
import {
  endingAccountOf,
  withEndings,
  type AlertRun,
  type CheckedConnection,
  type WithEnding,
} from './endingAccount.ts';
import { recordAlerts } from './recordAlerts.ts';
import { dueReminders } from './remindPerson.ts';

export interface RequestDigestDeps {
  readonly deliveries: Pick<AlertDeliveries, 'get'>;
  readonly digests: Pick<PendingDigests, 'put'>;
}

/**
 * Records that a run has news for a connection's accountant. The digest itself waits until all connections were checked,
 * because it is one for all of them; the record outlives a crash in between.
 *
 * @param address the accountant's, where it takes mail
 * @returns whether there is news
 */
export const requestDigest = async (
  { deliveries, digests }: RequestDigestDeps,
  { endings, now }: CheckedConnection,
  address: string | undefined,
): Promise<boolean> => {
  if (address === undefined) return false;
  for (const { ref, topic } of dueReminders(endings, { kind: 'accountant', address }, now)) {
    if (claimOf(topic, await deliveries.get(ref), now) === 'delivered') continue;
    await digests.put(address);
    return true;
  }
  return false;
};

export interface SendDigestDeps extends DeliverDeps {
  readonly accountants: Pick<AccountantIndex, 'connectionsOf' | 'remove'>;
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly accounts: Pick<AccountStore, 'ofConnection'>;
  readonly digests: Pick<PendingDigests, 'remove'>;
  readonly sentDigests: Pick<SentDigests, 'keep'>;
  readonly ids: Pick<IdSource, 'next'>;
  readonly history: Pick<ConnectionHistory, 'append'>;
  readonly suppressionList: Pick<SuppressionList, 'ofAddresses'>;
  readonly confirmAddresses: boolean;
}

interface DigestSubject {
  readonly connection: Connection;
  readonly ending: WithEnding;
}

/**
 * Sends one accountant the one mail about what is due on all connections, of whatever tenants, that name this address. It
 * holds what a connection's own contact is told, and less of it.
 *
 * @returns how many mails went out
 */
export const sendDigest = async (deps: SendDigestDeps, address: string, run: AlertRun): Promise<number> => {
  const alerts: Alert<DigestSubject>[] = [];
  for await (const page of deps.accountants.connectionsOf(address)) {
    for (const ref of page) alerts.push(...(await dueOn(deps, ref, address, run)));
  }
  const { sent, complete } = await deliver(deps, alerts, run.now, async (clients) => {
    // Before the mail: should it come back, those whom it was about are the ones to know, and nobody else.
    const digestId = deps.ids.next();
    const tenantIds = clients.map(({ connection: { tenantId } }) => tenantId);
    await deps.sentDigests.keep(digestId, tenantIds, run.now);
    return {
      to: address,
      sentFor: { kind: 'digest', digestId },
      ...deps.renderMail({
        kind: 'digest',
        language: digestLanguageOf(clients.map(({ connection }) => connection)),
        accounts: clients.map((client) => digestAccountOf(client, run)),
      }),
    };
  });
  // In the history of each connection that the digest named.
  for (const ref of connectionsIn(sent)) {
    await recordAlerts(deps.history, ref, {
      at: run.now,
      recipient: 'accountant',
      codes: ['authorization_expiring'],
    });
  }
  if (complete) await deps.digests.remove(address);
  return sent.length > 0 ? 1 : 0;
};

const connectionsIn = (subjects: readonly DigestSubject[]): readonly ConnectionRef[] =>
  [...new Set(subjects.map(({ connection }) => connection))].map(({ tenantId, id }) => ({
    tenantId,
    connectionId: id,
  }));

const dueOn = async (
  deps: SendDigestDeps,
  ref: ConnectionRef,
  address: string,
  { now }: AlertRun,
): Promise<readonly Alert<DigestSubject>[]> => {
  const connection = await deps.connections.get(ref);
  if (!connection) await deps.accountants.remove(address, ref);
  // The connection says whose it is: an entry may be of an accountant of former days.
  if (!connection || connection.status === 'disconnected' || accountantOf(connection) !== address) return [];
  // Suppressed since it was requested, by a report on a mail of this tenant: the digest goes on without it.
  const standings = await deps.suppressionList.ofAddresses(ref.tenantId, [address]);
  const { confirmAddresses } = deps;
  if (reachOf(connection, standings, { now, confirmAddresses }).accountant === undefined) return [];
  const endings = withEndings(await deps.accounts.ofConnection(ref));
  return dueReminders(endings, { kind: 'accountant', address }, now).map(({ subject, ...alert }) => ({
    ...alert,
    subject: { connection, ending: subject },
  }));
};

const digestAccountOf = ({ connection, ending }: DigestSubject, run: AlertRun): DigestAccount => ({
  ...endingAccountOf(run, ending),
  ...defined({ client: connection.name ?? ending.account.holderName }),
});
