import * as z from 'zod';
import { onFirstUse } from '../language/onFirstUse.ts';

/**
 * What Cognito sends before it writes a token, and what of it is read. What the caller of the token endpoint may say
 * (`clientMetadata`) is not.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export const tokenClaimsEvent = onFirstUse(() =>
  z.looseObject({ triggerSource: z.string(), callerContext: z.looseObject({ clientId: z.string().min(1) }) }),
);

/** The grant of software, which has no user. */
export const clientCredentials = 'TokenGeneration_ClientCredentials';

/**
 * The claim that names the tenant in an access token of software. Cognito keeps names with `custom:` for what a person has.
 */
export const softwareTenantClaim = 'tenantId';

/** The partition of the registry in which it stands whose software is; the function that asks may read no other. */
export const softwarePartition = 'SOFTWARE';

/** The scope that software asks for: `<resource server>/<scope>`. */
export const resourceServer = 'ponto-bank-sync';
export const apiScope = 'api';
