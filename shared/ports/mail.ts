import type { AddressStandings, SuppressedAddress } from '../domain/mail/reach.ts';
import type { MailBody } from '../domain/mail/mailContent.ts';

/** A mail to one person, ready to be sent. */
export interface Mail extends MailBody {
  readonly to: string;
  readonly sentFor: MailSubject;
}

/** Whose affairs a mail is about: what comes back is theirs to know. A digest is about several tenants. */
export type MailSubject = { readonly kind: 'tenant'; readonly tenantId: string } | { readonly kind: 'digest' };

export type MailOutcome =
  | { readonly kind: 'sent' }
  /** The mail service said no and sent nothing. The reason is its own word for it, never an address. */
  | { readonly kind: 'refused'; readonly reason: string };

export interface Mailer {
  /** @throws Error when nobody knows whether the mail went out */
  send(mail: Mail): Promise<MailOutcome>;
}

/** A tenant, by its id or by the tag that its mails carry and that the mail service reports with them. */
export type MailOwner = { readonly tenantId: string } | { readonly tag: string };

/** Addresses that cannot or do not want to receive mail, for each tenant apart. */
export interface SuppressionList {
  /** What is known of each address, read once; those of which nothing is known are left out. */
  ofAddresses(tenantId: string, addresses: readonly string[]): Promise<AddressStandings>;
  add(owner: MailOwner, address: string, suppressed: SuppressedAddress): Promise<void>;
  /** For every tenant, where nobody knows whose mail it was. */
  addProviderWide(address: string, suppressed: SuppressedAddress): Promise<void>;
  /** Takes a bounce back, because a person says that the address works. A complaint stays: it was a person's wish. */
  removeBounce(tenantId: string, address: string): Promise<void>;
}
