import { inParallelWhile } from '../../language/inParallel.ts';
import { runOf, type AlertQueue, type DigestJob, type DigestsJob } from '../../ports/alertRuns.ts';
import type { PendingDigests } from '../../ports/alerts.ts';
import { nobodyAlerted, type Alerted, type AlertSlice } from './alertSlice.ts';
import { readBankNames, type BankNamesDeps } from './bankNames.ts';
import { againAfterSeconds, atOnce } from './checkShard.ts';
import { sendDigest, type SendDigestDeps } from './digests.ts';

export type SendDigestsDeps = SendDigestDeps &
  BankNamesDeps & {
    readonly digests: Pick<PendingDigests, 'all' | 'get'>;
    readonly queue: AlertQueue;
  };

/**
 * Sends their digest to all accountants on the list. When its time is over, another worker goes on from there; a digest that
 * fails becomes a job of its own.
 */
export const makeSendDigests =
  (deps: SendDigestsDeps) =>
  async (job: DigestsJob, { hasTime }: AlertSlice): Promise<Alerted> => {
    const { run: now, from } = job;
    let mails = 0;
    for await (const page of deps.digests.all(from)) {
      const run = { now, bankNames: await readBankNames(deps) };
      const next = await inParallelWhile(hasTime, page, atOnce, async ({ place, address }) => {
        try {
          mails += await sendDigest(deps, address, run);
        } catch (error) {
          deps.onFailure(undefined, { kind: 'failed', error });
          await deps.queue.put([{ kind: 'digest', ...runOf(job), place }], againAfterSeconds);
        }
      });
      if (next) {
        await deps.queue.put([{ ...job, from: next.place }]);
        break;
      }
    }
    return { connections: 0, mails };
  };

/** Sends a digest on which something of ours failed, where it is still to be sent. */
export const makeSendDigestAgain =
  (deps: SendDigestsDeps) =>
  async ({ run: now, place }: DigestJob): Promise<Alerted> => {
    const pending = await deps.digests.get(place);
    if (!pending) return nobodyAlerted;
    const run = { now, bankNames: await readBankNames(deps) };
    return { connections: 0, mails: await sendDigest(deps, pending.address, run) };
  };
