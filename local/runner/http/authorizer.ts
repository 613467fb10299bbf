import { createLocalJWKSet, exportJWK, generateKeyPair, importJWK, jwtVerify, SignJWT, type JWTPayload } from 'jose';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod';
import { defined } from '../../../shared/language/defined.ts';
import { readJson, writeJson } from '../../cloud/files.ts';
import type { Authorizer } from '../template/deployment.ts';

const algorithm = 'RS256';
const lifetimeSeconds = 12 * 3600;

const privateJwk = z.looseObject({ kty: z.literal('RSA'), n: z.string(), e: z.string(), d: z.string() });

/** Who the token stands for. */
export interface TokenRequest {
  readonly tenantId: string;
  readonly userId?: string | undefined;
  readonly email?: string | undefined;
  readonly tenantName?: string | undefined;
}

/** Which claims name the tenant, and say what it is called. */
export interface TenantClaims {
  readonly tenant: string;
  readonly tenantName: string | undefined;
}

/** Claims as the JWT authorizer hands them to a function. */
export interface VerifiedToken {
  readonly claims: Readonly<Record<string, string>>;
  readonly scopes: readonly string[] | null;
}

const loadKey = async (path: string) => {
  const kept = readJson(path, privateJwk);
  if (kept) return kept;
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const made = privateJwk.parse(await exportJWK(privateKey));
  writeJson(path, made);
  return made;
};

/** API Gateway makes every claim a text; a list becomes `[a b]`. */
const claimText = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(String).join(' ')}]`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

const verifiedOf = (payload: JWTPayload): VerifiedToken => {
  const scope = payload['scope'];
  return {
    claims: Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, claimText(value)])),
    scopes: typeof scope === 'string' ? scope.split(' ') : null,
  };
};

/** An access token without an audience may carry it as `client_id`. */
const isMeantFor = ({ aud, client_id: clientId }: JWTPayload, audience: readonly string[]): boolean => {
  const named = aud === undefined ? [clientId] : [aud].flat();
  return named.some((name) => typeof name === 'string' && audience.includes(name));
};

export interface TokenIssuer {
  readonly issue: (
    request: TokenRequest,
    authorizer: Authorizer,
    claims: TenantClaims,
  ) => Promise<{ readonly token: string; readonly expiresAt: string }>;
  /** @returns undefined for whatever the authorizer would answer with 401 */
  readonly verify: (header: string | undefined, authorizer: Authorizer) => Promise<VerifiedToken | undefined>;
}

/**
 * Issues tokens under the template's issuer, signed by a key of this data directory, and checks them as the JWT
 * authorizer of an HTTP API does.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export const openTokenIssuer = async (dataDir: string): Promise<TokenIssuer> => {
  const jwk = await loadKey(join(dataDir, 'token-key.json'));
  const kid = createHash('sha256').update(jwk.n).digest('hex').slice(0, 16);
  const privateKey = await importJWK(jwk, algorithm);
  const keys = createLocalJWKSet({ keys: [{ kty: jwk.kty, n: jwk.n, e: jwk.e, kid, alg: algorithm, use: 'sig' }] });
  return {
    issue: async ({ tenantId, userId, email, tenantName }, { issuer, audience }, claims) => {
      const expiresAtEpochSeconds = Math.floor(Date.now() / 1000) + lifetimeSeconds;
      const token = await new SignJWT({
        [claims.tenant]: tenantId,
        ...(claims.tenantName !== undefined && tenantName !== undefined && { [claims.tenantName]: tenantName }),
        token_use: 'id',
        ...defined({ email }),
      })
        .setProtectedHeader({ alg: algorithm, kid })
        .setSubject(userId ?? `user-of-${tenantId}`)
        .setIssuer(issuer)
        .setAudience(audience[0] ?? '')
        .setIssuedAt()
        .setExpirationTime(expiresAtEpochSeconds)
        .sign(privateKey);
      return { token, expiresAt: new Date(expiresAtEpochSeconds * 1000).toISOString() };
    },
    verify: async (header, { issuer, audience }) => {
      if (header === undefined) return undefined;
      try {
        const { payload } = await jwtVerify(header.replace(/^bearer\s+/i, ''), keys, {
          algorithms: [algorithm],
          issuer,
          requiredClaims: ['exp'],
        });
        const isFromTheFuture = payload.iat !== undefined && payload.iat > Date.now() / 1000;
        return isMeantFor(payload, audience) && !isFromTheFuture ? verifiedOf(payload) : undefined;
      } catch {
        return undefined;
      }
    },
  };
};
