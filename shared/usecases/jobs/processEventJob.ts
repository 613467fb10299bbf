import { refuseConnection, publishRefusal } from '../connections/refuseConnection.ts';
import { changeBlocking } from '../webhooks/changeBlocking.ts';
import type { EventJob } from './job.ts';
import type { EventContext, EventJobDeps } from '../webhooks/eventContext.ts';
import { decide } from './failurePolicy.ts';
import { unscheduledWork } from './retryPolicies.ts';
import { requeue } from './requeue.ts';
import { readFailure, readIfFailed, readNamed } from '../webhooks/readAtOnce.ts';
import { refreshAccounts } from '../webhooks/refreshAccounts.ts';
import { lookAgain, resumeAccount } from '../webhooks/resumeAccount.ts';

/** Does for one connection what an event of Ponto makes necessary. Doing it twice changes nothing more. */
export const makeProcessEventJob =
  (deps: EventJobDeps) =>
  async (job: EventJob): Promise<void> => {
    const connection = await deps.connections.get(job);
    if (!connection) return;
    try {
      await applyEvent(deps, { job, connection });
    } catch (error) {
      await recover(deps, { job, connection }, error);
    }
  };

const applyEvent = async (deps: EventJobDeps, context: EventContext): Promise<void> => {
  const { job, connection } = context;
  if (job.effect === 'block' || job.effect === 'unblock') return changeBlocking(deps, job, job.effect);
  // Of a connection that is not active nothing can be read; what makes it active again reads it.
  if (job.effect !== 'revoke' && connection.status !== 'active') return publishRefusal(deps, connection);
  switch (job.effect) {
    case 'revoke':
      return refuseConnection(deps, {
        connection,
        code: 'reconnect_required',
        at: job.requestedAt,
        by: { kind: 'ponto' },
        happenedAt: job.happenedAt,
      });
    case 'read':
      return readNamed(deps, job);
    case 'read_failure':
      return readFailure(deps, job);
    case 'read_if_failed':
      return readIfFailed(deps, job);
    case 'resume':
      return resumeAccount(deps, context);
    case 'look_again':
      return lookAgain(deps, context);
    case 'fetch_accounts':
      return refreshAccounts(deps, context);
  }
};

const recover = async (deps: EventJobDeps, { job, connection }: EventContext, error: unknown): Promise<void> => {
  const decision = decide(error, job.attempts ?? 0, unscheduledWork);
  switch (decision.kind) {
    case 'rethrow':
      throw error;
    case 'requeue':
      return requeue(deps.queue, job, decision.afterSeconds);
    case 'refuseConnection':
      return refuseConnection(deps, { connection, code: decision.code, at: job.requestedAt, by: { kind: 'ponto' } });
    case 'giveUp':
    // What only a person can heal is told by the next run of the account.
  }
};
