import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { Account, ConnectionStatus, FormerNumber } from '../../domain/connections/connection.ts';
import { numbersWithoutHolder } from '../../domain/connections/formerNumber.ts';
import type { HistoryEntry } from '../../domain/connections/history.ts';
import { numberKeyOf, type BrandOf } from '../../domain/connections/accountIdentity.ts';
import { matchAccounts } from '../../domain/connections/matchAccounts.ts';
import { isWordTakenBack } from '../../domain/connections/takenBack.ts';
import { observationOf, type AccountObservation } from '../../domain/connections/observation.ts';
import type { Institution } from '../../domain/institutions/institution.ts';
import type { FeedAccount } from '../../domain/ledger/feedAccount.ts';
import type { IdSource } from '../../ports/ambient.ts';
import type { InstitutionCatalogue } from '../../ports/institutions.ts';
import type { ConnectionHistory, ConnectionStore, DueIndex } from '../../ports/connections.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';
import { allAccounts } from '../tenants/allOfTenant.ts';
import { institutionOf } from '../institutions/institutionOf.ts';
import { markRevoked } from '../accounts/markRevoked.ts';
import { makeUpdateDueIndex } from '../accounts/updateDueIndex.ts';

interface Deps {
  readonly accounts: Pick<
    AccountStore,
    'create' | 'list' | 'ofConnection' | 'getOwn' | 'observe' | 'adopt' | 'takeOver' | 'continued' | 'separate'
  >;
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly catalogue: Pick<InstitutionCatalogue, 'get'>;
  readonly due: Pick<DueIndex, 'add' | 'markOf' | 'remove'>;
  readonly history: Pick<ConnectionHistory, 'append'>;
  readonly ids: Pick<IdSource, 'next'>;
}

/** When the look was made, and for whom. */
export type Done = Pick<HistoryEntry, 'at' | 'by'>;

export interface FetchedAccounts {
  readonly added: readonly Account[];
  readonly kept: readonly Account[];
  readonly lost: readonly Account[];
}

/** Ponto still answers for this connection, or will when it is unblocked. */
export const isLive = (status: ConnectionStatus | undefined): boolean => status === 'active' || status === 'blocked';

/**
 * Brings the accounts of a connection in line with what Ponto lists. An account keeps its id, its link and its history
 * when Ponto gives it a new id, and when the tenant connects the bank anew: it moves to the connection on which a person
 * saw it last, because one bank account must not come into the books twice.
 */
