import type { Frequency, ScheduledFrequency } from '../../domain/connections/connection.ts';
import type { AccountStore, DueIndex } from '../../ports/registry.ts';
import type { ConnectionRef } from '../../ports/tokens.ts';

interface Deps {
  readonly accounts: Pick<AccountStore, 'ofConnection'>;
  readonly due: Pick<DueIndex, 'add' | 'remove'>;
}

const scheduled = (frequency: Frequency | undefined): frequency is ScheduledFrequency =>
  frequency !== undefined && frequency !== 'manual';

/**
 * Keeps the due index right without a transaction. A connection may stand in it for nothing (a run finds no account and
 * does nothing); it must never be missing. So it joins before and after the account is written, and after it left, a
 * second look puts it back if another account needs it meanwhile.
 */
export const makeKeepDue = ({ accounts, due }: Deps) => {
  const isNeeded = async (ref: ConnectionRef, frequency: ScheduledFrequency): Promise<boolean> =>
    (await accounts.ofConnection(ref)).some(({ link }) => link?.frequency === frequency);

  return {
    /** To be called before and after the write that makes an account of the connection due. */
    join: async (ref: ConnectionRef, frequency: Frequency | undefined): Promise<void> => {
      if (scheduled(frequency)) await due.add(frequency, ref);
    },
    /** To be called after the write that takes an account of the connection out. */
    leave: async (ref: ConnectionRef, frequency: Frequency | undefined): Promise<void> => {
      if (!scheduled(frequency) || (await isNeeded(ref, frequency))) return;
      await due.remove(frequency, ref);
      if (await isNeeded(ref, frequency)) await due.add(frequency, ref);
    },
  };
};
