import { mapInParallel } from '../../language/inParallel.ts';
import { endsInTime } from '../../domain/syncs/patience.ts';
import { momentOf } from '../../domain/syncs/sync.ts';
import type { Account } from '../../domain/connections/connection.ts';
import type { BankSynchronization } from '../../domain/ledger/feedAccount.ts';
import type { FaultCode } from '../../domain/faults/fault.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { BankFeed, SynchronizationSubtype } from '../../ports/bankFeed.ts';
import type { JobQueue, SyncStore } from '../../ports/syncs.ts';
import { judgeSynchronization } from '../../domain/syncs/judgeSynchronization.ts';
import type { AccountJob } from '../jobs/job.ts';

export interface AskBankDeps {
  readonly syncs: Pick<SyncStore, 'move'>;
  readonly queue: JobQueue;
  readonly clock: Pick<Clock, 'now'>;
}

/** Balances first, then lines, so that a balance is never newer than the lines beside it. One run per subtype. */
const subtypes: readonly SynchronizationSubtype[] = ['accountDetails', 'accountTransactionsWithUnsettled'];

/** After this long the customer has surely left, and the bank may no longer be told that they are there. */
const presentForMs = 5 * 60_000;

/** Pauses between looks whether the bank is done: most banks answer within them, and nobody waits for a minute. */
const lookPausesSeconds = [2, 2, 3, 5, 8, 10, 10] as const;

/** What a slow bank has given by then is read apart; what it gives later comes by a webhook or the next schedule. */
const slowBankSeconds = 120;

/**
 * Asks the bank for fresh data, for a customer who is there, with that customer's own address (Ponto reference,
 * section 6). Nothing waits here: the job goes back on the queue and looks again later.
 *
 * @returns whether the bank was asked, which ends this delivery of the job
 */
export const askBank = async (
  deps: AskBankDeps,
  feed: BankFeed,
  account: Account,
  job: AccountJob,
): Promise<boolean> => {
  const { customerIpAddress, waitingFor, ...rest } = job;
  if (customerIpAddress === undefined || waitingFor) return false;
  if (Date.parse(deps.clock.now()) - Date.parse(job.requestedAt) > presentForMs) return false;
  const started: string[] = [];
  for (const subtype of subtypes) {
    const outcome = await feed.startSynchronization({
      accountPontoId: account.pontoId,
      subtype,
      customerIpAddress,
      idempotencyKey: idempotencyKey(job.syncId, subtype),
    });
    if (outcome.kind === 'started') started.push(outcome.synchronization.id);
  }
  await deps.syncs.move(job, 'askBank', { at: momentOf({ createdAt: job.requestedAt }, deps.clock.now()) });
  await deps.queue.put([{ ...rest, waitingFor: started, looks: 0 }], started.length === 0 ? 0 : lookPausesSeconds[0]);
  return true;
};

export type BankAnswer =
  | { readonly kind: 'waiting' }
  /** Too slow to wait for: another run reads what has come when the job is delivered. */
  | { readonly kind: 'slow'; readonly job: AccountJob; readonly afterSeconds: number }
  | { readonly kind: 'done'; readonly synchronizations: readonly string[] }
  | { readonly kind: 'failed'; readonly code: FaultCode };

/** A run asks for one synchronization a subtype. */
const looksAtOnce = 4;

/** Looks whether the bank has answered. A bank that takes too long is read apart, and then as it is. */
export const bankIsDone = async (deps: AskBankDeps, feed: BankFeed, job: AccountJob): Promise<BankAnswer> => {
  const waitingFor = job.waitingFor ?? [];
  const synchronizations = await mapInParallel(waitingFor, looksAtOnce, (id) => feed.synchronization(id));
  const refused = synchronizations.map((one) => judgeSynchronization(one)).find((code) => code !== undefined);
  if (refused) return { kind: 'failed', code: refused };
  const running = synchronizations.some(({ status }) => status === 'pending' || status === 'running');
  const looks = (job.looks ?? 0) + 1;
  const pause = lookPausesSeconds[looks];
  if (!running || job.retryOf !== undefined) return { kind: 'done', synchronizations: ofLines(synchronizations) };
  // Ponto may have made it wait before.
  const isOver = pause === undefined || !endsInTime(job.requestedAt, deps.clock.now(), pause);
  if (isOver) return { kind: 'slow', job, afterSeconds: slowBankSeconds };
  await deps.queue.put([{ ...job, looks }], pause);
  return { kind: 'waiting' };
};

/** A refresh of balances touches no line. */
const ofLines = (synchronizations: readonly BankSynchronization[]): readonly string[] =>
  synchronizations.filter(({ subtype }) => subtype !== 'accountDetails').map(({ id }) => id);

/** The same for every repeat of the same request: a UUID made of the sync's own, told apart by the subtype. */
const idempotencyKey = (syncId: string, subtype: SynchronizationSubtype): string =>
  syncId.slice(0, -1) + String(subtypes.indexOf(subtype));
