import type { Account } from '../../../shared/domain/connections/connection.ts';
import { MemoryTable } from '../../builders/memoryTable.ts';
import { Random } from '../random.ts';
import { AccountsAuditor } from './accountsAuditor.ts';
import { Bank, marks, type BankAccount, type Numbered } from './bank.ts';
import { Tenant } from './tenant.ts';

export interface AccountsReport {
  readonly seed: number;
  /** Looks at what Ponto lists, and runs of single accounts. */
  readonly runs: number;
  /** What a person has said, and what was seen to come or go. */
  readonly events: number;
  readonly faults: number;
  readonly lines: number;
  readonly violations: readonly string[];
}

/** A process that dies: what it was about to do is done again by whoever comes next. */
class Crash extends Error {}

/** One random history of the accounts of one organisation that two tenants read, with crashes anywhere. */
export const simulateAccounts = (seed: number): Promise<AccountsReport> => new AccountsSimulation(seed).tell();

class AccountsSimulation {
  readonly #seed: number;
  readonly #random: Random;
  readonly #bank: Bank;
  readonly #auditor: AccountsAuditor;
  readonly #tenants: readonly Tenant[];
  #now = Date.parse('2026-03-11T08:00:00Z');
  #faultRate = 0;
  #faults = 0;
  #runs = 0;
  #events = 0;
  #cards = 0;

