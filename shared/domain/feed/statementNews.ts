import { addDays, earliest, type CalendarDate } from '../calendar/calendarDate.ts';
import type { Published, ToldList, ToldProof } from '../ledger/head.ts';
import type { Fingerprint } from '../ledger/monthView.ts';
import { completeDayOf } from '../statements/completeness.ts';
import { toldMismatch } from '../statements/difference.ts';
import { isSamePeriod, isWithin, type Period } from '../statements/period.ts';
import type { ChainState, KnownBalanceState, Statement } from '../statements/statement.ts';
import { defined } from '../../language/defined.ts';
import type { HeldLists, StatementNews } from './feedEntry.ts';

/** More than a year of days: whatever is open beyond is told each time. */
const maxMarked = 400;

/** A list up to this length is told whole: keeping what was told of it would cost more. */
const shortList = 20;
/** A month of days. */
const maxLists = 31;

/** A mark of each open statement, by its first day: another one says that there is something to tell. */
export const marksOf = (open: readonly Statement[], fingerprint: Fingerprint): Readonly<Record<CalendarDate, string>> =>
  Object.fromEntries(
    open.slice(0, maxMarked).map((statement) => [statement.period.from, fingerprint(toldOf(statement))]),
  );

/** What a reader is told of a statement; how far its ledger reached tells nothing of the statement itself. */
const toldOf = ({ after: _after, through: _through, account: _account, ...told }: Statement): string =>
  JSON.stringify(told);

/**
 * What the verdicts of final statements go by now. Of a balance that differs its difference counts: the next one, by which
 * books and bank differ as much, is no news to them.
 */
export const toldProofOf = (chain: ChainState, fingerprint: Fingerprint): ToldProof => {
  const { opening, coversFrom, known, firstKnown, balance } = chain;
  const figures = [opening?.anchoredOn, coversFrom, figureOf(known), figureOf(firstKnown)];
  const differing = balance?.mismatch && toldMismatch(balance.mismatch);
  return {
    figures: fingerprint(JSON.stringify(figures)),
    balances: fingerprint(JSON.stringify([differing?.difference, balance?.withdrawn])),
    ...defined({ upTo: completeDayOf(chain), differsUpTo: differing?.on }),
    ...(balance?.matched ? {} : { isUnmatched: true }),
  };
};

/** As it was looked at, without how far the ledger reached then. */
const figureOf = (known: KnownBalanceState | undefined) => {
  if (!known) return undefined;
  const { through: _through, ...figure } = known;
  return figure;
};

/**
 * The first day of which final statements may be judged otherwise than they were told; undefined when none is. Those of
 * days that are proven before and after stay what they are.
 */
export const judgedAnewFrom = (
  told: ToldProof | undefined,
  now: ToldProof,
  { coversFrom, final }: ChainState,
): CalendarDate | undefined => {
  if (!told || !final) return undefined;
  if (told.figures !== now.figures) return coversFrom ?? final.periodTo;
  const days = onlyDayChanged(told, now);
  if (days) return days.after < earliest(days.through, final.periodTo) ? addDays(days.after, 1) : undefined;
  const provenUpTo = provenThroughout(told, now);
  if (provenUpTo === undefined || told.isUnmatched !== now.isUnmatched) return coversFrom ?? final.periodTo;
  return provenUpTo < final.periodTo ? provenUpTo : undefined;
};

/**
 * Of final statements those that may be judged otherwise than they were told. While the figures are the same, one that the bank
 * has proven stays so as long as its days do, and the bank tells nothing of the days before its first balance.
 */
