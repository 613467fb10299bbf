import { addDays, earliest, latest, type CalendarDate } from '../calendar/calendarDate.ts';
import type { Account } from '../connections/connection.ts';
import type { Health } from '../connections/health.ts';
import type { LedgerHead } from '../ledger/head.ts';
import { amountOf, formatAmount } from '../money/currency.ts';
import { agreedUpToOf, completeFromOf } from '../statements/completeness.ts';
import { differenceOf } from '../statements/difference.ts';
import { isWithin, type Period } from '../statements/period.ts';
import type { Statement } from '../statements/statement.ts';
import { defined } from '../../language/defined.ts';
import type { OpenReason } from './certificate.ts';

/** A statement as it stands now. */
export interface StatementNow {
  readonly statement: Statement;
  readonly state: 'open' | 'final';
}

/** What an account is judged by for a period. */
export interface Evidence {
  readonly account: Account;
  readonly head: LedgerHead;
  readonly period: Period;
  /** The statements that hold days of the period, oldest first. */
  readonly statements: readonly StatementNow[];
  /** The last one that begins before the period. */
  readonly before?: StatementNow | undefined;
  /** How an account is that may be behind; absent where nobody has looked. */
  readonly health?: Health | undefined;
  /** The first day of the period on which something was booked that no balance has been held against since. */
  readonly unheardFrom?: CalendarDate | undefined;
  /** In the zone of the house. */
  readonly today: CalendarDate;
}

/**
 * The first day from which on the books hold everything. A line that was moved to an earlier day does not bring the other
 * lines of that day along.
 */
export const booksFromOf = ({ account, head }: Pick<Evidence, 'account' | 'head'>): CalendarDate | undefined => {
  const { coversFrom } = head.chain;
  const read = head.importFrom ?? (head.completedAt === undefined ? undefined : account.link?.importFrom);
  if (read === undefined) return undefined;
  return coversFrom === undefined ? read : latest(read, coversFrom);
};

/** The days of a period of which everything is in and proven; undefined where there is none. */
export const completeDaysOf = (evidence: Evidence): Period | undefined => {
  const { head, period, today, unheardFrom } = evidence;
  const [booksFrom, provenFrom] = [booksFromOf(evidence), completeFromOf(head.chain)];
  if (booksFrom === undefined || provenFrom === undefined || head.completeUpTo === undefined) return undefined;
  const from = latest(period.from, latest(booksFrom, provenFrom));
  // Whatever is noted: a day that is not over is not complete.
  const known = [head.completeUpTo, addDays(today, -1)];
  const to = (unheardFrom === undefined ? known : [...known, addDays(unheardFrom, -1)]).reduce(earliest, period.to);
  return from <= to ? { from, to } : undefined;
};

/**
 * Why an account is not complete for a period, the surest reason first. None means that everything of every day is in, that
 * balances prove it, and that the statements which say so can no longer change.
 */
export const openReasonsOf = (evidence: Evidence): readonly OpenReason[] => {
  const { account, head, period } = evidence;
  if (!account.link && head.sequence === 0 && !head.chain.opening) return [{ code: 'account_not_linked', ...period }];
  const complete = completeDaysOf(evidence);
  const isWhole = complete?.from === period.from && complete.to === period.to;
  const causes = [
    ...beginning(evidence),
    ...contradictions(evidence),
    ...unheard(evidence),
    ...(isWhole ? [] : whatIsMissing(evidence, complete)),
  ];
  if (causes.length > 0) return [...causes, ...notOver(evidence)];
  const rest = [...(isWhole ? unsettled(evidence) : []), ...notOver(evidence)];
  if (isWhole || rest.length > 0) return rest;
  return [{ code: 'later_balance', from: complete ? addDays(complete.to, 1) : period.from, to: period.to }];
};

/** The days before everything is in, and before anything can be proven. */
const beginning = (evidence: Evidence): readonly OpenReason[] => {
  const { account, head, period } = evidence;
  const booksFrom = booksFromOf(evidence);
  if (booksFrom === undefined) return [{ code: 'not_read_yet', ...period, ...healthIn(evidence) }];
  if (period.from < booksFrom) {
    const isOnItsWay = account.link !== undefined && account.link.importFrom <= period.from;
    const days = { from: period.from, to: earliest(period.to, addDays(booksFrom, -1)) };
    return [{ code: isOnItsWay ? 'not_read_yet' : 'before_import_from', ...days }];
  }
  const provenFrom = completeFromOf(head.chain);
  if (provenFrom === undefined || period.from >= provenFrom) return [];
  const to = earliest(period.to, addDays(provenFrom, -1));
  return [{ code: 'balance_before_start', from: period.from, to }];
};

