import { mapInParallel } from '../../language/inParallel.ts';
import { scheduledFrequencies, type Frequency, type ScheduledFrequency } from '../../domain/connections/connection.ts';
import type { IdSource } from '../../ports/ambient.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { DueIndex } from '../../ports/connections.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';

interface Deps {
  readonly accounts: Pick<AccountStore, 'ofConnection'>;
  readonly due: Pick<DueIndex, 'add' | 'markOf' | 'remove'>;
  readonly ids: Pick<IdSource, 'next'>;
}

const scheduled = (frequency: Frequency | undefined): frequency is ScheduledFrequency =>
  frequency !== undefined && frequency !== 'manual';

/**
 * Keeps the due index right without a transaction. A connection may stand in it for nothing (a run finds no account and
 * does nothing); it must never be missing. So it joins before and after the account is written, under a new mark each
 * time, and an entry is taken out only if it still has the mark that it had before its accounts were looked at.
 */
export const makeUpdateDueIndex = ({ accounts, due, ids }: Deps) => ({
  /** To be called before and after the write that makes an account of the connection due. */
  join: async (ref: ConnectionRef, frequency: Frequency | undefined): Promise<void> => {
    if (scheduled(frequency)) await due.add(frequency, ref, ids.next());
  },

  /** To be called after a write that takes an account out. Clears up after a crashed one too: all frequencies. */
  tidy: async (ref: ConnectionRef): Promise<void> => {
    const entries = await mapInParallel(scheduledFrequencies, scheduledFrequencies.length, async (frequency) => ({
      frequency,
      mark: await due.markOf(frequency, ref),
    }));
    const needed = new Set((await accounts.ofConnection(ref)).map(({ link }) => link?.frequency));
    for (const { frequency, mark } of entries) {
      if (mark !== undefined && !needed.has(frequency)) await due.remove(frequency, ref, mark);
    }
  },
});
