import { defined } from '../../shared/language/defined.ts';
import { addDays, dayOf, type CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { BankSynchronization, FeedAccount } from '../../shared/domain/ledger/feedAccount.ts';
import type { FeedLine, LineContent } from '../../shared/domain/ledger/line.ts';
import type { BankFeed, LinesPage } from '../../shared/ports/bankFeed.ts';
import { aContent, aFeedAccount, uuid } from '../builders/bank.ts';
import type { Random } from './random.ts';

export const timeZone = 'Europe/Brussels';
const hourMs = 3_600_000;

/** A line at the bank: the truth. Amounts are cents. */
export interface BankLine {
  date: CalendarDate;
  cents: number;
  text: string;
  removed: boolean;
  bookedOn: CalendarDate;
  changed: boolean;
  /** Another one than the account's: no books can take the line, and the account's balance does not count it. */
  foreignCurrency?: string | undefined;
  /** What the balance counts of it, where the bank's list shows another amount. */
  countedCents?: number | undefined;
  /** The bank's list lacks it; its balance counts it. */
  leftOut?: boolean;
}

/** How the bank errs: in the balance that it gives, or in its list of lines, whose balance is right then. */
export const bankErrors = ['balance', 'left_out', 'doubled', 'altered'] as const;

interface PontoLine {
  readonly id: string;
  readonly bankLine: BankLine;
  readonly createdAt: string;
  content: LineContent;
}

type Dating = 'closed' | 'asked' | 'none';
type Counts = 'closed_day' | 'so_far';

export type Habit = 'documented' | { readonly dating: Dating; readonly counts: Counts };

export const habits: readonly Habit[] = [
  'documented',
  { dating: 'closed', counts: 'closed_day' },
  { dating: 'closed', counts: 'so_far' },
  { dating: 'asked', counts: 'closed_day' },
  { dating: 'asked', counts: 'so_far' },
  { dating: 'none', counts: 'closed_day' },
  { dating: 'none', counts: 'so_far' },
];

const unused = (): never => {
  throw new Error('the simulation does not expect the call');
};

/** A bank, and Ponto in front of it. Ponto sees the bank only when it synchronizes. */
export class World {
  now = Date.parse('2026-01-05T08:00:00Z');
  readonly bankLines: BankLine[] = [];
  readonly startCents = 123_456;
  authorized = true;
  bankIsDown = false;
  /** How the bank dates its balances, and what they count; `documented` does both as its date says, now so, now so. */
  habit: Habit = 'documented';
  /** What the bank's balances are wrong by, and nothing else. */
  skewCents = 0;
  /** Ponto brings balances and lines by synchronizations of their own. */
  separateRuns = false;
  #linesRun: BankSynchronization | undefined;
  pending: BankLine[] = [];
  /** What Ponto has, newest creation first. */
  pontoLines: PontoLine[] = [];
  account: FeedAccount;
  readonly pageSize: number;
  readonly random: Random;
  /** Called in every call to Ponto; throws to inject a fault, awaits to let another worker run. */
  onCall: () => void | Promise<void> = () => undefined;
  calls = 0;
  /** Every line that Ponto has ever listed, by its Ponto id; an epoch is the time under one account id. */
  readonly everListed = new Map<string, BankLine>();
  epoch = 0;
  readonly #epochs = new Map<string, number>();
  /** Ponto has what the bank has. */
  isCurrent = false;
  /** The account has come back, and no run has been done since: a line that changes now could not be recognised. */
  unrecognized = false;
  /** The day on which the bank was last asked for its balance. */
  balanceAskedOn: CalendarDate | undefined;
  /** The last synchronization brought a balance. */
  balanceIsFresh = false;
  #ids = 0;
  #updated = new Map<string, PontoLine[]>();
  /** Lines that a synchronization changed which no run has been told of: another one came before any run. */
  readonly untold = new Set<string>();
  /** A run has been told of the last synchronization of lines. */
  #isTold = true;
  #pendingAtPonto: FeedLine[] = [];

  constructor(random: Random, pageSize: number) {
    this.random = random;
    this.pageSize = pageSize;
    this.account = aFeedAccount({ pontoId: this.#nextId() });
    const { currentBalance: _balance, latestSynchronization: _latest, ...bare } = this.account;
    this.account = bare;
  }

  today(): CalendarDate {
    return dayOf(this.instant(), timeZone);
  }

  /** The day on which Ponto last asked the bank for lines. */
  get linesBroughtOn(): CalendarDate | undefined {
    return this.#linesRun?.createdAt && dayOf(this.#linesRun.createdAt, timeZone);
  }

  instant(): string {
    return new Date(this.now).toISOString();
  }

  passHours(hours: number): void {
    this.now += hours * hourMs;
  }

  epochOf(pontoId: string): number | undefined {
    return this.#epochs.get(pontoId);
  }

  book(date: CalendarDate, cents: number, text: string): BankLine {
    const line = { date, cents, text, removed: false, bookedOn: this.today(), changed: false };
    this.bankLines.push(line);
    return line;
  }

  bookForeign(date: CalendarDate, cents: number): void {
    this.book(date, cents, 'in another currency').foreignCurrency = 'USD';
    this.isCurrent = false;
  }

  /** The bank puts it right: from now on it is a line like any other, booked today. */
  mend(line: BankLine): void {
    line.foreignCurrency = undefined;
    line.bookedOn = this.today();
  }

  /** The bank's own balance of a day, as it reckons now. */
  centsOn(date: CalendarDate): number {
    return this.bankLines
      .filter((line) => !line.removed && line.foreignCurrency === undefined && line.date <= date)
      .reduce((sum, { cents, countedCents = cents }) => sum + countedCents, this.startCents);
  }

  /** The bank books a line today of which its list says otherwise than its balance. */
  bookWrongly(error: Exclude<(typeof bankErrors)[number], 'balance'>, cents: number): void {
    if (error === 'doubled') this.book(this.today(), cents, 'told wrongly');
    const line = this.book(this.today(), cents, 'told wrongly');
    this.toldWrongly = line;
    if (error === 'left_out') line.leftOut = true;
    else line.countedCents = error === 'doubled' ? 0 : 2 * cents;
  }

  /** The line of which list and balance say different things. */
  toldWrongly: BankLine | undefined;

  /** List and balance say the same again. */
  tellRightly(): void {
    const line = this.toldWrongly;
    this.toldWrongly = undefined;
    this.skewCents = 0;
    if (!line) return;
    line.leftOut = false;
    if (line.countedCents === 0) line.removed = true;
    else line.cents = line.countedCents ?? line.cents;
    line.countedCents = undefined;
  }

  /** What the list of the bank comes to on a day. */
  #listCentsOn(date: CalendarDate): number {
    return this.bankLines
      .filter((line) => !line.removed && !line.leftOut && line.foreignCurrency === undefined && line.date <= date)
      .reduce((sum, { cents }) => sum + cents, this.startCents);
  }

  /** The last balance and the list say different things. */
  get isWrong(): boolean {
    return this.skewCents !== 0 || (this.toldWrongly !== undefined && this.toldWrongly.date <= this.#balanceCounts);
  }

  /** The last day whose lines the last balance counts. */
  #balanceCounts: CalendarDate = '0001-01-01';

  /** Ponto synchronizes: it learns of lines, changes and the balance, or that it cannot get through. */
  synchronize(): void {
    const id = this.#nextId();
    const at = this.instant();
    const failed = !this.authorized || this.bankIsDown;
    const latestSynchronization = {
      id,
      subtype: 'accountTransactionsWithUnsettled',
      status: failed ? ('error' as const) : ('success' as const),
      errorCodes: this.authorized ? (this.bankIsDown ? ['technicalFailure'] : []) : ['authorizationInvalid'],
      createdAt: at,
      updatedAt: at,
    };
    if (!this.#isTold) for (const line of this.#updated.get(this.#linesRun?.id ?? '') ?? []) this.untold.add(line.id);
    this.#isTold = false;
    this.#linesRun = latestSynchronization;
    this.account = { ...this.account, latestSynchronization: this.#besideBalance(latestSynchronization) };
    this.isCurrent = !failed;
    if (failed) return;
    // A bank that gives no balance this time: an old one beside new lines would be of another moment.
    const { currentBalance: _old, ...bare } = this.account;
    this.account = { ...bare, ...this.#balance(), synchronizedAt: at };
    const touched = this.#copyLines();
    for (const line of touched) this.untold.delete(line.id);
    this.#updated.set(id, touched);
    this.#pendingAtPonto = this.pending.map((line) => ({ pontoId: this.#nextId(), content: contentOf(line) }));
  }

  /** A run that has begun after the last synchronization has come to its end. */
  recordTold(): void {
    this.#isTold = true;
  }

  /** Ponto asks for the balance alone. */
  refreshBalance(): void {
    if (!this.separateRuns || !this.authorized || this.bankIsDown || !this.#linesRun) return;
    const { currentBalance: _old, ...bare } = this.account;
    const latestSynchronization = this.#besideBalance({ ...this.#linesRun, status: 'success', errorCodes: [] });
    this.account = { ...bare, ...this.#balance(), latestSynchronization, synchronizedAt: this.instant() };
  }

  /** The synchronization that Ponto names beside the account. */
  #besideBalance(run: BankSynchronization): BankSynchronization {
    if (!this.separateRuns) return run;
    const at = this.instant();
    return { ...run, id: this.#nextId(), subtype: 'accountDetails', createdAt: at, updatedAt: at };
  }

  /** The customer removes the account and adds it again: new ids for everything, and perhaps a shorter history. */
  addAgain(historyDays: number, reword: boolean): void {
    this.account = { ...this.account, pontoId: this.#nextId() };
    this.pontoLines = [];
    this.epoch += 1;
    this.unrecognized = true;
    this.#updated.clear();
    this.untold.clear();
    const from = addDays(this.today(), -historyDays);
    for (const line of this.bankLines) {
      const alone = this.bankLines.filter(({ date, cents }) => date === line.date && cents === line.cents).length === 1;
      if (reword && alone && !line.removed) line.text += '.';
    }
    this.deliverFrom = from;
    this.synchronize();
  }

  /** Ponto does not deliver what was booked and dated before this day. */
  deliverFrom: CalendarDate = '0001-01-01';

  feed(): BankFeed {
    const answer = async <T>(value: () => T): Promise<T> => {
      this.calls += 1;
      await this.onCall();
      return value();
    };
    return {
      accounts: () => answer(() => [this.account]),
      lines: (account, { cursor }) =>
        answer(() => {
          if (cursor && 'before' in cursor) return unused();
          return account === this.account.pontoId ? this.#page(this.pontoLines.map(feedLine), cursor?.after) : 'gone';
        }),
      line: (account, id) =>
        answer(() => {
          const found = account === this.account.pontoId ? this.pontoLines.find((line) => line.id === id) : undefined;
          return found && feedLine(found);
        }),
      pendingLines: (_account, { after }) =>
        answer(() => {
          const page = this.#page(this.#pendingAtPonto, after);
          return page === 'gone' ? unused() : page;
        }),
      updatedLines: (id, { after }) =>
        answer(() => {
          const lines = this.#updated.get(id);
          if (lines && id === this.#linesRun?.id) this.#isTold = true;
          for (const line of lines ?? []) this.untold.delete(line.id);
          return lines ? this.#page(lines.map(feedLine), after) : 'gone';
        }),
      organization: unused,
      institution: unused,
      startSynchronization: unused,
      synchronization: unused,
      reauthorizationUrl: unused,
      endAccount: unused,
    };
  }

  #balance(): Pick<FeedAccount, 'currentBalance'> {
    const { random } = this;
    this.balanceIsFresh = !random.chance(0.05);
    if (!this.balanceIsFresh) return {};
    const today = this.today();
    this.balanceAskedOn = today;
    const yesterday = addDays(today, -1);
    const { dating, counts } = this.#datingNow();
    const counted = counts === 'so_far' ? today : yesterday;
    this.#balanceCounts = counted;
    const referenceDate = dating === 'closed' ? yesterday : today;
    const cents = this.centsOn(counted) + this.skewCents;
    this.#recordBalance(cents, dating);
    const amount = amountOf(cents);
    return { currentBalance: { amount, currency: 'EUR', ...(dating === 'none' ? {} : { referenceDate }) } };
  }

  /** By which conventions the list comes to the last balance. */
  explainedBy: readonly Counts[] = [];
  /** What right balances that were dated like the last one have told that they count. */
  told: Counts | undefined;
  /** The list less the last balance, by each convention. */
  differences: Readonly<Record<Counts, number>> = { closed_day: 0, so_far: 0 };
  readonly #told = new Map<Dating, Counts>();

  #recordBalance(cents: number, dating: Dating): void {
    const today = this.today();
    const before = this.#listCentsOn(addDays(today, -1));
    this.differences = { closed_day: before - cents, so_far: this.#listCentsOn(today) - cents };
    this.explainedBy = (['closed_day', 'so_far'] as const).filter((counts) => this.differences[counts] === 0);
    this.told = this.#told.get(dating);
    const [only, ...others] = this.explainedBy;
    if (only !== undefined && others.length === 0 && !this.isWrong) this.#told.set(dating, only);
  }

  #datingNow(): { readonly dating: Dating; readonly counts: Counts } {
    if (this.habit !== 'documented') return this.habit;
    return this.random.chance(0.8) ? { dating: 'asked', counts: 'so_far' } : { dating: 'closed', counts: 'closed_day' };
  }

  #copyLines(): PontoLine[] {
    const touched: PontoLine[] = [];
    this.pontoLines = this.pontoLines.filter(({ bankLine }) => !bankLine.removed);
    for (const line of this.pontoLines) {
      const content = contentOf(line.bankLine);
      if (JSON.stringify(content) !== JSON.stringify(line.content)) touched.push(line);
      line.content = content;
    }
    const known = new Set(this.pontoLines.map(({ bankLine }) => bankLine));
    const fresh = this.bankLines.filter(
      (line) =>
        !line.removed &&
        !line.leftOut &&
        !known.has(line) &&
        (line.date >= this.deliverFrom || line.bookedOn >= this.deliverFrom),
    );
    for (const bankLine of fresh) {
      const line = { id: this.#nextId(), bankLine, createdAt: this.instant(), content: contentOf(bankLine) };
      this.pontoLines.unshift(line);
      this.everListed.set(line.id, bankLine);
      this.#epochs.set(line.id, this.epoch);
      touched.unshift(line);
    }
    return touched;
  }

  #page(all: readonly FeedLine[], after: string | undefined): LinesPage | 'gone' {
    const start = after === undefined ? 0 : all.findIndex(({ pontoId }) => pontoId === after) + 1;
    if (after !== undefined && start === 0) return 'gone';
    const lines = all.slice(start, start + this.pageSize);
    const last = lines.at(-1);
    const latest = this.#linesRun;
    return {
      lines,
      refused: [],
      pontoIds: lines.map(({ pontoId }) => pontoId),
      ...(last && start + this.pageSize < all.length ? { older: last.pontoId } : {}),
      ...defined({
        latestSynchronization: latest,
        synchronizedAt: latest?.updatedAt,
      }),
    };
  }

  #nextId(): string {
    this.#ids += 1;
    return uuid(this.#ids);
  }
}

export const amountOf = (cents: number): string => {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

export const contentOf = ({ date, cents, text, foreignCurrency: currency }: BankLine): LineContent =>
  aContent({ executionDate: date, amount: amountOf(cents), remittanceText: text, ...defined({ currency }) });

const feedLine = ({ id, content, createdAt }: PontoLine): FeedLine => ({ pontoId: id, content, createdAt });
