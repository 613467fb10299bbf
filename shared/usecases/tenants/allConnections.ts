import { defined } from '../../language/defined.ts';
import type { Connection } from '../../domain/connections/connection.ts';
import type { ConnectionStore } from '../../ports/connections.ts';

const pageSize = 100;

/** Every connection of one tenant: as many as a business has banks. */
export const allConnections = async (
  connections: Pick<ConnectionStore, 'list'>,
  tenantId: string,
): Promise<readonly Connection[]> => {
  const found: Connection[] = [];
  let cursor: string | undefined;
  do {
    const page = await connections.list(tenantId, { limit: pageSize, ...defined({ cursor }) });
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return found;
};
