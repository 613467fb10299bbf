import type { TroubleKind } from '../troubles/trouble.ts';
import type { EndingAccount } from './expiryMail.ts';
import { bankNamesOf, nameOf } from './expiryWords.ts';
import { renderMessage, type MailBody } from './message.ts';
import type { Recipient } from './recipients.ts';
import { expiryWordings } from './wording/expiry.ts';
import { troubleWordings } from './wording/trouble.ts';

/** An account as its owner knows it. */
export type TroubledAccount = Pick<EndingAccount, 'reference' | 'currency' | 'label' | 'bankName'>;

export interface TroubleNews {
  readonly recipient: Pick<Recipient, 'name' | 'language'>;
  readonly kind: TroubleKind;
  /** The accounts concerned; those of the whole connection where it is the connection. */
  readonly accounts: readonly TroubledAccount[];
  /** Our page that leads on to Ponto, where a new consent heals it. */
  readonly url?: string;
}

/** The mail about one trouble of a connection: what happened, what it means for the books, what to do. */
export const troubleMail = ({ recipient: { name, language }, kind, accounts, url }: TroubleNews): MailBody => {
  const frame = expiryWordings[language];
  const wording = troubleWordings[language];
  const { subject, happened, next } = wording[kind];
  const banks = bankNamesOf(accounts);
  return renderMessage({
    language,
    subject: `${banks.length > 0 ? banks.join(', ') : frame.someBankAsTitle}${wording.colon} ${subject}`,
    greeting: frame.greeting(name),
    introduction: happened,
    items: accounts.map((account) => ({ name: nameOf(account, banks.length > 1), note: '' })),
    ...(url !== undefined && { link: { label: wording.button, url } }),
    paragraphs: losesNothing(kind) ? [next, wording.nothingLost] : [next],
    footer: frame.footer,
  });
};

/** Books that differ may lack something, and with a deleted organisation the feed is gone: nobody is told otherwise. */
const losesNothing = (kind: TroubleKind): boolean => kind !== 'statement_broken' && kind !== 'onboarding_incomplete';
