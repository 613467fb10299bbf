import { defined } from '../../../shared/language/defined.ts';
import type { FeedAccount } from '../../../shared/domain/ledger/feedAccount.ts';
import { aContent, aFeedAccount, uuid } from '../../builders/bank.ts';
import { FakeBankFeed } from '../../builders/fakeBankFeed.ts';
import type { Random } from '../random.ts';
import { amountOf } from '../world.ts';

/**
 * What a bank tells of its accounts beside their number:
 *
 * - `reference`: its own reference, another one for each.
 * - `contract`: its own reference, the same for all cards of a contract.
 * - `label`: product and holder, and a name that differs.
 * - `alike`: product and holder, the same for all.
 * - `silent`: nothing.
 */
export const marks = ['reference', 'contract', 'label', 'alike', 'silent'] as const;
export type Marks = (typeof marks)[number];

/** A number under which a bank keeps accounts: pockets of an IBAN, cards of a contract. */
export interface Numbered {
  bank: string;
  readonly number: string;
  readonly isCard: boolean;
  readonly marks: Marks;
  readonly accounts: BankAccount[];
}

/** A bank account as its holder knows it. No id, number or name of it is ever given to another one by the truth. */
export interface BankAccount {
  readonly name: string;
  readonly of: Numbered;
  readonly currency: string;
  readonly place: number;
  /** Texts of its lines, oldest first: each text is one payment. */
  readonly lines: string[];
}

interface Listing {
  readonly pontoId: string;
  readonly account: BankAccount;
  /** How many of the first lines Ponto does not get any more. */
  readonly from: number;
  /** Texts that Ponto has, with its id of each. */
  readonly lines: Map<string, string>;
}

