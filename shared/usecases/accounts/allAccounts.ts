import { defined } from '../../language/defined.ts';
import type { Account } from '../../domain/connections/connection.ts';
import type { AccountStore } from '../../ports/accounts.ts';

const pageSize = 200;

/** Every account of one tenant: as many as a business has, not as many as there are tenants. */
export const allAccounts = async (
  accounts: Pick<AccountStore, 'list'>,
  tenantId: string,
): Promise<readonly Account[]> => {
  const found: Account[] = [];
  let cursor: string | undefined;
  do {
    const page = await accounts.list(tenantId, {}, { limit: pageSize, ...defined({ cursor }) });
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return found;
};
