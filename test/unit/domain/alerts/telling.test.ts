import type { Ending } from '../../../../shared/domain/alerts/ending.ts';
import { ended, turnOf, type Telling } from '../../../../shared/domain/alerts/telling.ts';

const ending: Ending = {
  authorizedAt: '2026-01-01T10:00:00.000Z',
  expiresAt: '2026-06-30T10:00:00.000Z',
  lastDay: '2026-06-30',
};
const run = '2026-06-23T05:00:00.000Z';
const earlier = '2026-06-22T05:00:00.000Z';

const aTelling = (overrides: Partial<Telling> = {}): Telling => ({
  authorizedAt: '2026-01-01T10:00:00.000Z',
  lastDay: '2026-06-30',
  step: 7,
  state: 'done',
  attempts: 1,
  run: earlier,
  ...overrides,
});

describe('the turn to tell a step', () => {
  it.each([
    ['nothing was told', undefined, 1],
    ['a wider rung was told', aTelling({ step: 14 }), 1],
    ['a wider rung was begun and not noted', aTelling({ step: 14, state: 'begun', attempts: 2 }), 1],
    ['a former authorization was told to its end', aTelling({ authorizedAt: '2025-07-01T00:00:00Z', step: ended }), 1],
    ['the mail was refused', aTelling({ state: 'refused', attempts: 0 }), 1],
    ['an earlier run crashed in it', aTelling({ state: 'begun' }), 2],
  ])('is taken when %s', (_, known, attempts) => {
    expect(turnOf(ending, 7, known, run)).toEqual({
      kind: 'take',
      telling: { ...aTelling(), state: 'begun', attempts, run },
    });
  });

  it.each([
    ['it was told', aTelling()],
    ['a tighter rung was told, before the estimate moved on', aTelling({ step: 3 })],
    ['it was begun twice and nobody knows whether it went out', aTelling({ state: 'begun', attempts: 2 })],
  ])('is over when %s', (_, known) => {
    expect(turnOf(ending, 7, known, run)).toEqual({ kind: 'told' });
  });

  it.each([run, '2026-06-23T06:00:00.000Z'])('is not taken from a worker of the same run or a later one: %s', (at) => {
    expect(turnOf(ending, 7, aTelling({ state: 'begun', run: at }), run)).toEqual({ kind: 'busy' });
  });

  it('comes for the end itself after the last rung', () => {
    expect(turnOf(ending, ended, aTelling({ step: 0 }), run)).toMatchObject({ kind: 'take' });
    expect(turnOf(ending, ended, aTelling({ step: ended }), run)).toEqual({ kind: 'told' });
  });
});