  constructor(seed: number) {
    this.#seed = seed;
    this.#random = new Random(seed);
    this.#bank = new Bank(this.#random);
    this.#auditor = new AccountsAuditor(this.#bank);
    const table = new MemoryTable();
    table.onCall = () => {
      if (!this.#random.chance(this.#faultRate)) return;
      this.#faults += 1;
      throw new Crash();
    };
    const clock = { now: () => new Date(this.#now).toISOString(), sleep: async () => undefined };
    this.#tenants = [1, 2].map((number) => new Tenant(number, { bank: this.#bank, table, clock }));
  }

  async tell(): Promise<AccountsReport> {
    try {
      this.#openBanks();
      for (const tenant of this.#tenants) await tenant.begin();
      await this.#everybodyLooks();
      for (let step = this.#random.between(6, 16); step > 0; step -= 1) {
        await this.#somethingHappens();
        for (const tenant of this.#tenants) if (this.#random.chance(0.7)) await this.#visit(tenant);
        for (const tenant of this.#tenants) await this.#undisturbed(() => this.#checkFeed(tenant, []));
        this.#now += this.#random.between(1, 40) * 3_600_000;
      }
      this.#faultRate = 0;
      for (const tenant of this.#tenants) {
        await this.#visit(tenant);
        await this.#checkFeed(tenant, await tenant.accounts());
      }
    } catch (error) {
      this.#auditor.report(`the simulation itself failed: ${error instanceof Error ? error.stack : String(error)}`);
    }
    return {
      seed: this.#seed,
      runs: this.#runs,
      events: this.#events,
      faults: this.#faults,
      lines: this.#auditor.lines,
      violations: this.#auditor.violations,
    };
  }

  /** Everything is shared and seen at first: what nobody has ever seen, nobody can tell from what is gone. */
  #openBanks(): void {
    const random = this.#random;
    for (let count = random.between(1, 4); count > 0; count -= 1) {
      const isCard = random.chance(0.4);
      // Cards of two banks may show the same digits.
      const number = isCard ? `**** ${random.between(1, 2)}` : `BE${count}`;
      const bank = `bank ${random.between(1, 2)}`;
      if (this.#bank.numbers.some((other) => other.bank === bank && other.number === number)) continue;
      const numbered = this.#bank.openNumber(bank, number, isCard, random.pick(marks));
      for (let pockets = random.pick([1, 1, 2, 3]); pockets > 0; pockets -= 1) {
        this.#bank.open(numbered, random.chance(0.85) ? 'EUR' : 'USD');
      }
    }
    for (const account of this.#bank.living)
      for (let line = random.between(0, 4); line > 0; line -= 1) this.#bank.book(account);
    this.#bank.share(this.#bank.living);
  }

  async #somethingHappens(): Promise<void> {
    const random = this.#random;
    const bank = this.#bank;
    this.#faultRate = random.pick([0, 0, 0.01, 0.04]);
    for (const account of bank.living) if (random.chance(0.5)) bank.book(account);
    const shared = bank.shared;
    const happening = random.pick([
      'consent',
      'consent',
      'again',
      'all again',
      'closed',
      'opened',
      'card',
      'merger',
    ] as const);
    switch (happening) {
      case 'consent':
        return bank.share(bank.living.filter(() => random.chance(0.7)));
      case 'again':
        if (shared.length > 0) bank.addAgain(random.pick(shared));
        return;
      case 'all again':
        for (const account of shared) if (random.chance(0.8)) bank.addAgain(account);
        return;
      case 'closed':
        if (shared.length > 0) bank.close(random.pick(shared));
        return;
      case 'opened':
        return this.#openAnother(random.pick(bank.numbers));
      case 'card':
        return this.#replaceCard(shared.filter(({ of }) => of.isCard));
      case 'merger':
        return this.#merge(bank.numbers.filter(({ isCard }) => !isCard));
    }
  }

  /**
   * Another pocket or card. Where its bank tells it from the others by nothing, it comes beside one that is there, and is
   * seen: of one that comes alone nobody could know that it is not the one that went.
   */
  async #openAnother(of: Numbered): Promise<void> {
    const currency = this.#random.pick(['EUR', 'USD']);
    const mates = of.accounts.filter((account) => account.currency === currency);
    const isTold = (of.marks === 'reference' || of.marks === 'label') && !of.bank.startsWith('merged');
    const isBeside = mates.length === 0 || mates.some((mate) => this.#bank.shared.includes(mate));
    if (of.accounts.length > 3 || !(isTold || of.marks === 'silent' || isBeside)) return;
    for (const mate of mates) {
      if (this.#bank.shared.includes(mate) && this.#random.chance(0.4)) this.#bank.addAgain(mate);
    }
    const opened = this.#bank.open(of, currency);
    this.#bank.book(opened);
    this.#bank.share([...this.#bank.shared, opened]);
    await this.#everybodyLooks();
  }

  #replaceCard(cards: readonly BankAccount[]): void {
    this.#cards += 1;
    if (cards.length > 0) this.#bank.replaceCard(this.#random.pick(cards), `**** 7${this.#cards}`);
  }

  /** What the bank has by then was seen under it: afterwards nothing but number and holder is left to tell by. */
  async #merge(numbers: readonly Numbered[]): Promise<void> {
    if (numbers.length === 0) return;
    await this.#everybodyLooks();
    this.#bank.merge(this.#random.pick(numbers));
  }

  async #everybodyLooks(): Promise<void> {
    for (const tenant of this.#tenants) await this.#look(tenant);
  }

  /** A tenant looks at its accounts, decides something perhaps, and reads those that it has linked. */
  async #visit(tenant: Tenant): Promise<void> {
    await this.#look(tenant);
    for (const account of await this.#undisturbed(() => tenant.accounts())) {
      if (account.succession && this.#random.chance(0.2)) await this.#takeBack(tenant, account);
    }
    for (const account of await this.#undisturbed(() => tenant.accounts())) {
      if (account.link || account.authorization.revoked || !this.#random.chance(0.6)) continue;
      if (!(await this.#sayPerhaps(tenant, account.id))) await this.#insist(() => tenant.link(account));
    }
    for (const account of await this.#undisturbed(() => tenant.accounts())) {
      if (!account.link || account.authorization.revoked) continue;
      if (!this.#bank.listingOf(account.pontoId)) continue;
      const isDone = await this.#insist(async () => (await tenant.sync(account)) || Promise.reject(new Crash()));
      this.#runs += 1;
      await this.#undisturbed(() => this.#auditor.checkTakenBack(tenant));
      const now = (await this.#undisturbed(() => tenant.accounts())).find(({ id }) => id === account.id);
      // The run may have finished what somebody had begun to take back.
      if (isDone && now?.pontoId === account.pontoId) {
        await this.#undisturbed(() => this.#auditor.checkBooks(tenant, account));
      }
    }
  }

  /** Of accounts that were read to their end, readers of the feed hold what the API says. */
  async #checkFeed(tenant: Tenant, accounts: readonly Account[]): Promise<void> {
    const read = accounts.filter(
      ({ link, authorization, pontoId }) => link && !authorization.revoked && this.#bank.listingOf(pontoId),
    );
    for (const difference of await tenant.feedDifferences(read)) this.#auditor.report(difference);
  }

  async #look(tenant: Tenant): Promise<void> {
    this.#runs += 1;
    const before = await this.#undisturbed(() => tenant.accounts());
    const listed = this.#bank.listed();
    const fetched = await this.#insist(() => tenant.look(listed));
    this.#events += fetched.added.length + fetched.lost.length;
    await this.#undisturbed(() => this.#auditor.checkLook(tenant, { before, listed, fetched }));
  }

  /** A person says that a new account continues one that is gone: mostly a true word, now and then a wrong one. */
  async #sayPerhaps(tenant: Tenant, successorId: string): Promise<boolean> {
    const accounts = await this.#undisturbed(() => tenant.accounts());
    const gone = accounts.filter(({ link, authorization }) => link && authorization.revoked);
    const successor = accounts.find(({ id }) => id === successorId);
    if (gone.length === 0 || !successor || !this.#random.chance(0.5)) return false;
    const alike = gone.filter(({ reference }) => reference === successor.reference);
    const predecessor = this.#random.pick(alike.length > 0 && this.#random.chance(0.8) ? alike : gone);
    if (predecessor.currency === successor.currency) this.#auditor.recordWord(successor, predecessor);
    this.#events += 1;
    const say = () => tenant.succeed(successor, predecessor);
    if (this.#random.chance(0.7)) return (await this.#insist(say)) === 'continued';
    // A person need not come back: the next look goes on where it stopped.
    return say().then(
      (outcome) => outcome === 'continued',
      () => true,
    );
  }

  /** A person takes back that an account went on as another one; now and then a run knows only what was before. */
  async #takeBack(tenant: Tenant, account: Account): Promise<void> {
    this.#events += 1;
    const take = () => tenant.takeBack(account);
    if (this.#random.chance(0.7)) await this.#insist(take);
    else await take().catch(() => undefined);
    await this.#undisturbed(() => this.#auditor.checkTakenBack(tenant));
    if (!account.link || !this.#bank.listingOf(account.pontoId) || this.#random.chance(0.5)) return;
    await this.#insist(async () => (await tenant.sync(account)) || Promise.reject(new Crash()));
    await this.#undisturbed(() => this.#auditor.checkTakenBack(tenant));
    const now = (await this.#undisturbed(() => tenant.accounts())).find(({ id }) => id === account.id);
    if (now) await this.#undisturbed(() => this.#auditor.checkBooks(tenant, now));
  }

  /** Done again after every crash, as a queue or a person would. */
  async #insist<T>(work: () => Promise<T>): Promise<T> {
    const rate = this.#faultRate;
    for (let attempt = 0; attempt < 8; attempt += 1) {
      this.#faultRate = attempt < 6 ? rate : 0;
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
        // Longer than a lease lasts.
        this.#now += 7 * 60_000;
      } finally {
        this.#faultRate = rate;
      }
    }
    throw new Error('what is tried again and again does not come to its end');
  }

  async #undisturbed<T>(work: () => Promise<T>): Promise<T> {
    const rate = this.#faultRate;
    this.#faultRate = 0;
    try {
      return await work();
    } finally {
      this.#faultRate = rate;
    }
  }
}
