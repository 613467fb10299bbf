import { dayOf, defaultTimeZone, type Instant } from '../../domain/calendar/calendarDate.ts';
import type { PendingDigests, ScheduledCheck, ScheduledChecks } from '../../ports/alerts.ts';
import type { InstitutionSnapshots } from '../../ports/institutions.ts';
import { inParallel } from '../../language/inParallel.ts';
import { checkConnection, type CheckConnectionDeps, type DueConnection } from './checkConnection.ts';
import { sendDigest, type SendDigestDeps } from './digests.ts';

type Deps = CheckConnectionDeps &
  SendDigestDeps & {
    readonly checks: Pick<ScheduledChecks, 'due'>;
    readonly digests: Pick<PendingDigests, 'all'>;
    readonly snapshots: Pick<InstitutionSnapshots, 'read'>;
  };

/** Connections at a time: few, because the mail service takes a dozen mails a second. */
const concurrency = 4;

export interface SentAlerts {
  readonly connections: number;
  readonly mails: number;
}

/**
 * Warns everybody who is due, and everybody whom missed or failed runs have left out. Memory stays flat: one page of
 * checks at a time. A connection that fails does not stop the others.
 *
 * @throws the first failure of our own when all are checked, so that the run is repeated; what was delivered stays so
 */
export const makeSendAlerts =
  (deps: Deps) =>
  async ({ now }: { readonly now: Instant }): Promise<SentAlerts> => {
    const run = { now, bankNames: await bankNamesOf(deps) };
    let failure: { readonly error: unknown } | undefined;
    let connections = 0;
    let mails = 0;
    const check = async (due: DueConnection): Promise<void> => {
      connections += 1;
      try {
        mails += await checkConnection(deps, due, run);
      } catch (error) {
        failure ??= { error };
        deps.onFailure(due.ref, { kind: 'failed', error });
      }
    };
    const tellAccountant = async (address: string): Promise<void> => {
      try {
        mails += await sendDigest(deps, address, run);
      } catch (error) {
        failure ??= { error };
        deps.onFailure(undefined, { kind: 'failed', error });
      }
    };
    for await (const page of deps.checks.due(dayOf(now, defaultTimeZone))) {
      // Those of this very run: it was interrupted and goes on.
      await inParallel(byConnection(page.filter(({ seenAt }) => seenAt !== now)), concurrency, check);
    }
    // One for all the connections of an accountant, so that it waits until they were checked.
    for await (const page of deps.digests.all()) await inParallel(page, concurrency, tellAccountant);
    if (failure) throw failure.error;
    return { connections, mails };
  };

const byConnection = (checks: readonly ScheduledCheck[]): Iterable<DueConnection> => {
  const due = new Map<string, ScheduledCheck[]>();
  for (const check of checks) {
    const key = JSON.stringify([check.ref.tenantId, check.ref.connectionId]);
    const known = due.get(key);
    if (known) known.push(check);
    else due.set(key, [check]);
  }
  return [...due.values()].flatMap((ofOne) => (ofOne[0] ? [{ ref: ofOne[0].ref, checks: ofOne }] : []));
};

/** The kept catalogue, once a run. A mail without the bank's name is better than none. */
const bankNamesOf = async ({ snapshots }: Deps): Promise<ReadonlyMap<string, string>> => {
  const snapshot = await snapshots.read().catch(() => undefined);
  return new Map(snapshot?.institutions.map(({ id, name }) => [id, name]));
};

export type SendAlerts = ReturnType<typeof makeSendAlerts>;
