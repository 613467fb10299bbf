import type { Revocation } from '../../domain/connections/connection.ts';
import type { Actor } from '../../domain/connections/history.ts';
import { Fault } from '../../domain/faults/fault.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { ConnectionStore } from '../../ports/connections.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';
import type { JobQueue } from '../../ports/syncs.ts';
import type { FinishDisconnect } from './finishDisconnect.ts';

interface Deps {
  readonly connections: Pick<ConnectionStore, 'get' | 'move'>;
  readonly jobs: JobQueue;
  readonly finishDisconnect: FinishDisconnect;
  readonly clock: Pick<Clock, 'now'>;
}

/** Longer than a request may last: by then the disconnect was carried through, or it was cut short. */
const lookAgainSeconds = 60;

/**
 * Disconnects: from here on nothing is read, whatever happens to the rest. The job that looks whether the rest was done
 * is put on the queue first, so that neither a crash nor a Ponto that is down leaves a secret or an access behind.
 *
 * @returns how far our access at Ponto is ended; undefined when there is no such connection
 */
export const makeDisconnect =
  ({ connections, jobs, finishDisconnect, clock }: Deps) =>
  async (ref: ConnectionRef, by: Actor): Promise<Revocation | undefined> => {
    const connection = await connections.get(ref);
    if (!connection) return undefined;
    const { revocation } = connection;
    if (revocation !== undefined && revocation !== 'pending') return revocation;
    const at = clock.now();
    await jobs.put([{ kind: 'disconnect', ...ref, requestedAt: at }], lookAgainSeconds);
    await connections.move(ref, {
      transition: 'disconnect',
      at,
      revocation: 'pending',
      note: { by, what: 'disconnected' },
    });
    try {
      return await finishDisconnect(ref, at);
    } catch (error) {
      if (error instanceof Fault) return 'pending';
      throw error;
    }
  };