/** Banks, and the one organisation at Ponto that holds their accounts and shares them with us. */
export class Bank {
  readonly #random: Random;
  readonly numbers: Numbered[] = [];
  /** Whose an id of Ponto is, now or ever. */
  readonly ownerOf = new Map<string, BankAccount>();
  readonly #listings = new Map<BankAccount, Listing>();
  /** What Ponto still knows of accounts that were taken away. */
  readonly #former = new Map<BankAccount, Listing>();
  readonly #closed = new Set<BankAccount>();
  #ids = 0;
  #payments = 0;
  #mergers = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  openNumber(bank: string, number: string, isCard: boolean, told: Marks): Numbered {
    const opened: Numbered = { bank, number, isCard, marks: told, accounts: [] };
    this.numbers.push(opened);
    return opened;
  }

  open(of: Numbered, currency: string): BankAccount {
    const place = of.accounts.length + 1;
    const account = { name: `${of.bank}/${of.number}/${place}`, of, currency, place, lines: [] };
    of.accounts.push(account);
    return account;
  }

  book(account: BankAccount): void {
    this.#payments += 1;
    account.lines.push(`payment ${this.#payments}`);
    const listing = this.#listings.get(account);
    if (listing) this.#fetch(listing);
  }

  /** Nobody can share it any more. */
  close(account: BankAccount): void {
    this.#closed.add(account);
    this.share(this.shared.filter((other) => other !== account));
  }

  get living(): readonly BankAccount[] {
    return this.numbers.flatMap(({ accounts }) => accounts).filter((account) => !this.#closed.has(account));
  }

  get shared(): readonly BankAccount[] {
    return [...this.#listings.keys()];
  }

  /** What a consent ticks, whoever gave it, is all that is shared. */
  share(accounts: readonly BankAccount[]): void {
    for (const [account, listing] of this.#listings) {
      if (accounts.includes(account)) continue;
      this.#listings.delete(account);
      this.#former.set(account, listing);
    }
    for (const account of accounts) {
      if (this.#listings.has(account)) continue;
      const former = this.#random.chance(0.4) ? this.#former.get(account) : undefined;
      if (former) this.#list(former);
      else this.addAgain(account);
    }
  }

  /** New ids for the account and all of its lines, and perhaps a shorter history. */
  addAgain(account: BankAccount): void {
    this.#former.delete(account);
    const from = this.#random.chance(0.5) ? 0 : this.#random.between(0, account.lines.length);
    const listing = { pontoId: this.#nextId(), account, from, lines: new Map() };
    this.ownerOf.set(listing.pontoId, account);
    this.#list(listing);
  }

  /** Its accounts are another bank's from now on, under new ids, and that one counts its references its own way. */
  merge(numbered: Numbered): void {
    this.#mergers += 1;
    numbered.bank = `merged ${this.#mergers}`;
    for (const account of numbered.accounts) {
      this.#former.delete(account);
      if (this.#listings.has(account)) this.addAgain(account);
    }
  }

  /** A card ends, and another one under another number goes on with a part of its lines. */
  replaceCard(card: BankAccount, number: string): BankAccount {
    const { bank, marks: told } = card.of;
    const next = this.open(this.openNumber(bank, number, true, told), card.currency);
    next.lines.push(...card.lines.slice(-this.#random.between(0, 3)));
    this.close(card);
    this.share([...this.shared, next]);
    return next;
  }

  /** In any order, and now and then one twice, as pages that move under a reader show it. */
  listed(): readonly FeedAccount[] {
    const listings = [...this.#listings.values()];
    if (listings.length > 0 && this.#random.chance(0.1)) listings.push(this.#random.pick(listings));
    return listings
      .map((listing) => ({ listing, order: this.#random.next() }))
      .toSorted((a, b) => a.order - b.order)
      .map(({ listing }) => this.#told(listing));
  }

  listingOf(pontoId: string): Listing | undefined {
    return [...this.#listings.values()].find((listing) => listing.pontoId === pontoId);
  }

  feedOf(pontoId: string): FakeBankFeed {
    const listing = this.listingOf(pontoId);
    if (!listing) throw new Error('nobody reads an account that is not shared');
    const feed = new FakeBankFeed(this.#told(listing));
    for (const [text, id] of listing.lines) {
      const payment = Number(text.split(' ')[1]);
      // No two payments are of one amount: a line is nobody else's.
      const content = aContent({
        amount: amountOf(-payment),
        currency: listing.account.currency,
        remittanceText: text,
      });
      feed.create({ pontoId: id, content });
    }
    return feed;
  }

  #list(listing: Listing): void {
    this.#listings.set(listing.account, listing);
    this.#former.delete(listing.account);
    this.#fetch(listing);
  }

  #fetch({ account, from, lines }: Listing): void {
    for (const text of account.lines.slice(from)) if (!lines.has(text)) lines.set(text, this.#nextId());
  }

  #told({ pontoId, account: { of, currency, place }, lines }: Listing): FeedAccount {
    const isNamed = of.marks === 'label' || of.marks === 'alike';
    // Another bank's references are these in another order: they mean nothing beyond their bank.
    const own = of.bank.startsWith('merged') ? place + (place % 2 === 0 ? -1 : 1) : place;
    const { holderName: _holder, currentBalance: _balance, ...bare } = aFeedAccount();
    return {
      ...bare,
      pontoId,
      institutionId: of.bank,
      reference: of.number,
      referenceType: of.isCard ? 'MASKEDPAN' : 'IBAN',
      currency,
      ...defined({
        subtype: of.marks === 'silent' ? undefined : of.isCard ? 'card' : 'checking',
        holderName: of.marks === 'silent' ? undefined : 'Bakkerij Els',
        product: isNamed ? `Product of ${of.bank}` : undefined,
        description: of.marks === 'label' ? `Pocket ${place}` : undefined,
        internalReference: of.marks === 'reference' ? `R${own}` : of.marks === 'contract' ? 'C' : undefined,
      }),
      latestSynchronization: {
        id: `${pontoId}-${lines.size}`,
        subtype: 'accountTransactions',
        status: 'success',
        errorCodes: [],
      },
    };
  }

  #nextId(): string {
    this.#ids += 1;
    return uuid(this.#ids);
  }
}
