import { firstAttempts } from './firstAttempts.ts';
import { simulateOutgoing } from './simulateOutgoing.ts';

describe('webhooks to a hundred tenants', () => {
  it('reach ninety-nine of them as soon when the receiver of one is dead', async () => {
    const delays = await firstAttempts('dead');

    expect(delays).toEqual(await firstAttempts('well'));
    expect(delays).toEqual(Array.from({ length: 99 * 20 }, () => 0));
  });
});

describe('simulated webhooks', () => {
  it('tell the same story for the same seed', async () => {
    expect(await simulateOutgoing(42)).toEqual(await simulateOutgoing(42));
  });
});
