import * as z from 'zod';
import type { Instant } from '../../domain/calendar/calendarDate.ts';
import { languages } from '../../domain/mail/language.ts';
import { landingPages, type PageSession, type PageVisitor } from '../../domain/pages/pageSession.ts';
import type { PageSessions } from '../../ports/pageSessions.ts';
import { exists, isNew, setting } from './expressions.ts';
import { pageOpeningKey, pageSessionKey } from './keys.ts';
import { epochSecondsOf, parseRecord } from './records.ts';
import type { Table } from './table.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

const text = z.string();
const visitor = onFirstUse(() => ({
  tenantId: text,
  userId: text,
  tenantName: text.exactOptional(),
  page: z.enum(landingPages),
  institutionId: text.exactOptional(),
  connectionId: text.exactOptional(),
  accountId: text.exactOptional(),
  statementId: text.exactOptional(),
  returnUrl: text.exactOptional(),
  language: z.enum(languages).exactOptional(),
  contact: z.object({ email: text, name: text.exactOptional(), locale: text.exactOptional() }).exactOptional(),
}));
const visitorRecord = onFirstUse((): z.ZodType<PageVisitor> => z.object(visitor()));
const openingEnd = onFirstUse(() => z.object({ expiresAt: text }));
const sessionRecord = onFirstUse((): z.ZodType<PageSession> =>
  z.object({ ...visitor(), endsAt: text, idleUntil: text }),
);

/** Two kinds of items, each under a hash of its secret: what an address opens, and who has opened it. */
export class DynamoPageSessions implements PageSessions {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async offer(token: string, offered: PageVisitor, expiresAt: Instant): Promise<void> {
    const item = { ...offered, expiresAt, expiresAtEpochSeconds: epochSecondsOf(expiresAt) };
    const outcome = await this.#table.put(pageOpeningKey(token), item, isNew);
    if (outcome === 'refused') throw new Error('a token of a page session was drawn twice');
  }

  async take(token: string, now: Instant): Promise<PageVisitor | undefined> {
    // The delete is the take: whoever gets the old item has it alone.
    const taken = await this.#table.delete(pageOpeningKey(token));
    if (!taken || taken === 'refused') return undefined;
    if (parseRecord(openingEnd(), taken, 'opening of a page session').expiresAt <= now) return undefined;
    return parseRecord(visitorRecord(), taken, 'opening of a page session');
  }

  async begin(secret: string, session: PageSession): Promise<void> {
    const item = { ...session, expiresAtEpochSeconds: epochSecondsOf(session.endsAt) };
    const outcome = await this.#table.put(pageSessionKey(secret), item, isNew);
    if (outcome === 'refused') throw new Error('a secret of a page session was drawn twice');
  }

  async find(secret: string): Promise<PageSession | undefined> {
    const item = await this.#table.get(pageSessionKey(secret));
    return item && parseRecord(sessionRecord(), item, 'page session');
  }

  async keep(secret: string, idleUntil: Instant): Promise<void> {
    await this.#table.update(pageSessionKey(secret), setting({ idleUntil }), exists);
  }

  async end(secret: string): Promise<void> {
    await this.#table.delete(pageSessionKey(secret));
  }
}
