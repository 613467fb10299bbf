import { defined } from '../../language/defined.ts';
import type { Account } from '../../domain/connections/connection.ts';
import { effectiveStatus } from '../../domain/syncs/sync.ts';
import { isExpiryReported } from '../sync/isDormant.ts';
import type { EventJob } from '../jobs/job.ts';
import type { EventJobDeps } from './eventContext.ts';
import { requeueBehindRun } from '../jobs/requeue.ts';

/** An account that feeds nothing has nothing to be read; a `manual` one is read only when a person asks. */
const isRead = ({ link }: Account): boolean => link !== undefined && link.frequency !== 'manual';

/**
 * Reads accounts at once. A run that is under way may pass by what the event tells: when it is over, the account is read
 * once more, unless that run has read the synchronization of the event. What a paused tenant is told of is left to the
 * first schedule after the pause; its facts (blocked, revoked, shared) count all the same.
 */
export const readAtOnce = async (
  { startSync, queue, paused }: Pick<EventJobDeps, 'startSync' | 'queue' | 'paused'>,
  job: EventJob,
  accounts: readonly Account[],
): Promise<void> => {
  if ((await paused.all()).has(job.tenantId)) return;
  for (const account of accounts.filter(isRead)) {
    const { synchronizationId } = job;
    const touchedBy = synchronizationId === undefined ? undefined : [synchronizationId];
    const sync = await startSync(account, { trigger: 'webhook', ...defined({ touchedBy }) });
    if (sync.joined && (touchedBy || sync.status === 'fetching'))
      await requeueBehindRun(queue, { ...job, effect: 'read', accountPontoId: account.pontoId });
  }
};

/** Reads the account of the event, unless the synchronization that it tells of has been read to its end already. */
export const readNamed = async (deps: EventJobDeps, job: EventJob): Promise<void> => {
  const account = await namedAccount(deps, job);
  if (!account || (await hasBeenRead(deps, job, account))) return;
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

const hasBeenRead = async ({ runs, reader }: EventJobDeps, job: EventJob, account: Account): Promise<boolean> => {
  if (job.synchronizationId === undefined) return false;
  const loaded = await runs.load(job);
  if (loaded?.runs.readSynchronizations[account.pontoId] === job.synchronizationId) return true;
  const { touched } = await reader.head({ tenantId: account.tenantId, accountId: account.id });
  return touched?.read.includes(job.synchronizationId) ?? false;
};
