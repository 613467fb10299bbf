import { createHash } from 'node:crypto';
import { DynamoFeedLog } from '../../shared/adapters/dynamodb/ledger/dynamoFeedLog.ts';
import { DynamoLedgerReader } from '../../shared/adapters/dynamodb/ledger/dynamoLedgerReader.ts';
import { DynamoLedgerWriter } from '../../shared/adapters/dynamodb/ledger/dynamoLedgerWriter.ts';
import {
  addDays,
  earliest,
  firstDayOfMonth,
  latest,
  type CalendarDate,
} from '../../shared/domain/calendar/calendarDate.ts';
import { statementPeriods, type StatementPeriod } from '../../shared/domain/statements/period.ts';
import type { WantedFigure } from '../../shared/domain/statements/knownBalance.ts';
import { defined } from '../../shared/language/defined.ts';
import { Fault } from '../../shared/domain/faults/fault.ts';
import type { PublishedEvent } from '../../shared/ports/events.ts';
import type { AccountStore } from '../../shared/ports/accounts.ts';
import { makeSyncLedger, type SyncLedgerOutcome } from '../../shared/usecases/sync/syncLedger.ts';
import { aLinkedAccount } from '../builders/bank.ts';
import { MemoryTable } from '../builders/memoryTable.ts';
import { Auditor } from './auditor.ts';
import { FeedAudit } from './feedAudit.ts';
import { Random } from './random.ts';
import { amountOf, bankErrors, habits, timeZone, World, type BankLine } from './world.ts';

export interface SimulationReport {
  readonly seed: number;
  readonly runs: number;
  readonly faults: number;
  readonly events: number;
  readonly lines: number;
  readonly violations: readonly string[];
}

/** A worker that dies: nothing of it goes on, and nobody hears of it. */
class Crash extends Error {}

/** Random histories of one account under random faults, checked against the truth after every complete run. */
export const simulate = async (seed: number): Promise<SimulationReport> => {
  const long = await new Simulation(seed).tell();
  const young = await new Simulation(seed + 4_000_003).tellOfYoungBooks();
  const odd = await new Simulation(seed + 5_000_011).tellOfRefusedLines();
  // Its long texts take longer than all others together: one in four has it.
  const half = seed % 4 === 3 ? [await new Simulation(seed + 6_000_011).tellOfHalfPages()] : [];
  const unlike = seed % 2 === 0 ? [await new Simulation(seed + 7_000_003).tellOfChangedDating()] : [];
  const all = [long, young, odd, ...unlike, ...half];
  const sum = (count: 'runs' | 'faults' | 'events' | 'lines'): number =>
    all.reduce((total, report) => total + report[count], 0);
  return {
    seed,
    runs: sum('runs'),
    faults: sum('faults'),
    events: sum('events'),
    lines: sum('lines'),
    violations: [
      ...long.violations,
      ...young.violations.map((violation) => `in young books ${violation}`),
      ...odd.violations.map((violation) => `with refused lines ${violation}`),
      ...unlike.flatMap(({ violations }) => violations.map((violation) => `with another dating ${violation}`)),
      ...half.flatMap(({ violations }) => violations.map((violation) => `with half a page ${violation}`)),
    ],
  };
};

class Simulation {
  readonly #seed: number;
  readonly #random: Random;
  readonly #world: World;
  readonly #table = new MemoryTable();
  readonly #auditor: Auditor;
  readonly #syncLedger: ReturnType<typeof makeSyncLedger>;
  readonly #events: PublishedEvent[] = [];
  /** Wall-clock time that stalled workers have added. */
  #stalledMs = 0;
  #faultRate = 0;
  #faults = 0;
  #runs = 0;
  #depth = 0;
  #importFrom: CalendarDate = '2026-01-01';
  #statementPeriod: StatementPeriod;
  #dead = false;
  #isErrorBooked = false;
  /** How often a worker's time runs out after a few pages. */
  #interruptions = 0.3;
  /** A worker dies in this call from now. */
  #callsToCrash = Number.POSITIVE_INFINITY;
  #patient = false;
  #knownBalance: WantedFigure;
  #figuresTakenBackAt: string | undefined;
  /** What the tenant finds on paper, apart from what happens at the bank. */
  readonly #paper: Random;
  /** What becomes of days before the start at the end. */
  readonly #past: Random;
  /** How little time a worker has at the end. */
  readonly #hurry: Random;
  /** In half of the histories the bank leaves lines of days before the start alone: only new ones come for them. */
  readonly #pastIsOver: boolean;
  #earliestStart: CalendarDate = this.#importFrom;

