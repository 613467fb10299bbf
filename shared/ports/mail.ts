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
