import type { Instant } from '../domain/calendar/calendarDate.ts';
import type { KnownEnding } from '../domain/alerts/ending.ts';
import type { LinkHolder, RenewalLink } from '../domain/renewal/renewalLink.ts';

/** A consent that was begun and waits for the person to come back (OAuth `state`, RFC 6749, section 10.12). */
export interface PendingConsent {
  readonly tenantId: string;
  readonly userId: string;
  readonly connectionId: string;
  readonly codeVerifier: string;
  readonly redirectUri: string;
  readonly returnUrl?: string;
  readonly expiresAt: Instant;
}

export interface ConsentStore {
  /** Kept under a hash of the state: the table never holds a usable one. */
  begin(state: string, consent: PendingConsent): Promise<void>;
  /** Takes the consent out: the second taker, and everybody after `expiresAt`, gets undefined. */
  take(state: string, now: Instant): Promise<PendingConsent | undefined>;
}

/** A renewal of one account that was begun at Ponto and waits for the person to come back. */
export interface PendingReauthorization {
  readonly tenantId: string;
  readonly userId: string;
  readonly connectionId: string;
  readonly accountId: string;
  /** Ponto's page for this account. */
  readonly pontoUrl: string;
  /** Where the person goes on in the end. */
  readonly returnUrl?: string;
  /** The authorization that is renewed, as far as it was known. */
  readonly ending?: KnownEnding;
  readonly expiresAt: Instant;
}

export interface ReauthorizationStore {
  /** Kept under a hash of the token: the table never holds a usable one. */
  begin(token: string, reauthorization: PendingReauthorization): Promise<void>;
  /** Undefined for one that nobody began, and after `expiresAt`. Looking spends nothing: a page can be loaded again. */
  find(token: string, now: Instant): Promise<PendingReauthorization | undefined>;
}

/** Links in mails by which a person renews. The table never holds a usable one: of the secret it keeps a hash. */
export interface RenewalLinks {
  /**
   * Keeps a link; the one that the same holder had before works no more.
   *
   * @returns the token that the address of the page carries
   */
  put(holder: LinkHolder, secret: string, link: RenewalLink): Promise<string>;
  /** Undefined for a token that is made up, was replaced, or is over. Looking spends nothing. */
  find(token: string, now: Instant): Promise<RenewalLink | undefined>;
}
