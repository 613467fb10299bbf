import type { SyncBody } from '../../contracts/http/syncs.ts';
import { faultCodeOf } from '../../domain/connections/health.ts';
import { outsideSyncId } from '../../domain/ids/outsideIds.ts';
import type { Language } from '../../domain/mail/language.ts';
import type { Sync } from '../../domain/syncs/sync.ts';
import { healthMessages } from '../../presentation/health.ts';
import { actionFor } from '../../presentation/problems.ts';

export const renderSync = (language: Language, sync: Sync): SyncBody => ({
  id: outsideSyncId(sync.accountId, sync.id),
  accountId: sync.accountId,
  trigger: sync.trigger,
  status: sync.status,
  counts: sync.counts,
  pages: sync.pages,
  error: renderError(language, sync),
  retryAt: sync.retryAt,
  retriedAs: sync.retriedAs === undefined ? undefined : outsideSyncId(sync.accountId, sync.retriedAs),
  check: sync.check && { from: sync.check.from, to: sync.check.to },
  createdAt: sync.createdAt,
  startedAt: sync.startedAt,
  finishedAt: sync.finishedAt,
  updatedAt: sync.updatedAt,
});

/** A run that failed always says why. */
const renderError = (language: Language, { status, errorCode }: Sync): SyncBody['error'] => {
  if (status !== 'failed') return undefined;
  const code = faultCodeOf(errorCode ?? 'internal_error');
  return { code, message: healthMessages.text(language, code), action: actionFor(language, code) };
};
