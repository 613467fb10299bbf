import { defined } from '../../../../shared/language/defined.ts';
import { authorizationOf } from '../../../../shared/domain/connections/authorization.ts';
import { authorizationEndOf } from '../../../../shared/domain/connections/observation.ts';
import { anAccount } from '../../../builders/records.ts';

const at = (expiresAt: string | undefined, now: string, revoked = false) =>
  authorizationOf(anAccount({ authorization: { revoked, ...defined({ expiresAt }) } }), now);

describe('how an authorization stands', () => {
  it.each([
    ['2026-06-30T10:00:00.000Z', '2026-05-30T21:59:59.000Z', 'valid', 31],
    // Midnight in Brussels: 30 days are left from here on.
    ['2026-06-30T10:00:00.000Z', '2026-05-30T22:00:00.000Z', 'expiring', 30],
    ['2026-06-30T10:00:00.000Z', '2026-06-29T21:59:59.000Z', 'expiring', 1],
    ['2026-06-30T10:00:00.000Z', '2026-06-29T22:00:00.000Z', 'expiring', 0],
    ['2026-06-30T10:00:00.000Z', '2026-06-30T09:59:59.999Z', 'expiring', 0],
    ['2026-06-30T10:00:00.000Z', '2026-06-30T10:00:00.000Z', 'expired', 0],
    ['2026-06-30T10:00:00.000Z', '2027-01-01T00:00:00.000Z', 'expired', 0],
    // The end lies on the next day in Brussels, though not in UTC.
    ['2026-06-30T22:30:00.000Z', '2026-06-30T12:00:00.000Z', 'expiring', 1],
    // Summer time begins on 29 March and ends on 25 October 2026: days of 23 and 25 hours are days.
    ['2026-03-30T09:00:00.000Z', '2026-03-28T23:30:00.000Z', 'expiring', 1],
    ['2026-03-30T09:00:00.000Z', '2026-03-28T22:30:00.000Z', 'expiring', 2],
    ['2026-10-26T09:00:00.000Z', '2026-10-24T22:30:00.000Z', 'expiring', 1],
    ['2026-10-26T09:00:00.000Z', '2026-10-25T22:59:00.000Z', 'expiring', 1],
    ['2026-10-26T09:00:00.000Z', '2026-10-25T23:00:00.000Z', 'expiring', 0],
  ] as const)('that ends at %s is, at %s, %s with %d days left', (expiresAt, now, state, daysLeft) => {
    expect(at(expiresAt, now)).toEqual({ state, expiresAt, daysLeft });
  });

  it('is revoked whatever its end', () => {
    expect(at('2027-06-30T10:00:00.000Z', '2026-06-30T10:00:00.000Z', true)).toMatchObject({ state: 'revoked' });
    expect(at('2020-06-30T10:00:00.000Z', '2026-06-30T10:00:00.000Z', true)).toMatchObject({ state: 'revoked' });
  });

  it('is valid when nobody knows its end', () => {
    expect(at(undefined, '2026-06-30T10:00:00.000Z')).toEqual({ state: 'valid' });
    expect(at('soon', '2026-06-30T10:00:00.000Z')).toEqual({ state: 'valid' });
  });
});

describe('the end of an authorization', () => {
  const authorizedAt = '2026-01-01T10:00:00.000Z';

  it('is what Ponto expects, else the institution’s days, else 180 days after the last authorization', () => {
    const expected = { authorizedAt, authorizationExpectedEnd: '2026-01-31T00:00:00.000Z' };

    expect(authorizationEndOf(expected, { authorizationDays: 90 })).toBe('2026-01-31T00:00:00.000Z');
    expect(authorizationEndOf({ authorizedAt }, { authorizationDays: 90 })).toBe('2026-04-01T10:00:00.000Z');
    expect(authorizationEndOf({ authorizedAt }, {})).toBe('2026-06-30T10:00:00.000Z');
    expect(authorizationEndOf({ authorizedAt }, undefined)).toBe('2026-06-30T10:00:00.000Z');
  });

  it('is not invented when nobody tells when it began', () => {
    expect(authorizationEndOf({}, { authorizationDays: 90 })).toBeUndefined();
    expect(authorizationEndOf({ authorizedAt: 'lately' }, undefined)).toBeUndefined();
  });
});
