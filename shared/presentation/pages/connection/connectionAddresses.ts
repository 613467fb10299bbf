import { addresses } from '../addresses.ts';

const below = (part: string) => (connectionId: string) => `${addresses.connection(connectionId)}/${part}`;

/** Where the forms of a connection go, and its further pages. */
export const connectionAddresses = {
  contacts: below('contacts'),
  credentials: below('credentials'),
  accounts: below('accounts'),
  confirm: below('confirm'),
  disconnect: below('disconnect'),
  history: below('history'),
} as const;
