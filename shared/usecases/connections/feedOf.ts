import type { Connection } from '../../domain/connections/connection.ts';
import type { BankFeed, BankFeeds } from '../../ports/bankFeed.ts';

/** The feed of a connection: one without a consent of its own is read with the tenant's Client ID. */
export const feedOf = (feeds: BankFeeds, { tenantId, id, method }: Connection): BankFeed =>
  feeds.of({ tenantId, id, method: method === 'oauth' ? 'oauth' : 'client_credentials' });
