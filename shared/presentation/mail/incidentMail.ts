import type { IncidentKind } from '../../domain/alerts/incident.ts';
import type { IncidentContent, MailBody } from '../../domain/mail/mailContent.ts';
import { bankNamesOf, nameOf } from './expiryWords.ts';
import { renderMessage } from './mailLayout.ts';
import { expiryWordings } from './wording/expiry.ts';
import { troubleWordings } from './wording/trouble.ts';

/** The mail about one kind of incident on a connection: what happened, what it means for the books, what to do. */
export const incidentMail = ({ recipient: { name, language }, incident, accounts, url }: IncidentContent): MailBody => {
  const frame = expiryWordings[language];
  const wording = troubleWordings[language];
  const { subject, happened, next } = wording[incident];
  const banks = bankNamesOf(accounts);
  return renderMessage({
    language,
    subject: `${banks.length > 0 ? banks.join(', ') : frame.someBankAsTitle}${wording.colon} ${subject}`,
    greeting: frame.greeting(name),
    introduction: happened,
    items: accounts.map((account) => ({ name: nameOf(account, banks.length > 1), note: '' })),
    ...(url !== undefined && { link: { label: wording.button, url } }),
    paragraphs: losesNothing(incident) ? [next, wording.nothingLost] : [next],
    footer: frame.footer,
  });
};

/** Books that differ may lack something, and with a deleted organisation the feed is gone: nobody is told otherwise. */
const losesNothing = (kind: IncidentKind): boolean => kind !== 'statement_broken' && kind !== 'onboarding_incomplete';
