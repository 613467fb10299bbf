import type { Account } from '../../domain/connections/connection.ts';
import type { Recipient } from '../../domain/mail/recipients.ts';
import { renewalWayOf } from '../../domain/renewal/renewalLink.ts';
import { incidentKinds, type Incident, type IncidentKind } from '../../domain/alerts/incident.ts';
import { troubleTurnOf, type TroubleTelling } from '../../domain/alerts/troubleTelling.ts';
import type { TroubleTellingRef } from '../../ports/troubles.ts';
import type { AlertDeps } from './alertDeps.ts';
import type { Visit } from './endingAccount.ts';
import { sendMail } from './sendMail.ts';

export interface TroubleVisit extends Omit<Visit, 'endings'> {
  readonly accounts: readonly Account[];
  readonly troubles: readonly Incident[];
}

export interface ToldTroubles {
  /** What a mail went out about. */
  readonly kinds: readonly IncidentKind[];
  /** Everything that is wrong was told, now or before. */
  readonly complete: boolean;
}

interface Begun {
  readonly trouble: Incident;
  readonly ref: TroubleTellingRef;
  readonly telling: TroubleTelling;
}

/** Tells one person of the troubles of a connection: one mail for each kind, each cause once. */
export const reportIncidents = async (
  deps: AlertDeps,
  visit: TroubleVisit,
  recipient: Recipient,
): Promise<ToldTroubles> => {
  let complete = true;
  const told: IncidentKind[] = [];
  for (const kind of incidentKinds) {
    const troubles = visit.troubles.filter((trouble) => trouble.kind === kind);
    if (troubles.length === 0) continue;
    const outcome = await tellKind(deps, visit, recipient, kind, troubles);
    if (outcome === 'sent') told.push(kind);
    if (outcome === 'incomplete') complete = false;
  }
  return { complete, kinds: told };
};

const tellKind = async (
  deps: AlertDeps,
  visit: TroubleVisit,
  recipient: Recipient,
  kind: IncidentKind,
  troubles: readonly Incident[],
): Promise<'sent' | 'told' | 'incomplete'> => {
  const begun: Begun[] = [];
  let complete = true;
  for (const trouble of troubles) {
    const taken = await begin(deps, visit, recipient, trouble);
    if (taken === 'busy') complete = false;
    else if (taken) begun.push(taken);
  }
  if (begun.length === 0) return complete ? 'told' : 'incomplete';
  const { connection } = visit;
  const ref = { tenantId: connection.tenantId, connectionId: connection.id };
  const concerned = begun.flatMap(({ trouble }) => (trouble.account ? [trouble.account] : []));
  const mail = deps.renderMail({
    kind: 'incident',
    recipient,
    incident: kind,
    accounts: (concerned.length > 0 ? concerned : visit.accounts).map((account) => shown(visit, account)),
    ...(await linkFor(deps, visit, recipient, kind, concerned[0])),
  });
  const sent = await sendMail(deps, { to: recipient.address, ...mail }, ref);
  if (sent.kind === 'unknown') return 'incomplete';
  for (const each of begun) await note(deps, each, sent.kind);
  return sent.kind === 'sent' && complete ? 'sent' : 'incomplete';
};

const begin = async (
  { troubleTellings }: AlertDeps,
  { connection, now }: TroubleVisit,
  { address }: Recipient,
  trouble: Incident,
): Promise<Begun | 'busy' | undefined> => {
  const { kind, account, cause } = trouble;
  const { tenantId, id: connectionId } = connection;
  const ref = { tenantId, connectionId, kind, address, ...(account && { accountId: account.id }) };
  const seen = await troubleTellings.get(ref);
  const turn = troubleTurnOf(cause, seen, now);
  if (turn.kind === 'told') return undefined;
  if (turn.kind === 'busy') return 'busy';
  const written = await troubleTellings.put(ref, turn.telling, seen);
  return written === 'written' ? { trouble, ref, telling: turn.telling } : 'busy';
};

/** A mail that was refused was no attempt: a later run tries it as if for the first time. */
const note = async (
  { troubleTellings }: AlertDeps,
  { ref, telling }: Begun,
  sent: 'sent' | 'refused',
): Promise<void> => {
  const noted: TroubleTelling =
    sent === 'sent' ? { ...telling, state: 'done' } : { ...telling, state: 'refused', attempts: telling.attempts - 1 };
  await troubleTellings.put(ref, noted, telling);
};

/** Two troubles are healed by a consent, which our page leads to: an access that was refused, an account left out. */
const linkFor = async (
  { offerRenewal }: AlertDeps,
  { connection, now }: TroubleVisit,
  { address, language }: Recipient,
  kind: IncidentKind,
  account: Account | undefined,
): Promise<{ readonly url?: string }> => {
  const isHealed =
    kind === 'reconnect_required' ||
    (kind === 'accounts_lost' && connection.method === 'oauth' && connection.organizationId !== undefined);
  if (!isHealed || renewalWayOf(connection) === 'none') return {};
  const holder = {
    tenantId: connection.tenantId,
    connectionId: connection.id,
    address,
    ...(account && { accountId: account.id }),
  };
  return { url: await offerRenewal({ holder, language, at: now }) };
};

const shown = ({ bankNames }: TroubleVisit, account: Account) => {
  const label = account.description ?? account.product;
  const bankName = bankNames.get(account.institutionId);
  return {
    reference: account.reference,
    currency: account.currency,
    ...(label !== undefined && { label }),
    ...(bankName !== undefined && { bankName }),
  };
};
