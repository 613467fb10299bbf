import type { Instant } from '../domain/calendar/calendarDate.ts';
import type { PageSession, PageVisitor } from '../domain/pages/pageSession.ts';

/** Of tokens and cookies the table keeps hashes: it never holds a usable one. */
export interface PageSessions {
  /** Keeps what an address opens. */
  offer(token: string, visitor: PageVisitor, expiresAt: Instant): Promise<void>;
  /** Takes it out: the second taker, and everybody who comes too late, gets undefined. */
  take(token: string, now: Instant): Promise<PageVisitor | undefined>;
  begin(secret: string, session: PageSession): Promise<void>;
  find(secret: string): Promise<PageSession | undefined>;
  /** Somebody is there: it lives on. Does nothing for one that was ended meanwhile. */
  keep(secret: string, idleUntil: Instant): Promise<void>;
  end(secret: string): Promise<void>;
}
