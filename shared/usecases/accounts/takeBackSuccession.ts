import type { Account } from '../../domain/connections/connection.ts';
import { isWordTakenBack } from '../../domain/connections/takenBack.ts';
import type { Clock, IdSource } from '../../ports/ambient.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import type { Person } from '../connections/beginConsent.ts';
import type { RestoreBooks, RestoredBooks, Word } from '../sync/restoreBooks.ts';
import { allAccounts } from '../tenants/allOfTenant.ts';
import type { GiveAccountBack } from './giveAccountBack.ts';

interface Deps {
  readonly accounts: Pick<AccountStore, 'getOwn' | 'list' | 'separate'>;
  readonly reader: Pick<LedgerReader, 'head'>;
  readonly restoreBooks: RestoreBooks;
  readonly giveAccountBack: GiveAccountBack;
  readonly ids: Pick<IdSource, 'next'>;
  readonly clock: Clock;
}

export type TakenBackSuccession =
  | { readonly kind: 'taken_back'; readonly accountId: string }
  | {
      readonly kind:
        | 'unknown_account'
        /** The account goes on as no other one. */
        | 'no_succession'
        /** It has gone on once more since, which is to be taken back before. */
        | 'succession_continued'
        /** A statement became final since, or what was before is not known. */
        | 'succession_settled'
        /** The earlier account came back as one of its own. */
        | 'predecessor_in_use'
        /** A run that does not end keeps the books. */
        | 'interrupted';
    };

/** A run commits and gives way every few seconds, and the caller waits for an answer. */
const tries = 8;
const pauseMs = 1_000;

/**
 * A person takes back that an account continues another one, whoever said so: both are again what they were, as long as no
 * statement became final in between. By itself the one does not go on as the other any more; a person may say it again.
 */
export const makeTakeBackSuccession = (deps: Deps) => {
  const { accounts, reader, restoreBooks, giveAccountBack, ids, clock } = deps;

  const restored = async (account: Account, word: Word): Promise<RestoredBooks> => {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await restoreBooks(account, word);
      if (outcome.kind !== 'busy' || attempt === tries) return outcome;
      await clock.sleep(pauseMs);
    }
  };

  const withoutSuccession = async (account: Account, named: Account): Promise<TakenBackSuccession> => {
    if (named.continuedAs && isWordTakenBack(account, named)) {
      // A crash came before the last write.
      await accounts.separate({ tenantId: named.tenantId, accountId: named.id }, account.id);
      return { kind: 'taken_back', accountId: account.id };
    }
    // Earlier releases have kept nothing to go back to.
    if (named.id !== account.id) return { kind: 'succession_settled' };
    const { tenantId, id: accountId, pontoId } = account;
    const { relinked } = await reader.head({ tenantId, accountId });
    return { kind: relinked?.pontoId === pontoId ? 'succession_settled' : 'no_succession' };
  };

  return async ({ tenantId, userId }: Person, accountId: string): Promise<TakenBackSuccession> => {
    const named = await accounts.getOwn({ tenantId, accountId });
    const account = named?.continuedAs
      ? await accounts.getOwn({ tenantId, accountId: named.continuedAs.accountId })
      : named;
    if (!named || !account) return { kind: 'unknown_account' };
    const { succession } = account;
    if (!succession) return withoutSuccession(account, named);
    if (named.continuedAs && named.pontoId !== account.pontoId) return { kind: 'succession_continued' };
    const isBack = (await allAccounts(accounts, tenantId)).some(
      ({ id, pontoId }) => id !== account.id && pontoId === succession.before.pontoId,
    );
    if (isBack) return { kind: 'predecessor_in_use' };
    const now = clock.now();
    const at = now < succession.at ? succession.at : now;
    const books = await restored(account, { at, userId, syncId: ids.next() });
    switch (books.kind) {
      case 'busy':
        return { kind: 'interrupted' };
      case 'settled':
        return { kind: 'succession_settled' };
      case 'restored':
        await giveAccountBack(account, books.word);
        return { kind: 'taken_back', accountId: account.id };
    }
  };
};

export type TakeBackSuccession = ReturnType<typeof makeTakeBackSuccession>;
