import { isIP } from 'node:net';
import { operations } from '../../contracts/http/operations.ts';
import { parseSyncId } from '../../domain/ids/outsideIds.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import { json, problem } from '../../runtime/http/answer.ts';
import { route } from '../../runtime/http/route.ts';
import { pageIn, sequenceIn, type ListName } from '../../runtime/http/cursor.ts';
import type { ReadCheckReport } from '../../usecases/syncs/readCheckReport.ts';
import type { ReadSyncs } from '../../usecases/syncs/readSyncs.ts';
import type { makeRequestSync } from '../../usecases/syncs/requestSync.ts';
import { renderCheckReport } from '../render/checkReport.ts';
import { ownerOf } from '../render/statement.ts';
import { renderPage } from '../render/page.ts';
import { renderSync } from '../render/sync.ts';
import { problemOfStatus } from '../render/connection.ts';

export interface SyncDeps {
  readonly accounts: Pick<AccountStore, 'get'>;
  readonly requestSync: ReturnType<typeof makeRequestSync>;
  readonly readSyncs: ReadSyncs;
  readonly readCheckReport: ReadCheckReport;
}

/** The customer's address is what the gateway saw; the bank is told the true one or is not asked. */
const customerAddress = (sourceIp: string | undefined): string => {
  if (sourceIp === undefined || isIP(sourceIp) === 0) throw new Error('the gateway told no source address');
  return sourceIp;
};

export const makeSyncRoutes = ({ accounts, requestSync, readSyncs, readCheckReport }: SyncDeps) => ({
  requestSync: route(operations.requestSync, async ({ id, body, caller, sourceIp, language }) => {
    const requested = await requestSync(caller.tenantId, id, customerAddress(sourceIp), body);
    switch (requested.kind) {
      case 'accepted':
        return json(202, renderSync(language, requested.sync));
      case 'unknown_account':
        return problem('not_found');
      case 'not_linked':
        return problem('account_not_linked');
      case 'authorization_lost':
      case 'period_invalid':
      case 'sync_under_way':
        return problem(requested.kind);
      case 'connection_not_active':
        return problem(problemOfStatus[requested.status]);
    }
  }),

  listSyncs: route(operations.listSyncs, async ({ id, query, caller, language }) => {
    const list: ListName = ['syncs', id];
    const page = await readSyncs.list(caller.tenantId, id, pageIn(list, query));
    return page
      ? json(
          200,
          renderPage(list, page, (sync) => renderSync(language, sync)),
        )
      : problem('not_found');
  }),

  getSync: route(operations.getSync, async ({ id, query, caller, language }) => {
    const list: ListName = ['report', id];
    const { limit, cursor } = pageIn(list, query);
    const page = { limit, ...(cursor !== undefined && { after: sequenceIn(cursor) }) };
    const ref = parseSyncId(id);
    const sync = ref && (await readSyncs.get({ tenantId: caller.tenantId, ...ref }));
    if (!sync) return problem('not_found');
    const found = await readCheckReport(sync, page);
    const account = found && (await accounts.get({ tenantId: caller.tenantId, accountId: sync.accountId }));
    return json(200, {
      ...renderSync(language, sync),
      ...(account && { report: renderCheckReport(list, ownerOf(account), sync, found) }),
    });
  }),
});
