import type { Instant } from '../calendar/calendarDate.ts';
import type { Language } from '../mail/language.ts';

/** Where a page session begins. */
export const landingPages = ['connect', 'overview', 'account', 'statement', 'month', 'renew'] as const;
export type LandingPage = (typeof landingPages)[number];

/** Who is written to about a bank that is connected on the pages. */
export interface PageContact {
  readonly email: string;
  readonly name?: string;
  readonly locale?: string;
}

/** What the product's backend asks for, and what the pages then know of the person: nothing else says who somebody is. */
export interface PageVisitor {
  readonly tenantId: string;
  readonly userId: string;
  /** What the issuer of the token calls the tenant, where it says so. */
  readonly tenantName?: string;
  readonly page: LandingPage;
  /** The bank that is connected. */
  readonly institutionId?: string;
  /** The connection that is renewed. */
  readonly connectionId?: string;
  readonly accountId?: string;
  readonly statementId?: string;
  /** Where the person goes back to: checked against the allow-list when the page session was asked for. */
  readonly returnUrl?: string;
  /** Missing where the browser's language is taken. */
  readonly language?: Language;
  readonly contact?: PageContact;
}

/** Somebody who has opened the pages. */
export interface PageSession extends PageVisitor {
  /** It ends then whatever happens. */
  readonly endsAt: Instant;
  /** It ends then unless a page is opened before. */
  readonly idleUntil: Instant;
}

/** An address is opened within five minutes, once. */
export const openingSeconds = 300;
const idleSeconds = 30 * 60;
const longestSeconds = 8 * 3600;
/** Not every page that is opened is a write. */
const idleStepSeconds = 60;

const after = (now: Instant, seconds: number): Instant => new Date(Date.parse(now) + seconds * 1000).toISOString();

export const openingUntil = (now: Instant): Instant => after(now, openingSeconds);

/** The page session of somebody who opens an address now. */
export const beginPageSession = (visitor: PageVisitor, now: Instant): PageSession => ({
  ...visitor,
  endsAt: after(now, longestSeconds),
  idleUntil: after(now, idleSeconds),
});

export const isOver = ({ endsAt, idleUntil }: PageSession, now: Instant): boolean => endsAt <= now || idleUntil <= now;

/** Until when it lives after a page is opened now; undefined where that is hardly later than before. */
export const idleUntilAfter = ({ idleUntil }: PageSession, now: Instant): Instant | undefined => {
  const later = after(now, idleSeconds);
  return Date.parse(later) - Date.parse(idleUntil) >= idleStepSeconds * 1000 ? later : undefined;
};

/** Groups of pages: a page session for one task opens no other. */
export type PageArea = 'connect' | 'renew' | 'feed';

/** May this page session open pages of that area? */
export const mayOpen = ({ page }: Pick<PageSession, 'page'>, area: PageArea): boolean => {
  switch (page) {
    case 'connect':
      return area === 'connect';
    case 'renew':
      return area === 'renew';
    case 'overview':
    case 'month':
    case 'account':
    case 'statement':
      return true;
  }
};

/** May it renew that connection? One for a renewal is for one connection. */
export const mayRenew = ({ page, connectionId }: Pick<PageSession, 'page' | 'connectionId'>, id: string): boolean =>
  mayOpen({ page }, 'renew') && (page !== 'renew' || connectionId === id);
