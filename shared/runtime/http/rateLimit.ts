import type { Allowance, Exceeded } from '../../domain/quotas/quotas.ts';
import type { ProblemExtras } from './answer.ts';

/** Headers that tell how a tenant stands with what it may use, and what they say; pages of other origins may read them. */
export const rateLimitFields = {
  'RateLimit-Policy':
    'What the tenant may use: for each quota that counted here its name, how much (`q`) and in how many seconds (`w`).',
  RateLimit:
    'How the tenant stands with it: what remains (`r`) and the seconds until it is whole again (`t`). Several workers' +
    ' count, each its own share first, so that `r` may be too high.',
} as const;

/**
 * Structured fields, each quota an item of a list.
 *
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers
 */
export const rateLimitHeaders = (allowances: readonly Allowance[]): Readonly<Record<string, string>> => ({
  'ratelimit-policy': allowances
    .map(({ of, limit, windowSeconds }) => `"${of}";q=${limit};w=${windowSeconds}`)
    .join(', '),
  ratelimit: allowances.map(({ of, remaining, secondsLeft }) => `"${of}";r=${remaining};t=${secondsLeft}`).join(', '),
});

/** What a tenant is told that has no more of something: the limit, and when to come back where that helps. */
export const exceededExtras = ({ limit, allowance }: Exceeded): ProblemExtras => ({
  values: { limit: String(limit) },
  ...(allowance && { headers: { 'retry-after': String(allowance.secondsLeft), ...rateLimitHeaders([allowance]) } }),
});