export const judgedAnew = (
  statements: readonly Statement[],
  told: ToldProof | undefined,
  now: ToldProof,
  { opening }: ChainState,
): readonly Statement[] => {
  if (told?.figures !== now.figures) return statements;
  const days = onlyDayChanged(told, now);
  if (days) return statements.filter(({ period: { from } }) => days.after < from && from <= days.through);
  const provenUpTo = provenThroughout(told, now);
  if (provenUpTo === undefined) return statements;
  return statements.filter(({ period, proof: { verdict, by } }) => {
    if (period.to > provenUpTo) return true;
    return period.from > (opening?.anchoredOn ?? '') && (verdict !== 'proven' || by === 'tenant');
  });
};

/**
 * Where only the day has changed of a balance that differs: one of the two contradicts no statement that begins after its
 * day, the other one those up to its own. Undefined where more has changed.
 */
const onlyDayChanged = (
  told: ToldProof,
  now: ToldProof,
): { readonly after: CalendarDate; readonly through: CalendarDate } | undefined => {
  const isAlike = told.balances === now.balances && told.upTo === now.upTo && told.isUnmatched === now.isUnmatched;
  const [after = '', through = after] = [told.differsUpTo ?? '', now.differsUpTo ?? ''].sort();
  return isAlike ? { after, through } : undefined;
};

const provenThroughout = (told: ToldProof, now: ToldProof): CalendarDate | undefined =>
  told.upTo === undefined || now.upTo === undefined ? undefined : earliest(told.upTo, now.upTo);

interface StatementsNow {
  /** Those that are not final, in their order. */
  readonly open: readonly Statement[];
  readonly marks: Readonly<Record<CalendarDate, string>>;
  /** Those that have become final since the last time. */
  readonly finals: readonly Statement[];
  /** Those that were told as final, and are judged otherwise. */
  readonly judged: readonly Statement[];
  /** Days whose lines have changed more than once, maybe: an open statement of them is told whatever its mark. */
  readonly unsettled: readonly CalendarDate[];
}

/** What of the statements has not been told as it is now. */
export const statementNews = (
  published: ToldStatements,
  { open, marks, finals, judged, unsettled }: StatementsNow,
): StatementNews | undefined => {
  const { statements: told = {} } = published;
  const final = [...finals, ...judged];
  const changed = open.filter(
    ({ period }) =>
      marks[period.from] === undefined ||
      told[period.from] !== marks[period.from] ||
      unsettled.some((day) => isWithin(day, period)),
  );
  const starts = [...changed, ...final].map(({ period }) => period.from).sort();
  const present = new Set([...open, ...final].map(({ period }) => period.from));
  const removed = Object.keys(told).filter((day) => !present.has(day));
  const [from, to] = [starts[0], starts.at(-1)];
  if (from === undefined && removed.length === 0) return undefined;
  return {
    ...(from !== undefined && to !== undefined
      ? { days: { from, to }, ...heldWithin({ from, to }, published, open) }
      : {}),
    ...(removed.length > 0 ? { removed } : {}),
  };
};

type ToldStatements = Pick<Published, 'statements' | 'lists' | 'finalFrom' | 'finalUpTo'>;

/** What a reader holds of the statements that are to be told. One that has become final is told whole, once more. */
const heldWithin = (
  days: Period,
  { lists = [], finalFrom, finalUpTo }: ToldStatements,
  open: readonly Statement[],
): Pick<StatementNews, 'held'> => {
  const still = lists.filter(
    (list) => isWithin(list.from, days) && open.some(({ period }) => isSamePeriod(period, list)),
  );
  const held: HeldLists = {
    ...(finalFrom !== undefined && finalUpTo !== undefined && days.from <= finalUpTo
      ? { final: { from: finalFrom, to: finalUpTo } }
      : {}),
    ...(still.length > 0 ? { open: still } : {}),
  };
  return held.final || held.open ? { held } : {};
};

/** The long lists of open statements, as whoever has read the news holds them then. */
export const toldListsOf = (open: readonly Statement[]): readonly ToldList[] =>
  open
    .filter(({ lineCount }) => lineCount > shortList)
    .slice(-maxLists)
    .map(({ period, through }) => ({ ...period, through }));
