import { defined } from '../../language/defined.ts';
import type { Connection } from '../../domain/connections/connection.ts';
import type { Expected } from '../../domain/revision.ts';
import type { ConnectionStore } from '../../ports/connections.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';
import type { EnterAddresses } from '../mail/enterAddresses.ts';

interface Deps {
  readonly connections: Pick<ConnectionStore, 'changeContacts'>;
  readonly enterAddresses: EnterAddresses;
}

/** Changes who is written to. */
export const makeChangeContacts =
  ({ connections, enterAddresses }: Deps) =>
  async (
    ref: ConnectionRef,
    change: Parameters<ConnectionStore['changeContacts']>[1],
    expected?: Expected,
  ): Promise<Connection | 'changed_meanwhile' | undefined> => {
    const changed = await connections.changeContacts(ref, change, expected);
    if (!changed || changed === 'changed_meanwhile') return changed;
    const { contact, notify = [], accountant } = change;
    await enterAddresses(changed, { notify, ...defined({ contact, accountant: accountant ?? undefined }) }, change.at);
    return changed;
  };

export type ChangeContacts = ReturnType<typeof makeChangeContacts>;
