import type { CalendarDate } from '../calendar/calendarDate.ts';
import type { Language } from './language.ts';
import { renderMessage, type MailBody } from './message.ts';
import type { Recipient } from './recipients.ts';
import { de } from './wording/de.ts';
import { en } from './wording/en.ts';
import { es } from './wording/es.ts';
import { fr } from './wording/fr.ts';
import { nl } from './wording/nl.ts';
import type { ExpiryWording } from './wording/wording.ts';

/** An account whose authorization ends, as its owner knows it. */
export interface EndingAccount {
  readonly reference: string;
  readonly currency: string;
  /** What the bank or its owner calls it. */
  readonly label?: string;
  readonly bankName?: string;
  /** Calendar days in Brussels, negative after the last day. */
  readonly daysLeft: number;
  readonly lastDay: CalendarDate;
  readonly ended: boolean;
  /** The page of ours that leads on to its renewal; missing where it cannot be renewed from a mail. */
  readonly renewalUrl?: string;
}

export interface ExpiryNews {
  readonly recipient: Pick<Recipient, 'name' | 'language'>;
  readonly accounts: readonly EndingAccount[];
  /** The connection stands still for another reason (refused tokens, blocked organisation). */
  readonly stoppedOtherwise: boolean;
}

const wordings: Readonly<Record<Language, ExpiryWording>> = { en, fr, nl, de, es };

/**
 * The mail that warns one person of the end of authorizations on one connection. It names accounts in full: its reader
 * owns them, and a masked number of two would not tell which is meant.
 */
export const expiryMail = ({ recipient, accounts, stoppedOtherwise }: ExpiryNews): MailBody => {
  const { language, name } = recipient;
  const wording = wordings[language];
  const [first, ...rest] = [...accounts].sort((a, b) => a.lastDay.localeCompare(b.lastDay));
  if (!first) throw new Error('a mail about the end of an authorisation names an account');
  const banks = bankNames(accounts);
  const named = banks.length > 0 ? banks.join(', ') : undefined;
  return renderMessage({
    language,
    subject: wording.subject(named ?? wording.someBankAsTitle, whenOf(wording, first)),
    greeting: wording.greeting(name),
    introduction: wording.introduction(named ?? wording.someBank, accounts.length),
    items: [first, ...rest].map((account) => ({
      name: nameOf(account, banks.length > 1),
      note: wording.on(whenOf(wording, account), dayIn(language, account.lastDay)),
      ...(account.renewalUrl !== undefined && { link: { label: wording.renew, url: account.renewalUrl } }),
    })),
    paragraphs: [
      wording.consequence,
      ...(accounts.some(({ renewalUrl }) => renewalUrl !== undefined) ? [wording.aboutLinks] : []),
      wording.nextStep,
      ...(stoppedOtherwise ? [wording.stoppedOtherwise] : []),
    ],
    footer: wording.footer,
  });
};

const bankNames = (accounts: readonly EndingAccount[]): readonly string[] => [
  ...new Set(accounts.flatMap(({ bankName }) => (bankName === undefined ? [] : [bankName]))),
];

const whenOf = (wording: ExpiryWording, { daysLeft, ended }: EndingAccount): string => {
  if (ended || daysLeft < 0) return wording.ended;
  if (daysLeft === 0) return wording.today;
  return daysLeft === 1 ? wording.tomorrow : wording.inDays(daysLeft);
};

const nameOf = ({ reference, currency, label, bankName }: EndingAccount, severalBanks: boolean): string =>
  [reference, currency, label, severalBanks ? bankName : undefined].filter((part) => part !== undefined).join(', ');

/** A calendar date has no zone: it is read and written in one. */
const dayIn = (language: Language, day: CalendarDate): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'long', timeZone: 'UTC' }).format(
    Date.parse(`${day}T00:00:00Z`),
  );
