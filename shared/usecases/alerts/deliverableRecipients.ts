import type { Connection } from '../../domain/connections/connection.ts';
import { languageOf } from '../../domain/mail/language.ts';
import { accountantOf, recipientsOf, type Recipient } from '../../domain/mail/recipients.ts';
import type { SuppressionList } from '../../ports/mail.ts';

/**
 * Who is written to about a connection: its contacts whose addresses take mail. When none does, the accountant is the next
 * who can do something about it.
 */
export const deliverableRecipients = async (
  suppressionList: Pick<SuppressionList, 'get'>,
  connection: Connection,
): Promise<readonly Recipient[]> => {
  const contacts = await usable(suppressionList, recipientsOf(connection));
  if (contacts.length > 0) return contacts;
  const address = accountantOf(connection);
  if (address === undefined) return [];
  return usable(suppressionList, [{ address, language: languageOf(connection.contact?.locale), part: 'accountant' }]);
};

const usable = async (
  suppressionList: Pick<SuppressionList, 'get'>,
  recipients: readonly Recipient[],
): Promise<readonly Recipient[]> => {
  const found: Recipient[] = [];
  for (const recipient of recipients) if (!(await suppressionList.get(recipient.address))) found.push(recipient);
  return found;
};
