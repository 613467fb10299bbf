import { dayOf, defaultTimeZone, type CalendarDate, type Instant } from '../../domain/calendar/calendarDate.ts';
import { nextLookOn } from '../../domain/expiry/ending.ts';
import type { ExpiryLook } from '../../ports/expiry.ts';
import type { ConnectionRef } from '../../ports/common.ts';
import type { AlertDeps } from './alertDeps.ts';
import { withEndings, type WithEnding } from './endingAccount.ts';
import { noteForAccountant } from './digests.ts';
import { readTroubles } from '../troubles/readTrouble.ts';
import { tellTroubles } from '../troubles/tellTroubles.ts';
import { noteAlerts } from './noteAlerts.ts';
import { tellBus } from './tellBus.ts';
import { writtenTo } from './writtenTo.ts';
import { tellPerson } from './tellPerson.ts';

export interface DueConnection {
  readonly ref: ConnectionRef;
  /** Why it is visited: one look, or several that were missed. */
  readonly looks: readonly ExpiryLook[];
}

export interface Run {
  readonly now: Instant;
  readonly bankNames: ReadonlyMap<string, string>;
}

/**
 * Tells all that is due on one connection, puts the looks at its next days and only then lets go of those that led here.
 * When something could not be told they stay, and the next run comes back for it.
 *
 * @returns how many mails went out
 */
export const visitConnection = async (deps: AlertDeps, { ref, looks }: DueConnection, run: Run): Promise<number> => {
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
    const troubles = await readTroubles(deps, connection, accounts, run.now);
    for (const recipient of await writtenTo(deps.marks, connection)) {
      const warned = await tellPerson(deps, visit, recipient);
      const troubled = await tellTroubles(deps, { ...visit, accounts, troubles }, recipient);
      mails += warned.mails + troubled.kinds.length;
      complete &&= warned.complete && troubled.complete;
      const codes = [...(warned.mails > 0 ? ['authorization_expiring'] : []), ...troubled.kinds];
      await noteAlerts(deps.history, ref, { at: run.now, recipient: recipient.part, codes });
    }
    await noteForAccountant(deps, visit);
    // After the people: a bus that is down must not keep a warning from them.
    await tellBus(deps, visit);
  }
  for (const day of nextDays(endings, today)) await deps.looks.put(day, ref);
  if (complete) for (const look of looks) await settle(deps, look, run.now);
  return mails;
};

const nextDays = (endings: readonly WithEnding[], today: CalendarDate): ReadonlySet<CalendarDate> =>
  new Set(endings.map(({ ending }) => nextLookOn(ending, today)).filter((day) => day !== undefined));

/** A look that was put for an end which is about to be written must outlive this run: it goes with a run of a later day. */
const settle = async ({ looks }: AlertDeps, look: ExpiryLook, now: Instant): Promise<void> => {
  const seenBefore = look.seenAt !== undefined && dayOf(look.seenAt, defaultTimeZone) < dayOf(now, defaultTimeZone);
  await (seenBefore ? looks.remove(look) : looks.noteSeen(look, now));
};
