import { nextCheckOn } from '../../domain/alerts/ending.ts';
import { dayOf, defaultTimeZone, type CalendarDate, type Instant } from '../../domain/calendar/calendarDate.ts';
import type { Incident } from '../../domain/alerts/incident.ts';
import type { Recipient } from '../../domain/mail/recipients.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { ScheduledCheck, ScheduledChecks } from '../../ports/alerts.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';
import type { ConnectionHistory, ConnectionStore } from '../../ports/connections.ts';
import type { SuppressionList } from '../../ports/mail.ts';
import { requestDigest, type RequestDigestDeps } from './digests.ts';
import { withEndings, type AlertRun, type CheckedConnection, type WithEnding } from './endingAccount.ts';
import { findIncidents, type IncidentSources } from './findIncidents.ts';
import type { AskReader } from '../mail/askReader.ts';
import { readReach } from '../mail/readReach.ts';
import { publishEndings, type PublishEndingsDeps } from './publishEndings.ts';
import { recordAlerts } from './recordAlerts.ts';
import { dueReminders, remindPerson, type RemindDeps } from './remindPerson.ts';
import { reportIncidents } from './reportIncidents.ts';

export interface CheckConnectionDeps extends RemindDeps, RequestDigestDeps, PublishEndingsDeps, IncidentSources {
  readonly deliveries: RemindDeps['deliveries'];
  readonly checks: Pick<ScheduledChecks, 'put' | 'markSeen' | 'remove'>;
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly accounts: Pick<AccountStore, 'ofConnection'>;
  readonly history: Pick<ConnectionHistory, 'append'>;
  readonly suppressionList: Pick<SuppressionList, 'ofAddresses'>;
  readonly askReader: AskReader;
  readonly confirmAddresses: boolean;
}

export interface DueConnection {
  readonly ref: ConnectionRef;
  /** Why it is checked: one check, or several that were missed. */
  readonly checks: readonly ScheduledCheck[];
}

export interface Checked {
  /** How many went out. */
  readonly mails: number;
  /** The accountant is on the list of digests by now. */
  readonly hasNewsForAccountant: boolean;
}

/**
 * Tells all that is due on one connection, puts the checks at its next days and only then lets go of those that led here.
 * When something could not be told they stay, and the next run comes back for it.
 */
export const checkConnection = async (
  deps: CheckConnectionDeps,
  { ref, checks }: DueConnection,
  run: AlertRun,
): Promise<Checked> => {
  const today = dayOf(run.now, defaultTimeZone);
  const connection = await deps.connections.get(ref);
  // What was disconnected warns nobody. Every other status does: the end comes, whatever else is wrong.
  const lives = connection !== undefined && connection.status !== 'disconnected';
  const accounts = lives ? await deps.accounts.ofConnection(ref) : [];
  const endings = withEndings(accounts);
  let mails = 0;
  let complete = true;
  let hasNewsForAccountant = false;
  if (lives) {
    const checked = { connection, accounts, endings, ...run };
    const incidents = await findIncidents(deps, connection, accounts, run.now);
    const { confirmAddresses } = deps;
    const reach = await readReach(deps.suppressionList, connection, { now: run.now, confirmAddresses });
    const asked = await askReaders(deps, checked, incidents, reach.unasked);
    mails += asked.mails;
    complete &&= asked.complete;
    for (const recipient of reach.recipients) {
      const reminded = await remindPerson(deps, checked, recipient);
      const reported = await reportIncidents(deps, checked, incidents, recipient);
      const codes = [...(reminded.sent.length > 0 ? ['authorization_expiring'] : []), ...reported.kinds];
      mails += codes.length;
      complete &&= reminded.complete && reported.complete;
      await recordAlerts(deps.history, ref, { at: run.now, recipient: recipient.part, codes });
    }
    hasNewsForAccountant = await requestDigest(deps, checked, reach.accountant);
    // After the people: a bus that is down must not keep a warning from them.
    await publishEndings(deps, checked);
  }
  for (const day of nextDays(endings, today)) await deps.checks.put(day, ref);
  if (complete) for (const check of checks) await settle(deps, check, run.now);
  return { mails, hasNewsForAccountant };
};

/** Who was never asked is asked when there is something to tell, and told it by the next run after the answer. */
const askReaders = async (
  { askReader }: CheckConnectionDeps,
  { connection, endings, now }: CheckedConnection,
  incidents: readonly Incident[],
  unasked: readonly Recipient[],
): Promise<{ readonly mails: number; readonly complete: boolean }> => {
  const { tenantId, id: connectionId } = connection;
  let mails = 0;
  for (const { address, language } of unasked) {
    if (incidents.length === 0 && dueReminders(endings, { kind: 'person', address }, now).length === 0) continue;
    const asked = await askReader({ tenantId, connectionId, address, language }, now);
    if (asked === 'failed') return { mails, complete: false };
    if (asked === 'asked') mails += 1;
  }
  return { mails, complete: true };
};

const nextDays = (endings: readonly WithEnding[], today: CalendarDate): ReadonlySet<CalendarDate> =>
  new Set(endings.map(({ ending }) => nextCheckOn(ending, today)).filter((day) => day !== undefined));

/** A check that was put for an end which is about to be written must outlive this run: it goes with a run of a later day. */
const settle = async ({ checks }: CheckConnectionDeps, check: ScheduledCheck, now: Instant): Promise<void> => {
  const seenBefore = check.seenAt !== undefined && dayOf(check.seenAt, defaultTimeZone) < dayOf(now, defaultTimeZone);
  await (seenBefore ? checks.remove(check) : checks.markSeen(check, now));
};
