import { addDays, dayOf, daysBetween, defaultTimeZone, type CalendarDate } from '../../domain/calendar/calendarDate.ts';
import { maxDays, type CertifiedAccount } from '../../domain/certificates/certificate.ts';
import { certifyAccount } from '../../domain/certificates/certifyAccount.ts';
import type { Account } from '../../domain/connections/connection.ts';
import type { Period } from '../../domain/statements/period.ts';
import { mapInParallel } from '../../language/inParallel.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { ConnectionStore } from '../../ports/connections.ts';
import type { JournalStore } from '../../ports/journals.ts';
import type { JudgeAccounts } from '../accounts/accountHealth.ts';
import { makeReadEvidence, type EvidenceDeps, type EvidenceRead } from './readEvidence.ts';

interface Deps extends EvidenceDeps {
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly journals: Pick<JournalStore, 'get'>;
  readonly healthIn: (tenantId: string) => JudgeAccounts;
  readonly clock: Pick<Clock, 'now'>;
}

/** Books are read a few at a time: those of a year of daily statements are hundreds of items each. */
const booksAtOnce = 8;

/** Judges accounts of one tenant for a period, in their order. */
export const makeJudgePeriod = (deps: Deps) => {
  const { connections, journals, healthIn, clock } = deps;
  const readEvidence = makeReadEvidence(deps);

  const journalsOf = async (
    accounts: readonly Account[],
  ): Promise<ReadonlyMap<string, CertifiedAccount['journal']>> => {
    const ids = new Set(accounts.flatMap(({ link }) => (link ? [link.journalId] : [])));
    const tenantId = accounts[0]?.tenantId ?? '';
    const found = await mapInParallel([...ids], booksAtOnce, async (journalId) => {
      const journal = await journals.get({ tenantId, journalId });
      return [journalId, journal && { id: journal.id, code: journal.code, name: journal.name }] as const;
    });
    return new Map(found);
  };

  /** How those are that are behind: nothing else of an account's health bears on days that are complete. */
  const healthOf = async (tenantId: string, behind: readonly Account[]) => {
    const ids = [...new Set(behind.map(({ connectionId }) => connectionId))];
    const found = await mapInParallel(ids, booksAtOnce, async (connectionId) => {
      return [connectionId, await connections.get({ tenantId, connectionId })] as const;
    });
    const byId = new Map(found);
    const judged = await healthIn(tenantId)(
      behind.map((account) => ({ account, connection: byId.get(account.connectionId) })),
    );
    return new Map(judged.map(({ account, health }) => [account.id, health]));
  };

  return async (
    tenantId: string,
    accounts: readonly Account[],
    period: Period,
  ): Promise<readonly CertifiedAccount[]> => {
    const today = dayOf(clock.now(), defaultTimeZone);
    const read = await mapInParallel(accounts, booksAtOnce, (account) => readEvidence(account, period, today));
    const behind = read.filter((one) => isBehind(one, period)).map(({ account }) => account);
    const [health, journal] = await Promise.all([
      behind.length > 0 ? healthOf(tenantId, behind) : undefined,
      journalsOf(accounts),
    ]);
    return read.map((one) =>
      certifyAccount({
        ...one,
        health: health?.get(one.account.id),
        journal: one.account.link && journal.get(one.account.link.journalId),
      }),
    );
  };
};

export type JudgePeriod = ReturnType<typeof makeJudgePeriod>;

const isBehind = ({ account, head }: EvidenceRead, { to }: Period): boolean =>
  account.link !== undefined && (head.completeUpTo ?? '') < to;

/** A period that can be certified; one that has not begun anywhere on earth is none. */
export const refusedPeriod = ({ from, to }: Period, now: string): 'period_invalid' | 'period_too_long' | undefined => {
  const tomorrow: CalendarDate = addDays(now.slice(0, 10), 1);
  if (from > to || from > tomorrow) return 'period_invalid';
  return daysBetween(from, to) >= maxDays ? 'period_too_long' : undefined;
};
