import { defined } from '../../shared/language/defined.ts';
import { addDays, type CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { FeedAccount } from '../../shared/domain/ledger/feedAccount.ts';
import { differenceOf } from '../../shared/domain/statements/difference.ts';
import { contentText, type LineContent } from '../../shared/domain/ledger/line.ts';
import { amountOf as decimalOf } from '../../shared/domain/money/currency.ts';
import { add, equals, formatDecimal, subtract } from '../../shared/domain/money/decimal.ts';
import type { LedgerHead } from '../../shared/domain/ledger/head.ts';
import type { BalanceState, KnownBalance } from '../../shared/domain/statements/statement.ts';
import { isWithin } from '../../shared/domain/statements/period.ts';
import type { LedgerReader } from '../../shared/ports/ledger.ts';
import type { BookedLine } from '../../shared/usecases/ledger/bookedLine.ts';
import { feedBeginning, makeListChanges, type FeedPlace } from '../../shared/usecases/ledger/listChanges.ts';
import { makeListTransactions } from '../../shared/usecases/ledger/listTransactions.ts';
import type { StatementLinesPage } from '../../shared/usecases/ledger/statementLines.ts';
import {
  makeGetStatement,
  makeListStatementLines,
  makeListStatements,
} from '../../shared/usecases/ledger/statements.ts';
import { ledger } from '../builders/engine.ts';
import { Knowable } from './knowable.ts';
import { ReadOnce } from './readOnce.ts';
import { RefusedAudit } from './refusedAudit.ts';
import { StatementAudit, type WholeStatement } from './statementAudit.ts';
import { amountOf, contentOf, type BankLine, type World } from './world.ts';

/** Holds the books against the truth, through the same use cases that the API reads them with. */
export class Auditor {
  readonly violations: string[] = [];
  booksEqualTruth = false;
  readonly #reader: ReadOnce;
  readonly #world: World;
  readonly #knowable: Knowable;
  /** What readers of the tenant's feed hold otherwise than the API says it. */
  readonly #feedAudit: () => Promise<readonly string[]>;
  readonly #refusedAudit: RefusedAudit;
  readonly #replayed = new Map<number, LineContent>();
  readonly #statementAudit = new StatementAudit((violation) => this.report(violation));
  /** Lines of the bank that have been in the books. */
  readonly #everBooked = new Set<BankLine>();
  #cursor: FeedPlace = feedBeginning;
  /** The bank has changed what only its own balance knows: a day before the books, a line that Ponto does not list. */
  #balanceExplained = true;
  #coversFrom: CalendarDate | undefined;
  #isOpened = false;
  /** A balance of the bank has confirmed the opening balance: from then on a wrong one can be told. */
  isConfirmed = false;
  #earliestStart: CalendarDate | undefined;
  #listedFrom: CalendarDate | undefined;

  constructor(reader: LedgerReader, world: World, feedAudit: () => Promise<readonly string[]>) {
    this.#reader = new ReadOnce(reader);
    this.#feedAudit = feedAudit;
    this.#world = world;
    this.#knowable = new Knowable(world);
    this.#refusedAudit = new RefusedAudit(this.#reader, world, (violation) => this.report(violation));
  }

  report(violation: string): void {
    this.violations.push(violation);
  }

  /** The history is made; from now on the bank changes it. */
  begin(importFrom: CalendarDate): void {
    this.#coversFrom = importFrom;
  }

  /**
   * The start moves before the books are opened. A line that the bank has re-dated and Ponto still shows before the new
   * start is one that stays out, and is corrected: only the bank's balance knows.
   */
  recordStart(importFrom: CalendarDate): void {
    if (this.#isOpened) return;
    this.#coversFrom = importFrom;
    const corrected = this.#world.pontoLines.some(
      ({ bankLine, content }) => bankLine.changed && content.executionDate < importFrom,
    );
    if (corrected) this.#balanceExplained = false;
  }

  /** The bank books a line. */
  recordBooked(date: CalendarDate, line?: BankLine): void {
    this.#recordNews();
    if (this.#coversFrom === undefined || date >= this.#coversFrom) return;
    // For a day that Ponto's list does not reach back to, it could be older history that has only just come.
    const isTold = this.#listedFrom !== undefined && date >= this.#listedFrom && !this.#world.unrecognized;
    if (!isTold) this.#balanceExplained = false;
    else if (line && this.#isOpened) this.#lateBeforeStart.add(line);
  }

  /** The bank corrects or removes a line. */
  recordChanged(line: BankLine): void {
    this.#recordNews();
    if (this.#coversFrom !== undefined && line.date < this.#coversFrom) this.#balanceExplained = false;
    if (this.#isOutOfSight(line)) this.#daysOutOfSight.add(line.date);
    line.changed = true;
  }

  /** Days of which the bank has changed a line that Ponto lists no more: later balances of the bank differ by it. */
  readonly #daysOutOfSight = new Set<CalendarDate>();

  /** The account has come back without its older history, and the line is part of that. */
  #isOutOfSight(line: BankLine): boolean {
    const { deliverFrom } = this.#world;
    return !this.#listed(line) && line.date < deliverFrom && line.bookedOn < deliverFrom;
  }

  /** The bank changes a line that the books have by now, whatever day it is of. */
  recordChangedInBooks(line: BankLine): void {
    this.#recordNews();
    line.changed = true;
  }

  /** Lines that a run has taken in although the books do not reach back to their days yet. */
  async broughtByNewStart(): Promise<readonly BankLine[]> {
    this.#reader.forget();
    const lines = await this.#lines();
    return lines.flatMap(({ pontoId, content }) => {
      const line = this.#world.everListed.get(pontoId);
      const isBrought = line && content.executionDate < (this.#coversFrom ?? '');
      return isBrought && !line.removed && !line.changed && !this.#hasTwin(line) ? [line] : [];
    });
  }

  /** Lines of days before the books that were booked since the opening balance that counts now was computed. */
  readonly #lateBeforeStart = new Set<BankLine>();
  #openedBy: string | undefined;

  /** Is this a line of a day before the books that is told from all others? What the bank makes of it can be told then. */
  isToldBeforeStart(line: BankLine): boolean {
    return this.#lateBeforeStart.has(line) && this.#listed(line) && !line.changed && !this.#hasTwin(line);
  }

  #recordNews(): void {
    this.booksEqualTruth = false;
    this.#world.isCurrent = false;
  }

  async checkRun(feedAccount: FeedAccount, importFrom: CalendarDate): Promise<void> {
    this.#reader.forget();
    const head = await this.#reader.head(ledger);
    this.#earliestStart = earlier(this.#earliestStart, importFrom);
    this.#coversFrom = head.chain.coversFrom ?? this.#coversFrom;
    this.#isOpened = head.chain.opening !== undefined;
    this.#listedFrom = head.listedFrom;
    const openedBy = `${head.chain.opening?.bankBalance} on ${head.chain.opening?.seenOn}`;
    if (openedBy !== this.#openedBy) this.#lateBeforeStart.clear();
    this.#openedBy = openedBy;
    const { opening, balance } = head.chain;
    this.isConfirmed = balance?.matched !== undefined && opening?.otherwise === undefined;
    // Another worker has begun after this one was done; its own end is looked at.
    if (head.published.sequence !== head.sequence) return;
    const lines = await this.#lines();
    await this.#replay(lines);
    for (const difference of await this.#feedAudit()) this.report(difference);
    const statements = await this.#statements();
    this.#statementAudit.check(statements, lines, head);
    this.#checkOnce(lines);
    for (const { pontoId } of lines) {
      const bankLine = this.#world.everListed.get(pontoId);
      if (bankLine) this.#everBooked.add(bankLine);
    }
    // What came in while the run went on is for the next one.
    const settled = feedAccount === this.#world.account;
    if (!settled) return;
    this.#world.unrecognized = false;
    this.#world.recordTold();
    this.#knowable.recordRun();
    if (this.#knowable.isRightAsTold) this.#daysOfDifference.clear();
    this.#checkNewLines(lines, importFrom);
    await this.#refusedAudit.checkRun();
    this.#checkCompleteUpTo(lines, head.completeUpTo, importFrom);
    this.#checkProof(statements, head.chain.balance);
    this.#checkDifferenceShown(head);
    this.#checkOfOneDay(head);
    this.#checkToldWrongly(head);
    this.booksEqualTruth = this.#world.isCurrent && this.#differences(lines, importFrom).length === 0;
    this.#checkKnownBalance(lines, statements, head);
    this.#checkOpening(lines, head);
  }

  /** The books open with what the bank has of the day before; what it has booked for such days since stands beside it. */
  #checkOpening(
    lines: readonly BookedLine[],
    { chain: { opening, coversFrom, beforeStart = '0', beforeStartLines = [] } }: LedgerHead,
  ): void {
    if (!this.booksEqualTruth || !this.#balanceExplained || !this.isConfirmed) return;
    if (!opening || coversFrom === undefined) return;
    const booked = new Set(lines.map(({ pontoId }) => this.#world.everListed.get(pontoId)));
    const isWhole = this.#world.bankLines.every((line) => line.removed || line.date < coversFrom || booked.has(line));
    const truth = amountOf(this.#world.centsOn(addDays(coversFrom, -1)));
    // Names of days that the books reach back to by now are of lines that they are about to have.
    const inside = beforeStartLines.filter(({ on, counted }) => on >= coversFrom && !counted);
    const beside = inside.reduce((sum, { amount }) => subtract(sum, decimalOf(amount)), decimalOf(beforeStart));
    const said = add(decimalOf(opening.amount), beside);
    if (isWhole && !equals(decimalOf(truth), said))
      this.report(`the books open with ${formatDecimal(said)} on ${coversFrom}; the bank had ${truth} before`);
  }

  /** The days on which a run has seen the bank's balance wrong by the same amount, and what list and balance differed by. */
  readonly #daysOfDifference = new Map<CalendarDate, World['differences']>();

  /** While the bank has not settled on a convention, its totals may agree with one and then with another. */
  recordChangeOfMind(): void {
    this.#daysOfDifference.clear();
  }

  #isNothingElseWrong = false;

  /** From now on books and bank differ by nothing but what the bank errs by. */
  recordNothingElseWrong(): void {
    this.#isNothingElseWrong = true;
  }

  /** A difference that lasted two days is shown, by what the bank errs by as soon as its balances tell. */
  #checkDifferenceShown({ chain }: LedgerHead): void {
    const { isWrong, isCurrent, balanceIsFresh, balanceAskedOn, linesBroughtOn } = this.#world;
    if (!isWrong) return this.#daysOfDifference.clear();
    const today = this.#world.today();
    if (balanceAskedOn !== today || linesBroughtOn !== today) {
      // Of lines of an earlier day a difference tells nothing. By chance what they lack may be what the bank errs by.
      if (chain.balance?.seenOn === today) this.#daysOfDifference.clear();
      return;
    }
    const isCompared = chain.opening !== undefined && (chain.final?.periodTo ?? '') < this.#world.today();
    if (!isCurrent || !balanceIsFresh || !this.#balanceExplained || !isCompared) return;
    // A total that a convention explains is no difference that anybody could see.
    if (this.#world.explainedBy.length > 0) return;
    this.#daysOfDifference.set(this.#world.today(), this.#world.differences);
    if (this.#daysOfDifference.size <= 2) return;
    const on = [...this.#daysOfDifference.keys()].join(', ');
    const { amount } = differenceOf(chain) ?? {};
    if (amount === undefined) return this.report(`the bank differs on ${on}, unsaid`);
    const error = this.#knownError();
    if (error !== undefined && !equals(decimalOf(amount), decimalOf(amountOf(error))))
      this.report(`the bank errs by ${amountOf(error)} on ${on}; the books say ${amount}`);
  }

  /** What the bank errs by, where the days tell: by what it counts the same on all of them, and otherwise not. */
  #knownError(): number | undefined {
    const { habit } = this.#world;
    if (!this.#isNothingElseWrong || habit === 'documented') return undefined;
    const days = [...this.#daysOfDifference.values()];
    const [right, wrong] = [habit.counts, habit.counts === 'so_far' ? ('closed_day' as const) : ('so_far' as const)];
    const [errors, gaps] = [new Set(days.map((day) => day[right])), new Set(days.map((day) => day[wrong]))];
    return errors.size === 1 && gaps.size > 1 ? days.at(-1)?.[right] : undefined;
  }

  /** What the list tells wrongly is in no complete books: the balance counts something else. */
  #checkToldWrongly({ completeUpTo = '' }: LedgerHead): void {
    const { toldWrongly } = this.#world;
    if (this.#knowable.isBeyond) return;
    if (toldWrongly && toldWrongly.date <= completeUpTo)
      this.report(`the list tells a line of ${toldWrongly.date} wrongly; the books are complete up to ${completeUpTo}`);
  }

  /** What the bank has booked since Ponto last brought lines is no difference of the books. */
  #checkOfOneDay({ chain: { balance } }: LedgerHead): void {
    const { linesBroughtOn, isWrong } = this.#world;
    const { on = '', seenOn = '' } = balance?.mismatch ?? {};
    if (!isWrong && linesBroughtOn !== undefined && on >= linesBroughtOn && seenOn > linesBroughtOn)
      this.report(`lines of ${linesBroughtOn} are held against a balance of ${on}, given on ${seenOn}`);
  }

  /** Figures that the tenant has given and not taken back; a misread one is not what the bank's statement says. */
  readonly #figures = new Map<string, 'right' | 'misread'>();

  recordKnownBalance(known: KnownBalance | 'taken_back', reading: 'right' | 'misread'): void {
    if (known === 'taken_back') this.#figures.clear();
    else this.#figures.set(`${known.amount} of ${known.on}`, reading);
  }

  /** What a figure of the tenant has proven is what the bank says too. */
  #checkKnownBalance(lines: readonly BookedLine[], statements: readonly WholeStatement[], { chain }: LedgerHead): void {
    if (!this.booksEqualTruth || !this.#balanceExplained || this.#world.skewCents !== 0) return;
    // A line that came late, or that the bank has moved to another day, stands on the statement of then.
    const periods = new Map(statements.map(({ statement: { period } }) => [period.from, period]));
    const isCarried = statements.some(({ statement }) => statement.carriesLate);
    const isOfItsDays = lines.every(({ content, statementFrom }) => {
      const period = periods.get(statementFrom ?? '');
      return period !== undefined && isWithin(content.executionDate, period);
    });
    for (const { statement } of statements) {
      const { number, period, closingBalance, proof } = statement;
      if (proof.by !== 'tenant') continue;
      const figure = `${proof.knownBalance} of ${proof.knownBalanceOn}`;
      if (this.#figures.get(figure) !== 'right')
        this.report(`statement ${number} is proven by ${figure}, which is not`);
      // What the bank has changed out of sight of Ponto since, neither the tenant's statement nor the books can know.
      const { knownBalanceOn = '' } = proof;
      if ([...this.#daysOutOfSight].some((day) => knownBalanceOn < day && day <= period.to)) continue;
      // What the bank has booked since for days up to that one stands on no statement that the tenant held.
      const moved = this.#world.centsOn(period.to) - this.#world.centsOn(proof.knownBalanceOn ?? period.to);
      const bank = formatDecimal(add(decimalOf(amountOf(moved)), decimalOf(proof.knownBalance ?? '0')));
      if (isOfItsDays && !isCarried && !equals(decimalOf(bank), decimalOf(closingBalance)))
        this.report(`statement ${number} closes with ${closingBalance}, proven by the tenant; the bank has ${bank}`);
    }
    const { known } = chain;
    const figure = `${known?.amount} of ${known?.on}`;
    if (this.isConfirmed && known?.verdict === 'agrees' && this.#figures.get(figure) === 'misread')
      this.report(`the tenant's ${figure} is misread, and agrees`);
  }

  /** What the bank has removed is out of the books. */
  async checkGone(gone: readonly BankLine[], within: string): Promise<void> {
    this.#reader.forget();
    for (const { pontoId } of await this.#lines()) {
      const line = this.#world.everListed.get(pontoId);
      const isOfNow = this.#world.epochOf(pontoId) === this.#world.epoch;
      if (line && isOfNow && gone.includes(line))
        this.report(`a removed line of ${line.date} is there after ${within}`);
    }
  }

  /**
   * @param untold lines that Ponto has changed without a word to any run: the next comparison of the whole list notices
   */
  async checkEnd(importFrom: CalendarDate, untold: ReadonlySet<string> = new Set()): Promise<void> {
    this.#reader.forget();
    const lines = await this.#lines();
    for (const difference of this.#differences(lines, importFrom, untold)) this.report(`at the end ${difference}`);
    const booked = new Set(lines.map(({ pontoId }) => this.#world.everListed.get(pontoId)));
    for (const line of this.#everBooked) {
      if (!line.removed && !booked.has(line) && !this.#hasTwin(line))
        this.report(`at the end a line of ${line.date} is lost`);
    }
    await this.#refusedAudit.checkEnd(untold);
    const { chain } = await this.#reader.head(ledger);
    // An opening balance by the wrong convention, which became final before a balance could tell, differs for good.
    const isOpenedWrongly = chain.final !== undefined && chain.opening?.otherwise !== undefined;
    if (this.#balanceExplained && !isOpenedWrongly && chain.balance?.mismatch) {
      const orphans = lines.filter(({ pontoId }) => !this.#world.pontoLines.some(({ id }) => id === pontoId));
      const undelivered =
        orphans.length > 0 || this.#world.bankLines.some((line) => !line.removed && !this.#listed(line));
      if (!undelivered)
        this.report(`at the end the books differ from the bank by ${chain.balance.mismatch.difference}`);
    }
  }

  /** Older history came after the opening balance that had already counted it. */
  historyGrows(): void {
    this.#balanceExplained = false;
  }

  #listed(line: BankLine): boolean {
    return this.#world.pontoLines.some(({ bankLine }) => bankLine === line);
  }

  /** Ponto's lines that are not in the books as they are, and lines of the books that Ponto does not have. */
  #differences(
    lines: readonly BookedLine[],
    importFrom: CalendarDate,
    untold: ReadonlySet<string> = new Set(),
  ): readonly string[] {
    const booked = new Map(lines.map((line) => [line.pontoId, line]));
    const differences: string[] = [];
    const listed = new Set<string>();
    for (const { id, content } of this.#world.pontoLines) {
      listed.add(id);
      if (untold.has(id)) continue;
      const line = booked.get(id);
      if (!line && content.currency === 'EUR' && content.executionDate >= importFrom)
        differences.push(`${id} of ${content.executionDate} is not in the books`);
      if (line && contentText(line.content) !== contentText(content)) differences.push(`${id} is told differently`);
    }
    for (const line of lines) {
      const bankLine = this.#world.everListed.get(line.pontoId);
      if (!bankLine) differences.push(`${line.pontoId} was never at Ponto`);
      else if (
        !listed.has(line.pontoId) &&
        ((this.#listed(bankLine) && this.#isRecognisable(bankLine)) ||
          this.#world.epochOf(line.pontoId) === this.#world.epoch)
      ) {
        differences.push(`${line.pontoId} is in the books and no longer at Ponto`);
      }
    }
    return differences;
  }

  /** After every complete run: everything that Ponto lists is in, exactly once; corrections may take until a comparison. */
  #checkNewLines(lines: readonly BookedLine[], importFrom: CalendarDate): void {
    const booked = new Set(lines.map(({ pontoId }) => pontoId));
    for (const { id, bankLine, content } of this.#world.pontoLines) {
      if (content.currency !== 'EUR') continue;
      if (!booked.has(id) && content.executionDate >= importFrom && !bankLine.changed) {
        this.report(`${id} of ${content.executionDate} is not in the books after a complete run`);
      }
    }
  }

  #checkOnce(lines: readonly BookedLine[]): void {
    const seen = new Map<BankLine, string>();
    for (const { pontoId, line } of lines) {
      const bankLine = this.#world.everListed.get(pontoId);
      if (!bankLine) continue;
      const other = seen.get(bankLine);
      // Twins are alike, so that after the account has come back either may stand for the other.
      if (other !== undefined && this.#isRecognisable(bankLine))
        this.report(`line ${line} (${pontoId}) is in the books twice, as ${other} too`);
      seen.set(bankLine, pontoId);
    }
  }

  /** A line that has a twin, or that changed while Ponto did not list it, may come back as another one. */
  #isRecognisable(line: BankLine): boolean {
    return !line.changed && !this.#hasTwin(line);
  }

  #hasTwin(line: BankLine): boolean {
    return this.#world.bankLines.some(
      (other) => other !== line && other.date === line.date && other.cents === line.cents,
    );
  }

  #checkCompleteUpTo(
    lines: readonly BookedLine[],
    completeUpTo: CalendarDate | undefined,
    importFrom: CalendarDate,
  ): void {
    if (completeUpTo === undefined || this.#knowable.isBeyond) return;
    const dates = new Map<string, number>();
    for (const { content } of lines) count(dates, key(content), 1);
    for (const line of this.#world.bankLines) {
      if (line.foreignCurrency !== undefined) continue;
      if (line.removed || line.changed || line.date < importFrom || line.date > completeUpTo) continue;
      if (line.bookedOn > completeUpTo) continue;
      const delivered = line.date >= this.#world.deliverFrom || line.bookedOn >= this.#world.deliverFrom;
      if (!delivered) continue;
      const content = contentOf(line);
      if ((dates.get(key(content)) ?? 0) === 0) {
        this.report(
          `completeUpTo is ${completeUpTo}, and a line of ${line.date} booked on ${line.bookedOn} is missing`,
        );
      }
      count(dates, key(content), -1);
    }
  }

  /** The last proven statement closes with what the bank says, reckoned from the truth. */
  #checkProof(statements: readonly WholeStatement[], { matchedOn, seenOn }: BalanceState = {}): void {
    const proven = statements.filter(
      ({ statement, state }) => state === 'open' && statement.proof.verdict === 'proven',
    );
    const last = proven.at(-1)?.statement;
    if (!last || matchedOn === undefined || !this.#world.isCurrent || !this.#world.balanceIsFresh) return;
    // An older balance has proven the books of then.
    const { currentBalance } = this.#world.account;
    const isOfNow = seenOn === this.#world.today() && last.proof.bankBalance === currentBalance?.amount;
    if (!isOfNow || last.proof.bankBalanceOn !== matchedOn) return;
    if (this.#knowable.isBeyond) return;
    const following = statements.filter(
      ({ statement }) => statement.period.from > last.period.from && statement.period.from <= matchedOn,
    );
    if (following.length > 0) return;
    const truth = amountOf(this.#world.centsOn(matchedOn));
    const said = add(decimalOf(last.closingBalance), decimalOf(last.proof.beforeStart ?? '0'));
    if (!equals(decimalOf(truth), said) && last.period.to <= matchedOn) {
      this.report(`statement ${last.number} says proven with ${formatDecimal(said)}; the truth is ${truth}`);
    }
  }

  async #replay(lines: readonly BookedLine[]): Promise<void> {
    const listChanges = makeListChanges({ reader: this.#reader });
    for (;;) {
      const page = await listChanges(ledger, this.#cursor, this.#world.random.between(1, 40));
      if (page === 'cursor_unknown') {
        this.report(`the feed does not know its own cursor ${this.#cursor.sequence}`);
        break;
      }
      let { sequence: seen } = this.#cursor;
      for (const { kind, line, content, sequence } of page.changes) {
        if (sequence <= seen) this.report(`the feed repeats ${sequence}`);
        seen = sequence;
        if (kind === 'added' && this.#replayed.has(line)) this.report(`the feed adds line ${line} twice`);
        if (kind !== 'added' && !this.#replayed.has(line))
          this.report(`the feed changes line ${line} that it never added`);
        if (kind === 'removed') this.#replayed.delete(line);
        else this.#replayed.set(line, content);
      }
      this.#cursor = page.next;
      if (!page.hasMore) break;
    }
    const { sequence } = this.#cursor;
    const strangers = [{ sequence: sequence + 1 }, ...(sequence > 0 ? [{ sequence, syncId: 'of nobody' }] : [])];
    for (const stranger of strangers) {
      if ((await listChanges(ledger, stranger, 1)) !== 'cursor_unknown')
        this.report(`the feed goes on from ${JSON.stringify(stranger)}, which it has not given out`);
    }
    const shown = new Map(lines.map(({ line, content }) => [line, contentText(content)]));
    if (shown.size !== lines.length) this.report('the list of transactions shows a line twice');
    const replayed = new Map([...this.#replayed].map(([line, content]) => [line, contentText(content)]));
    for (const [line, text] of shown)
      if (replayed.get(line) !== text) this.report(`the feed does not replay line ${line}`);
    if (shown.size !== replayed.size)
      this.report(`the feed replays to ${replayed.size} lines, the books have ${shown.size}`);
  }

  async #lines(): Promise<readonly BookedLine[]> {
    const listTransactions = makeListTransactions({ reader: this.#reader });
    const lines: BookedLine[] = [];
    let cursor: string | undefined;
    do {
      const page = await listTransactions(ledger, {
        limit: 97,
        status: 'booked',
        ...defined({ cursor }),
      });
      lines.push(...page.booked);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return lines;
  }

  async #statements(): Promise<readonly WholeStatement[]> {
    const getStatement = makeGetStatement({ reader: this.#reader });
    const listLines = makeListStatementLines({ reader: this.#reader });
    const { statements } = await makeListStatements({ reader: this.#reader })(ledger, { limit: 10_000 });
    const whole: WholeStatement[] = [];
    for (const { statement } of statements.toReversed()) {
      // Pages of many sizes, without drawing lots: a recorded history stays as it was.
      const limit = Math.max(1 + (statement.lineCount % 7), Math.ceil(statement.lineCount / 4));
      const found = await getStatement(ledger, statement.period.from, { limit });
      if (!found) continue;
      const lines = [...found.lines];
      let page: StatementLinesPage = found;
      while (page.hasMore) {
        const cursor = page.lines.at(-1)?.nextPlace ?? '';
        const next = await listLines(ledger, statement.period.from, { limit, cursor });
        if (!next || next === 'cursor_unknown') {
          this.report(`statement ${statement.number} does not know its own cursor ${cursor}`);
          break;
        }
        page = next;
        lines.push(...page.lines);
      }
      whole.push({ statement: found.statement, state: found.state, lines });
    }
    return whole;
  }
}

const key = (content: LineContent): string => `${content.executionDate}|${content.amount}`;
const count = (counts: Map<string, number>, of: string, by: number): void =>
  void counts.set(of, (counts.get(of) ?? 0) + by);
const earlier = (a: CalendarDate | undefined, b: CalendarDate): CalendarDate => (a === undefined || b < a ? b : a);