  constructor(seed: number) {
    this.#seed = seed;
    this.#random = new Random(seed);
    this.#paper = new Random(seed + 1_000_003);
    this.#past = new Random(seed + 2_000_003);
    this.#hurry = new Random(seed + 3_000_003);
    this.#world = new World(this.#random, this.#random.pick([3, 10, 100]));
    this.#statementPeriod = this.#random.pick(statementPeriods);
    this.#pastIsOver = this.#random.chance(0.5);
    this.#world.habit = this.#random.pick(habits);
    this.#world.separateRuns = this.#random.chance(0.3);
    const reader = new DynamoLedgerReader(this.#table, { consistent: true });
    const account = aLinkedAccount();
    const accounts: Pick<AccountStore, 'getOwn' | 'list'> = {
      getOwn: async () => account,
      list: async (_tenantId, _filter, { cursor }) => ({ items: cursor === undefined ? [account] : [] }),
    };
    const feedAudit = new FeedAudit(this.#table, accounts, account.tenantId);
    // What a reader lacks it goes on lacking: it need not be looked at after every run.
    this.#auditor = new Auditor(reader, this.#world, async () =>
      this.#runs % 3 === 0 ? feedAudit.check([account]) : [],
    );
    const clock = {
      now: () => new Date(this.#world.now + this.#stalledMs).toISOString(),
      sleep: async () => undefined,
    };
    this.#syncLedger = makeSyncLedger({
      writer: new DynamoLedgerWriter(this.#table, clock),
      reader,
      feedLog: new DynamoFeedLog(this.#table),
      fingerprint: (text) => createHash('sha256').update(text).digest('base64url').slice(0, 12),
      bus: {
        publish: async (events) => {
          await this.#trouble();
          this.#events.push(...events);
        },
      },
      clock,
    });
    this.#table.onCall = () => this.#trouble();
    this.#world.onCall = () => this.#trouble();
  }

  tell(): Promise<SimulationReport> {
    return this.#told(async () => {
      const random = this.#random;
      this.#bankMakesHistory();
      this.#auditor.begin(this.#importFrom);
      for (let step = random.between(6, 22); step > 0; step -= 1) {
        this.#somethingHappens();
        if (random.chance(0.8)) this.#world.synchronize();
        if (random.chance(0.2)) this.#world.refreshBalance();
        if (random.chance(0.7)) await this.#syncUnderFaults(random.pick([0, 0.01, 0.05]));
        this.#world.passHours(random.chance(0.05) ? random.between(100, 500) : random.between(1, 30));
      }
      await this.#quietEnd();
    });
  }

