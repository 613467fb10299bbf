import * as z from 'zod';
import { dayOf, defaultTimeZone, type Instant } from '../../domain/calendar/calendarDate.ts';
import { numberOf } from '../../domain/connections/formerNumber.ts';
import type { Account, Authorization, Link } from '../../domain/connections/connection.ts';
import { endingOf, firstCheckOn } from '../../domain/alerts/ending.ts';
import type { ScheduledChecks } from '../../ports/alerts.ts';
import { lastObservationOf, type AccountObservation } from '../../domain/connections/observation.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { AccountRef, ConnectionRef, Page, PageRequest } from '../../ports/refsAndPages.ts';
import { DynamoScheduledChecks } from './scheduledChecks.ts';
import { accountKey, pontoAccountKey, prefixes, readsKey, tenantPartition } from './keys.ts';
import { readPage } from './readPage.ts';
import { accountRecord, parseRecord } from './records.ts';
import {
  absent,
  all,
  asSeen,
  equals,
  exists,
  isNew,
  present,
  setting,
  type Change,
  type Condition,
} from './expressions.ts';
import type { Table } from './table.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

const read = (item: Readonly<Record<string, unknown>>): Account => parseRecord(accountRecord(), item, 'account');

const holderRecord = onFirstUse(() => z.object({ accountId: z.string() }));

/** What Ponto may leave out; an observation without it removes what was known. */
const nothingObserved = {
  subtype: undefined,
  holderName: undefined,
  product: undefined,
  description: undefined,
  internalReference: undefined,
};

/** An account returns under few ids; what was said of older ones has long been seen. */
const maxDenied = 20;

/** Ponto tells the same as before: nothing needs to be looked at anew, and the write costs no more than any other. */
const sameAuthorization = ({ authorizedAt, expiresAt, endedAt, revoked }: Authorization): Condition =>
  all(
    asSeen(['authorization', 'authorizedAt'], authorizedAt),
    asSeen(['authorization', 'expiresAt'], expiresAt),
    asSeen(['authorization', 'endedAt'], endedAt),
    equals(['authorization', 'revoked'], revoked),
  );

/**
 * Accounts, and with them the scheduled checks: an end that is written anew has its check put **before**, so
 * that a crash between the two leaves a check for nothing, never an end that nobody checks. A check stays until a second
 * run has found it, and whoever put it has long written the account by then.
 */
export class DynamoAccountStore implements AccountStore {
  readonly #table: Table;
  readonly #checks: Pick<ScheduledChecks, 'put'>;

  constructor(table: Table) {
    this.#table = table;
    this.#checks = new DynamoScheduledChecks(table);
  }

