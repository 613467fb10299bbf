import type { Account, Link } from '../../domain/connections/connection.ts';
import type { AccountObservation, AccountStore, Page, PageRequest } from '../../ports/registry.ts';
import type { ConnectionRef } from '../../ports/tokens.ts';
import { accountKey, prefixes, tenantPartition } from './keys.ts';
import { readPage } from './readPage.ts';
import { accountRecord, parseRecord } from './records.ts';
import { setting, type Expression, type Table } from './table.ts';

const read = (item: Readonly<Record<string, unknown>>): Account => parseRecord(accountRecord, item, 'account');

const exists: Expression = { text: 'attribute_exists(#pk)' };

/** What Ponto may leave out; an observation without it removes what was known. */
const nothingObserved = { subtype: undefined, holderName: undefined, product: undefined, description: undefined };

export class DynamoAccountStore implements AccountStore {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async create(account: Account): Promise<void> {
    const key = accountKey(account.tenantId, account.id);
    const outcome = await this.#table.put(key, account, { text: 'attribute_not_exists(#pk)' });
    if (outcome === 'refused') throw new Error('an account with this id exists');
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

  async adopt(tenantId: string, accountId: string, connectionId: string, at: string): Promise<void> {
    await this.#mustExist(accountKey(tenantId, accountId), setting({ connectionId, updatedAt: at }));
  }

  async setLink(tenantId: string, accountId: string, link: Link | undefined, at: string): Promise<void> {
    await this.#mustExist(accountKey(tenantId, accountId), setting({ link, updatedAt: at }));
  }

  async #mustExist(key: ReturnType<typeof accountKey>, change: Expression): Promise<void> {
    const outcome = await this.#table.update(key, change, exists);
    if (outcome.kind === 'refused') throw new Error('the account to change does not exist');
  }
}
