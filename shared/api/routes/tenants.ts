import { operations } from '../../contracts/http/operations.ts';
import type { ErasureStore } from '../../ports/erasure.ts';
import { json, problem } from '../../runtime/http/answer.ts';
import { route } from '../../runtime/http/route.ts';
import type { makeBeginErasure } from '../../usecases/tenants/beginErasure.ts';
import type { makeReadUsage } from '../../usecases/tenants/readUsage.ts';
import { renderUsage } from '../render/connection.ts';

export interface TenantDeps {
  readonly beginErasure: ReturnType<typeof makeBeginErasure>;
  readonly readUsage: ReturnType<typeof makeReadUsage>;
  readonly erasures: Pick<ErasureStore, 'get'>;
}

export const makeTenantRoutes = ({ beginErasure, erasures, readUsage }: TenantDeps) => ({
  getUsage: route(operations.getUsage, async ({ query, caller }) =>
    json(200, renderUsage(await readUsage(caller.tenantId, query.month))),
  ),

  eraseTenant: route(operations.eraseTenant, async ({ caller }) => json(202, await beginErasure(caller.tenantId))),

  getErasure: route(operations.getErasure, async ({ caller }) => {
    const erasure = await erasures.get(caller.tenantId);
    return erasure ? json(200, erasure) : problem('not_found');
  }),
});
