import {
  dayOf,
  earliest,
  knownTimeZone,
  latest,
  type CalendarDate,
  type Instant,
} from '../../domain/calendar/calendarDate.ts';
import type { Account, ConnectionStatus } from '../../domain/connections/connection.ts';
import { linkStart } from '../../domain/connections/linkStart.ts';
import type { LedgerHead } from '../../domain/ledger/head.ts';
import type { FeedLine } from '../../domain/ledger/line.ts';
import { amountOf } from '../../domain/money/currency.ts';
import { completeDayOf, completeFromOf } from '../../domain/statements/completeness.ts';
import { noTotals, withAmount, type DayTotals } from '../../domain/statements/dayTotals.ts';
import { firstChain, whyNoOpening, type NoOpening } from '../../domain/statements/firstChain.ts';
import { knownBalanceDay, type KnownBalanceDay } from '../../domain/statements/knownBalanceDay.ts';
import type { ChainState, KnownBalance } from '../../domain/statements/statement.ts';
import { defined } from '../../language/defined.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { BankFeeds } from '../../ports/bankFeed.ts';
import type { ConnectionStore } from '../../ports/connections.ts';
import type { InstitutionCatalogue } from '../../ports/institutions.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import { feedOf } from '../connections/feedOf.ts';
import { institutionOf } from '../institutions/institutionOf.ts';
import { bankReadingOf } from '../sync/bankReading.ts';
import { readAhead, type ReadAhead } from '../sync/readAhead.ts';
import { booksStartOf } from '../sync/syncLedger.ts';

interface Deps {
  readonly accounts: Pick<AccountStore, 'get'>;
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly catalogue: Pick<InstitutionCatalogue, 'get'>;
  readonly reader: Pick<LedgerReader, 'head'>;
  readonly feeds: BankFeeds;
  readonly clock: Pick<Clock, 'now'>;
}

export interface PreviewRequest {
  readonly importFrom?: CalendarDate | undefined;
  readonly knownBalance?: KnownBalance | undefined;
  /** The last day whose lines the tenant's own books have already. */
  readonly lastBookedOn?: CalendarDate | undefined;
}

/**
 * - `too_many_lines`: the list was not read to its end.
 * - `books_exist`: the account has books that the link goes on with.
 */
export type OpeningUnknown = NoOpening | 'too_many_lines' | 'books_exist';

export interface LinkPreview {
  readonly account: Account;
  /** The first day of the books. */
  readonly importFrom: CalendarDate;
  /** Ponto's list was read to its end; else every count is of a part, and earlier lines may follow. */
  readonly isWhole: boolean;
  readonly earliestLine?: CalendarDate;
  readonly latestLine?: CalendarDate;
  readonly counts: { readonly fromStart: number; readonly beforeStart: number; readonly unreadable: number };
  readonly opening:
    | { readonly kind: 'known'; readonly amount: string; readonly mayChange: boolean }
    | { readonly kind: 'unknown'; readonly why: OpeningUnknown };
  readonly known?: NonNullable<ChainState['known']>;
  /** As those of an account: from and up to which day everything is in and proven. */
  readonly completeFrom?: CalendarDate;
  readonly completeUpTo?: CalendarDate;
  readonly overlap?: {
    readonly lastBookedOn: CalendarDate;
    /** Lines that come in and that those books have too; lines that neither have. */
    readonly inBoth: number;
    readonly inNeither: number;
  };
}

export type PreviewOutcome =
  | { readonly kind: 'previewed'; readonly preview: LinkPreview }
  | { readonly kind: 'unknown_account' | 'authorization_lost' }
  | { readonly kind: 'connection_not_active'; readonly status: Exclude<ConnectionStatus, 'active'> }
  | Exclude<KnownBalanceDay, { readonly kind: 'fits' }>;

/** After this long no further page is asked for: the gateway gives up after 30 s, and one page may take ten. */
const patienceMs = 8_000;

/**
 * What a link with this start would bring, from what Ponto has now and by the rules that a first run goes by. Nothing is
 * written, and the bank is not asked.
 */
