import type { Ending } from '../../../../shared/domain/alerts/ending.ts';
import {
  claimOf,
  ended,
  reminderOf,
  type DeliveryProgress,
  type ReminderTopic,
} from '../../../../shared/domain/alerts/delivery.ts';

const ending: Ending = {
  authorizedAt: '2026-01-01T10:00:00.000Z',
  expiresAt: '2026-06-30T10:00:00.000Z',
  lastDay: '2026-06-30',
};
const run = '2026-06-23T05:00:00.000Z';
const earlier = '2026-06-22T05:00:00.000Z';

type Reminded = ReminderTopic & DeliveryProgress;

const aDelivery = (overrides: Partial<Reminded> = {}): Reminded => ({
  authorizedAt: '2026-01-01T10:00:00.000Z',
  lastDay: '2026-06-30',
  step: 7,
  state: 'done',
  attempts: 1,
  run: earlier,
  ...overrides,
});

describe('the claim to send a reminder', () => {
  it.each([
    ['nothing was sent', undefined, 1],
    ['a wider step was told', aDelivery({ step: 14 }), 1],
    ['a wider step was begun and not noted', aDelivery({ step: 14, state: 'begun', attempts: 2 }), 1],
    ['a former authorization was told to its end', aDelivery({ authorizedAt: '2025-07-01T00:00:00Z', step: ended }), 1],
    ['the mail was refused', aDelivery({ state: 'refused', attempts: 0 }), 1],
    ['an earlier run crashed in it', aDelivery({ state: 'begun' }), 2],
  ])('is taken when %s', (_, known, attempts) => {
    expect(claimOf(reminderOf(ending, 7), known, run)).toEqual({ ...aDelivery(), state: 'begun', attempts, run });
  });

  it.each([
    ['it was told', aDelivery()],
    ['a tighter step was told, before the estimate moved on', aDelivery({ step: 3 })],
    ['it was begun twice and nobody knows whether it went out', aDelivery({ state: 'begun', attempts: 2 })],
  ])('is over when %s', (_, known) => {
    expect(claimOf(reminderOf(ending, 7), known, run)).toBe('delivered');
  });

  it.each([run, '2026-06-23T06:00:00.000Z'])('is not taken from a worker of the same run or a later one: %s', (at) => {
    expect(claimOf(reminderOf(ending, 7), aDelivery({ state: 'begun', run: at }), run)).toBe('busy');
  });

  it('comes for the end itself after the last step', () => {
    expect(claimOf(reminderOf(ending, ended), aDelivery({ step: 0 }), run)).toMatchObject({
      state: 'begun',
      step: ended,
    });
    expect(claimOf(reminderOf(ending, ended), aDelivery({ step: ended }), run)).toBe('delivered');
  });
});

describe('the claim to send an incident mail', () => {
  const known = { cause: 'since monday', state: 'done', attempts: 1, run: earlier } as const;

  it('is granted for another cause, and never twice for one', () => {
    expect(claimOf({ cause: 'since friday' }, known, run)).toEqual({
      cause: 'since friday',
      state: 'begun',
      attempts: 1,
      run,
    });
    expect(claimOf({ cause: 'since monday' }, known, run)).toBe('delivered');
  });
});
