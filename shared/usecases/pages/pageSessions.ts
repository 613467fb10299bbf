import { beginPageSession, idleUntilAfter, isOver, type PageSession } from '../../domain/pages/pageSession.ts';
import type { Clock, IdSource } from '../../ports/ambient.ts';
import type { PageSessions } from '../../ports/pageSessions.ts';

interface Deps {
  readonly pageSessions: PageSessions;
  readonly ids: Pick<IdSource, 'secret'>;
  readonly clock: Pick<Clock, 'now'>;
}

export interface OpenedPageSession {
  /** What the cookie of the browser holds. */
  readonly secret: string;
  readonly session: PageSession;
}

/** Signs a person in by an address that was made for them, knows them by their cookie, and signs them out. */
export const makePageSessions = ({ pageSessions, ids, clock }: Deps) => ({
  /** @returns undefined for an address that was opened before, is too old, or was made up */
  open: async (token: string): Promise<OpenedPageSession | undefined> => {
    const now = clock.now();
    const visitor = await pageSessions.take(token, now);
    if (!visitor) return undefined;
    const session = beginPageSession(visitor, now);
    const secret = ids.secret();
    await pageSessions.begin(secret, session);
    return { secret, session };
  },

  /** @returns undefined for one that is over, was ended, or was made up */
  read: async (secret: string): Promise<PageSession | undefined> => {
    const now = clock.now();
    const session = await pageSessions.find(secret);
    if (!session || isOver(session, now)) return undefined;
    const idleUntil = idleUntilAfter(session, now);
    if (idleUntil !== undefined) await pageSessions.keep(secret, idleUntil);
    return session;
  },

  end: (secret: string): Promise<void> => pageSessions.end(secret),
});
