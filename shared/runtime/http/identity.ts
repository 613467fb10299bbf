import { claimedId } from '../../contracts/claimedId.ts';
import { name } from '../../contracts/names.ts';
import { defined } from '../../language/defined.ts';
import type { ApiEvent } from './apiEvent.ts';
import { RequestProblem } from './answer.ts';

/** Who calls, as the verified token says. */
export interface Caller {
  readonly tenantId: string;
  readonly userId: string;
  /** What the issuer of the token calls the tenant, where it says so. */
  readonly tenantName?: string;
}

/**
 * Tenant and user from the claims that the gateway's authorizer has verified, and from nothing else: no header, path or
 * body says who somebody is. A token without them is refused; there is no default tenant.
 */
export const makeIdentify =
  (tenantClaim: string, tenantNameClaim?: string) =>
  ({ requestContext }: ApiEvent): Caller => {
    const claims = requestContext.authorizer?.jwt?.claims ?? {};
    const tenant = claimedId.safeParse(claims[tenantClaim]);
    if (!tenant.success) throw new RequestProblem('tenant_missing');
    const user = claimedId.safeParse(claims['sub']);
    if (!user.success) throw new RequestProblem('user_missing');
    const tenantName = tenantNameClaim === undefined ? undefined : name.safeParse(claims[tenantNameClaim]).data;
    return { tenantId: tenant.data, userId: user.data, ...defined({ tenantName }) };
  };

export type Identify = ReturnType<typeof makeIdentify>;
