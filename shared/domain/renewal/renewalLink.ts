import type { Instant } from '../calendar/calendarDate.ts';
import type { Connection } from '../connections/connection.ts';
import { isSamePeriod, type Ending, type KnownEnding } from '../alerts/ending.ts';
import type { Language } from '../mail/language.ts';

/** Whose link it is and what it renews: one account, or the access of the whole connection. */
export interface LinkHolder {
  readonly tenantId: string;
  readonly connectionId: string;
  readonly accountId?: string;
  /** The person who gets it by mail. */
  readonly address: string;
}

/** What a link in a mail stands for. It opens a page of ours and leads on to Ponto's; it reads and changes nothing. */
export interface RenewalLink {
  readonly tenantId: string;
  readonly connectionId: string;
  /** Missing where the access of the whole connection is renewed. */
  readonly accountId?: string;
  /** The language of the mail that it was in. */
  readonly language: Language;
  /** The authorization that it was offered for: once there is a new one, the link has nothing left to do. */
  readonly ending?: KnownEnding;
  readonly expiresAt: Instant;
}

/** Longer than the widest gap of the reminder schedule (16 days), so that a link lives until the next mail brings another. */
const linkDays = 30;

export const linkExpiryOf = (sentAt: Instant): Instant =>
  new Date(Date.parse(sentAt) + linkDays * 86_400_000).toISOString();

/** Was the authorization renewed since the link was sent? Asked of what Ponto tells, not of the clock. */
export const isRenewed = ({ ending }: Pick<RenewalLink, 'ending'>, now: Ending | undefined): boolean =>
  ending !== undefined && now !== undefined && !isSamePeriod(ending, now);

/**
 * How a person can renew from a mail:
 *
 * - `account`: on Ponto's page for one account, while our access works.
 * - `consent`: by a new consent, which the same organisation has to give as before.
 * - `none`: in the accounting product or at Ponto only.
 */
export type RenewalWay = 'account' | 'consent' | 'none';

export const renewalWayOf = ({
  method,
  status,
  organizationId,
}: Pick<Connection, 'method' | 'status' | 'organizationId'>): RenewalWay => {
  if (status === 'active') return 'account';
  // Without an organisation to compare with, whoever holds the mail could connect a company of their own.
  return status === 'reconnect_required' && method === 'oauth' && organizationId !== undefined ? 'consent' : 'none';
};
