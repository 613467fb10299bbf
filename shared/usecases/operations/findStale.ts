import { defined } from '../../language/defined.ts';
import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { LocalTimes } from '../../domain/calendar/nextRun.ts';
import type { Account, Connection, Link, ScheduledFrequency } from '../../domain/connections/connection.ts';
import { isOverdue } from '../../domain/syncs/sync.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { ConnectionRuns, DueIndex } from '../../ports/connections.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';
import { makeAccountHealth, type AccountHealthDeps, type JudgeAccounts } from '../accounts/accountHealth.ts';
import { inParallel } from '../../language/inParallel.ts';

interface Deps extends AccountHealthDeps {
  readonly due: Pick<DueIndex, 'pages'>;
  readonly runs: Pick<ConnectionRuns, 'load'>;
  readonly accounts: Pick<AccountStore, 'list' | 'ofConnection'>;
  readonly schedules: {
    readonly timeZone: string;
    readonly times: Readonly<Record<ScheduledFrequency, LocalTimes>>;
  };
}

/** An account that is not as fresh as its frequency promises. */
export interface StaleAccount {
  readonly tenantId: string;
  readonly connectionId: string;
  readonly accountId: string;
  readonly frequency: ScheduledFrequency;
  readonly lastRunAt?: Instant;
  /** A code of the health, or `no_run`: nothing is known to be wrong, but the run that was due has not come. */
  readonly why: string;
}

/** Connections that are looked at at the same time. */
const concurrency = 16;

/**
 * Finds accounts beyond their frequency by the due index: what a schedule would visit, a page at a time, and of each
 * connection what its last run left. Nothing is scanned; an account costs about three read units.
 *
 * @returns how many connections were looked at
 */
export const makeFindStale =
  (deps: Deps) =>
  async (frequency: ScheduledFrequency, found: (stale: StaleAccount) => void): Promise<number> => {
    let connections = 0;
    for await (const page of deps.due.pages(frequency)) {
      connections += page.length;
      await inParallel(page, concurrency, (ref) => visit(deps, ref, frequency, found));
    }
    return connections;
  };

const visit = async (
  deps: Deps,
  ref: ConnectionRef,
  frequency: ScheduledFrequency,
  found: (stale: StaleAccount) => void,
): Promise<void> => {
  const loaded = await deps.runs.load(ref);
  if (!loaded) return;
  const { connection, runs } = loaded;
  const judge = makeAccountHealth(deps)(ref.tenantId);
  for (const account of await deps.accounts.ofConnection(ref)) {
    // The index may still name a connection whose last account of this frequency was unlinked.
    if (account.link?.frequency !== frequency) continue;
    const why = await reasonOf(deps, judge, {
      connection,
      account,
      link: account.link,
      frequency,
      lastRunAt: runs.lastRunAt,
    });
    if (why === undefined) continue;
    const { lastRunAt } = runs;
    found({ ...ref, accountId: account.id, frequency, ...defined({ lastRunAt }), why });
  }
};

interface Subject {
  readonly connection: Connection;
  readonly account: Account;
  readonly link: Link;
  readonly frequency: ScheduledFrequency;
  readonly lastRunAt: Instant | undefined;
}

const reasonOf = async (
  { clock, schedules }: Deps,
  judge: JudgeAccounts,
  { connection, account, link, frequency, lastRunAt }: Subject,
): Promise<string | undefined> => {
  const [judged] = await judge([{ account, connection }]);
  if (!judged) return undefined;
  const { state, code } = judged.health;
  // A first import takes its time, and comes to an end by itself.
  const isWrong = state === 'action_required' || (state === 'passing' && code !== 'first_import');
  if (isWrong) return code;
  const { times, timeZone } = schedules;
  const isLate = isOverdue(lastRunAt ?? link.linkedAt, times[frequency], timeZone, clock.now());
  return isLate ? 'no_run' : undefined;
};
