import type { SuppressedAddress } from '../domain/mail/recipients.ts';
import type { MailBody } from '../domain/mail/mailContent.ts';

/** A mail to one person, ready to be sent. */
export interface Mail extends MailBody {
  readonly to: string;
}

export type MailOutcome =
  | { readonly kind: 'sent' }
  /** The mail service said no and sent nothing. The reason is its own word for it, never an address. */
  | { readonly kind: 'refused'; readonly reason: string };

export interface Mailer {
  /** @throws Error when nobody knows whether the mail went out */
  send(mail: Mail): Promise<MailOutcome>;
}

/** Addresses that cannot or do not want to receive mail. One entry stands for all connections, whoever named the address. */
export interface SuppressionList {
  get(address: string): Promise<SuppressedAddress | undefined>;
  /** A complaint stays, whatever else is told of the address. */
  add(address: string, suppressed: SuppressedAddress): Promise<void>;
  /** Takes a bounce back, because a person says that the address works. A complaint stays: it was a person's wish. */
  removeBounce(address: string): Promise<void>;
}
