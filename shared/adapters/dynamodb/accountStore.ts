import * as z from 'zod';
import type { Account, Link } from '../../domain/connections/connection.ts';
import type { AccountObservation, AccountStore, Page, PageRequest } from '../../ports/registry.ts';
import type { ConnectionRef } from '../../ports/tokens.ts';
import { accountKey, pontoAccountKey, prefixes, readsKey, tenantPartition } from './keys.ts';
import { readPage } from './readPage.ts';
import { accountRecord, parseRecord } from './records.ts';
import { setting, type Expression, type Table } from './table.ts';

const read = (item: Readonly<Record<string, unknown>>): Account => parseRecord(accountRecord, item, 'account');

const exists: Expression = { text: 'attribute_exists(#pk)' };
const absent: Expression = { text: 'attribute_not_exists(#pk)' };
const holderRecord = z.object({ accountId: z.string() });

/** What Ponto may leave out; an observation without it removes what was known. */
const nothingObserved = { subtype: undefined, holderName: undefined, product: undefined, description: undefined };

export class DynamoAccountStore implements AccountStore {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  /**
   * Ponto's id is taken first, then the account is made. Whoever finds the id taken by an account that a crash left
   * unmade makes it; one whose account has got another id of Ponto since then takes the id over.
   */
  async create(account: Account): Promise<Account> {
    const { tenantId, pontoId, id: accountId } = account;
    const key = pontoAccountKey(tenantId, pontoId);
    if ((await this.#table.put(key, { accountId }, absent)) === 'written') return this.#make(account);
    const item = await this.#table.get(key);
    if (!item) return this.create(account);
    const holder = parseRecord(holderRecord, item, 'account of Ponto').accountId;
    const known = await this.#make({ ...account, id: holder });
    if (known.pontoId === pontoId) return known;
    const moved = await this.#table.put(key, { accountId }, { text: '#accountId = :holder', values: { holder } });
    return moved === 'written' ? this.#make(account) : this.create(account);
  }

  async get(tenantId: string, accountId: string): Promise<Account | undefined> {
    const item = await this.#table.get(accountKey(tenantId, accountId));
    return item && read(item);
  }

  async list(
    tenantId: string,
    filter: { readonly connectionId?: string; readonly institutionId?: string },
    page: PageRequest,
  ): Promise<Page<Account>> {
    const conditions = Object.keys(filter).map((name) => `#${name} = :${name}`);
    return readPage(this.#table, {
      pk: tenantPartition(tenantId),
      prefix: prefixes.account,
      page,
      ...(conditions.length > 0 && { filter: { text: conditions.join(' AND '), values: filter } }),
      read,
      idOf: (account) => account.id,
    });
  }

  async ofConnection({ tenantId, connectionId }: ConnectionRef): Promise<readonly Account[]> {
    const accounts: Account[] = [];
    const pages = this.#table.pages(tenantPartition(tenantId), {
      prefix: prefixes.account,
      filter: { text: '#connectionId = :connectionId', values: { connectionId } },
    });
    for await (const items of pages) accounts.push(...items.map(read));
    return accounts;
  }

  async observe(tenantId: string, accountId: string, observation: AccountObservation): Promise<void> {
    await this.#mustExist(accountKey(tenantId, accountId), setting({ ...nothingObserved, ...observation }));
  }

  async adopt(tenantId: string, accountId: string, connectionId: string, at: string): Promise<Account> {
    return this.#mustExist(accountKey(tenantId, accountId), setting({ connectionId, updatedAt: at }));
  }

  async setLink(
    { tenantId, id, linkRevision }: Account,
    { to, at }: { readonly to: Link | undefined; readonly at: string },
  ): Promise<Account | 'changed'> {
    const unchanged: Expression =
      linkRevision === undefined
        ? { text: 'attribute_exists(#pk) AND attribute_not_exists(#linkRevision)' }
        : { text: '#linkRevision = :seen', values: { seen: linkRevision } };
    const change = setting({ link: to, linkRevision: (linkRevision ?? 0) + 1, updatedAt: at });
    const outcome = await this.#table.update(accountKey(tenantId, id), change, unchanged);
    if (outcome.kind === 'refused') return 'changed';
    const account = read(outcome.item);
    await this.#forgetRead(account);
    return account;
  }

  /** Without its note the next run reads the account, also when Ponto has nothing newer. */
  async #forgetRead({ tenantId, connectionId, pontoId }: Account): Promise<void> {
    await this.#table.update(
      readsKey({ tenantId, connectionId }),
      { text: 'REMOVE #reads.#account' },
      { text: 'attribute_exists(#reads)' },
      { account: pontoId },
    );
  }

  /** @returns the account, or the one that has this id already */
  async #make(account: Account): Promise<Account> {
    const key = accountKey(account.tenantId, account.id);
    if ((await this.#table.put(key, account, absent)) === 'written') return account;
    const known = await this.get(account.tenantId, account.id);
    if (!known) throw new Error('an account vanished: accounts are never removed');
    return known;
  }

  async #mustExist(key: ReturnType<typeof accountKey>, change: Expression): Promise<Account> {
    const outcome = await this.#table.update(key, change, exists);
    if (outcome.kind === 'refused') throw new Error('the account to change does not exist');
    return read(outcome.item);
  }
}
