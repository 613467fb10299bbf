import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { LedgerHead } from '../../shared/domain/ledger/head.ts';
import { amountOf as decimalOf } from '../../shared/domain/money/currency.ts';
import { add, equals, formatDecimal, zero, type Decimal } from '../../shared/domain/money/decimal.ts';
import { differenceOf } from '../../shared/domain/statements/difference.ts';
import type { BookedLine } from '../../shared/usecases/ledger/bookedLine.ts';
import type { StatementLine } from '../../shared/usecases/ledger/statementLines.ts';
import type { StatementView } from '../../shared/usecases/ledger/statements.ts';

export type WholeStatement = StatementView & { readonly lines: readonly StatementLine[] };

/** Holds statements against each other, their lines and their own proof; what the bank has is another matter. */
export class StatementAudit {
  readonly #report: (violation: string) => void;
  readonly #finals = new Map<CalendarDate, string>();

  constructor(report: (violation: string) => void) {
    this.#report = report;
  }

  check(statements: readonly WholeStatement[], lines: readonly BookedLine[], head: LedgerHead): void {
    this.#checkOneTruth(statements, head);
    this.#checkChain(statements, lines);
  }

  /** Complete up to, broken from and the proofs of statements are of one state. */
  #checkOneTruth(statements: readonly WholeStatement[], { completeUpTo = '', chain, refused }: LedgerHead): void {
    const { amount, since } = differenceOf(chain) ?? {};
    if (since !== undefined && since <= completeUpTo)
      this.#report(`the books differ by ${amount} from ${since}, and are complete up to ${completeUpTo}`);
    for (const { statement, state } of statements) {
      const { period, proof, number } = statement;
      // While lines are refused, no further day is complete.
      if (refused.length === 0 && state === 'final' && proof.verdict === 'proven' && period.to > completeUpTo)
        this.#report(
          `statement ${number} up to ${period.to} is proven, and the books are complete up to ${completeUpTo}`,
        );
      if (proof.brokenFrom !== undefined && proof.brokenFrom <= completeUpTo)
        this.#report(`statement ${number} is broken from ${proof.brokenFrom}, complete up to ${completeUpTo}`);
    }
  }

  #checkChain(statements: readonly WholeStatement[], lines: readonly BookedLine[]): void {
    const standing = new Map<number, CalendarDate[]>();
    const numbers = new Map<string, number[]>();
    let before: WholeStatement | undefined;
    for (const whole of statements) {
      const { statement, state } = whole;
      const at = `statement ${statement.number} (${statement.period.from} to ${statement.period.to})`;
      if (statement.period.from > statement.period.to) this.#report(`${at} ends before it begins`);
      if (before && before.statement.closingBalance !== statement.openingBalance)
        this.#report(`${at} does not open with the closing before`);
      if (before && before.statement.period.to >= statement.period.from) this.#report(`${at} overlaps the one before`);
      if (before && before.state === 'open' && state === 'final') this.#report(`${at} is final before an earlier one`);
      const sum = whole.lines.reduce(
        (total, { amount }) => add(total, decimalOf(amount)),
        decimalOf(statement.openingBalance),
      );
      if (!equals(sum, decimalOf(statement.closingBalance)))
        this.#report(`${at}: opening + lines = ${formatDecimal(sum)}, closing ${statement.closingBalance}`);
      if (
        !equals(
          add(decimalOf(statement.totalCredit), decimalOf(statement.totalDebit)),
          whole.lines.reduce((total, { amount }) => add(total, decimalOf(amount)), zero),
        )
      )
        this.#report(`${at}: totals differ`);
      if (whole.lines.length !== statement.lineCount)
        this.#report(`${at} counts ${statement.lineCount} lines, has ${whole.lines.length}`);
      if (whole.lines.length === 0) this.#report(`${at} has no lines`);
      for (const { kind, line } of whole.lines) {
        if (kind !== 'adjustment') standing.set(line.line, [...(standing.get(line.line) ?? []), statement.period.from]);
      }
      const year = statement.number.slice(0, 4);
      numbers.set(year, [...(numbers.get(year) ?? []), Number(statement.number.slice(5))]);
      if (year !== statement.period.from.slice(0, 4)) this.#report(`${at} is numbered in another year`);
      this.#checkFinal(whole, at);
      before = whole;
    }
    for (const [year, given] of numbers) {
      const sorted = [...given].sort((a, b) => a - b);
      if (sorted.some((number, index) => number !== index + 1))
        this.#report(`numbers of ${year} have gaps: ${sorted.join(' ')}`);
    }
    if (statements.length === 0) return;
    this.#checkLineTotals(statements, lines);
    this.#checkOwnProof(statements);
    for (const { line, statementFrom } of lines) {
      const on = standing.get(line) ?? [];
      if (on.length !== 1) this.#report(`line ${line} is on ${on.length} statements`);
      if (on.length === 1 && on[0] !== statementFrom)
        this.#report(`line ${line} says ${statementFrom}, is on ${on[0]}`);
    }
    for (const [from] of this.#finals) {
      if (!statements.some(({ statement, state }) => statement.period.from === from && state === 'final'))
        this.#report(`final statement of ${from} is gone`);
    }
  }

  /** What a line counts for on all statements together is what the bank says of it now; of a removed one, nothing. */
  #checkLineTotals(statements: readonly WholeStatement[], lines: readonly BookedLine[]): void {
    const totals = new Map<number, Decimal>();
    for (const { lines: on } of statements) {
      for (const { line, amount } of on) totals.set(line.line, add(totals.get(line.line) ?? zero, decimalOf(amount)));
    }
    const amounts = new Map(lines.map(({ line, content }) => [line, decimalOf(content.amount)]));
    for (const [line, total] of totals) {
      const amount = amounts.get(line) ?? zero;
      if (!equals(total, amount)) {
        this.#report(
          `line ${line} counts ${formatDecimal(total)} on its statements, the books say ${formatDecimal(amount)}`,
        );
      }
    }
  }

  /** An open statement that says proven names a balance that the books really arrive at on that day. */
  #checkOwnProof(statements: readonly WholeStatement[]): void {
    const [first] = statements;
    for (const { statement, state } of statements) {
      const { verdict, bankBalance, bankBalanceOn: on, beforeStart = '0' } = statement.proof;
      if (state === 'final' || verdict !== 'proven' || !first || bankBalance === undefined || on === undefined)
        continue;
      const counted = statements
        .flatMap(({ lines }) => lines)
        .filter(({ kind, line }) => kind !== 'line' || line.content.executionDate <= on);
      const books = counted.reduce(
        (sum, { amount }) => add(sum, decimalOf(amount)),
        decimalOf(first.statement.openingBalance),
      );
      if (!equals(add(books, decimalOf(beforeStart)), decimalOf(bankBalance))) {
        this.#report(
          `statement ${statement.number} says proven by ${bankBalance}, its books say ${formatDecimal(books)}`,
        );
      }
    }
  }

  #checkFinal(whole: WholeStatement, at: string): void {
    const { period } = whole.statement;
    const known = this.#finals.get(period.from);
    // What is known of a final statement may change, what it adds up to may not.
    const { proof: _known, ...statement } = whole.statement;
    const text = JSON.stringify({
      ...whole,
      statement,
      lines: whole.lines.map(({ kind, amount, line }) => ({ kind, amount, line })),
    });
    if (known !== undefined && known !== text) this.#report(`${at} was final and has changed: ${known} ==> ${text}`);
    if (whole.state === 'final') this.#finals.set(period.from, text);
  }
}
