import { earliest, type CalendarDate, type Instant } from '../../domain/calendar/calendarDate.ts';
import type { Descent, DescentPurpose, LedgerHead, ListPosition } from '../../domain/ledger/head.ts';
import type { FeedLine } from '../../domain/ledger/line.ts';
import { amountOf } from '../../domain/money/currency.ts';
import { add, formatDecimal } from '../../domain/money/decimal.ts';
import type { ChainState } from '../../domain/statements/chain.ts';
import type { LinesPage } from '../../ports/bankFeed.ts';
import type { LedgerSession } from './ledgerSession.ts';

/** The head is read with every run, so it names only so many. */
export const mostRefused = 100;
/** The descent stands in the head too. With more such lines at once the balance disagrees, and the account says so. */
const mostBeforeStart = 100;

/** A walk goes on where it stopped, unless the start of the books has moved back since: then pages above lack lines. */
export const resumable = ({ descent }: LedgerHead, importFrom: CalendarDate): Descent | undefined =>
  descent && descent.importFrom <= importFrom ? descent : undefined;

export const beginning = (
  head: LedgerHead,
  { importFrom, at }: { readonly importFrom: CalendarDate; readonly at: Instant },
  purpose: DescentPurpose,
): Descent => ({
  purpose,
  knownUpTo: head.sequence,
  importFrom,
  startedAt: at,
});

/** The same walk, begun once more: what it has noted on its way is forgotten. */
export const fromTheTop = ({ purpose, knownUpTo, importFrom, startedAt }: Descent): Descent => ({
  purpose,
  knownUpTo,
  importFrom,
  startedAt,
});

/** The walk with what a page tells of the list as a whole. */
export const withPage = (descent: Descent, page: LinesPage, session: LedgerSession): Descent => ({
  ...sameMoment(descent, page),
  ...topOf(descent, page),
  ...earliestOf(descent, page),
  ...beforeStartOf(descent, page, session),
});

/** The walk, without the moment of its pages when this one is of another, and without what only its beginning needed. */
const sameMoment = ({ synchronization, seen: _seen, ...walk }: Descent, page: LinesPage): Descent => {
  const { latestSynchronizationId: named } = page;
  const isSame = named !== undefined && (walk.after === undefined || named === synchronization);
  return isSame ? { ...walk, synchronization: named } : walk;
};

const topOf = (descent: Descent, page: LinesPage): Pick<Descent, 'top'> => {
  const [pontoId] = page.pontoIds;
  if (descent.top || pontoId === undefined) return {};
  const createdAt = page.lines.find((line) => line.pontoId === pontoId)?.createdAt;
  return { top: { pontoId, ...(createdAt === undefined ? {} : { createdAt }) } };
};

const earliestOf = ({ earliest: before }: Descent, { lines }: LinesPage): Pick<Descent, 'earliest'> => {
  const dates = lines.map(({ content }) => content.executionDate);
  const [first = before] = dates;
  return first === undefined ? {} : { earliest: dates.reduce(earliest, before ?? first) };
};

/**
 * Lines of days before the books that the bank has booked since the opening balance was computed: its balances count
 * them, the opening balance does not. They are those that Ponto made after the newest line of the last walk, for days
 * that its list reached back to already. What comes in for days further back is older history, which the opening
 * balance has counted.
 */
const beforeStartOf = (
  descent: Descent,
  page: LinesPage,
  { head, known }: LedgerSession,
): Pick<Descent, 'beforeStart'> => {
  const { chain, newest, listedFrom } = head;
  const { coversFrom } = chain;
  if (!chain.opening || coversFrom === undefined || listedFrom === undefined) return {};
  const uncounted = page.lines.filter((line) => {
    const { executionDate } = line.content;
    const entry = known.get(line.pontoId);
    const isNew = !entry || entry.line > descent.knownUpTo;
    return isNew && isNewerThan(newest, line) && executionDate < coversFrom && executionDate >= listedFrom;
  });
  if (uncounted.length === 0) return {};
  const noted = new Map((descent.beforeStart ?? []).map((one) => [one.pontoId, one]));
  for (const { pontoId, content } of uncounted) noted.set(pontoId, { pontoId, amount: content.amount });
  return { beforeStart: [...noted.values()].slice(0, mostBeforeStart) };
};

/** Did Ponto surely make the line after the newest one that a walk has reached? */
export const isNewerThan = (newest: ListPosition | undefined, { createdAt }: FeedLine): boolean =>
  createdAt !== undefined && newest?.createdAt !== undefined && Date.parse(createdAt) > Date.parse(newest.createdAt);

/**
 * The head after a walk that reached its end. A comparison notes its day only when what is missing has been looked for
 * too, so that an interrupted one is made again.
 */
export const headAfter = (
  head: LedgerHead,
  descent: Descent,
  walk: { readonly importFrom: CalendarDate; readonly fromTop: boolean; readonly refused: Iterable<string> },
): LedgerHead => {
  const { descent: _descent, ...rest } = head;
  const isWhole = descent.purpose !== 'catch_up';
  return {
    ...rest,
    importFrom: walk.importFrom,
    chain: withBeforeStart(head.chain, descent),
    ...(descent.top ? { newest: descent.top } : {}),
    ...(isWhole && descent.earliest !== undefined ? { listedFrom: descent.earliest } : {}),
    ...(descent.purpose === 'initial' ? { lastAuditAt: descent.startedAt } : {}),
    ...(isWhole && walk.fromTop ? { refused: [...walk.refused].slice(-mostRefused) } : {}),
  };
};

const withBeforeStart = (chain: ChainState, { beforeStart = [] }: Descent): ChainState => {
  if (beforeStart.length === 0) return chain;
  const sum = beforeStart.reduce(
    (total, { amount }) => add(total, amountOf(amount)),
    amountOf(chain.beforeStart ?? '0'),
  );
  return { ...chain, beforeStart: formatDecimal(sum) };
};
