import type { Account } from '../../domain/connections/connection.ts';
import { effectiveStatus } from '../../domain/syncs/sync.ts';
import { isExpiryReported } from '../sync/isDormant.ts';
import type { EventJob } from '../jobs/job.ts';
import type { EventJobDeps } from './eventContext.ts';
import { requeueBehindRun } from '../jobs/requeue.ts';

/** An account that feeds nothing has nothing to be read; a `manual` one is read only when a person asks. */
const isRead = ({ link }: Account): boolean => link !== undefined && link.frequency !== 'manual';

/**
 * Reads accounts at once. A run that waits will see what the event tells; one that reads already may have passed it by,
 * so that the account is read once more when that run is over. What a paused tenant is told of is left to the first schedule after the
 * pause; its facts (blocked, revoked, shared) count all the same.
 */
export const readAtOnce = async (
  { startSync, queue, paused }: Pick<EventJobDeps, 'startSync' | 'queue' | 'paused'>,
  job: EventJob,
  accounts: readonly Account[],
): Promise<void> => {
  if ((await paused.all()).has(job.tenantId)) return;
  for (const account of accounts.filter(isRead)) {
    const sync = await startSync(account, { trigger: 'webhook' });
    if (sync.status === 'fetching')
      await requeueBehindRun(queue, { ...job, effect: 'read', accountPontoId: account.pontoId });
  }
};

/** Reads the account of the event, unless the synchronization that it tells of has been read to its end already. */
export const readNamed = async (deps: EventJobDeps, job: EventJob): Promise<void> => {
  const account = await namedAccount(deps, job);
  if (!account || (await hasBeenRead(deps, job))) return;
  await readAtOnce(deps, job, [account]);
};

/**
 * Reads the account of the event, whose synchronization has failed, to judge why. When the last run has told that the
 * authorisation has ended, another failure tells nothing new; a renewal comes by an event of its own, and by the schedule.
 */
export const readFailure = async (deps: EventJobDeps, job: EventJob): Promise<void> => {
  const account = await namedAccount(deps, job);
  if (!account) return;
  const { items } = await deps.syncs.list({ tenantId: job.tenantId, accountId: account.id }, { limit: 1 });
  if (!isExpiryReported(items[0])) await readNamed(deps, job);
};

/** Reads the account of the event if its last run failed: what stopped it is over. */
export const readIfFailed = async (deps: EventJobDeps, job: EventJob): Promise<void> => {
  const account = await namedAccount(deps, job);
  if (!account) return;
  const { items } = await deps.syncs.list({ tenantId: job.tenantId, accountId: account.id }, { limit: 1 });
  const [last] = items;
  if (last && effectiveStatus(last, job.requestedAt).status === 'failed') await readAtOnce(deps, job, [account]);
};

/** The account that the event names, if this connection reads it. */
export const namedAccount = async (
  { accounts }: Pick<EventJobDeps, 'accounts'>,
  job: EventJob,
): Promise<Account | undefined> =>
  (await accounts.ofConnection(job)).find(({ pontoId }) => pontoId === job.accountPontoId);

const hasBeenRead = async ({ runs }: EventJobDeps, job: EventJob): Promise<boolean> => {
  if (job.synchronizationId === undefined || job.accountPontoId === undefined) return false;
  const loaded = await runs.load(job);
  return loaded?.runs.readSynchronizations[job.accountPontoId] === job.synchronizationId;
};
