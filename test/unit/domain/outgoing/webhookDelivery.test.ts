import {
  afterAttempt,
  deliveryIdOf,
  givenUp,
  maxAttemptsShown,
  replayed,
  verdictOf,
  type WebhookDelivery,
} from '../../../../shared/domain/outgoing/webhookDelivery.ts';
import { aDelivery } from '../../../builders/webhooks.ts';

const hourMs = 3_600_000;
const now = '2026-03-10T08:00:00.000Z';

const inVain = (delivery: WebhookDelivery, at: string, spread: number): WebhookDelivery =>
  afterAttempt(delivery, { at, status: 500, durationMs: 1 }, { now: at, spread });

/** Each attempt is made when it is due. */
const triedInVain = (spread: number) => {
  let delivery = aDelivery({ dueAt: now });
  const moments: number[] = [];
  while (delivery.dueAt !== undefined) {
    moments.push(Date.parse(delivery.dueAt) - Date.parse(now));
    delivery = inVain(delivery, delivery.dueAt, spread);
  }
  return { delivery, moments };
};

describe('a delivery', () => {
  it.each([
    [0, 64],
    [0.5, 71],
    [1, 78],
  ])('is tried ten times with growing pauses, over three days: spread %d', (spread, hours) => {
    const { delivery, moments } = triedInVain(spread);

    const pauses = moments.slice(1).map((moment, index) => moment - (moments[index] ?? 0));
    expect([moments.length, delivery.state, delivery.failedBecause]).toEqual([10, 'failed', 'exhausted']);
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
    expect(Math.floor((moments.at(-1) ?? 0) / hourMs)).toBe(hours);
  });

  it.each([
    [199, 'in_vain'],
    [200, 'delivered'],
    [299, 'delivered'],
    [302, 'in_vain'],
    [410, 'gone'],
    [500, 'in_vain'],
    [undefined, 'in_vain'],
  ] as const)('that is answered %s is %s', (status, verdict) => {
    expect(verdictOf(status)).toBe(verdict);
  });

  it('that was taken waits for nothing more', () => {
    const taken = afterAttempt(aDelivery(), { at: now, status: 202, durationMs: 3 }, { now, spread: 0 });

    expect(taken).toMatchObject({ state: 'delivered', endedAt: now, tries: 1, turn: 1 });
    expect(taken).not.toHaveProperty('dueAt');
  });

  it('begins anew when it is replayed, and shows what was tried before', () => {
    const { delivery } = triedInVain(0.5);
    const again = replayed(delivery, '2026-03-20T08:00:00.000Z');

    expect(again).toMatchObject({ state: 'pending', tries: 0, dueAt: '2026-03-20T08:00:00.000Z', id: delivery.id });
    expect([again.attempts.length, again.body]).toEqual([10, delivery.body]);
    expect(again).not.toHaveProperty('failedBecause');
    expect(again).not.toHaveProperty('endedAt');
  });

  it('shows its last attempts, however often it is replayed', () => {
    let delivery = aDelivery();
    for (let attempt = 0; attempt < 50; attempt += 1) delivery = inVain(replayed(delivery, now), now, 0);

    expect(delivery.attempts).toHaveLength(maxAttemptsShown);
  });

  it('whose endpoint takes nothing is shown as failed', () => {
    expect(givenUp(aDelivery(), now)).toMatchObject({ state: 'failed', failedBecause: 'disabled', endedAt: now });
  });

  it('has an id by its event, in the order of time', () => {
    const [before, after] = ['2026-03-10T07:59:59.999Z', now].map((at) => deliveryIdOf(at, 'a'.repeat(64)));

    expect(before && after && before < after).toBe(true);
    expect(deliveryIdOf(now, 'a'.repeat(64))).toBe(after);
    expect(after).toMatch(/^\d{14}-a{24}$/);
  });
});
