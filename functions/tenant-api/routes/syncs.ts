import { isIP } from 'node:net';
import { operations } from '../../../shared/contracts/http/operations.ts';
import { parseSyncId } from '../../../shared/domain/ids/outsideIds.ts';
import { json, problem } from '../../../shared/runtime/http/answer.ts';
import { route } from '../../../shared/runtime/http/route.ts';
import type { ReadSyncs } from '../../../shared/usecases/syncs/readSyncs.ts';
import type { makeRequestSync } from '../../../shared/usecases/syncs/requestSync.ts';
import { renderPage } from '../render/page.ts';
import { renderSync } from '../render/sync.ts';
import { problemOfStatus } from './problemOfStatus.ts';

export interface SyncDeps {
  readonly requestSync: ReturnType<typeof makeRequestSync>;
  readonly readSyncs: ReadSyncs;
}

/** The customer's address is what the gateway saw; the bank is told the true one or is not asked. */
const customerAddress = (sourceIp: string | undefined): string => {
  if (sourceIp === undefined || isIP(sourceIp) === 0) throw new Error('the gateway told no source address');
  return sourceIp;
};

export const makeSyncRoutes = ({ requestSync, readSyncs }: SyncDeps) => ({
  requestSync: route(operations.requestSync, async ({ id, caller, sourceIp }) => {
    const requested = await requestSync(caller.tenantId, id, customerAddress(sourceIp));
    switch (requested.kind) {
      case 'accepted':
        return json(202, renderSync(requested.sync));
      case 'unknown_account':
        return problem('not_found');
      case 'not_linked':
        return problem('account_not_linked');
      case 'authorization_lost':
        return problem('authorization_lost');
      case 'connection_not_active':
        return problem(problemOfStatus[requested.status]);
    }
  }),

  listSyncs: route(operations.listSyncs, async ({ id, query, caller }) => {
    const page = await readSyncs.list(caller.tenantId, id, query);
    return page ? json(200, renderPage(page, renderSync)) : problem('not_found');
  }),

  getSync: route(operations.getSync, async ({ id, caller }) => {
    const ref = parseSyncId(id);
    const sync = ref && (await readSyncs.get({ tenantId: caller.tenantId, ...ref }));
    return sync ? json(200, renderSync(sync)) : problem('not_found');
  }),
});
