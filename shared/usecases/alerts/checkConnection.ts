import { dayOf, defaultTimeZone, type CalendarDate, type Instant } from '../../domain/calendar/calendarDate.ts';
import { nextCheckOn } from '../../domain/alerts/ending.ts';
import type { ScheduledCheck } from '../../ports/expiry.ts';
import type { ConnectionRef } from '../../ports/common.ts';
import type { AlertDeps } from './alertDeps.ts';
import { withEndings, type WithEnding } from './endingAccount.ts';
import { noteForAccountant } from './digests.ts';
import { findIncidents } from './findIncidents.ts';
import { reportIncidents } from './reportIncidents.ts';
import { recordAlerts } from './recordAlerts.ts';
import { publishEndings } from './publishEndings.ts';
import { deliverableRecipients } from './deliverableRecipients.ts';
import { remindPerson } from './remindPerson.ts';

export interface DueConnection {
  readonly ref: ConnectionRef;
  /** Why it is visited: one check, or several that were missed. */
  readonly checks: readonly ScheduledCheck[];
}

export interface Run {
  readonly now: Instant;
  readonly bankNames: ReadonlyMap<string, string>;
}

/**
 * Tells all that is due on one connection, puts the checks at its next days and only then lets go of those that led here.
 * When something could not be told they stay, and the next run comes back for it.
 *
 * @returns how many mails went out
 */
export const checkConnection = async (deps: AlertDeps, { ref, checks }: DueConnection, run: Run): Promise<number> => {
  const today = dayOf(run.now, defaultTimeZone);
  const connection = await deps.connections.get(ref);
  // What was disconnected warns nobody. Every other status does: the end comes, whatever else is wrong.
  const lives = connection !== undefined && connection.status !== 'disconnected';
  const accounts = lives ? await deps.accounts.ofConnection(ref) : [];
  const endings = withEndings(accounts);
  let mails = 0;
  let complete = true;
  if (lives) {
    const visit = { connection, endings, ...run };
    const troubles = await findIncidents(deps, connection, accounts, run.now);
    for (const recipient of await deliverableRecipients(deps.suppressionList, connection)) {
      const warned = await remindPerson(deps, visit, recipient);
      const troubled = await reportIncidents(deps, { ...visit, accounts, troubles }, recipient);
      mails += warned.mails + troubled.kinds.length;
      complete &&= warned.complete && troubled.complete;
      const codes = [...(warned.mails > 0 ? ['authorization_expiring'] : []), ...troubled.kinds];
      await recordAlerts(deps.history, ref, { at: run.now, recipient: recipient.part, codes });
    }
    await noteForAccountant(deps, visit);
    // After the people: a bus that is down must not keep a warning from them.
    await publishEndings(deps, visit);
  }
  for (const day of nextDays(endings, today)) await deps.checks.put(day, ref);
  if (complete) for (const check of checks) await settle(deps, check, run.now);
  return mails;
};

const nextDays = (endings: readonly WithEnding[], today: CalendarDate): ReadonlySet<CalendarDate> =>
  new Set(endings.map(({ ending }) => nextCheckOn(ending, today)).filter((day) => day !== undefined));

/** A check that was put for an end which is about to be written must outlive this run: it goes with a run of a later day. */
const settle = async ({ checks }: AlertDeps, check: ScheduledCheck, now: Instant): Promise<void> => {
  const seenBefore = check.seenAt !== undefined && dayOf(check.seenAt, defaultTimeZone) < dayOf(now, defaultTimeZone);
  await (seenBefore ? checks.remove(check) : checks.markSeen(check, now));
};
