import type { Connection } from '../../domain/connections/connection.ts';
import type { SuppressionList } from '../../ports/mail.ts';
import type { ConnectionStore } from '../../ports/connections.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';

interface Deps {
  readonly connections: Pick<ConnectionStore, 'changeContacts'>;
  readonly suppressionList: Pick<SuppressionList, 'removeBounce'>;
}

/** Changes who is written to. Who enters an address says that it works: a bounce of former days is forgotten, for this tenant. */
export const makeChangeContacts =
  ({ connections, suppressionList }: Deps) =>
  async (
    ref: ConnectionRef,
    change: Parameters<ConnectionStore['changeContacts']>[1],
  ): Promise<Connection | undefined> => {
    const changed = await connections.changeContacts(ref, change);
    if (!changed) return undefined;
    const entered = [change.contact?.email, ...(change.notify ?? []), change.accountant];
    for (const address of entered)
      if (typeof address === 'string') await suppressionList.removeBounce(ref.tenantId, address);
    return changed;
  };

export type ChangeContacts = ReturnType<typeof makeChangeContacts>;
