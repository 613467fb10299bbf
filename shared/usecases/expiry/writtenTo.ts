import type { Connection } from '../../domain/connections/connection.ts';
import { languageOf } from '../../domain/mail/language.ts';
import { accountantOf, recipientsOf, type Recipient } from '../../domain/mail/recipients.ts';
import type { AddressMarks } from '../../ports/addresses.ts';

/**
 * Who is written to about a connection: its contacts whose addresses take mail. When none does, the accountant is the next
 * who can do something about it.
 */
export const writtenTo = async (
  marks: Pick<AddressMarks, 'get'>,
  connection: Connection,
): Promise<readonly Recipient[]> => {
  const contacts = await usable(marks, recipientsOf(connection));
  if (contacts.length > 0) return contacts;
  const address = accountantOf(connection);
  if (address === undefined) return [];
  return usable(marks, [{ address, language: languageOf(connection.contact?.locale), part: 'accountant' }]);
};

const usable = async (
  marks: Pick<AddressMarks, 'get'>,
  recipients: readonly Recipient[],
): Promise<readonly Recipient[]> => {
  const found: Recipient[] = [];
  for (const recipient of recipients) if (!(await marks.get(recipient.address))) found.push(recipient);
  return found;
};
