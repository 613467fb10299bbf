import type { Instant } from '../domain/calendar/calendarDate.ts';
import type { AskedAddress } from '../domain/mail/confirmation.ts';
import type { Language } from '../domain/mail/language.ts';
import type { AddressStandings, SuppressedAddress } from '../domain/mail/reach.ts';
import type { MailBody } from '../domain/mail/mailContent.ts';
import type { ConnectionRef } from './refsAndPages.ts';

/** A mail to one person, ready to be sent. */
export interface Mail extends MailBody {
  readonly to: string;
  readonly sentFor: MailSubject;
}

/** Whose affairs a mail is about: what comes back is theirs to know. A digest, which has an id, is about several tenants. */
export type MailSubject =
  { readonly kind: 'tenant'; readonly tenantId: string } | { readonly kind: 'digest'; readonly digestId: string };

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
  /**
   * Takes a bounce back, because a person says that the address works; not where one was taken back after
   * `unlessRemovedAfter`. A complaint stays: it was a person's wish.
   */
  removeBounce(tenantId: string, address: string, at: Instant, unlessRemovedAfter: Instant): Promise<void>;
}

/** Whom a question goes to, and about whose feeds. */
export interface AddressToAsk extends ConnectionRef {
  readonly address: string;
  /** The language of the mail, and of the page behind its link. */
  readonly language: Language;
}

/** A question as its link finds it. */
export interface FoundQuestion extends ConnectionRef, AskedAddress {
  readonly language: Language;
}

/** Questions to readers whether mail of a tenant's feeds is wanted at an address. Of a link's secret the table keeps a hash. */
export interface AddressConfirmations {
  /**
   * Claims the right to ask now, so that two that ask at once do not both write; the link of an earlier question works no more.
   *
   * @returns the token that the address of the page carries; undefined where the reader was asked after `unlessAskedAfter`
   */
  ask(question: AddressToAsk, secret: string, at: Instant, unlessAskedAfter: Instant): Promise<string | undefined>;
  /** The mail service said no: the question was not asked. */
  takeBack(token: string): Promise<void>;
  /** Undefined for a token that is made up or was replaced. Looking changes nothing. */
  find(token: string): Promise<FoundQuestion | undefined>;
  confirm(token: string, at: Instant): Promise<void>;
}
