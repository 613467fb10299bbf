import type { SyncBody } from '../../../shared/contracts/http/syncs.ts';
import { faultCodeOf, healthOfFault } from '../../../shared/domain/connections/health.ts';
import { outsideSyncId } from '../../../shared/domain/ids/outsideIds.ts';
import type { Sync } from '../../../shared/domain/syncs/sync.ts';
import { actionFor } from '../../../shared/runtime/http/actionFor.ts';

export const renderSync = (sync: Sync): SyncBody => ({
  id: outsideSyncId(sync.accountId, sync.id),
  accountId: sync.accountId,
  trigger: sync.trigger,
  status: sync.status,
  counts: sync.counts,
  pages: sync.pages,
  error: renderError(sync),
  check: sync.check && { from: sync.check.from, to: sync.check.to },
  createdAt: sync.createdAt,
  updatedAt: sync.updatedAt,
});

/** A run that failed always says why. */
const renderError = ({ status, errorCode }: Sync): SyncBody['error'] => {
  if (status !== 'failed') return undefined;
  const code = faultCodeOf(errorCode ?? 'internal_error');
  return { code, message: healthOfFault(code).message, action: actionFor(code) };
};
