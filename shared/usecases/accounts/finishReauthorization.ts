import type { Clock } from '../../ports/ambient.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { ConnectionStore } from '../../ports/connections.ts';
import type { PendingReauthorization, ReauthorizationStore } from '../../ports/consents.ts';
import type { OnLookFailure } from '../../ports/looks.ts';
import type { JobQueue } from '../../ports/syncs.ts';
import { visitorOf } from '../connections/beginConsent.ts';
import type { FillGap } from '../connections/fillGap.ts';
import { lookForNewAuthorization, type NewAuthorizationDeps } from './newAuthorization.ts';

interface Deps extends NewAuthorizationDeps {
  readonly reauthorizations: Pick<ReauthorizationStore, 'find'>;
  readonly accounts: Pick<AccountStore, 'get' | 'observe'>;
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly fillGap: FillGap;
  readonly jobs: JobQueue;
  readonly onLookFailure: OnLookFailure;
  readonly clock: Pick<Clock, 'now'>;
}

export type FinishedReauthorization =
  /** Nobody began it in this browser, or it was begun too long ago. */
  | { readonly kind: 'unknown' }
  /** Ponto shows a new authorization, and what came in since is being read. */
  | { readonly kind: 'reauthorized'; readonly begun: PendingReauthorization }
  /** Ponto shows none, or not yet; `cause` where it could not be looked at. */
  | { readonly kind: 'unconfirmed'; readonly begun: PendingReauthorization; readonly cause?: unknown };

/** Ponto may need a moment. */
const lookAgainAfterSeconds = 30;

/**
 * What a person brings back from Ponto's page of a renewal: nothing that could be checked. The account itself is looked at
 * at once, and once more a little later where it shows nothing new: whether Ponto's own word of it comes or not.
 */
export const makeFinishReauthorization = (deps: Deps) => {
  const look = async (begun: PendingReauthorization): Promise<boolean> => {
    const { tenantId, accountId } = begun;
    const account = await deps.accounts.get({ tenantId, accountId });
    const connection = account && (await deps.connections.get({ tenantId, connectionId: account.connectionId }));
    if (!account || connection?.status !== 'active') return false;
    const by = visitorOf(begun);
    const seen = await lookForNewAuthorization(deps, { account, connection, by, at: deps.clock.now(), before: begun });
    if (!seen?.isNew) {
      await lookAgain(begun);
      return false;
    }
    await deps.fillGap([seen.account]);
    return true;
  };

  const lookAgain = async ({ tenantId, accountId }: PendingReauthorization): Promise<void> => {
    const account = await deps.accounts.get({ tenantId, accountId });
    if (!account) return;
    const { connectionId, pontoId: accountPontoId } = account;
    const requestedAt = deps.clock.now();
    await deps.jobs.put(
      [
        {
          kind: 'event',
          tenantId,
          connectionId,
          effect: 'look_again',
          happenedAt: requestedAt,
          requestedAt,
          accountPontoId,
        },
      ],
      lookAgainAfterSeconds,
    );
  };

  return async (token: string): Promise<FinishedReauthorization> => {
    const begun = await deps.reauthorizations.find(token, deps.clock.now());
    if (!begun) return { kind: 'unknown' };
    try {
      return { kind: (await look(begun)) ? 'reauthorized' : 'unconfirmed', begun };
    } catch (cause) {
      // The person goes on all the same: the job heals what a look could not, and judges why.
      await lookAgain(begun).catch((error: unknown) => deps.onLookFailure('renewal', begun, error));
      return { kind: 'unconfirmed', begun, cause };
    }
  };
};

export type FinishReauthorization = ReturnType<typeof makeFinishReauthorization>;
