import { Fault } from '../../domain/faults/fault.ts';
import { refuseConnection, tellRefusal } from '../sync/refuseConnection.ts';
import { changeBlocking } from './changeBlocking.ts';
import type { EventJob, EventJobDeps, Told } from './eventJob.ts';
import { putOff } from './putOff.ts';
import { readFailure, readIfFailed, readNamed } from './readAtOnce.ts';
import { refreshAccounts } from './refreshAccounts.ts';
import { resumeAccount } from './resumeAccount.ts';

/** Does for one connection what an event of Ponto makes necessary. Doing it twice changes nothing more. */
export const makeProcessEventJob =
  (deps: EventJobDeps) =>
  async (job: EventJob): Promise<void> => {
    const connection = await deps.connections.get(job);
    if (!connection) return;
    try {
      await carryOut(deps, { job, connection });
    } catch (error) {
      await recover(deps, { job, connection }, error);
    }
  };

const carryOut = async (deps: EventJobDeps, told: Told): Promise<void> => {
  const { job, connection } = told;
  if (job.effect === 'block' || job.effect === 'unblock') return changeBlocking(deps, job, job.effect);
  // Of a connection that is not active nothing can be read; what makes it active again reads it.
  if (job.effect !== 'revoke' && connection.status !== 'active') return tellRefusal(deps, connection);
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
      return resumeAccount(deps, told);
    case 'fetch_accounts':
      return refreshAccounts(deps, told);
  }
};

const recover = async (deps: EventJobDeps, { job, connection }: Told, error: unknown): Promise<void> => {
  if (!(error instanceof Fault) || error.kind === 'bug') throw error;
  if (error.kind === 'transient') return putOff(deps.queue, job, error.retryAfterSeconds);
  if (error.code === 'reconnect_required' || error.code === 'credentials_refused') {
    await refuseConnection(deps, { connection, code: error.code, at: job.requestedAt, by: { kind: 'ponto' } });
  }
  // Other faults that only a person can heal are told by the next run of the account.
};
