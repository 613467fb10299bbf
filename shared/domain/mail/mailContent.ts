import type { CalendarDate } from '../calendar/calendarDate.ts';
import type { IncidentKind } from '../alerts/incident.ts';
import type { Difference } from '../statements/difference.ts';
import type { Language } from './language.ts';
import type { Recipient } from './recipients.ts';

/** An account as its owner knows it. */
export interface MailAccount {
  readonly reference: string;
  readonly currency: string;
  /** What the bank or its owner calls it. */
  readonly label?: string;
  readonly bankName?: string;
}

/** When the authorisation of an account ends. */
export interface EndingSummary {
  /** Calendar days in Brussels, negative after the last day. */
  readonly daysLeft: number;
  readonly lastDay: CalendarDate;
  readonly ended: boolean;
}

export interface EndingAccount extends MailAccount, EndingSummary {
  /** The page of ours that leads on to its renewal; missing where it cannot be renewed from a mail. */
  readonly renewalUrl?: string;
}

/** One account of a client, as an accountant may see it: whose it is, at which bank, its last digits, and the days. */
export interface DigestAccount extends EndingSummary, Pick<MailAccount, 'bankName' | 'reference'> {
  /** What the tenant calls the connection, else the holder of the account. */
  readonly client?: string;
}

/** Warns one person that authorisations on one connection end. */
export interface ReminderContent {
  readonly kind: 'reminder';
  readonly recipient: Pick<Recipient, 'name' | 'language'>;
  readonly accounts: readonly EndingAccount[];
  /** The connection stands still for another reason (refused tokens, blocked organisation). */
  readonly stoppedOtherwise: boolean;
}

/** Tells one person of one kind of incident on a connection. */
export interface IncidentContent {
  readonly kind: 'incident';
  readonly recipient: Pick<Recipient, 'name' | 'language'>;
  readonly incident: IncidentKind;
  /** The accounts concerned; those of the whole connection where it is the connection. */
  readonly accounts: readonly (MailAccount & { readonly difference?: Difference })[];
  /** Our page that leads on to Ponto, where a new consent heals it. */
  readonly url?: string;
}

/** Tells an accountant which authorisations of all clients end. */
export interface DigestContent {
  readonly kind: 'digest';
  readonly language: Language;
  readonly accounts: readonly DigestAccount[];
}

/** Asks a reader whether mail is wanted at an address. It holds no word of anybody who entered the address. */
export interface ConfirmationContent {
  readonly kind: 'confirmation';
  readonly language: Language;
  /** The page of ours where the reader says so. */
  readonly url: string;
}

/** Tells the contact of a webhook endpoint that nothing more is sent there. */
export interface EndpointDisabledContent {
  readonly kind: 'endpoint_disabled';
  readonly recipient: Pick<Recipient, 'name' | 'language'>;
  readonly because: 'gone' | 'failing';
  readonly endpointId: string;
  /** What its tenant wrote of it. */
  readonly description?: string;
}

/** What a mail is about: codes and values. Its words are made where it is rendered. */
export type MailContent =
  ReminderContent | IncidentContent | DigestContent | ConfirmationContent | EndpointDisabledContent;

/** A mail in words, in two forms that say the same. */
export interface MailBody {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Puts a mail into the words of its reader. */
export type RenderMail = (content: MailContent) => MailBody;
