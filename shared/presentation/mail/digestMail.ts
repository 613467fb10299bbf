import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { DigestContent, MailBody } from '../../domain/mail/mailContent.ts';
import { dayIn, whenOf } from './expiryWords.ts';
import { renderMessage } from './mailLayout.ts';
import { digestWordings } from './wording/digest.ts';
import { expiryWordings } from './wording/expiry.ts';

/** A mail is read, not searched: beyond these the accounting product is the place. */
const mostRows = 100;

/**
 * The one mail that tells an accountant which authorisations of all clients end. It has no link to renew, because only the
 * client can confirm at the bank, and no whole account number, because the clients are not the reader's own.
 */
export const digestMail = ({ language, accounts }: DigestContent): MailBody => {
  const wording = digestWordings[language];
  const expiry = expiryWordings[language];
  const sorted = [...accounts].sort((a, b) => compare(a.lastDay, b.lastDay) || compare(a.client ?? '', b.client ?? ''));
  const shown = sorted.slice(0, mostRows);
  const clients = new Set(accounts.map(({ client }) => client)).size;
  return renderMessage({
    language,
    subject: wording.subject(accounts.length),
    greeting: expiry.greeting(undefined),
    introduction: wording.introduction(clients),
    items: shown.map((account) => ({
      name: [account.client ?? wording.someClient, account.bankName, lastDigits(account.reference)]
        .filter((part) => part !== undefined)
        .join(', '),
      note: expiry.on(whenOf(expiry, account), dayIn(language, account.lastDay)),
    })),
    paragraphs: [
      ...(sorted.length > shown.length ? [wording.more(sorted.length - shown.length)] : []),
      wording.nextStep,
    ],
    footer: wording.footer,
  });
};

const compare = (a: CalendarDate, b: CalendarDate): number => a.localeCompare(b);

const lastDigits = (reference: string): string => `…${reference.slice(-4)}`;
