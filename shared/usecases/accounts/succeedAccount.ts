import type { Account } from '../../domain/connections/connection.ts';
import { numberOf } from '../../domain/connections/formerNumber.ts';
import { behindDenials } from '../../domain/connections/takenBack.ts';
import { Fault } from '../../domain/faults/fault.ts';
import type { Clock, IdSource } from '../../ports/ambient.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { ConnectionHistory, ConnectionStore, DueIndex } from '../../ports/connections.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import { type Person, userOf } from '../connections/beginConsent.ts';
import type { StartSync } from '../syncs/startSync.ts';
import { makeUpdateDueIndex } from './updateDueIndex.ts';

interface Deps {
  readonly accounts: Pick<AccountStore, 'getOwn' | 'ofConnection' | 'continueAs' | 'separate' | 'takeOver'>;
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly reader: Pick<LedgerReader, 'head'>;
  readonly due: Pick<DueIndex, 'add' | 'markOf' | 'remove'>;
  readonly history: Pick<ConnectionHistory, 'append'>;
  readonly startSync: StartSync;
  readonly ids: Pick<IdSource, 'next'>;
  readonly clock: Pick<Clock, 'now'>;
}

export type Succession =
  | { readonly kind: 'continued'; readonly accountId: string }
  | { readonly kind: 'unknown_account' }
  /** The currency of the account, and of the books that it would continue. */
  | { readonly kind: 'currency_mismatch'; readonly account: string; readonly journal: string }
  | {
      readonly kind:
        | 'succession_itself'
        /** One of the two continues another account already. */
        | 'succession_exists'
        /** The predecessor is still shared with us. */
        | 'predecessor_in_use'
        | 'successor_has_books'
        | 'authorization_lost';
    };

/**
 * A person says that an account continues an earlier one: a card was replaced, a bank merged. The record of the earlier
 * one survives with its id, link, journal and ledger and takes over what Ponto tells of the other; that one's id answers
 * with it from now on. The next run matches the lines of both and repeats nothing.
 *
 * The word is noted on the successor first, which nobody can link any more then. Whatever crashes behind it: the same call
 * goes on where it stopped, and so does the next look at Ponto's accounts.
 */
export const makeSucceedAccount = (deps: Deps) => {
  const { accounts, connections, reader, history, startSync, clock } = deps;
  const dueIndex = makeUpdateDueIndex(deps);

  const isShared = async ({ tenantId, connectionId, authorization }: Account): Promise<boolean> => {
    if (authorization.revoked) return false;
    const connection = await connections.get({ tenantId, connectionId });
    return connection !== undefined && connection.status !== 'disconnected';
  };

  const hasBooks = async ({ tenantId, id: accountId, link }: Account): Promise<boolean> =>
    link !== undefined || (await reader.head({ tenantId, accountId })).sequence > 0;

  const refusalOf = async (successor: Account, predecessor: Account): Promise<Succession | undefined> => {
    if (successor.currency !== predecessor.currency) {
      return { kind: 'currency_mismatch', account: successor.currency, journal: predecessor.currency };
    }
    if (await isShared(predecessor)) return { kind: 'predecessor_in_use' };
    if (!(await isShared(successor))) return { kind: 'authorization_lost' };
    return (await hasBooks(successor)) ? { kind: 'successor_has_books' } : undefined;
  };

  const takeOver = async (
    person: Person,
    successor: Account,
    predecessor: Account,
    at: string,
  ): Promise<Succession> => {
    const { tenantId, id: accountId } = predecessor;
    const by = userOf(person);
    for (const connectionId of new Set([successor.connectionId, predecessor.connectionId])) {
      await history.append({ tenantId, connectionId }, [{ at, by, what: 'account_continued', accountId }]);
    }
    await dueIndex.join(successor, predecessor.link?.frequency);
    const outcome = await accounts.takeOver(predecessor, successor, at);
    if (outcome !== 'changed') return finish(outcome, predecessor);
    const now = await accounts.getOwn({ tenantId, accountId });
    if (now?.pontoId === successor.pontoId) return finish(now, predecessor);
    await accounts.separate({ tenantId, accountId: successor.id }, accountId);
    return { kind: 'predecessor_in_use' };
  };

  const finish = async (account: Account, before: Account): Promise<Succession> => {
    const { tenantId } = account;
    // The link may have been changed meanwhile.
    await dueIndex.join(account, account.link?.frequency);
    await dueIndex.tidy({ tenantId, connectionId: before.connectionId });
    const connection = await connections.get({ tenantId, connectionId: account.connectionId });
    if (account.link && connection?.status === 'active') await startSync(account, { trigger: 'link' });
    return { kind: 'continued', accountId: account.id };
  };

  return async (person: Person, accountId: string, predecessorId: string): Promise<Succession> => {
    const { tenantId } = person;
    if (accountId === predecessorId) return { kind: 'succession_itself' };
    const successor = await accounts.getOwn({ tenantId, accountId });
    const predecessor = await accounts.getOwn({ tenantId, accountId: predecessorId });
    if (!successor || !predecessor) return { kind: 'unknown_account' };
    if (predecessor.continuedAs) return { kind: 'succession_exists' };
    if (successor.continuedAs) {
      if (successor.continuedAs.accountId !== predecessorId) return { kind: 'succession_exists' };
      return predecessor.pontoId === successor.pontoId || (await isShared(predecessor))
        ? finish(predecessor, predecessor)
        : takeOver(person, successor, predecessor, successor.continuedAs.at);
    }
    const refusal = await refusalOf(successor, predecessor);
    if (refusal) return refusal;
    const at = behindDenials(clock.now(), predecessor);
    const word = { accountId: predecessorId, at, former: numberOf(predecessor) };
    if ((await accounts.continueAs(successor, word)) === 'changed') throw new Fault('interrupted');
    return takeOver(person, successor, predecessor, at);
  };
};

export type SucceedAccount = ReturnType<typeof makeSucceedAccount>;
