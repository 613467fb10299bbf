import { completeFromOf } from '../../domain/statements/completeness.ts';
import {
  addDays,
  calendarDateAt,
  defaultTimeZone,
  earliest,
  monthOf,
  type CalendarDate,
  type Instant,
} from '../../domain/calendar/calendarDate.ts';
import { authorizationOf } from '../../domain/connections/authorization.ts';
import type { Account, Connection } from '../../domain/connections/connection.ts';
import {
  authorizationHealth,
  faultCodeOf,
  healthOfFault,
  healthOfStatus,
  successionHealth,
  type Health,
} from '../../domain/connections/health.ts';
import { outsidePendingId, outsideTransactionId } from '../../domain/ids/outsideIds.ts';
import type { LedgerHead } from '../../domain/ledger/head.ts';
import { mapInParallel } from '../../language/inParallel.ts';
import type { MonthPart } from '../../domain/ledger/monthView.ts';
import {
  absencesOf,
  daysAround,
  findPayment,
  knownCodes,
  type Absence,
  type KnownCode,
  type KnownPayments,
  type Situation,
} from '../../domain/ledger/whereIsPayment.ts';
import type { Decimal } from '../../domain/money/decimal.ts';
import type { Period } from '../../domain/statements/period.ts';
import { effectiveStatus, isFinished, type Sync } from '../../domain/syncs/sync.ts';
import { defined } from '../../language/defined.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { AccountRef } from '../../ports/refsAndPages.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { ConnectionStore } from '../../ports/connections.ts';
import type { SyncStore } from '../../ports/syncs.ts';
import { successorsOf } from '../accounts/accountHealth.ts';
import { allAccounts } from '../tenants/allOfTenant.ts';

interface Deps {
  readonly reader: LedgerReader;
  readonly accounts: Pick<AccountStore, 'get' | 'list'>;
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly syncs: Pick<SyncStore, 'list'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** What became of a payment that the books know, with its lines; or why it may be missing. */
export type PaymentReason = ({ readonly code: KnownCode } | Absence) & { readonly transactionIds: readonly string[] };

export interface ExplainedPayment {
  /** The days that were looked at. */
  readonly days: Period;
  /** The first one answers; the others may play a part. */
  readonly reasons: readonly PaymentReason[];
  readonly readAt?: Instant;
  readonly bankReachedAt?: Instant;
  readonly completeUpTo?: CalendarDate;
}

/** Enough to choose from; who has more equal payments in eleven days looks at the list. */
const maxIds = 20;

/**
 * Says where a payment is that somebody misses. It looks into the books and at what is known of the account; nobody
 * outside is asked.
 *
 * @returns undefined when the tenant has no such account
 */
export const makeExplainPayment =
  (deps: Deps) =>
  async (
    tenantId: string,
    accountId: string,
    sought: { readonly amount: Decimal; readonly date: CalendarDate },
  ): Promise<ExplainedPayment | undefined> => {
    const account = await deps.accounts.get({ tenantId, accountId });
    if (!account) return undefined;
    const ledger = { tenantId, accountId: account.id };
    const days = daysAround(sought.date);
    const [head, parts, pending] = await Promise.all([
      deps.reader.head(ledger),
      partsOf(deps.reader, ledger, days),
      deps.reader.pending(ledger),
    ]);
    const known = knownReasons(account.id, findPayment(sought.amount, days, parts, pending));
    const isKnown = known.some(({ code }) => code !== 'other_sign');
    const situation = await situationOf(deps, account, head);
    const absences = isKnown ? [] : absencesOf(days, situation);
    const { readAt, bankReachedAt, completeUpTo } = situation;
    return {
      days,
      reasons: [...known, ...absences.map((absence) => ({ ...absence, transactionIds: [] }))],
      ...defined({ readAt, bankReachedAt, completeUpTo }),
    };
  };

export type ExplainPayment = ReturnType<typeof makeExplainPayment>;

const partsOf = async (reader: LedgerReader, ledger: AccountRef, days: Period): Promise<readonly MonthPart[]> => {
  const months = new Set([monthOf(days.from), monthOf(days.to)]);
  return (await mapInParallel([...months], months.size, (month) => reader.month(ledger, month))).flat();
};

const knownReasons = (accountId: string, known: KnownPayments): readonly PaymentReason[] =>
  knownCodes.flatMap((code) => {
    const announced = code === 'pending' ? known.pending : code === 'other_sign' ? known.pendingOtherSign : [];
    const booked = code === 'pending' ? [] : known[code];
    const transactionIds = [
      ...booked.map((line) => outsideTransactionId(accountId, line)),
      ...announced.map((pontoId) => outsidePendingId(accountId, pontoId)),
    ];
    return transactionIds.length === 0 ? [] : [{ code, transactionIds: transactionIds.slice(0, maxIds) }];
  });

const situationOf = async (
  { accounts, connections, syncs, clock }: Deps,
  account: Account,
  { chain, completedAt, completeUpTo, refused, pendingLeftOut = 0 }: LedgerHead,
): Promise<Situation> => {
  const { tenantId, id, connectionId, link, bankReachedAt } = account;
  const now = clock.now();
  const [connection, { items }, successors] = await Promise.all([
    connections.get({ tenantId, connectionId }),
    syncs.list({ tenantId, accountId: id }, { limit: 1 }),
    successorsOf(account, () => allAccounts(accounts, tenantId)),
  ]);
  const lastSync = items[0] && effectiveStatus(items[0], now);
  const failure = failureOf(lastSync);
  const blocked =
    successionHealth(successors) ??
    blockOf(account, connection, now, lastSync) ??
    (failure?.state === 'action_required' ? failure : undefined);
  const coveredUpTo = coveredBy(account);
  return {
    ...defined({
      startsOn: link && earliest(link.importFrom, chain.coversFrom ?? link.importFrom),
      blocked,
      coveredUpTo,
      failed: failure,
      readAt: completedAt,
      bankReachedAt,
      completeFrom: completeFromOf(chain),
      completeUpTo,
    }),
    underWay: lastSync !== undefined && !isFinished(lastSync.status),
    refusedLines: refused.length + pendingLeftOut,
  };
};

const failureOf = (lastSync: Sync | undefined): Health | undefined =>
  lastSync?.status === 'failed' ? healthOfFault(faultCodeOf(lastSync.errorCode ?? 'internal_error')) : undefined;

const blockOf = (
  account: Account,
  connection: Connection | undefined,
  now: Instant,
  lastSync: Sync | undefined,
): Health | undefined =>
  healthOfStatus(connection?.status ?? 'disconnected', connection?.statusCode, connection?.method) ??
  authorizationHealth(authorizationOf(account, now, lastSync));

/** A day is covered when Ponto got through to the bank after it was over. */
const coveredBy = ({ bankReachedAt }: Account): CalendarDate | undefined => {
  const day = bankReachedAt === undefined ? undefined : calendarDateAt(bankReachedAt, defaultTimeZone);
  return day === undefined ? undefined : addDays(day, -1);
};
