import { observationOf } from '../../domain/connections/observation.ts';
import { feedOf } from '../connections/feedOf.ts';
import type { EventContext, EventJobDeps } from './eventContext.ts';
import { namedAccount, readAtOnce } from './readAtOnce.ts';

/**
 * The account was authorised anew: its new end is looked up at Ponto, which lifts an expiry, other software is told, and
 * what came in since is read. A `manual` account is looked at too, because people are shown its end.
 */
export const resumeAccount = async (deps: EventJobDeps, { job, connection }: EventContext): Promise<void> => {
  const account = await namedAccount(deps, job);
  if (!account) return;
  const listed = await feedOf(deps.feeds, connection).accounts();
  const seen = listed.find(({ pontoId }) => pontoId === account.pontoId);
  // No longer shared with us: the authorisation is somebody else's matter now.
  if (!seen) return;
  const observed = observationOf(seen, await deps.catalogue.get(seen.institutionId), job.requestedAt);
  await deps.accounts.observe({ tenantId: job.tenantId, accountId: account.id }, observed);
  await deps.history.append(job, [
    { at: job.happenedAt, by: { kind: 'ponto' }, what: 'account_reauthorized', accountId: account.id },
  ]);
  await deps.bus.publish([
    {
      id: `${account.id}:reauthorized:${job.happenedAt}`,
      tenantId: job.tenantId,
      occurredAt: job.happenedAt,
      event: { type: 'AccountReauthorized', accountId: account.id },
    },
  ]);
  await readAtOnce(deps, job, [account]);
};
