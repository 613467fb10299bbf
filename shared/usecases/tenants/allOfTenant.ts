import type { Account, Connection } from '../../domain/connections/connection.ts';
import { defined } from '../../language/defined.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { ConnectionStore } from '../../ports/connections.ts';
import type { Page, PageRequest } from '../../ports/refsAndPages.ts';

const pageSize = 200;
/** A hundred thousand: a list that goes on behind them leads in a circle. */
const maxPages = 500;

const allOf = async <T>(pageAt: (page: PageRequest) => Promise<Page<T>>): Promise<readonly T[]> => {
  const found: T[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < maxPages; pages += 1) {
    const page = await pageAt({ limit: pageSize, ...defined({ cursor }) });
    found.push(...page.items);
    cursor = page.nextCursor;
    if (cursor === undefined) return found;
  }
  throw new Error('a list of a tenant has no end');
};

/** Every connection of one tenant: as many as a business has banks. */
export const allConnections = (
  connections: Pick<ConnectionStore, 'list'>,
  tenantId: string,
): Promise<readonly Connection[]> => allOf((page) => connections.list(tenantId, page));

/** Every account of one tenant: as many as a business has, not as many as there are tenants. */
export const allAccounts = (accounts: Pick<AccountStore, 'list'>, tenantId: string): Promise<readonly Account[]> =>
  allOf((page) => accounts.list(tenantId, {}, page));
