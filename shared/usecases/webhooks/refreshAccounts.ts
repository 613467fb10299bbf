import type { FeedAccount } from '../../domain/ledger/feedAccount.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';
import { allAccounts } from '../tenants/allOfTenant.ts';
import { isLive } from '../connections/storeAccounts.ts';
import { feedOf } from '../connections/feedOf.ts';
import type { EventContext, EventJobDeps } from './eventContext.ts';

/** An account was added to the integration, or taken out: the connection's accounts are brought in line with Ponto's. */
export const refreshAccounts = async (deps: EventJobDeps, { job, connection }: EventContext): Promise<void> => {
  const { tenantId, connectionId, requestedAt, happenedAt } = job;
  const listed = await feedOf(deps.feeds, connection).accounts();
  const own = await withoutAccountsOfOthers(deps, job, listed);
  const { added, kept, lost } = await deps.storeAccounts({ tenantId, connectionId }, own, {
    at: requestedAt,
    by: { kind: 'ponto' },
  });
  await deps.bus.publish([
    {
      id: `${connectionId}:accounts:${happenedAt}:${job.accountPontoId ?? ''}`,
      tenantId,
      occurredAt: requestedAt,
      event: {
        type: 'AccountsFetched',
        connectionId,
        added: added.length,
        kept: kept.length,
        lost: lost.length,
      },
    },
  ]);
};

/**
 * One organisation may stand behind two connections of a tenant, and both list its accounts. Only a consent moves an
 * account from one that lives to another: a person gave it. An event must not make accounts wander.
 */
const withoutAccountsOfOthers = async (
  { accounts, connections }: EventJobDeps,
  { tenantId, connectionId }: ConnectionRef,
  listed: readonly FeedAccount[],
): Promise<readonly FeedAccount[]> => {
  const listedIds = new Set(listed.map(({ pontoId }) => pontoId));
  const elsewhere = (await allAccounts(accounts, tenantId)).filter(
    (account) => account.connectionId !== connectionId && listedIds.has(account.pontoId),
  );
  const live = new Set<string>();
  for (const other of new Set(elsewhere.map((account) => account.connectionId))) {
    const connection = await connections.get({ tenantId, connectionId: other });
    if (isLive(connection?.status)) live.add(other);
  }
  const held = new Set(elsewhere.filter((account) => live.has(account.connectionId)).map(({ pontoId }) => pontoId));
  return listed.filter(({ pontoId }) => !held.has(pontoId));
};
