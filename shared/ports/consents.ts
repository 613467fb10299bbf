import type { Instant } from '../domain/calendar/calendarDate.ts';
import type { KnownEnding } from '../domain/alerts/ending.ts';
import type { AtStake } from '../domain/consents/atStake.ts';
import type { LinkHolder, RenewalLink } from '../domain/renewal/renewalLink.ts';

/** A consent that was begun and waits for somebody to open our page of it, and to come back from Ponto. */
export interface PendingConsent {
  readonly tenantId: string;
  readonly userId: string;
  readonly connectionId: string;
  /** As the verified token of that user names the tenant. */
  readonly tenantName?: string;
  readonly returnUrl?: string;
  /** What it would withdraw where that is not selected again. */
  readonly atStake?: AtStake;
  /** Nobody is led to Ponto after this moment. */
  readonly expiresAt: Instant;
}

/** A browser on its way through Ponto: what the state stands for that comes back (RFC 6749, section 10.12). */
export interface ConsentPassage {
  readonly state: string;
  /** The secret in the cookie of the browser that passed our page. */
  readonly browser: string;
  readonly codeVerifier: string;
  readonly redirectUri: string;
  /** Who comes back after this moment comes too late. */
  readonly expiresAt: Instant;
}

export type TakenConsent =
  | {
      readonly kind: 'taken';
      readonly consent: PendingConsent;
      readonly passage: Pick<ConsentPassage, 'codeVerifier' | 'redirectUri'>;
    }
  /** Another browser than the one that passed our page; nothing is taken. */
  | {
      readonly kind: 'other_browser';
      /** The consent, the first time that it is asked for so. */
      readonly firstTimeOf?: PendingConsent;
    }
  | { readonly kind: 'unknown' };

/** Of tokens, states and secrets the table keeps hashes: it never holds a usable one. */
export interface ConsentStore {
  begin(token: string, consent: PendingConsent): Promise<void>;
  /** Looking spends nothing. Undefined for one that nobody began, that was finished, or whose time is over. */
  find(token: string, now: Instant): Promise<PendingConsent | undefined>;
  /**
   * A browser is led to Ponto. Several may be, and one browser in several tabs: the first that finishes has the consent.
   *
   * @returns `over` for what `find` does not find, and after very many passages
   */
  pass(token: string, passage: ConsentPassage, now: Instant): Promise<'passed' | 'over'>;
  /**
   * Takes the consent out for the browser that passed our page: the second taker, and everybody who comes too late, gets
   * `unknown`.
   */
  take(state: string, browser: string | undefined, now: Instant): Promise<TakenConsent>;
  /** The same for a browser that comes back without a consent: its own passage is over, and the consent stays open. */
  leave(state: string, browser: string | undefined, now: Instant): Promise<TakenConsent>;
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
