import type { Instant } from '../domain/calendar/calendarDate.ts';
import type { LinkHolder, RenewalLink } from '../domain/renewal/renewalLink.ts';

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
