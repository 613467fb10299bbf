import { claimedId } from '../../contracts/claimedId.ts';
import type { ApiEvent } from './apiEvent.ts';
import { RequestProblem } from './answer.ts';

/** Who calls, as the verified token says. */
export interface Caller {
  readonly tenantId: string;
  readonly userId: string;
}

/**
 * Tenant and user from the claims that the gateway's authorizer has verified, and from nothing else: no header, path or
 * body says who somebody is. A token without them is refused; there is no default tenant.
 */
export const makeIdentify =
  (tenantClaim: string) =>
  ({ requestContext }: ApiEvent): Caller => {
    const claims = requestContext.authorizer?.jwt?.claims ?? {};
    const tenant = claimedId.safeParse(claims[tenantClaim]);
    if (!tenant.success) throw new RequestProblem('tenant_missing');
    const user = claimedId.safeParse(claims['sub']);
    if (!user.success) throw new RequestProblem('user_missing');
    return { tenantId: tenant.data, userId: user.data };
  };

export type Identify = ReturnType<typeof makeIdentify>;