  /**
   * Ponto's id is taken first, then the account is made. Whoever finds the id taken by an account that a crash left
   * unmade makes it; one whose account has got another id of Ponto since then takes the id over.
   */
  async create(account: Account): Promise<Account> {
    const { tenantId, pontoId, id: accountId } = account;
    await this.#lookAt(account, account.authorization, account.updatedAt);
    const key = pontoAccountKey(tenantId, pontoId);
    if ((await this.#table.put(key, { accountId }, isNew)) === 'written') return this.#make(account);
    const item = await this.#table.get(key);
    if (!item) return this.create(account);
    const holder = parseRecord(holderRecord(), item, 'account of Ponto').accountId;
    const known = await this.#make({ ...account, id: holder });
    if (known.pontoId === pontoId) return known;
    const moved = await this.#table.put(key, { accountId }, equals('accountId', holder));
    return moved === 'written' ? this.#make(account) : this.create(account);
  }

  async get(ref: AccountRef): Promise<Account | undefined> {
    const own = await this.getOwn(ref);
    // One step: an account that continues another one is never continued itself.
    return own?.continuedAs ? this.getOwn({ tenantId: ref.tenantId, accountId: own.continuedAs.accountId }) : own;
  }

  async getOwn(ref: AccountRef): Promise<Account | undefined> {
    const item = await this.#table.get(accountKey(ref));
    return item && read(item);
  }

  async list(
    tenantId: string,
    filter: { readonly connectionId?: string; readonly institutionId?: string },
    page: PageRequest,
  ): Promise<Page<Account>> {
    const conditions = Object.entries(filter).map(([name, value]) => equals(name, value));
    return readPage(this.#table, {
      pk: tenantPartition(tenantId),
      prefix: prefixes.account,
      page,
      filter: all(absent('continuedAs'), ...conditions),
      read,
      idOf: (account) => account.id,
    });
  }

  async ofConnection({ tenantId, connectionId }: ConnectionRef): Promise<readonly Account[]> {
    return this.#all(tenantId, all(absent('continuedAs'), equals('connectionId', connectionId)));
  }

  async continued(tenantId: string): Promise<readonly Account[]> {
    return this.#all(tenantId, present('continuedAs'));
  }

  async #all(tenantId: string, filter: Condition): Promise<readonly Account[]> {
    const accounts: Account[] = [];
    const pages = this.#table.pages(tenantPartition(tenantId), {
      prefix: prefixes.account,
      filter,
    });
    for await (const items of pages) accounts.push(...items.map(read));
    return accounts;
  }

  async observe(ref: AccountRef, observation: AccountObservation): Promise<void> {
    const key = accountKey(ref);
    const change = setting({ ...nothingObserved, ...observation });
    const isThatOne = equals('pontoId', observation.pontoId);
    const outcome = await this.#table.update(key, change, all(isThatOne, sameAuthorization(observation.authorization)));
    if (outcome.kind === 'written') return;
    const account = await this.getOwn(ref);
    if (!account) throw new Error('the account to change does not exist');
    if (account.pontoId !== observation.pontoId) return;
    await this.#lookAt(account, observation.authorization, observation.updatedAt);
    const written = await this.#table.update(key, change, isThatOne);
    if (written.kind === 'refused') return;
    const observed = read(written.item);
    // It may have moved to another connection meanwhile.
    if (observed.connectionId !== account.connectionId) {
      await this.#lookAt(observed, observed.authorization, observation.updatedAt);
    }
  }

  async adopt(ref: AccountRef, connectionId: string, at: string): Promise<Account> {
    const account = await this.get(ref);
    if (account) await this.#lookAt({ tenantId: ref.tenantId, connectionId }, account.authorization, at);
    const adopted = await this.#mustExist(accountKey(ref), setting({ connectionId, updatedAt: at }));
    // Its end may have been written anew meanwhile.
    if (endingOf(adopted.authorization)?.expiresAt !== (account && endingOf(account.authorization)?.expiresAt)) {
      await this.#lookAt(adopted, adopted.authorization, at);
    }
    return adopted;
  }

  async setLink(
    { tenantId, id, linkRevision }: Account,
    { to, at }: { readonly to: Link | undefined; readonly at: string },
  ): Promise<Account | 'changed'> {
    const unchanged = all(exists, asSeen('linkRevision', linkRevision));
    const change = setting({ link: to, linkRevision: (linkRevision ?? 0) + 1, updatedAt: at });
    const outcome = await this.#table.update(accountKey({ tenantId, accountId: id }), change, unchanged);
    if (outcome.kind === 'refused') return 'changed';
    const account = read(outcome.item);
    await this.#forgetRead(account);
    return account;
  }

  async continueAs(
    { tenantId, id, linkRevision }: Account,
    as: NonNullable<Account['continuedAs']>,
  ): Promise<'written' | 'changed'> {
    const unchanged = all(exists, absent('continuedAs'), absent('link'), asSeen('linkRevision', linkRevision));
    // Whoever links it at this moment begins again and finds the account that it continues.
    const change = setting({ continuedAs: as, linkRevision: (linkRevision ?? 0) + 1 });
    const outcome = await this.#table.update(accountKey({ tenantId, accountId: id }), change, unchanged);
    if (outcome.kind === 'refused') return 'changed';
    await this.#forgetRead(read(outcome.item));
    return 'written';
  }

  async separate(ref: AccountRef, from: string): Promise<void> {
    const change = { remove: ['continuedAs'] };
    await this.#table.update(accountKey(ref), change, equals(['continuedAs', 'accountId'], from));
  }

  async takeOver(seen: Account, successor: Account, at: Instant): Promise<Account | 'changed'> {
    const { tenantId, id: accountId, pontoId, connectionId, authorization } = seen;
    await this.#lookAt(successor, successor.authorization, at);
    const outcome = await this.#table.update(
      accountKey({ tenantId, accountId }),
      setting({
        ...nothingObserved,
        ...lastObservationOf(successor),
        connectionId: successor.connectionId,
        succession: { at, before: { ...lastObservationOf(seen), connectionId } },
        updatedAt: at,
      }),
      all(
        exists,
        absent('continuedAs'),
        equals('pontoId', pontoId),
        equals('connectionId', connectionId),
        equals(['authorization', 'revoked'], authorization.revoked),
      ),
    );
    return outcome.kind === 'refused' ? 'changed' : read(outcome.item);
  }

  async giveBack(seen: Account, at: Instant): Promise<Account | 'changed'> {
    const { tenantId, id: accountId, pontoId, succession, notContinuedAs = [] } = seen;
    if (!succession) return 'changed';
    const { before } = succession;
    // Nobody has looked at that id since: the next look tells whether it is shared again.
    const authorization = { ...before.authorization, revoked: true };
    await this.#lookAt({ tenantId, connectionId: before.connectionId }, authorization, at);
    const outcome = await this.#table.update(
      accountKey({ tenantId, accountId }),
      setting({
        ...nothingObserved,
        bankReachedAt: undefined,
        ...before,
        authorization,
        succession: undefined,
        notContinuedAs: [...notContinuedAs, { pontoId, at, number: numberOf(seen) }].slice(-maxDenied),
        updatedAt: at,
      }),
      all(exists, equals('pontoId', pontoId), equals(['succession', 'at'], succession.at)),
    );
    return outcome.kind === 'refused' ? 'changed' : read(outcome.item);
  }

  /** The daily run checks the connection when this end comes near. */
  async #lookAt(ref: ConnectionRef, authorization: Authorization, at: Instant): Promise<void> {
    // It is no longer shared with us: the next daily run tells people so.
    if (authorization.revoked) return this.#checks.put(dayOf(at, defaultTimeZone), ref);
    const ending = endingOf(authorization);
    if (ending) await this.#checks.put(firstCheckOn(ending, dayOf(at, defaultTimeZone)), ref);
  }

  /** Without its note the next run reads the account, also when Ponto has nothing newer. */
  async #forgetRead({ tenantId, connectionId, pontoId }: Account): Promise<void> {
    await this.#table.update(readsKey({ tenantId, connectionId }), { remove: [['reads', pontoId]] }, present('reads'));
  }

  /** @returns the account, or the one that has this id already */
  async #make(account: Account): Promise<Account> {
    const key = accountKey({ tenantId: account.tenantId, accountId: account.id });
    if ((await this.#table.put(key, account, isNew)) === 'written') return account;
    const known = await this.get({ tenantId: account.tenantId, accountId: account.id });
    if (!known) throw new Error('an account vanished: accounts are never removed');
    return known;
  }

  async #mustExist(key: ReturnType<typeof accountKey>, change: Change): Promise<Account> {
    const outcome = await this.#table.update(key, change, exists);
    if (outcome.kind === 'refused') throw new Error('the account to change does not exist');
    return read(outcome.item);
  }
}
