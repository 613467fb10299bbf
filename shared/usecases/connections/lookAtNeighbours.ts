import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { FeedAccount } from '../../domain/ledger/feedAccount.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { OnLookFailure } from '../../ports/looks.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';
import type { JobQueue } from '../../ports/syncs.ts';
import { otherConnections, type OtherConnectionsDeps } from './otherConnections.ts';

interface Deps extends OtherConnectionsDeps {
  readonly accounts: Pick<AccountStore, 'ofConnection'>;
  readonly jobs: JobQueue;
  readonly onLookFailure: OnLookFailure;
}

/** Ponto tells the others of it too. */
const maxNeighbours = 20;

/**
 * A consent is one for all connections of its organisation: those of whose accounts it has left out some are looked at at
 * once, so that their people learn of it from us, and do not wait for a word of Ponto. The consent stands also where one
 * cannot be looked at.
 *
 * @returns how many linked accounts of this tenant, on its other connections, are not shared any more
 */
export const makeLookAtNeighbours =
  ({ accounts, jobs, onLookFailure, ...deps }: Deps) =>
  async (own: ConnectionRef, organizationId: string, listed: readonly FeedAccount[], at: Instant): Promise<number> => {
    const shared = new Set(listed.map(({ pontoId }) => pontoId));
    let withdrawn = 0;
    let neighbours = 0;
    try {
      for await (const { tenantId, id: connectionId } of otherConnections(deps, organizationId, own)) {
        if (neighbours === maxNeighbours) break;
        neighbours += 1;
        const held = await accounts.ofConnection({ tenantId, connectionId });
        const left = held.filter(({ pontoId, authorization }) => !authorization.revoked && !shared.has(pontoId));
        if (left.length === 0) continue;
        await jobs.put([
          { kind: 'event', tenantId, connectionId, effect: 'fetch_accounts', happenedAt: at, requestedAt: at },
        ]);
        if (tenantId === own.tenantId) withdrawn += left.filter(({ link }) => link !== undefined).length;
      }
    } catch (error) {
      onLookFailure('neighbours', own, error);
    }
    return withdrawn;
  };

export type LookAtNeighbours = ReturnType<typeof makeLookAtNeighbours>;
