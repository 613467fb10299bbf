import { firstAttempts } from './firstAttempts.ts';
import { simulateOutgoing } from './simulateOutgoing.ts';

const atOnce = Array.from({ length: 99 * 20 }, () => 0);

describe('webhooks to a hundred tenants', () => {
  it.each([
    ['the receiver of one is dead', { count: 1, temper: 'dead', fromEvent: 0 }],
    ['ten receivers of one have never said a word', { count: 10, temper: 'silent', fromEvent: 0 }],
    ['ten receivers of one take their time', { count: 10, temper: 'slow', fromEvent: 0 }],
  ] as const)('reach ninety-nine of them at once when %s', async (_what, first) => {
    expect(await firstAttempts(first)).toEqual(atOnce);
  });
});

describe('ten receivers of one tenant that were prompt and fall silent', () => {
  it('keep others waiting once, until two workers have tried each of them', async () => {
    const late = (await firstAttempts({ count: 10, temper: 'silent', fromEvent: 10 })).filter((delay) => delay > 0);

    // A worker may begin with one of them alone, and the other nine come in a batch: ten seconds twice.
    expect(late.length).toBeLessThanOrEqual(20);
    expect(Math.max(...late)).toBeLessThanOrEqual(20_000);
  });
});

describe('simulated webhooks', () => {
  it('tell the same story for the same seed', async () => {
    expect(await simulateOutgoing(42)).toEqual(await simulateOutgoing(42));
  });
});