/** What is known to be wrong, or may be. */
const contradictions = ({ account, head, period }: Evidence): readonly OpenReason[] => {
  const { chain, refused, relinked } = head;
  const money = (amount: string): string => formatAmount(amountOf(amount), account.currency);
  const difference = differenceOf(chain);
  const mayDiffer = difference && (agreedUpToOf(chain) === undefined || difference.since <= period.to);
  const figures = [chain.firstKnown, chain.known].filter((figure) => figure?.verdict === 'differs');
  const around = { from: addDays(period.from, -1), to: period.to };
  const figure = figures.find((one) => one !== undefined && isWithin(one.on, around));
  const uncertain = relinked?.uncertain ?? 0;
  return [
    ...(mayDiffer
      ? [
          {
            code: 'books_differ' as const,
            from: difference.since,
            difference: money(difference.amount),
            balance: { amount: money(difference.bankBalance), date: difference.on },
          },
        ]
      : []),
    ...(figure
      ? [
          {
            code: 'known_balance_differs' as const,
            difference: money(figure.difference ?? '0'),
            balance: { amount: money(figure.amount), date: figure.on },
          },
        ]
      : []),
    ...(refused.length > 0 ? [{ code: 'line_refused' as const, lines: refused.length }] : []),
    ...(uncertain > 0 ? [{ code: 'lines_uncertain' as const, lines: uncertain }] : []),
  ];
};

/** A run has come upon late lines and has not ended: what it will make of the proof is not known yet. */
const unheard = ({ unheardFrom, head, period }: Evidence): readonly OpenReason[] =>
  unheardFrom === undefined || unheardFrom > (head.completeUpTo ?? '')
    ? []
    : [{ code: 'not_read_yet', from: unheardFrom, to: period.to }];

/** Why the last days are not complete, where a cause is known. */
const whatIsMissing = (evidence: Evidence, complete: Period | undefined): readonly OpenReason[] => {
  const { account, head, health, period } = evidence;
  const { chain, completeUpTo } = head;
  if (completeUpTo !== undefined && completeUpTo >= period.to) return [];
  const days = { from: complete ? addDays(complete.to, 1) : period.from, to: period.to };
  const taken = [chain.balance?.withdrawn, chain.known?.withdrawn, chain.firstKnown?.withdrawn].find(
    (one) => one !== undefined && one.from <= period.to && one.to >= period.from,
  );
  const withdrawn = taken && { at: taken.at, reason: taken.reason };
  return [
    ...(withdrawn ? [{ code: 'proof_withdrawn' as const, ...days, withdrawn }] : []),
    ...(account.link ? [] : [{ code: 'ended' as const, ...days }]),
    ...(account.link && health?.state === 'action_required'
      ? [{ code: 'authorization_gap' as const, ...days, health: health.code }]
      : []),
  ];
};

/** Statements that may still change, or that nothing has proven. */
const unsettled = ({ statements, before }: Evidence): readonly OpenReason[] => {
  const all = before ? [before, ...statements] : statements;
  const about = ({ statement: { number, period } }: StatementNow) => ({ number, ...period });
  const unproven = statements.find(({ statement, state }) => state === 'final' && statement.proof.verdict !== 'proven');
  const open = all.find(({ state }) => state === 'open');
  return [
    ...(unproven ? [{ code: 'statement_unproven' as const, ...about(unproven) }] : []),
    ...(open ? [{ code: 'statement_not_final' as const, ...about(open) }] : []),
  ];
};

const notOver = ({ period, today }: Evidence): readonly OpenReason[] =>
  period.to < today ? [] : [{ code: 'period_not_over', from: latest(period.from, today), to: period.to }];

const healthIn = ({ health }: Evidence): Pick<OpenReason, 'health'> =>
  defined({ health: health && health.state !== 'ok' ? health.code : undefined });
