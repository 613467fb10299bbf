import { isJustGiven, lookForNewAuthorization } from '../accounts/newAuthorization.ts';
import { requeue } from '../jobs/requeue.ts';
import { pauseBefore, renewalNotShown } from '../jobs/retryPolicies.ts';
import type { EventContext, EventJobDeps } from './eventContext.ts';
import { namedAccount, readAtOnce } from './readAtOnce.ts';

/**
 * The account was authorised anew: its new end is looked up at Ponto, which lifts an expiry, other software is told, and
 * what came in since is read. A `manual` account is looked at too, because people are shown its end.
 */
export const resumeAccount = async (deps: EventJobDeps, { job, connection }: EventContext): Promise<void> => {
  const account = await namedAccount(deps, job);
  if (!account) return;
  const seen = await lookForNewAuthorization(deps, {
    account,
    connection,
    by: { kind: 'ponto' },
    at: job.requestedAt,
    toldAt: job.happenedAt,
  });
  if (seen) await readAtOnce(deps, job, [seen.account]);
};

/** Its holder came back from Ponto before the renewal showed there. The schedule finds it, if it comes later still. */
export const lookAgain = async (deps: EventJobDeps, { job, connection }: EventContext): Promise<void> => {
  const account = await namedAccount(deps, job);
  if (!account) return;
  const by = { kind: 'system' } as const;
  const seen = await lookForNewAuthorization(deps, { account, connection, by, at: job.requestedAt });
  if (seen?.isNew) return readAtOnce(deps, job, [seen.account]);
  // Another one has found it meanwhile, or it is gone.
  if (!seen || isJustGiven(seen.account.authorization, job.happenedAt)) return;
  const pause = pauseBefore(renewalNotShown, job.attempts ?? 0);
  if (pause !== undefined) await requeue(deps.queue, job, pause);
};
