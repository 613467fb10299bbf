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

/** Claims of the verified token. */
export interface ClaimNames {
  readonly tenant: string;
  /** What the tenant is called. */
  readonly tenantName?: string | undefined;
  /** The tenant in an access token of software, where the issuer has another claim for it. */
  readonly softwareTenant?: string | undefined;
}

/**
 * Tenant and user from the claims that the gateway's authorizer has verified, and from nothing else: no header, path or
 * body says who somebody is. A token without them is refused; there is no default tenant.
 */
export const makeIdentify =
  (names: ClaimNames) =>
  ({ requestContext }: ApiEvent): Caller => {
    const claims = requestContext.authorizer?.jwt?.claims ?? {};
    const tenant = claimedId.safeParse(claims[names.tenant] ?? tenantOfSoftware(claims, names));
    if (!tenant.success) throw new RequestProblem('tenant_missing');
    const user = claimedId.safeParse(claims['sub']);
    if (!user.success) throw new RequestProblem('user_missing');
    const tenantName = names.tenantName === undefined ? undefined : name.safeParse(claims[names.tenantName]).data;
    return { tenantId: tenant.data, userId: user.data, ...defined({ tenantName }) };
  };

/** Only in an access token: what a person may have in an ID token is theirs to change. */
const tenantOfSoftware = (claims: Readonly<Record<string, unknown>>, { softwareTenant }: ClaimNames): unknown =>
  softwareTenant !== undefined && claims['token_use'] === 'access' ? claims[softwareTenant] : undefined;

export type Identify = ReturnType<typeof makeIdentify>;
