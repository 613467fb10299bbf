import type { Chapter } from './description.ts';
import { accounts } from './accounts.ts';
import { certificates } from './certificates.ts';
import { connections } from './connections.ts';
import { institutions } from './institutions.ts';
import { journals } from './journals.ts';
import { links } from './links.ts';
import { pageSessions } from './pageSessions.ts';
import { search } from './search.ts';
import { service } from './service.ts';
import { statements } from './statements.ts';
import { syncs } from './syncs.ts';
import { tenantFeed } from './tenantFeed.ts';
import { tenants } from './tenants.ts';
import { transactions } from './transactions.ts';
import { webhooks } from './webhooks.ts';

/** What the description of the API says, in the order in which it is read. Loaded with the document alone. */
export const chapters: readonly Chapter[] = [
  institutions,
  connections,
  accounts,
  links,
  syncs,
  transactions,
  search,
  statements,
  tenantFeed,
  certificates,
  journals,
  pageSessions,
  tenants,
  service,
  webhooks,
];
