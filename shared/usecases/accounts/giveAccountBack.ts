import type { Account } from '../../domain/connections/connection.ts';
import { lastObservationOf } from '../../domain/connections/observation.ts';
import type { TakenBack } from '../../domain/ledger/head.ts';
import type { IdSource } from '../../ports/ambient.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { ConnectionHistory, DueIndex } from '../../ports/connections.ts';
import { makeUpdateDueIndex } from './updateDueIndex.ts';

export interface GiveAccountBackDeps {
  readonly accounts: Pick<
    AccountStore,
    'getOwn' | 'ofConnection' | 'continued' | 'separate' | 'observe' | 'adopt' | 'create' | 'giveBack'
  >;
  readonly due: Pick<DueIndex, 'add' | 'markOf' | 'remove'>;
  readonly history: Pick<ConnectionHistory, 'append'>;
  readonly ids: Pick<IdSource, 'next'>;
}

/**
 * Makes two accounts of one again, once its books are what they were: the earlier one has its id of Ponto and its connection
 * back and is no longer shared, the other one is new and may be linked.
 *
 * The earlier one is written first: its item says from then on that it does not go on as the other one, and every look at
 * Ponto's accounts does what a crash has left.
 */
export const makeGiveAccountBack = (deps: GiveAccountBackDeps) => {
  const { accounts, history } = deps;
  const dueIndex = makeUpdateDueIndex(deps);

  return async (account: Account, { at, userId }: TakenBack): Promise<void> => {
    const { tenantId, id: accountId, connectionId, link, succession } = account;
    if (!succession) return;
    const former = { tenantId, connectionId: succession.before.connectionId };
    const by = { kind: 'user', userId } as const;
    for (const id of new Set([connectionId, former.connectionId])) {
      await history.append({ tenantId, connectionId: id }, [{ at, by, what: 'succession_taken_back', accountId }]);
    }
    await dueIndex.join(former, link?.frequency);
    const given = await accounts.giveBack(account, at);
    // Somebody else has done so, or it has gone on otherwise.
    if (given === 'changed') return;
    await dueIndex.join(former, given.link?.frequency);
    await standAlone(account);
    await dueIndex.tidy({ tenantId, connectionId });
  };

  /** What is known of the other account by now is its own. */
  async function standAlone(account: Account): Promise<void> {
    const { tenantId, connectionId } = account;
    const observed = lastObservationOf(account);
    const said = await accounts.continued(tenantId);
    const successor = said.find(
      ({ pontoId, continuedAs }) => pontoId === account.pontoId && continuedAs?.accountId === account.id,
    );
    if (!successor) {
      const { updatedAt: createdAt } = observed;
      await accounts.create({ tenantId, id: deps.ids.next(), connectionId, createdAt, ...observed });
      return;
    }
    const ref = { tenantId, accountId: successor.id };
    await accounts.separate(ref, account.id);
    if (successor.connectionId !== connectionId) await accounts.adopt(ref, connectionId, observed.updatedAt);
    await accounts.observe(ref, observed);
  }
};

export type GiveAccountBack = ReturnType<typeof makeGiveAccountBack>;
