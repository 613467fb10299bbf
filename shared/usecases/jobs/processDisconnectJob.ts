import type { JobQueue } from '../../ports/syncs.ts';
import type { FinishDisconnect } from '../connections/finishDisconnect.ts';
import type { DisconnectJob } from './job.ts';
import { requeueOrThrow } from './requeue.ts';

/** Carries a disconnect through that was cut short, or that Ponto could not be told of. */
export const makeProcessDisconnectJob =
  ({ finishDisconnect, queue }: { readonly finishDisconnect: FinishDisconnect; readonly queue: JobQueue }) =>
  async (job: DisconnectJob): Promise<void> => {
    try {
      await finishDisconnect(job, job.requestedAt);
    } catch (error) {
      await requeueOrThrow(queue, job, error);
    }
  };
