import { addDays, type CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { Account } from '../../domain/connections/connection.ts';
import type { HeadBefore, TakenBack } from '../../domain/ledger/head.ts';
import { chainToRestore, headToRestore, restoredHead } from '../../domain/ledger/headBefore.ts';
import { buildChain } from '../../domain/statements/chain.ts';
import { withoutTakenBack } from '../../domain/statements/knownBalance.ts';
import type { StatementAccount } from '../../domain/statements/statement.ts';
import { statementAccountOf } from '../../domain/statements/statementAccount.ts';
import { defined } from '../../language/defined.ts';
import type { Clock } from '../../ports/ambient.ts';
import { LeaseLost } from '../../ports/ledger.ts';
import { linesToRestore } from './linesToRestore.ts';
import { LedgerSession, type LedgerAccess } from './ledgerSession.ts';
import { publishChanges, type PublishDeps } from './publishChanges.ts';
import { daysOf, ofAccount } from './reconcileStatements.ts';
import { SyncStats } from './syncContext.ts';
import { isTakenBack } from './syncLedger.ts';

export interface RestoreBooksDeps extends LedgerAccess, PublishDeps {
  /** Leases go by the wall clock. */
  readonly clock: Clock;
}

/** Who takes the succession back; the rest is known by the account. */
export type Word = Pick<TakenBack, 'at' | 'userId' | 'syncId'>;

export type RestoredBooks =
  | { readonly kind: 'restored'; readonly word: TakenBack }
  /** A statement has become final since, or what was before is not known. */
  | { readonly kind: 'settled' }
  | { readonly kind: 'busy' };

const leaseMs = 30_000;

/**
 * Makes the books of an account again what they were before it went on as another one. What came in since leaves them by
 * records that every reader of changes sees; the head then says again what it said.
 *
 * The word stands in the head before anything else is written: from then on no run reads the other account into these
 * books, and whoever comes next goes on where a crash was.
 *
 * @param word absent where one that was given is to be brought to its end
 */
export const makeRestoreBooks =
  (deps: RestoreBooksDeps) =>
  async (account: Account, word?: Word): Promise<RestoredBooks> => {
    const { tenantId, id: accountId } = account;
    const acquired = await deps.writer.acquire({ tenantId, accountId }, deps.clock.now(), leaseMs);
    if (acquired.kind === 'busy') return acquired;
    let session: LedgerSession | undefined;
    try {
      const { head } = acquired.lease;
      const taken = isTakenBack(head, account) ? head.takenBack : word && takenBackBy(word, account);
      const before = headToRestore(head, account);
      if (!taken || before === 'settled') return { kind: 'settled' };
      session = await LedgerSession.open(deps, acquired.lease, new SyncStats(taken, head));
      if (!isTakenBack(head, account)) await session.changeHead((known) => ({ ...known, takenBack: taken }));
      if (before) await restore(deps, session, { taken, before, account });
      await publishChanges(deps, session, taken.at);
      await session.close();
      return { kind: 'restored', word: taken };
    } catch (error) {
      if (error instanceof LeaseLost) return { kind: 'busy' };
      throw error;
    } finally {
      // The lease ends by itself.
      await (session ? session.close() : deps.writer.release(acquired.lease)).catch(() => undefined);
    }
  };

export type RestoreBooks = ReturnType<typeof makeRestoreBooks>;

const takenBackBy = (word: Word, { pontoId, succession }: Account): TakenBack | undefined =>
  succession && { ...word, pontoId, continuedAt: succession.at };

interface Restoring {
  readonly taken: TakenBack;
  readonly before: HeadBefore;
  readonly account: Account;
}

const restore = async (deps: RestoreBooksDeps, session: LedgerSession, restoring: Restoring): Promise<void> => {
  const { before, taken, account } = restoring;
  await session.append(await linesToRestore(deps, session, restoring));
  await session.viewsWritten();
  await session.known.loadAll();
  const { ledger } = session.lease;
  const { sequence } = session.head;
  const chain = withoutTakenBack(chainToRestore(before, sequence), account.link?.figuresTakenBackAt);
  const { final } = chain;
  const built = buildChain({
    chain,
    statementPeriod: account.link?.statementPeriod ?? before.statementPeriod,
    days: await daysOf(session.known, final ? { from: addDays(final.periodTo, 1) } : {}),
    carriedForward: await deps.reader.carriedForwardBetween(ledger, final?.through ?? 0, sequence),
    sequence,
    today: before.builtOn,
  });
  await deps.writer.writePending(session.lease, [], taken.at);
  const named = await accountBefore(deps, session, account, final?.periodTo);
  await deps.writer.writeStatements(session.lease, ofAccount(named, built.statements), openAfter(final?.periodTo));
  await session.changeHead((head) => restoredHead(head, before, chain));
};

/** As it is remembered; its bank, where the last final statement names it. */
const accountBefore = async (
  { reader }: RestoreBooksDeps,
  { lease }: LedgerSession,
  account: Account,
  finalDay: CalendarDate | undefined,
): Promise<StatementAccount> => {
  const former = statementAccountOf(account.succession?.before ?? account);
  if (finalDay === undefined) return former;
  const [final] = await reader.statementsBetween(lease.ledger, finalDay, finalDay);
  return { ...former, ...defined({ bic: final?.account?.bic }) };
};

const openAfter = (day: CalendarDate | undefined) => defined({ after: day });
