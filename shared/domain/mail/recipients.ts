import type { Connection } from '../connections/connection.ts';
import { defined } from '../../language/defined.ts';
import { languageOf, type Language } from './language.ts';

/** A person who is written to. */
export interface Recipient {
  readonly address: string;
  readonly name?: string;
  readonly language: Language;
  /** Which part in the connection the address has: what its history tells instead of the address. */
  readonly part: string;
}

/** One spelling of an address: nobody has two mailboxes that differ by case. */
export const addressOf = (text: string): string => text.trim().toLowerCase();

/**
 * Who hears about a connection: its contact and the further addresses, each once. Of those we know the address only, so
 * that they are written to in the language of the contact who named them.
 */
export const recipientsOf = ({ contact, notify }: Pick<Connection, 'contact' | 'notify'>): readonly Recipient[] => {
  const language = languageOf(contact?.locale);
  const known = new Map<string, Recipient>();
  if (contact) {
    const address = addressOf(contact.email);
    known.set(address, {
      address,
      language,
      part: 'contact',
      ...defined({ name: contact.name }),
    });
  }
  for (const [index, address] of notify.map(addressOf).entries()) {
    if (!known.has(address)) known.set(address, { address, language, part: `notify-${index + 1}` });
  }
  return [...known.values()];
};

/** The accountant's address, unless they hear of the connection as one of its contacts already. */
export const accountantOf = (connection: Pick<Connection, 'contact' | 'notify' | 'accountant'>): string | undefined => {
  if (connection.accountant === undefined) return undefined;
  const address = addressOf(connection.accountant);
  return recipientsOf(connection).some((recipient) => recipient.address === address) ? undefined : address;
};