export const makePreviewLink = (deps: Deps) => {
  const previewOf = async (
    account: Account,
    feedAccount: Parameters<typeof readAhead>[1],
    ahead: ReadAhead,
    { importFrom, head, request, timeZone, now }: Start,
  ): Promise<LinkPreview> => {
    const days = ahead.lines.map(({ content }) => content.executionDate);
    const bank = bankReadingOf({ feedAccount, coverage: ahead.coverage, now, timeZone });
    const chain = firstChain(totalsOf(ahead.lines, importFrom), bank, importFrom, request.knownBalance);
    const unreadable = ahead.coverage.refused.size;
    return {
      account,
      importFrom,
      isWhole: ahead.isWhole,
      ...(days.length > 0 && { earliestLine: days.reduce(earliest), latestLine: days.reduce(latest) }),
      counts: {
        fromStart: days.filter((day) => day >= importFrom).length,
        beforeStart: days.filter((day) => day < importFrom).length,
        unreadable,
      },
      ...proofOf(chain, unknownBecause(ahead, head), whyNoOpening(bank, importFrom), unreadable),
      ...defined({ overlap: overlapOf(days, importFrom, request) }),
    };
  };

  return async (tenantId: string, accountId: string, request: PreviewRequest): Promise<PreviewOutcome> => {
    const account = await deps.accounts.get({ tenantId, accountId });
    if (!account) return { kind: 'unknown_account' };
    const connection = await deps.connections.get({ tenantId, connectionId: account.connectionId });
    if (connection?.status !== 'active') {
      return { kind: 'connection_not_active', status: connection?.status ?? 'disconnected' };
    }
    const now = deps.clock.now();
    const timeZone = knownTimeZone((await institutionOf(deps.catalogue, account))?.timeZone);
    const head = await deps.reader.head({ tenantId, accountId });
    const today = dayOf(now, timeZone);
    const importFrom = booksStartOf(linkStart(request, account.link, today), head);
    const figure = request.knownBalance && knownBalanceDay(request.knownBalance.on, importFrom, today);
    if (figure && figure.kind !== 'fits') return figure;
    const feed = feedOf(deps.feeds, connection);
    const feedAccount = (await feed.accounts()).find(({ pontoId }) => pontoId === account.pontoId);
    if (!feedAccount) return { kind: 'authorization_lost' };
    const hasTime = (): boolean => Date.parse(deps.clock.now()) - Date.parse(now) < patienceMs;
    const ahead = await readAhead(feed, feedAccount, { timeZone, now, hasTime });
    const start = { importFrom, head, request, timeZone, now };
    return { kind: 'previewed', preview: await previewOf(account, feedAccount, ahead, start) };
  };
};

export type PreviewLink = ReturnType<typeof makePreviewLink>;

interface Start {
  readonly importFrom: CalendarDate;
  readonly head: LedgerHead;
  readonly request: PreviewRequest;
  readonly timeZone: string;
  readonly now: Instant;
}

const totalsOf = (lines: readonly FeedLine[], from: CalendarDate): ReadonlyMap<CalendarDate, DayTotals> => {
  const days = new Map<CalendarDate, DayTotals>();
  for (const { content } of lines) {
    const { executionDate: day, amount } = content;
    if (day >= from) days.set(day, withAmount(days.get(day) ?? noTotals, amountOf(amount)));
  }
  return days;
};

/** Books that exist go on by what they hold, and a part of a list says nothing of its sum. */
const unknownBecause = (
  { isWhole }: ReadAhead,
  { sequence, chain }: LedgerHead,
): 'books_exist' | 'too_many_lines' | undefined => {
  if (sequence > 0 || chain.coversFrom !== undefined) return 'books_exist';
  return isWhole ? undefined : 'too_many_lines';
};

type Proven = Pick<LinkPreview, 'opening' | 'known' | 'completeFrom' | 'completeUpTo'>;

const proofOf = (
  chain: ChainState,
  notComputed: OpeningUnknown | undefined,
  notGiven: NoOpening | undefined,
  unreadable: number,
): Proven => {
  if (notComputed !== undefined) return { opening: { kind: 'unknown', why: notComputed } };
  const { opening, known } = chain;
  if (!opening) return { opening: { kind: 'unknown', why: notGiven ?? 'other_moment' }, ...defined({ known }) };
  // While lines cannot be read, nothing is complete.
  const completeUpTo = unreadable > 0 ? undefined : completeDayOf(chain);
  const mayChange = opening.isProvisional === true || opening.otherwise !== undefined;
  return {
    opening: { kind: 'known', amount: opening.amount, mayChange },
    ...defined({
      known,
      completeFrom: completeUpTo === undefined ? undefined : completeFromOf(chain),
      completeUpTo,
    }),
  };
};

const overlapOf = (
  days: readonly CalendarDate[],
  importFrom: CalendarDate,
  { lastBookedOn, knownBalance }: PreviewRequest,
): LinkPreview['overlap'] => {
  const last = lastBookedOn ?? knownBalance?.on;
  if (last === undefined) return undefined;
  return {
    lastBookedOn: last,
    inBoth: days.filter((day) => day >= importFrom && day <= last).length,
    inNeither: days.filter((day) => day > last && day < importFrom).length,
  };
};
