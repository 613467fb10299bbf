import type { Account, FormerNumber } from '../../../shared/domain/connections/connection.ts';
import { isDenied, isWordTakenBack } from '../../../shared/domain/connections/takenBack.ts';
import { numbersWithoutHolder } from '../../../shared/domain/connections/formerNumber.ts';
import type { FeedAccount } from '../../../shared/domain/ledger/feedAccount.ts';
import { foldMonth, type MonthPart } from '../../../shared/domain/ledger/monthView.ts';
import type { FetchedAccounts } from '../../../shared/usecases/connections/storeAccounts.ts';
import type { Bank, BankAccount } from './bank.ts';
import type { Tenant } from './tenant.ts';

interface Seen {
  readonly listed: readonly FeedAccount[];
  readonly continued: readonly Account[];
  readonly accounts: readonly Account[];
  /** Numbers that accounts had before a person said that they go on as others. */
  readonly former: readonly FormerNumber[];
  readonly told: string;
}

/** Holds the accounts and books of tenants against what their bank accounts really are. */
export class AccountsAuditor {
  readonly violations: string[] = [];
  lines = 0;
  readonly #bank: Bank;
  /** The bank accounts whose lines an account of ours may hold: its own, and those of which a person has said so, how often. */
  readonly #allowed = new Map<string, Map<BankAccount, number>>();
  /** What the books of an account held when it was read last under an id of Ponto. */
  readonly #held = new Map<string, ReadonlySet<string>>();
  /** How many successions of an account are known to be taken back. */
  readonly #takenBack = new Map<string, number>();

  constructor(bank: Bank) {
    this.#bank = bank;
  }

  report(violation: string): void {
    this.violations.push(violation);
  }

