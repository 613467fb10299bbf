import type { Clock } from '../../ports/ambient.ts';
import type { StoredTokens, TokenSet } from '../../ports/tokens.ts';
import type { AccessTokens } from './tokens.ts';

const expiryBufferMs = 60_000;

/** Kept in memory: a client token is asked for again at any time, and only a cold start needs one. */
export const makePlatformTokens = (platformToken: () => Promise<TokenSet>, clock: Pick<Clock, 'now'>): AccessTokens => {
  let held: StoredTokens = { tokens: { accessToken: '', accessTokenExpiresAt: '' }, version: 0 };
  const renew = async (): Promise<StoredTokens> => {
    held = { tokens: await platformToken(), version: held.version + 1 };
    return held;
  };
  const isUsable = ({ tokens, version }: StoredTokens): boolean =>
    version > 0 && Date.parse(tokens.accessTokenExpiresAt) - Date.parse(clock.now()) > expiryBufferMs;
  return {
    current: async () => (isUsable(held) ? held : renew()),
    insteadOf: renew,
  };
};
