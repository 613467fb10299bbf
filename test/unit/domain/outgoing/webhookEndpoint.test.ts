import {
  afterFailure,
  oldSecretsUntil,
  rotated,
  rotatesFrom,
  signingSecrets,
  fateOf,
} from '../../../../shared/domain/outgoing/webhookEndpoint.ts';
import { anEndpoint } from '../../../builders/webhooks.ts';

const at = '2026-03-10T08:00:00.000Z';
const aDayLater = '2026-03-11T08:00:00.000Z';

describe('an endpoint that fails', () => {
  it.each([
    [0, '2026-03-10T08:00:05.000Z'],
    [1, '2026-03-10T08:00:10.000Z'],
    [6, '2026-03-10T08:05:20.000Z'],
    [40, '2026-03-10T09:00:00.000Z'],
  ])('rests twice as long each time, an hour at the most: %d before', (failures, pausedUntil) => {
    expect(afterFailure(anEndpoint({ failures }), { at, durationMs: 12 })).toEqual({
      state: 'enabled',
      failures: failures + 1,
      failingSince: at,
      pausedUntil,
    });
  });

  it.each([
    [60, '2026-03-10T08:01:00.000Z'],
    [1, '2026-03-10T08:00:05.000Z'],
    [86_400, '2026-03-10T09:00:00.000Z'],
  ])('rests as long as it asks for, within bounds: %d seconds', (retryAfterSeconds, pausedUntil) => {
    expect(afterFailure(anEndpoint(), { at, durationMs: 12, retryAfterSeconds }).pausedUntil).toBe(pausedUntil);
  });

  it.each([
    ['2026-03-07T08:00:00.001Z', 'enabled'],
    ['2026-03-07T08:00:00.000Z', 'disabled'],
  ])('since %s is %s', (failingSince, state) => {
    expect(afterFailure(anEndpoint({ failures: 30, failingSince }), { at, durationMs: 12 }).state).toBe(state);
  });

  it.each([
    [9, 'disabled'],
    [8, 'enabled'],
  ])('%d times before a delivery has spent its ten attempts is %s', (failures, state) => {
    const failingSince = '2026-03-07T20:00:00.000Z';
    expect(afterFailure(anEndpoint({ failures, failingSince }), { at, durationMs: 12, exhaustedTries: 10 }).state).toBe(
      state,
    );
  });
});

describe('the secrets of an endpoint', () => {
  it('sign side by side for a day after a rotation', () => {
    const secrets = rotated(anEndpoint(), 'sealed-2', at);

    expect(signingSecrets({ secrets }, at)).toEqual(['sealed-2', 'sealed-1']);
    expect(oldSecretsUntil({ secrets }, at)).toBe(aDayLater);
    expect(signingSecrets({ secrets }, aDayLater)).toEqual(['sealed-2']);
    expect(oldSecretsUntil({ secrets }, aDayLater)).toBeUndefined();
  });

  it('keep their time when it is rotated again; a third rotation waits until one of them has had its day', () => {
    const noon = '2026-03-10T12:00:00.000Z';
    const twice = rotated({ secrets: rotated(anEndpoint(), 'sealed-2', at) }, 'sealed-3', noon);

    expect(twice).toEqual([
      { sealed: 'sealed-3' },
      { sealed: 'sealed-2', until: '2026-03-11T12:00:00.000Z' },
      { sealed: 'sealed-1', until: aDayLater },
    ]);
    expect(rotatesFrom(anEndpoint(), at)).toBeUndefined();
    expect(rotatesFrom({ secrets: rotated(anEndpoint(), 'sealed-2', at) }, at)).toBeUndefined();
    expect(rotatesFrom({ secrets: twice }, noon)).toBe(aDayLater);
    expect(rotatesFrom({ secrets: twice }, aDayLater)).toBeUndefined();
    expect(rotated({ secrets: twice }, 'sealed-4', aDayLater).map(({ sealed }) => sealed)).toEqual([
      'sealed-4',
      'sealed-3',
      'sealed-2',
    ]);
  });
});

describe('an endpoint', () => {
  it.each([
    [{}, 'sent'],
    [{ events: ['SyncFailed'] }, 'sent'],
    [{ events: ['AccountsFetched'] }, 'left_out'],
    [{ state: 'disabled', disabledAt: '2026-02-08T08:00:00.001Z' }, 'kept'],
    [{ state: 'disabled', disabledAt: '2026-02-08T08:00:00.000Z' }, 'left_out'],
    [{ state: 'disabled', disabledAt: at, events: ['AccountsFetched'] }, 'left_out'],
  ] as const)('%j and a failed sync: %s', (said, expected) => {
    expect(fateOf(anEndpoint(said), 'SyncFailed', at)).toBe(expected);
  });
});