  /** A person is about to say that an account continues another one. */
  recordWord(successor: Account, predecessor: Account): void {
    const allowed = this.#allowedOf(predecessor);
    for (const owner of this.#allowedOf(successor).keys()) allowed.set(owner, (allowed.get(owner) ?? 0) + 1);
  }

  /** One that goes on by itself as an account that it was before goes on once more: taking that back leaves the first time. */
  #recordReturns(before: readonly Account[], accounts: readonly Account[]): void {
    for (const account of accounts) {
      const was = before.find(({ id }) => id === account.id);
      const owner = this.#ownerOf(account.pontoId);
      if (!was || this.#ownerOf(was.pontoId) === owner) continue;
      const allowed = this.#allowedOf(account);
      const times = allowed.get(owner);
      if (times !== undefined) allowed.set(owner, times + 1);
    }
  }

  /** Where a succession was taken back, nothing of the other account stays, and nothing of its own is missing. */
  async checkTakenBack(tenant: Tenant): Promise<void> {
    for (const account of await tenant.accounts()) {
      const { notContinuedAs = [] } = account;
      const known = this.#takenBack.get(account.id) ?? 0;
      if (notContinuedAs.length === known) continue;
      this.#takenBack.set(account.id, notContinuedAs.length);
      const own = this.#ownerOf(account.pontoId);
      const allowed = this.#allowedOf(account);
      for (const { pontoId } of notContinuedAs.slice(known)) {
        const other = this.#ownerOf(pontoId);
        const left = (allowed.get(other) ?? 0) - 1;
        // It may have been its own before anybody said a word.
        if (other === own || other === [...allowed.keys()][0]) continue;
        if (left > 0) allowed.set(other, left);
        else allowed.delete(other);
      }
      const lines = await this.checkBooks(tenant, account);
      const missing = [...(this.#held.get(keyOf(account)) ?? [])].filter((text) => !lines.has(text));
      if (missing.length > 0) {
        this.report(`${tenant.tenantId}: ${own.name} lacks ${missing.length} lines of its own that it had before`);
      }
    }
  }

  async checkLook(
    tenant: Tenant,
    {
      before,
      listed,
      fetched,
    }: { before: readonly Account[]; listed: readonly FeedAccount[]; fetched: FetchedAccounts },
  ): Promise<void> {
    const accounts = await tenant.accounts();
    const told = `${tenant.tenantId}: `;
    const { added, kept, lost } = fetched;
    const ids = [...added, ...kept, ...lost].map(({ id }) => id);
    if (new Set(ids).size !== ids.length) this.report(`${told}an account is kept, added or lost twice`);
    for (const pontoId of new Set(listed.map((feed) => feed.pontoId))) {
      const answered = [...added, ...kept].filter((account) => account.pontoId === pontoId).length;
      const shown = accounts.filter((account) => account.pontoId === pontoId).length;
      if (answered !== 1) this.report(`${told}${this.#nameOf(pontoId)} is answered ${answered} times`);
      if (shown !== 1) this.report(`${told}${this.#nameOf(pontoId)} is in the list ${shown} times`);
    }
    const isListed = (account: Account): boolean => listed.some(({ pontoId }) => pontoId === account.pontoId);
    for (const account of accounts) {
      if (!account.authorization.revoked !== isListed(account)) {
        this.report(`${told}${this.#nameOf(account.pontoId)} is wrongly said to be shared or lost`);
      }
      if (!this.#allowedOf(account).has(this.#ownerOf(account.pontoId))) {
        const [one] = this.#allowedOf(account).keys();
        this.report(`${told}${one?.name} goes on as ${this.#nameOf(account.pontoId)}, and nobody said so`);
      }
    }
    this.#recordReturns(before, accounts);
    const continued = await tenant.continued();
    for (const { pontoId, continuedAs } of continued) {
      const holder = accounts.find((account) => account.pontoId === pontoId && isListed(account));
      if (holder && holder.id !== continuedAs?.accountId) this.report(`${told}what a person has said is forgotten`);
    }
    for (const account of accounts) {
      const isSaidAgain = continued.some(
        (successor) =>
          successor.continuedAs?.accountId === account.id &&
          successor.pontoId === account.pontoId &&
          !isWordTakenBack(account, successor),
      );
      if (isDenied(account, account) && !isSaidAgain) {
        this.report(`${told}${this.#nameOf(account.pontoId)} is taken again for what a person has said that it is not`);
      }
    }
    // One that a crash has left without an item may be any of those with its number.
    const held = new Set([...before, ...continued, ...listed].map(({ pontoId }) => pontoId));
    const former = [
      ...continued.flatMap(({ continuedAs }) => continuedAs?.former ?? []),
      ...numbersWithoutHolder(before, held),
    ];
    for (const feed of listed) this.#checkReturn(before, feed, { listed, accounts, continued, former, told });
  }

  /** An account that surely is the one of before goes on: its bank names it, or nothing else has its number. */
  #checkReturn(
    before: readonly Account[],
    feed: FeedAccount,
    { listed, accounts, continued, former, told }: Seen,
  ): void {
    const isKnown = ({ pontoId }: FeedAccount): boolean => before.some((account) => account.pontoId === pontoId);
    const owner = this.#ownerOf(feed.pontoId);
    if (isKnown(feed) || owner.of.marks === 'silent') return;
    // A person has said that it is not that one.
    if (before.some((account) => isDenied(account, feed))) return;
    const isSameBank = ({ institutionId }: FormerNumber): boolean => institutionId === feed.institutionId;
    const hasItsNumber = (other: FormerNumber): boolean =>
      other.reference === feed.reference && other.currency === feed.currency && (!owner.of.isCard || isSameBank(other));
    if (former.some(hasItsNumber)) return;
    const known = before.filter(hasItsNumber);
    const named = known.filter(
      (account) =>
        owner.of.marks === 'reference' && isSameBank(account) && account.internalReference === feed.internalReference,
    );
    const comers = new Set(
      listed.filter((other) => hasItsNumber(other) && !isKnown(other)).map(({ pontoId }) => pontoId),
    );
    const [only, ...more] = named.length > 0 && known.every(isSameBank) ? named : comers.size === 1 ? known : [];
    if (!only || more.length > 0 || this.#ownerOf(only.pontoId) !== owner) return;
    // Two words were said of it, and the other one holds.
    const isSaidOtherwise = continued.some(
      ({ pontoId, continuedAs }) => continuedAs?.accountId === only.id && listed.some((one) => one.pontoId === pontoId),
    );
    if (isSaidOtherwise) return;
    const now = accounts.find(({ pontoId }) => pontoId === feed.pontoId);
    if (now?.id !== only.id) this.report(`${told}${owner.name} came back and is taken for another one`);
  }

  /** @returns the texts of the lines that stand in the books */
  async checkBooks(tenant: Tenant, account: Account): Promise<ReadonlySet<string>> {
    const lines = new Map<number, string>();
    const ledger = { tenantId: tenant.tenantId, accountId: account.id };
    for await (const { changes } of tenant.reader.segmentsAfter(ledger, 0)) {
      for (const { line, kind, content } of changes) {
        if (kind === 'removed') lines.delete(line);
        else lines.set(line, content.remittanceText ?? '');
      }
    }
    this.lines += lines.size;
    const allowed = [...this.#allowedOf(account).keys()];
    const [own] = allowed;
    const told = `${tenant.tenantId}: in the books of ${own?.name}, `;
    for (const text of lines.values()) {
      if (!allowed.some((owner) => owner.lines.includes(text))) this.report(`${told}${text} is another account's`);
    }
    if (new Set(lines.values()).size !== lines.size) this.report(`${told}a line stands twice`);
    const missing = [...(this.#bank.listingOf(account.pontoId)?.lines.keys() ?? [])].filter(
      (text) => ![...lines.values()].includes(text),
    );
    if (missing.length > 0) this.report(`${told}${missing.length} lines are missing`);
    const months: MonthPart[] = [];
    for await (const part of tenant.reader.monthParts(ledger, {})) months.push(part);
    const shown = [...foldMonth(months).values()].filter(({ removed }) => !removed);
    if (shown.length !== lines.size) this.report(`${told}the months are not what a reader of changes has`);
    const texts = new Set(lines.values());
    this.#held.set(keyOf(account), texts);
    return texts;
  }

  #allowedOf(account: Account): Map<BankAccount, number> {
    const known = this.#allowed.get(account.id) ?? new Map([[this.#ownerOf(account.pontoId), 1]]);
    this.#allowed.set(account.id, known);
    return known;
  }

  #ownerOf(pontoId: string): BankAccount {
    const owner = this.#bank.ownerOf.get(pontoId);
    if (!owner) throw new Error('an account has an id that Ponto never gave');
    return owner;
  }

  #nameOf(pontoId: string): string {
    return this.#ownerOf(pontoId).name;
  }
}

const keyOf = ({ id, pontoId }: Account): string => `${id} ${pontoId}`;