  /**
   * The first weeks of an account, most of them before anything is final: balances and lines come apart from each other,
   * the bank errs after it has agreed, and lines of days before the start come late and are moved.
   */
  tellOfYoungBooks(): Promise<SimulationReport> {
    return this.#told(async () => {
      const random = this.#random;
      const world = this.#world;
      world.separateRuns = random.chance(0.7);
      if (random.chance(0.7)) this.#statementPeriod = 'monthly';
      this.#bankMakesHistory();
      this.#auditor.begin(this.#importFrom);
      let daysOfError = 0;
      for (let day = random.between(10, 20); day > 0; day -= 1) {
        daysOfError -= 1;
        if (daysOfError <= 0) world.skewCents = 0;
        if (daysOfError < 0 && this.#auditor.isConfirmed && random.chance(0.1)) {
          world.skewCents = random.pick([700, -700]);
          daysOfError = random.between(3, 5);
        }
        this.#aYoungDay();
        if (random.chance(0.75)) world.synchronize();
        else if (random.chance(0.5)) world.refreshBalance();
        await this.#syncUnderFaults(random.pick([0, 0, 0.02]));
        world.passHours(24);
      }
      world.skewCents = 0;
      for (let day = 0; day < 3; day += 1) {
        world.passHours(24);
        world.synchronize();
        await this.#syncUnderFaults(0);
      }
      await this.#auditor.checkEnd(this.#importFrom, world.untold);
      world.passHours(24 * 29);
      world.synchronize();
      await this.#syncUnderFaults(0);
      await this.#auditor.checkEnd(this.#importFrom);
    });
  }

  /** The bank books lines in another currency, puts some of them right and withdraws others; the account may come back. */
  tellOfRefusedLines(): Promise<SimulationReport> {
    return this.#told(async () => {
      const random = this.#random;
      const world = this.#world;
      this.#bankMakesHistory();
      this.#auditor.begin(this.#importFrom);
      for (let day = random.between(6, 12); day > 0; day -= 1) {
        this.#aDayOfRefusedLines();
        world.synchronize();
        await this.#syncUnderFaults(random.pick([0, 0.01, 0.05]));
        world.passHours(random.between(10, 30));
      }
      world.passHours(24 * 29);
      world.synchronize();
      await this.#syncUnderFaults(0);
      await this.#auditor.checkEnd(this.#importFrom, world.untold);
    });
  }

  /** A worker dies when it has committed a part of a page; in other histories that is rare, and what it hides rarer. */
  tellOfHalfPages(): Promise<SimulationReport> {
    return this.#told(async () => {
      const random = this.#random;
      this.#bankMakesHistory();
      this.#auditor.begin(this.#importFrom);
      for (let day = random.between(3, 6); day > 0; day -= 1) await this.#aPlainDay();
      await this.#halfAPage();
      await this.#quietEnd();
    });
  }

  /**
   * The bank begins to date its balances otherwise, or to count otherwise, and errs at the same time. One day comes whose only
   * line is of just the amount that the bank errs by: the wrong convention may agree then.
   */
  tellOfChangedDating(): Promise<SimulationReport> {
    return this.#told(async () => {
      const random = this.#random;
      const world = this.#world;
      this.#interruptions = 0;
      world.separateRuns = random.chance(0.6);
      this.#bankMakesHistory();
      this.#auditor.begin(this.#importFrom);
      for (let day = random.between(3, 7); day > 0; day -= 1) await this.#aPlainDay();
      // An error before that is in the opening balance.
      if (this.#auditor.isConfirmed) await this.#errsInAnotherDating();
      await this.#quietEnd();
    });
  }

  async #errsInAnotherDating(): Promise<void> {
    const random = this.#random;
    const world = this.#world;
    const error = random.pick(bankErrors);
    const cents = random.pick([500, -500, 700]);
    const changesOn = random.between(0, 3);
    const errsOn = random.chance(0.6) ? changesOn : random.between(0, 3);
    const chanceOn = errsOn + random.between(-1, 3);
    this.#auditor.recordNothingElseWrong();
    for (let day = 0; day < Math.max(changesOn, errsOn) + 6; day += 1) {
      if (day === changesOn) this.#bankChangesItsMind();
      if (day === errsOn) this.#bankErrs(error, cents);
      if (day === chanceOn) world.book(world.today(), random.pick([cents, -cents]), 'as much as the error');
      const isQuiet = day === chanceOn || (day === errsOn && random.chance(0.5));
      await this.#aPlainDay(isQuiet ? 0 : random.between(0, 3));
    }
    world.tellRightly();
    this.#auditor.recordChangeOfMind();
    for (let day = 0; day < 3; day += 1) await this.#aPlainDay();
  }

  #bankErrs(error: (typeof bankErrors)[number], cents: number): void {
    if (error === 'balance') this.#world.skewCents = cents;
    else this.#world.bookWrongly(error, cents);
    this.#auditor.recordBooked(this.#world.today());
  }

  async #aPlainDay(lines?: number): Promise<void> {
    for (let line = lines ?? this.#random.between(0, 3); line > 0; line -= 1) this.#bankBooks(this.#world.today());
    this.#world.synchronize();
    await this.#syncUnderFaults(0);
    this.#world.passHours(24);
  }

  /** So many lines with such long texts that a page takes several commits, and a crash between two of them. */
  async #halfAPage(): Promise<void> {
    const random = this.#random;
    this.#bankBooksMany(this.#world.today(), random.between(150, 300), 'long');
    this.#world.synchronize();
    this.#callsToCrash = random.between(4, 60);
    await this.#worker();
    this.#callsToCrash = Number.POSITIVE_INFINITY;
    this.#stalledMs += 7 * 60_000;
    // What this one has touched no longer says which lines were new.
    this.#world.passHours(1);
    this.#world.synchronize();
    await this.#syncUnderFaults(0);
  }

  #aDayOfRefusedLines(): void {
    const random = this.#random;
    const world = this.#world;
    const today = world.today();
    for (let line = random.between(0, 2); line > 0; line -= 1) this.#bankBooks(today);
    for (let line = random.between(0, 3); line > 0; line -= 1)
      world.bookForeign(addDays(today, -random.between(0, 9)), random.between(-50_000, 50_000));
    const foreign = world.bankLines.filter(({ foreignCurrency, removed }) => foreignCurrency !== undefined && !removed);
    if (world.unrecognized || foreign.length === 0) return;
    if (random.chance(0.3)) random.pick(foreign).removed = true;
    if (random.chance(0.4)) {
      const line = random.pick(foreign);
      world.mend(line);
      this.#auditor.recordBooked(line.date);
      this.#auditor.recordChanged(line);
    }
    if (random.chance(0.1) && this.#auditor.booksEqualTruth) world.addAgain(random.between(5, 90), false);
  }

  #aYoungDay(): void {
    const random = this.#random;
    const world = this.#world;
    const today = world.today();
    if (world.skewCents !== 0 && !this.#isErrorBooked && random.chance(0.5)) this.#bankBooksTheError(today);
    else for (let line = random.between(0, 3); line > 0; line -= 1) this.#bankBooks(today);
    if (random.chance(0.25)) {
      const date = addDays(this.#importFrom, -random.between(1, 6));
      this.#auditor.recordBooked(date, world.book(date, random.between(-50_000, 50_000), 'too late'));
    }
    const told = world.bankLines.filter((line) => this.#auditor.isToldBeforeStart(line));
    if (told.length === 0 || !random.chance(0.3)) return;
    const line = random.pick(told);
    line.date = earliest(addDays(this.#importFrom, random.between(0, 25)), today);
    this.#auditor.recordChanged(line);
  }

  async #told(story: () => Promise<void>): Promise<SimulationReport> {
    try {
      await story();
    } catch (error) {
      this.#auditor.report(`the simulation itself failed: ${error instanceof Error ? error.stack : String(error)}`);
    }
    return {
      seed: this.#seed,
      runs: this.#runs,
      faults: this.#faults,
      events: this.#events.length,
      lines: this.#world.bankLines.length,
      violations: this.#auditor.violations,
    };
  }

  /** All faults end; after one more comparison of everything the books must equal the truth. */
  async #quietEnd(): Promise<void> {
    const world = this.#world;
    world.authorized = true;
    world.bankIsDown = false;
    world.skewCents = 0;
    this.#interruptions = 0;
    for (let day = 0; day < 3; day += 1) {
      world.passHours(day === 0 ? 24 * 29 : 24);
      world.synchronize();
      await this.#syncUnderFaults(0);
      if (day === 0 && this.#past.chance(0.5)) await this.#tenantWantsThePast();
    }
    if (this.#hurry.chance(0.3)) await this.#comparesInAHurry();
    await this.#auditor.checkEnd(this.#importFrom);
  }

  /** Lines are gone from the bank, and no worker has the time to compare the whole list: several do it, one after another. */
  async #comparesInAHurry(): Promise<void> {
    const random = this.#hurry;
    const world = this.#world;
    const inBooks = this.#changeable().filter(({ removed, date }) => !removed && date >= this.#importFrom);
    const gone = inBooks.filter(() => random.chance(0.3)).slice(0, 8);
    if (world.unrecognized || gone.length === 0) return;
    for (const line of gone) {
      line.removed = true;
      this.#auditor.recordChanged(line);
    }
    world.passHours(24 * 29);
    world.synchronize();
    const time = random.between(3, 6);
    const pages = Math.ceil(world.pontoLines.length / world.pageSize);
    const most = 3 + 2 * Math.ceil((pages + gone.length) / (time - 2));
    for (let run = 0; run < most && (await this.#worker(time)) !== 'complete'; run += 1) this.#stalledMs += 7 * 60_000;
    await this.#auditor.checkGone(gone, `${most} runs with the time for ${time} of ${pages} pages`);
  }

  /** The bank books for days before the start, all of whose statements are final; then the tenant moves it back. */
  async #tenantWantsThePast(): Promise<void> {
    const random = this.#past;
    const world = this.#world;
    const nextDay = async (): Promise<void> => {
      world.passHours(24);
      world.synchronize();
      await this.#syncUnderFaults(random.pick([0, 0.02]));
    };
    for (let line = random.between(1, 4); line > 0; line -= 1) {
      const date = addDays(this.#importFrom, -random.between(1, 6));
      world.book(date, random.between(-50_000, 50_000), 'too late');
      this.#auditor.recordBooked(date);
    }
    await nextDay();
    if (random.chance(0.3) && world.isCurrent && this.#auditor.booksEqualTruth) {
      const from = world.deliverFrom;
      world.addAgain(400, false);
      if (world.deliverFrom < from) this.#auditor.historyGrows();
      await nextDay();
    }
    this.#importFrom = addDays(this.#importFrom, -random.between(1, 9));
    this.#auditor.recordStart(this.#importFrom);
    if (random.chance(0.5)) await this.#pastComesInParts();
    await nextDay();
  }

  /** A run that reads back to the new start comes to no end, and the bank changes a line that it has taken in. */
  async #pastComesInParts(): Promise<void> {
    const random = this.#past;
    const world = this.#world;
    world.passHours(24);
    world.synchronize();
    if ((await this.#worker(random.between(1, 9))) === 'complete' || world.unrecognized) return;
    const brought = await this.#undisturbed(() => this.#auditor.broughtByNewStart());
    if (brought.length === 0) return;
    const line = random.pick(brought);
    this.#auditor.recordChangedInBooks(line);
    line.removed = random.chance(0.3);
    if (!line.removed) line.cents += random.between(1, 900);
    // Only a comparison of the whole list tells what is gone.
    else world.passHours(24 * 29);
  }

  #bankMakesHistory(): void {
    const count = this.#random.between(0, 60);
    for (let line = 0; line < count; line += 1)
      this.#bankBooks(addDays(this.#world.today(), -this.#random.between(0, 40)));
    this.#world.synchronize();
  }

  #somethingHappens(): void {
    const random = this.#random;
    const world = this.#world;
    const today = world.today();
    if (random.chance(0.06) && world.authorized && world.isCurrent && this.#auditor.booksEqualTruth) {
      world.bankIsDown = false;
      const from = world.deliverFrom;
      world.addAgain(random.between(5, 90), random.chance(0.5));
      if (world.deliverFrom < from) this.#auditor.historyGrows();
    }
    // A line of just the amount that the bank errs by: the other convention then seems to explain its balance.
    if (world.skewCents !== 0 && !this.#isErrorBooked && random.chance(0.5)) this.#bankBooksTheError(today);
    else for (let line = random.between(0, 6); line > 0; line -= 1) this.#bankBooks(today);
    if (random.chance(0.06)) this.#bankBooksMany(today, random.between(20, 150));
    if (random.chance(0.25)) this.#bankBooks(this.#anEarlierDay(today));
    if (random.chance(0.3)) {
      // Lines that came late are the ones whose standing changes most.
      const lines = this.#changeable();
      const late = lines.filter(({ date, bookedOn }) => date < bookedOn);
      const from = random.chance(0.4) && late.length > 0 ? late : lines;
      if (from.length > 0) this.#bankCorrects(random.pick(from));
    }
    if (random.chance(0.1)) this.#bankRemoves();
    if (random.chance(0.2))
      world.pending = [this.#pendingLine(today), this.#pendingLine(today)].slice(random.between(0, 2));
    if (random.chance(0.06)) world.authorized = !world.authorized;
    else if (random.chance(0.3)) world.authorized = true;
    world.bankIsDown = random.chance(0.05);
    if (random.chance(0.02)) this.#bankChangesItsMind();
    if (random.chance(0.04))
      world.skewCents = world.skewCents === 0 && this.#auditor.isConfirmed ? random.pick([700, -700]) : 0;
    if (random.chance(0.05)) this.#statementPeriod = random.pick(statementPeriods);
    if (random.chance(0.05)) this.#moveStart();
    if (this.#paper.chance(0.1)) this.#tenantFindsAStatement();
  }

  /** A statement on paper: the balance of a day that is over, as the bank saw it then. One in five is misread. */
  #tenantFindsAStatement(): void {
    const random = this.#paper;
    const last = addDays(this.#world.today(), -1);
    const day = random.chance(0.6) ? addDays(this.#importFrom, -1) : addDays(this.#importFrom, random.between(0, 9));
    const on = earliest(day, last);
    const misread = random.chance(0.2) ? 300 : 0;
    const amount = amountOf(this.#world.centsOn(on) + misread);
    const known = random.chance(0.1) ? ('taken_back' as const) : { amount, on };
    this.#knownBalance = known;
    if (known === 'taken_back') this.#figuresTakenBackAt = this.#world.instant();
    this.#auditor.recordKnownBalance(known, misread > 0 ? 'misread' : 'right');
  }

  #bankChangesItsMind(): void {
    this.#world.habit = this.#random.pick(habits);
    this.#auditor.recordChangeOfMind();
  }

  #moveStart(): void {
    const { today } = { today: this.#world.today() };
    this.#importFrom = this.#random.pick([
      firstDayOfMonth(today),
      addDays(this.#importFrom, -this.#random.between(1, 20)),
      addDays(this.#importFrom, this.#random.between(1, 20)),
    ]);
    if (this.#importFrom > today) this.#importFrom = today;
    this.#earliestStart = earliest(this.#earliestStart, this.#importFrom);
    this.#auditor.recordStart(this.#importFrom);
  }

  #bankBooks(date: CalendarDate): void {
    const random = this.#random;
    // Until an account that came back has been recognised, a twin of an old line could not be told from it.
    const twins = !this.#world.unrecognized;
    const cents = random.chance(0.1) && twins ? 500 : random.between(-50_000, 50_000);
    const line = this.#world.book(date, cents, random.chance(0.3) ? 'Rent' : `Order ${random.between(1, 9999)}`);
    if (random.chance(0.1) && twins) this.#world.book(line.date, line.cents, line.text);
    this.#auditor.recordBooked(date);
  }

  /** Once: on every day, nobody could tell the error from a convention. */
  #bankBooksTheError(date: CalendarDate): void {
    this.#isErrorBooked = true;
    this.#world.book(date, -this.#world.skewCents, 'as much as the error');
    this.#auditor.recordBooked(date);
  }

  /** More than a page; half the time with texts so long that a page needs several commits. */
  #bankBooksMany(date: CalendarDate, count: number, length = this.#random.pick(['long', 'short'] as const)): void {
    const text = length === 'long' ? 'long '.repeat(800) : 'Order';
    for (let line = 0; line < count; line += 1) {
      this.#world.book(date, this.#random.between(-50_000, 50_000), `${text} ${line}`);
    }
    this.#auditor.recordBooked(date);
  }

  /** Now and then before the start: such a line stays out of the books, and the bank's balance says more than they do. */
  #anEarlierDay(today: CalendarDate): CalendarDate {
    const day = addDays(today, -this.#random.between(1, 25));
    return this.#random.chance(0.8) ? latest(day, this.#importFrom) : day;
  }

  #changeable(): readonly BankLine[] {
    return this.#world.bankLines.filter(({ date }) => !this.#pastIsOver || date >= this.#earliestStart);
  }

  #bankCorrects(line: BankLine): void {
    if (line.removed || this.#world.unrecognized) return;
    this.#auditor.recordChanged(line);
    const what = this.#random.pick(['cents', 'text', 'date'] as const);
    if (what === 'cents') line.cents += this.#random.between(1, 900);
    if (what === 'text') line.text += '!';
    if (what === 'date') {
      line.date = this.#random.chance(0.5) ? this.#world.today() : this.#anEarlierDay(this.#world.today());
      if (this.#pastIsOver) line.date = latest(line.date, this.#importFrom);
    }
    if (line.date > this.#world.today()) line.date = this.#world.today();
    this.#auditor.recordChanged(line);
  }

  #bankRemoves(): void {
    const alive = this.#changeable().filter(({ removed }) => !removed);
    if (alive.length === 0 || this.#world.unrecognized) return;
    const line = this.#random.pick(alive);
    line.removed = true;
    this.#auditor.recordChanged(line);
  }

  #pendingLine(date: CalendarDate): BankLine {
    return {
      date,
      cents: this.#random.between(-900, -1),
      text: 'card',
      removed: false,
      bookedOn: date,
      changed: false,
    };
  }

  /** Runs, and runs again after every fault, as the queue would: a job is delivered until it is done. */
  async #syncUnderFaults(rate: number): Promise<void> {
    const outcomes: string[] = [];
    for (let attempt = 0; attempt < 12; attempt += 1) {
      this.#faultRate = attempt < 8 ? rate : 0;
      this.#patient = attempt >= 8;
      const outcome = await this.#worker();
      this.#faultRate = 0;
      outcomes.push(outcome);
      if (outcome === 'complete') return;
      // Longer than a lease lasts.
      this.#stalledMs += 7 * 60_000;
    }
    this.#auditor.report(`a run does not come to its end, however often it is taken up: ${outcomes.join(' ')}`);
  }

  async #worker(time?: number): Promise<SyncLedgerOutcome['kind'] | 'died'> {
    const random = this.#random;
    this.#runs += 1;
    const isShort = random.chance(this.#patient ? 0 : this.#interruptions);
    let pages = time ?? (isShort ? random.between(1, 4) : Number.POSITIVE_INFINITY);
    const { account: feedAccount } = this.#world;
    try {
      const { kind } = await this.#syncLedger({
        account: aLinkedAccount({
          importFrom: this.#importFrom,
          statementPeriod: this.#statementPeriod,
          ...defined({ knownBalance: this.#knownBalance, figuresTakenBackAt: this.#figuresTakenBackAt }),
        }),
        feedAccount,
        feed: this.#world.feed(),
        timeZone,
        syncId: `sync-${this.#runs}`,
        now: this.#world.instant(),
        hasTime: () => (pages -= 1) >= 0,
        ownSynchronizations: [],
        touchedBy:
          random.chance(0.1) && feedAccount.latestSynchronization ? [feedAccount.latestSynchronization.id] : [],
      });
      if (kind === 'complete') await this.#undisturbed(() => this.#auditor.checkRun(feedAccount, this.#importFrom));
      return kind;
    } catch (error) {
      if (error instanceof Crash || error instanceof Fault) return 'died';
      throw error;
    } finally {
      this.#dead = false;
    }
  }

  /** Every call to Ponto, to the table and to the bus passes here, before and after. */
  async #trouble(): Promise<void> {
    const random = this.#random;
    // A dead worker's finally blocks must not reach anything.
    if (this.#dead) throw new Crash();
    if ((this.#callsToCrash -= 1) <= 0) {
      this.#dead = true;
      throw new Crash();
    }
    if (this.#faultRate === 0 || !random.chance(this.#faultRate)) return;
    this.#faults += 1;
    switch (random.pick(['crash', 'throttled', 'unavailable', 'unreadable', 'stall'] as const)) {
      case 'crash':
        this.#dead = true;
        throw new Crash();
      case 'throttled':
        throw new Fault('ponto_throttled');
      case 'unavailable':
        throw new Fault('ponto_unavailable');
      case 'unreadable':
        throw new Fault('ponto_answer_not_understood');
      case 'stall':
        return this.#stall();
    }
  }

  /** The worker stands still until its lease is over; another one takes over and, perhaps, comes to its end. */
  async #stall(): Promise<void> {
    if (this.#depth > 0) return;
    this.#depth += 1;
    if (this.#random.chance(0.7)) this.#stalledMs += 7 * 60_000;
    if (this.#random.chance(0.2)) {
      this.#bankBooks(this.#world.today());
      this.#world.synchronize();
    }
    await this.#worker();
    this.#depth -= 1;
  }

  async #undisturbed<T>(work: () => Promise<T>): Promise<T> {
    const rate = this.#faultRate;
    this.#faultRate = 0;
    const result = await work();
    this.#faultRate = rate;
    return result;
  }
}
