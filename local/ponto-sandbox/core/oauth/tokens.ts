import { createHash } from 'node:crypto';
import { accountsOf } from '../bank/openAccounts.ts';
import { revokeIntegration, shareAccounts } from '../ponto/sharing.ts';
import type { AccessToken, Organization, TokenChain } from '../state.ts';
import { changed, newSecret, type World } from '../world.ts';
import { basicOf, OAuthFailure } from './oauthFailure.ts';

/** As on the real service (reference, section 2.3). */
const accessTokenLifeSeconds = 1799;

/** The API base that a token belongs to: one of a software vendor, one of a custom integration. */
export type Base = 'connect' | 'custom';

export interface TokenCall {
  readonly base: Base;
  readonly authorization: string | undefined;
  readonly form: URLSearchParams;
}

interface TokenAnswer {
  readonly access_token: string;
  readonly expires_in: number;
  readonly token_type: 'bearer';
  readonly scope: string;
  readonly refresh_token?: string;
}

const invalidClient = (): OAuthFailure =>
  new OAuthFailure(401, 'invalid_client', 'Client id or secret is wrong.', 'Check the credentials of the application.');

const requirePlatform = ({ platform }: World, { authorization }: TokenCall): void => {
  const pairs = basicOf(authorization);
  if (!pairs.some(([id, secret]) => id === platform.clientId && secret === platform.clientSecret))
    throw invalidClient();
};

const customOrganization = ({ state }: World, { authorization }: TokenCall): Organization => {
  const pairs = basicOf(authorization);
  const found = Object.values(state.organizations).find(({ custom }) =>
    pairs.some(([id, secret]) => id === custom?.clientId && secret === custom.clientSecret),
  );
  if (!found) throw invalidClient();
  return found;
};

const issue = (world: World, token: AccessToken, scope: string): TokenAnswer => {
  const access = newSecret(world, 'at-');
  world.state.accessTokens[access] = token;
  changed(world);
  return { access_token: access, expires_in: accessTokenLifeSeconds, token_type: 'bearer', scope };
};

const expiry = ({ state }: World): number => state.now + accessTokenLifeSeconds * 1000;

const issueForChain = (world: World, chain: TokenChain): TokenAnswer => {
  const answer = issue(world, { kind: 'user', chainId: chain.id, expiresAt: expiry(world) }, chain.scope);
  if (!chain.scope.split(' ').includes('offline_access')) return answer;
  const refresh = newSecret(world, 'rt-');
  world.state.refreshTokens[refresh] = { chainId: chain.id, used: false };
  return { ...answer, refresh_token: refresh };
};

const invalidGrant = (description: string): OAuthFailure =>
  new OAuthFailure(400, 'invalid_grant', description, 'Ask the customer to link again.');

const revokeChain = (world: World, chain: TokenChain): void => {
  chain.revoked = true;
  changed(world);
};

const byCode = (world: World, form: URLSearchParams): TokenAnswer => {
  const { state } = world;
  const code = state.codes[form.get('code') ?? ''];
  const chain = code && state.chains[code.chainId];
  if (!code || !chain || code.expiresAt <= state.now) throw invalidGrant('The code is unknown or has expired.');
  if (code.used) {
    // A code that comes twice has leaked: what it gave is taken back (RFC 6749, section 4.1.2).
    revokeChain(world, chain);
    throw invalidGrant('The code has been used already.');
  }
  if (form.get('redirect_uri') !== code.redirectUri)
    throw invalidGrant('The redirect_uri is not the one of the request.');
  if (code.challenge !== undefined) {
    const verifier = form.get('code_verifier') ?? '';
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    if (challenge !== code.challenge) throw invalidGrant('The code_verifier does not fit the challenge.');
  }
  if (chain.revoked) throw invalidGrant('The integration has been revoked.');
  code.used = true;
  changed(world);
  return issueForChain(world, chain);
};

const byRefresh = (world: World, form: URLSearchParams): TokenAnswer => {
  const { state } = world;
  const refresh = state.refreshTokens[form.get('refresh_token') ?? ''];
  const chain = refresh && state.chains[refresh.chainId];
  if (!refresh || !chain || chain.revoked) throw invalidGrant('The refresh token is unknown or revoked.');
  if (refresh.used) {
    if (state.settings.refreshReuseRevokesChain) revokeChain(world, chain);
    throw invalidGrant('The refresh token has been used already.');
  }
  refresh.used = true;
  return issueForChain(world, chain);
};

/** A custom integration reaches the accounts that its organization chose: at first all of those at banks. */
const byCustomCredentials = (world: World, organization: Organization): TokenAnswer => {
  const custom = organization.custom;
  if (!custom) throw invalidClient();
  const known = Object.values(world.state.integrations).find(
    ({ clientId, organizationId }) => clientId === custom.clientId && organizationId === organization.id,
  );
  const integration =
    known ??
    shareAccounts(world, {
      clientId: custom.clientId,
      organization,
      bankAccountIds: accountsOf(world, organization).map(({ id }) => id),
    });
  const token = { kind: 'custom', integrationId: integration.id, secret: custom.clientSecret } as const;
  return issue(world, { ...token, expiresAt: expiry(world) }, 'ai');
};

/** The token endpoint of both bases. @throws OAuthFailure */
export const createToken = (world: World, call: TokenCall): TokenAnswer => {
  const grant = call.form.get('grant_type');
  if (call.base === 'custom') {
    const organization = customOrganization(world, call);
    if (grant === 'client_credentials') return byCustomCredentials(world, organization);
    throw new OAuthFailure(400, 'unsupported_grant_type', 'Only client_credentials is supported here.');
  }
  requirePlatform(world, call);
  switch (grant) {
    case 'authorization_code':
      return byCode(world, call.form);
    case 'refresh_token':
      return byRefresh(world, call.form);
    case 'client_credentials':
      return issue(world, { kind: 'client', expiresAt: expiry(world) }, '');
    default:
      throw new OAuthFailure(400, 'unsupported_grant_type', 'The grant_type is missing or not supported.');
  }
};

/** Revoking a refresh token revokes the integration; an unknown token is no error (RFC 7009). @throws OAuthFailure */
export const revokeToken = (world: World, call: TokenCall): void => {
  requirePlatform(world, call);
  const token = call.form.get('token');
  if (token === null) throw new OAuthFailure(400, 'invalid_request', 'The token is missing.');
  const { state } = world;
  const access = state.accessTokens[token];
  if (access) delete state.accessTokens[token];
  const refresh = state.refreshTokens[token];
  const chain = refresh && state.chains[refresh.chainId];
  if (!chain) return;
  revokeChain(world, chain);
  const integration = state.integrations[chain.integrationId];
  if (integration) revokeIntegration(world, integration);
};
