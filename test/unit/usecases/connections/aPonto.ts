import { Fault } from '../../../../shared/domain/faults/fault.ts';
import type { FeedAccount } from '../../../../shared/domain/ledger/feedAccount.ts';
import type { Clock } from '../../../../shared/ports/ambient.ts';
import type { AuthorizationServer, ClientCredentials, TokenSet } from '../../../../shared/ports/tokens.ts';
import { inert } from '../../../builders/inert.ts';

/**
 * Ponto as far as tokens go: codes are spent by their first use, refresh tokens rotate, and each consent is a chain of
 * its own.
 */
export const aPonto = (clock: Pick<Clock, 'now'>) => {
  const refreshTokens = new Set<string>();
  const accessTokens = new Set<string>();
  const codes = new Set<string>();
  const goodSecrets = new Set<string>();
  const behind: { accounts: readonly FeedAccount[]; organizationId: string } = {
    accounts: [],
    organizationId: 'organization-1',
  };
  let last = 0;

  const access = (): TokenSet => {
    last += 1;
    accessTokens.add(`access-${last}`);
    return {
      accessToken: `access-${last}`,
      accessTokenExpiresAt: new Date(Date.parse(clock.now()) + 1_799_000).toISOString(),
    };
  };
  const grant = (): TokenSet => {
    const tokens = { ...access(), refreshToken: `refresh-${last}` };
    refreshTokens.add(tokens.refreshToken);
    return tokens;
  };

  const authorizationServer = inert<AuthorizationServer>('authorizationServer', {
    authorizationUrl: async ({ state }) => `https://ponto.example/?state=${encodeURIComponent(state)}`,
    exchangeCode: async ({ code }) => {
      if (!codes.delete(code)) throw new Fault('reconnect_required');
      return grant();
    },
    refresh: async (refreshToken) => {
      if (!refreshTokens.delete(refreshToken)) throw new Fault('reconnect_required');
      return grant();
    },
    customIntegrationToken: async ({ clientSecret }) => {
      if (!goodSecrets.has(clientSecret)) throw new Fault('credentials_refused');
      return access();
    },
  });

  return {
    behind,
    authorizationServer,
    grant,
    access,
    /** A person agrees: the code that the browser brings back. */
    agree: (): string => {
      const code = `code-${codes.size}-${last}`;
      codes.add(code);
      return code;
    },
    knows: ({ clientSecret }: ClientCredentials): void => void goodSecrets.add(clientSecret),
    /** Every access that was given so far is over. */
    revokeAll: (): void => {
      for (const given of [refreshTokens, accessTokens, goodSecrets]) given.clear();
    },
    mustKnow: ({ accessToken }: TokenSet, method: 'oauth' | 'client_credentials'): void => {
      if (accessTokens.has(accessToken)) return;
      throw new Fault(method === 'oauth' ? 'reconnect_required' : 'credentials_refused');
    },
  };
};
