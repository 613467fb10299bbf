import { clientCredentials, softwareTenantClaim, tokenClaimsEvent } from '../../shared/contracts/tokenClaims.ts';
import type { SoftwareClients } from '../../shared/ports/softwareClients.ts';
import type { Log } from '../../shared/runtime/log/log.ts';

export interface TokenClaimsDeps {
  readonly softwareClients: SoftwareClients;
  readonly log: Log;
}

/**
 * Says in the access token of software whose it is. A person has the tenant in the ID token already: nothing is asked or
 * changed for one, so that whatever is wrong with the table keeps nobody from signing in.
 * The token of a client that was given to nobody names no tenant, and the API refuses it.
 */
export const makeHandler =
  ({ softwareClients, log }: TokenClaimsDeps) =>
  async (event: unknown): Promise<unknown> => {
    const parsed = tokenClaimsEvent().safeParse(event);
    if (!parsed.success) throw new Error('the event is none of Cognito before it writes a token');
    if (parsed.data.triggerSource !== clientCredentials) return event;
    const { clientId } = parsed.data.callerContext;
    const tenantId = await softwareClients.tenantOf(clientId);
    if (tenantId === undefined) {
      log.write('SOFTWARE_UNKNOWN', {});
      return event;
    }
    log.correlate({ tenantId });
    const accessTokenGeneration = { claimsToAddOrOverride: { [softwareTenantClaim]: tenantId } };
    return { ...parsed.data, response: { claimsAndScopeOverrideDetails: { accessTokenGeneration } } };
  };