export const makeStoreAccounts = (deps: Deps) => {
  const dueIndex = makeUpdateDueIndex(deps);

  /**
   * What a person has said holds: an account that is listed under the id of its successor goes on as that one, also where a
   * crash came before it took the id over. Where it has gone on otherwise meanwhile, the successor stands alone again.
   */
  const withSuccessions = async (
    tenantId: string,
    known: readonly Account[],
    continued: readonly Account[],
    listed: readonly FeedAccount[],
  ): Promise<readonly Account[]> => {
    const listedIds = new Set(listed.map(({ pontoId }) => pontoId));
    const held = new Set(known.map(({ pontoId }) => pontoId));
    const accounts = new Map(known.map((account) => [account.id, account]));
    for (const successor of continued) {
      const { pontoId, continuedAs, ...own } = successor;
      if (!continuedAs || !listedIds.has(pontoId) || held.has(pontoId)) continue;
      const predecessor = accounts.get(continuedAs.accountId);
      const holds = predecessor && !listedIds.has(predecessor.pontoId) && !isWordTakenBack(predecessor, successor);
      if (predecessor && holds) accounts.set(predecessor.id, { ...predecessor, pontoId });
      else {
        await deps.accounts.separate({ tenantId, accountId: own.id }, continuedAs.accountId);
        accounts.set(own.id, { ...own, pontoId });
      }
    }
    return [...accounts.values()];
  };

  /** Accounts of other connections that live are the same only under the same Ponto id. */
  const matchable = async (
    ref: ConnectionRef,
    all: readonly Account[],
    continued: readonly Account[],
    listed: readonly FeedAccount[],
  ): Promise<readonly Account[]> => {
    const known = await withSuccessions(ref.tenantId, all, continued, listed);
    const others = new Set(known.map(({ connectionId }) => connectionId).filter((id) => id !== ref.connectionId));
    const live = new Set<string>();
    for (const connectionId of others) {
      const connection = await deps.connections.get({ tenantId: ref.tenantId, connectionId });
      if (isLive(connection?.status)) live.add(connectionId);
    }
    const listedIds = new Set(listed.map(({ pontoId }) => pontoId));
    return known.filter(({ connectionId, pontoId }) => !live.has(connectionId) || listedIds.has(pontoId));
  };

  const adopt = async (ref: ConnectionRef, account: Account, at: Instant): Promise<void> => {
    await dueIndex.join(ref, account.link?.frequency);
    const adopted = await deps.accounts.adopt({ tenantId: ref.tenantId, accountId: account.id }, ref.connectionId, at);
    // The link may have been changed meanwhile.
    await dueIndex.join(ref, adopted.link?.frequency);
    await dueIndex.tidy({ tenantId: ref.tenantId, connectionId: account.connectionId });
  };

  /** @returns undefined when it has gone on otherwise meanwhile: the next look tells */
  const goOn = async (
    { tenantId, connectionId }: ConnectionRef,
    account: Account,
    observed: AccountObservation,
  ): Promise<Account | undefined> => {
    const ref = { tenantId, connectionId };
    await dueIndex.join(ref, account.link?.frequency);
    const successor = { ...account, ...observed, connectionId };
    const outcome = await deps.accounts.takeOver(account, successor, observed.updatedAt);
    const now = outcome === 'changed' ? await deps.accounts.getOwn({ tenantId, accountId: account.id }) : outcome;
    if (now?.pontoId !== observed.pontoId) return undefined;
    // The link may have been changed meanwhile.
    await dueIndex.join(ref, now.link?.frequency);
    await dueIndex.tidy({ tenantId, connectionId: account.connectionId });
    return now;
  };

  const keep = async (
    ref: ConnectionRef,
    account: Account,
    observed: AccountObservation,
  ): Promise<Account | undefined> => {
    if (account.pontoId !== observed.pontoId) return goOn(ref, account, observed);
    if (account.connectionId !== ref.connectionId) await adopt(ref, account, observed.updatedAt);
    await deps.accounts.observe({ tenantId: ref.tenantId, accountId: account.id }, observed);
    return { ...account, ...observed, connectionId: ref.connectionId };
  };

  const add = async (ref: ConnectionRef, observed: AccountObservation): Promise<Account> => {
    const { tenantId, connectionId } = ref;
    const createdAt = observed.updatedAt;
    return deps.accounts.create({ tenantId, id: deps.ids.next(), connectionId, createdAt, ...observed });
  };

  return async (ref: ConnectionRef, listed: readonly FeedAccount[], done: Done): Promise<FetchedAccounts> => {
    const { at } = done;
    const continued = await deps.accounts.continued(ref.tenantId);
    const stored = await allAccounts(deps.accounts, ref.tenantId);
    const known = await matchable(ref, stored, continued, listed);
    const storedById = new Map(stored.map((account) => [account.id, account]));
    const institutions = new Map<string, Institution | undefined>();
    for (const { institutionId } of [...known, ...listed, ...continued]) {
      if (!institutions.has(institutionId))
        institutions.set(institutionId, await institutionOf(deps.catalogue, { institutionId }));
    }
    const observed = (feed: FeedAccount, known?: Account) =>
      observationOf(feed, institutions.get(feed.institutionId), at, known);
    const brandOf = (id: string): string => institutions.get(id)?.brand ?? id;
    const held = new Set([...stored, ...continued, ...listed].map(({ pontoId }) => pontoId));
    const former = [...formerNumbers(continued, brandOf), ...numbersWithoutHolder(stored, held)];
    const matches = matchAccounts(known, listed, brandOf, former);
    const kept: Account[] = [];
    for (const { account, feed } of matches.kept) {
      const seen = storedById.get(account.id) ?? account;
      const one = await keep(ref, seen, observed(feed, account));
      if (one) kept.push(one);
    }
    const added: Account[] = [];
    for (const feed of matches.added) added.push(await add(ref, observed(feed)));
    await deps.history.append(
      ref,
      added.map(({ id: accountId }) => ({ ...done, what: 'account_added', accountId })),
    );
    // One that was lost before is no news.
    const lost = matches.lost.filter(
      ({ connectionId, authorization }) => connectionId === ref.connectionId && !authorization.revoked,
    );
    for (const account of lost) await markRevoked(deps, account, done);
    return { added, kept, lost };
  };
};

/** A number that a person has said to be still the same one is nobody else's. */
const formerNumbers = (continued: readonly Account[], brandOf: BrandOf): readonly FormerNumber[] =>
  continued.flatMap((successor) => {
    const former = successor.continuedAs?.former;
    return former && numberKeyOf(former, brandOf) !== numberKeyOf(successor, brandOf) ? [former] : [];
  });

export type StoreAccounts = ReturnType<typeof makeStoreAccounts>;
