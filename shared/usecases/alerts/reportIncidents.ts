import { incidentKinds, type Incident, type IncidentKind } from '../../domain/alerts/incident.ts';
import type { Account } from '../../domain/connections/connection.ts';
import type { Difference } from '../../domain/statements/difference.ts';
import type { Recipient } from '../../domain/mail/recipients.ts';
import { renewalWayOf } from '../../domain/renewal/renewalLink.ts';
import { defined } from '../../language/defined.ts';
import { deliver, type Alert } from './deliver.ts';
import { mailAccountOf, type CheckedConnection } from './endingAccount.ts';
import type { RemindDeps } from './remindPerson.ts';

export interface ReportedIncidents {
  /** What a mail went out about. */
  readonly kinds: readonly IncidentKind[];
  /** Everything that is wrong was told, now or before. */
  readonly complete: boolean;
}

interface Concerned {
  readonly account: Account | undefined;
  readonly difference: Difference | undefined;
}

/** Tells one person of the incidents of a connection: one mail for each kind, each cause once. */
export const reportIncidents = async (
  deps: RemindDeps,
  checked: CheckedConnection,
  incidents: readonly Incident[],
  recipient: Recipient,
): Promise<ReportedIncidents> => {
  const { tenantId, id: connectionId } = checked.connection;
  const ref = { tenantId, connectionId };
  const { address } = recipient;
  const kinds: IncidentKind[] = [];
  let complete = true;
  for (const kind of incidentKinds) {
    const alerts = incidents
      .filter((incident) => incident.kind === kind)
      .map(({ account, cause, difference }): Alert<Concerned> => {
        const about = { ...ref, kind, address, ...defined({ accountId: account?.id }) };
        return { ref: about, topic: { cause }, subject: { account, difference } };
      });
    const mailOf = async (subjects: readonly Concerned[]) => {
      const concerned = subjects.flatMap(({ account = [] }) => account);
      const shown = concerned.length > 0 ? concerned : checked.accounts;
      const accounts = shown.map((account) => ({
        ...mailAccountOf(checked, account),
        ...defined({ difference: subjects.find((subject) => subject.account === account)?.difference }),
      }));
      const url = await linkFor(deps, checked, recipient, kind, concerned[0]);
      const content = { kind: 'incident', recipient, incident: kind, accounts, ...defined({ url }) } as const;
      return { to: address, sentFor: { kind: 'tenant', tenantId } as const, ...deps.renderMail(content) };
    };
    const delivered = await deliver(deps, alerts, checked.now, mailOf, ref);
    if (delivered.sent.length > 0) kinds.push(kind);
    complete &&= delivered.complete;
  }
  return { kinds, complete };
};

/** Two incidents are healed by a consent, which our page leads to: an access that was refused, an account left out. */
const linkFor = async (
  { offerRenewal }: RemindDeps,
  { connection, now }: CheckedConnection,
  { address, language }: Recipient,
  kind: IncidentKind,
  account: Account | undefined,
): Promise<string | undefined> => {
  const isHealed =
    kind === 'reconnect_required' ||
    (kind === 'accounts_lost' && connection.method === 'oauth' && connection.organizationId !== undefined);
  if (!isHealed || renewalWayOf(connection) === 'none') return undefined;
  const holder = {
    tenantId: connection.tenantId,
    connectionId: connection.id,
    address,
    ...defined({ accountId: account?.id }),
  };
  return offerRenewal({ holder, language, at: now });
};
