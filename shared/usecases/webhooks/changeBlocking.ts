import type { EventJob } from '../jobs/job.ts';
import type { EventJobDeps } from './eventContext.ts';
import { readAtOnce } from './readAtOnce.ts';

/**
 * Ponto blocked the organisation, or lifts that. What Ponto told last counts, in whatever order it comes: a late
 * `blocked` must not stop a feed that was unblocked since. After lifting, what came in meanwhile is read.
 */
export const changeBlocking = async (
  deps: EventJobDeps,
  job: EventJob,
  transition: 'block' | 'unblock',
): Promise<void> => {
  const { happenedAt, requestedAt } = job;
  if ((await deps.connections.recordBlocking(job, happenedAt)) === 'outdated') return;
  const by = { kind: 'ponto' } as const;
  const report = { at: requestedAt, reportedAt: happenedAt };
  const moved = await deps.connections.move(
    job,
    transition === 'block'
      ? { transition, ...report, statusCode: 'organization_blocked', note: { by, what: 'organization_blocked' } }
      : { transition, ...report, note: { by, what: 'organization_unblocked' } },
  );
  // Also when it was active already: the move may have been made by a delivery that got no further.
  if (transition === 'block' || moved.kind === 'missing' || moved.current.status !== 'active') return;
  const accounts = await deps.accounts.ofConnection(job);
  await readAtOnce(
    deps,
    job,
    accounts.filter(({ authorization }) => !authorization.revoked),
  );
};
