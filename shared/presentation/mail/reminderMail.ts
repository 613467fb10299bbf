import type { MailBody, ReminderContent } from '../../domain/mail/mailContent.ts';
import { bankNamesOf, dayIn, nameOf, whenOf } from './expiryWords.ts';
import { renderMessage } from './mailLayout.ts';
import { expiryWordings } from './wording/expiry.ts';

/**
 * The mail that warns one person of the end of authorizations on one connection. It names accounts in full: its reader
 * owns them, and a masked number of two would not tell which is meant.
 */
export const reminderMail = ({ recipient, accounts, stoppedOtherwise }: ReminderContent): MailBody => {
  const { language, name } = recipient;
  const wording = expiryWordings[language];
  const [first, ...rest] = [...accounts].sort((a, b) => a.lastDay.localeCompare(b.lastDay));
  if (!first) throw new Error('a mail about the end of an authorisation names an account');
  const banks = bankNamesOf(accounts);
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
