import {
  isFinished,
  syncTransitions,
  interruptedAfterMs,
  type Sync,
  type SyncCounts,
  type SyncTransition,
} from '../../domain/syncs/sync.ts';
import type { CheckResult } from '../../domain/syncs/check.ts';
import { defined } from '../../language/defined.ts';
import type { AccountRef, Moved, Page, PageRequest } from '../../ports/refsAndPages.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { SyncRef, SyncStore } from '../../ports/syncs.ts';
import * as z from 'zod';
import { accountPartition, prefixes, runningKey, syncKey } from './keys.ts';
import { readPage } from './readPage.ts';
import { epochSecondsOf, parseRecord, syncRecord } from './records.ts';
import { equals, isNew, oneOf, setting, type Condition, type Path } from './expressions.ts';
import type { Table } from './table.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

const daySeconds = 86_400;
/** Runs stay to be looked at for a little more than a year. */
const syncKeptSeconds = 400 * daySeconds;

const read = (item: Readonly<Record<string, unknown>>): Sync => parseRecord(syncRecord(), item, 'sync');
const runningRecord = onFirstUse(() => z.object({ syncId: z.string(), until: z.string(), begun: syncRecord() }));
type Running = z.output<ReturnType<typeof runningRecord>>;

/** The attribute keeps the name that it was first stored under. */
const storedCheckResult = ({ singlePass, ...same }: CheckResult) => ({ ...same, inOneGo: singlePass });

interface Progress {
  readonly at: string;
  readonly counts?: SyncCounts;
  readonly pages?: number;
  readonly errorCode?: string;
  readonly retryAt?: string;
  readonly retriedAs?: string;
  readonly checked?: CheckResult;
}

/**
 * The runs of an account, and one item (`RUNNING`) that names the run under way. It is taken by a conditional write and
 * carries a time limit that every move renews, so that a crashed run does not block its account for ever:
 *
 *     begin: RUNNING absent -> put RUNNING -> put the run
 *            RUNNING of a finished run, or past its limit -> taken over; an unfinished one is failed `interrupted`, with the
 *            counts that the ledger knows of it
 *            else -> that run is the answer
 */
export class DynamoSyncStore implements SyncStore {
  readonly #table: Table;
  readonly #ledgers: Pick<LedgerReader, 'head'> | undefined;

  /** @param ledgers know what a run has done that cannot tell it any more; needed where runs are begun and ended */
  constructor(table: Table, ledgers?: Pick<LedgerReader, 'head'>) {
    this.#table = table;
    this.#ledgers = ledgers;
  }

  async begin(sync: Sync): Promise<{ readonly kind: 'begun' | 'running'; readonly sync: Sync }> {
    const fresh = await this.#takeRunning(sync, isNew);
    if (fresh) return this.#record(sync);
    const running = await this.#running(sync);
    if (!running) return this.begin(sync);
    const current = await this.#currentOf(running);
    // The same run again: a repeat of a write whose answer was lost.
    if (current.id === sync.id) return { kind: 'begun', sync: current };
    if (!isFinished(current.status) && running.until > sync.createdAt) return { kind: 'running', sync: current };
    const overtaken = await this.#takeRunning(sync, equals('syncId', running.syncId));
    if (!overtaken) return this.begin(sync);
    if (!isFinished(current.status)) {
      await this.move(refOf(current), 'fail', { at: sync.createdAt, errorCode: 'interrupted' });
    }
    return this.#record(sync);
  }

  async get(ref: SyncRef): Promise<Sync | undefined> {
    const item = await this.#table.get(syncKey(ref));
    return item && read(item);
  }

  async list(ref: AccountRef, page: PageRequest): Promise<Page<Sync>> {
    return readPage(this.#table, {
      pk: accountPartition(ref),
      prefix: prefixes.sync,
      page,
      read,
      idOf: (sync) => sync.id,
      newestFirst: true,
    });
  }

  async move(ref: SyncRef, transition: SyncTransition, { at, checked, ...carried }: Progress): Promise<Moved<Sync>> {
    const { from, to } = syncTransitions[transition];
    const told = {
      status: to,
      updatedAt: at,
      ...defined({
        ...carried,
        checked: checked && storedCheckResult(checked),
        finishedAt: isFinished(to) ? at : undefined,
      }),
    };
    const { set = [] } = setting(told);
    const work = to === 'failed' && carried.counts === undefined ? await this.#workInLedger(ref) : [];
    const outcome = await this.#table.update(
      syncKey(ref),
      { set: [...set, ...work], initially: isFinished(to) ? [] : [['startedAt', at]] },
      oneOf('status', from),
    );
    if (outcome.kind === 'refused') {
      const current = await this.get(ref);
      return current ? { kind: 'refused', current } : { kind: 'missing' };
    }
    await this.#keepOrFree(ref, isFinished(to), at);
    return { kind: 'moved', current: read(outcome.item) };
  }

  async #record(sync: Sync): Promise<{ readonly kind: 'begun'; readonly sync: Sync }> {
    const expiresAtEpochSeconds = epochSecondsOf(sync.createdAt, syncKeptSeconds);
    const key = syncKey(refOf(sync));
    // Not over a record that has moved on: somebody else may have written it and begun the work.
    await this.#table.put(key, { ...sync, expiresAtEpochSeconds }, isNew);
    return { kind: 'begun', sync };
  }

  async #takeRunning(sync: Sync, condition: Condition): Promise<boolean> {
    const { until, expiresAtEpochSeconds } = limitFrom(sync.updatedAt);
    const key = runningKey(sync);
    const running = { syncId: sync.id, begun: sync, until, expiresAtEpochSeconds };
    return (await this.#table.put(key, running, condition)) === 'written';
  }

  async #running(ref: AccountRef): Promise<Running | undefined> {
    const item = await this.#table.get(runningKey(ref));
    return item && parseRecord(runningRecord(), item, 'running sync');
  }

  /** The run under way. Its beginner may have crashed before its record was written: whoever meets it writes it. */
  async #currentOf({ syncId, begun }: Running): Promise<Sync> {
    const ref = { tenantId: begun.tenantId, accountId: begun.accountId, syncId };
    const known = await this.get(ref);
    if (known) return known;
    await this.#record(begun);
    return (await this.get(ref)) ?? begun;
  }

  /** What the books hold of a run that ends without telling what it has done: earlier workers of it may have crashed. */
  async #workInLedger(ref: SyncRef): Promise<readonly (readonly [Path, unknown])[]> {
    const head = await this.#ledgers?.head(ref);
    const run = head?.run;
    if (run?.syncId !== ref.syncId) return [];
    const { added, corrected, removed, unchanged, pages } = run;
    const counts = Object.entries({ added, corrected, removed, unchanged, refused: head?.refused.length ?? 0 });
    return [...counts.map(([kind, count]) => [['counts', kind], count] as const), ['pages', pages]];
  }

  async #keepOrFree(ref: SyncRef, finished: boolean, at: string): Promise<void> {
    const key = runningKey(ref);
    const ours = equals('syncId', ref.syncId);
    if (finished) await this.#table.delete(key, ours);
    else await this.#table.update(key, setting(limitFrom(at)), ours);
  }
}

const refOf = ({ tenantId, accountId, id: syncId }: Sync): SyncRef => ({ tenantId, accountId, syncId });

const limitFrom = (at: string): { readonly until: string; readonly expiresAtEpochSeconds: number } => ({
  until: new Date(Date.parse(at) + interruptedAfterMs).toISOString(),
  expiresAtEpochSeconds: epochSecondsOf(at, interruptedAfterMs / 1000 + daySeconds),
});
