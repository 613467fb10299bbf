import type { AuthorizationNow } from '../../../../shared/domain/connections/authorization.ts';
import {
  faultCodeOf,
  healthOf,
  healthOfFault,
  type HealthInput,
} from '../../../../shared/domain/connections/health.ts';
import { aLink, anAccount, aSync } from '../../../builders/records.ts';

const input = (overrides: Partial<HealthInput> = {}): HealthInput => ({
  account: anAccount({ link: aLink() }),
  connectionStatus: 'active',
  authorization: { state: 'valid' },
  paused: false,
  refusedLines: 0,
  ...overrides,
});
const expired: AuthorizationNow = { state: 'expired' };
const failed = (errorCode: string) => aSync({ status: 'failed', errorCode });

describe('the health of an account', () => {
  it('is well when nothing is wrong, linked or not', () => {
    expect(healthOf(input())).toEqual({ state: 'ok', code: 'all_well' });
    expect(healthOf(input({ account: anAccount(), paused: true }))).toEqual({
      state: 'ok',
      code: 'not_linked',
    });
  });

  it('names the reason furthest from the account first', () => {
    const all: Partial<HealthInput> = {
      connectionStatus: 'reconnect_required',
      authorization: expired,
      paused: true,
      lastSync: failed('bank_unavailable'),
      refusedLines: 1,
      account: anAccount({ link: aLink(), availability: 'readonly' }),
    };

    const codes = [
      healthOf(input(all)),
      healthOf(input({ ...all, connectionStatus: 'active' })),
      healthOf(input({ ...all, connectionStatus: 'active', authorization: { state: 'valid' } })),
      healthOf(input({ ...all, connectionStatus: 'active', authorization: { state: 'valid' }, paused: false })),
      healthOf(input({ refusedLines: 1, uncertainLines: 2, account: all.account ?? anAccount() })),
      healthOf(input({ uncertainLines: 2, account: all.account ?? anAccount() })),
      healthOf(input({ account: all.account ?? anAccount(), authorization: { state: 'expiring', daysLeft: 3 } })),
      healthOf(input({ authorization: { state: 'expiring', daysLeft: 3 } })),
    ].map(({ code }) => code);

    expect(codes).toEqual([
      'reconnect_required',
      'authorization_expired',
      'feed_paused',
      'bank_unavailable',
      'line_refused',
      'lines_uncertain',
      'bank_maintenance',
      'authorization_expiring',
    ]);
  });

  it('names the days to check where it knows them', () => {
    const account = anAccount({ link: aLink() });
    const days = { from: '2026-03-02', to: '2026-03-09' };
    const difference = { amount: '7', since: days.from, on: days.to, bankBalance: '100' };
    const healths = [
      healthOf(input({ account, difference })),
      healthOf(input({ account, refusedLines: 2, refusedDays: days })),
      healthOf(input({ account, uncertainLines: 2, uncertainDays: days })),
      healthOf(input({ account, uncertainLines: 2 })),
    ];

    expect(healths.map(({ code, step, days: told }) => [code, step, told])).toEqual([
      ['books_differ', 'check_period', days],
      ['line_refused', 'check_period', days],
      ['lines_uncertain', 'check_period', days],
      ['lines_uncertain', 'check_period', undefined],
    ]);
  });

  it('says beside a difference that lines are refused, which may be why', () => {
    const account = anAccount({ link: aLink() });
    const difference = { amount: '7', since: '2026-03-05', on: '2026-03-09', bankBalance: '100' };
    const known = { on: '2026-02-28', amount: '100', verdict: 'differs', difference: '7' } as const;

    expect([
      healthOf(input({ account, difference, refusedLines: 2 })),
      healthOf(input({ account, known, refusedLines: 1 })),
    ]).toMatchObject([
      { code: 'books_differ', values: { refusedLines: 2 } },
      { code: 'known_balance_differs', values: { refusedLines: 1 } },
    ]);
  });

  it('names a figure of the tenant that differs beside a difference to the bank, and none that agrees', () => {
    const account = anAccount({ link: aLink() });
    const difference = { amount: '7', since: '2026-03-05', on: '2026-03-09', bankBalance: '100' };
    const figure = { on: '2026-02-28', amount: '100' };
    const valuesOf = (known: HealthInput['known']) => healthOf(input({ account, difference, known }));

    expect(valuesOf({ ...figure, verdict: 'differs', difference: '9' })).toMatchObject({
      code: 'books_differ',
      values: { known: { amount: '9', known: '100', on: '2026-02-28' } },
    });
    expect(valuesOf({ ...figure, verdict: 'agrees' })).not.toHaveProperty('values.known');
    expect(valuesOf({ ...figure, verdict: 'waiting' })).not.toHaveProperty('values.known');
  });

  it.each([
    ['awaiting_consent', 'awaiting_consent', 'reconnect'],
    ['reconnect_required', 'reconnect_required', 'reconnect'],
    ['blocked', 'organization_blocked', 'contact_ponto'],
    ['migration_required', 'migration_required', 'reconnect'],
    ['disconnected', 'disconnected', 'connect_anew'],
  ] as const)('needs a person on a connection that is %s', (connectionStatus, code, step) => {
    expect(healthOf(input({ connectionStatus }))).toMatchObject({ state: 'action_required', code, step });
  });

  it('never shows a passing fault as a consent to renew, nor a dead consent as passing', () => {
    const passing = healthOf(input({ lastSync: failed('ponto_unavailable') }));
    const dead = [
      healthOf(input({ authorization: expired, lastSync: failed('authorization_expired') })),
      healthOf(input({ authorization: expired, lastSync: failed('bank_unavailable') })),
      healthOf(input({ authorization: { state: 'revoked' } })),
    ];

    expect(passing).toMatchObject({ state: 'passing' });
    expect(passing).not.toHaveProperty('step');
    expect(dead).toMatchObject([
      { state: 'action_required', step: 'reauthorize' },
      { state: 'action_required', step: 'reauthorize' },
      { state: 'action_required', step: 'fetch_accounts' },
    ]);
  });

  it('says that the bank has trouble when many fail with it, and never instead of what a person must heal', () => {
    const trouble = { bankOutage: true };
    const passing = healthOf(input({ ...trouble, lastSync: failed('bank_unavailable') }));
    const others = [
      input({ ...trouble, lastSync: failed('ponto_unavailable') }),
      input({ ...trouble, authorization: expired, lastSync: failed('authorization_expired') }),
      input({ ...trouble, authorization: expired, lastSync: failed('bank_unavailable') }),
      input({ ...trouble, lastSync: aSync({ status: 'succeeded' }) }),
      input({ lastSync: failed('bank_unavailable') }),
    ];

    expect(passing).toEqual({ state: 'passing', code: 'bank_trouble' });
    expect(others.map((other) => healthOf(other).code)).toEqual([
      'ponto_unavailable',
      'authorization_expired',
      'authorization_expired',
      'all_well',
      'bank_unavailable',
    ]);
  });

  it('does not hold an old failure against an account that feeds nothing any more', () => {
    const health = healthOf(input({ account: anAccount(), lastSync: failed('bank_unavailable') }));

    expect(health).toMatchObject({ state: 'ok' });
  });

  it('counts a failure code of another release as ours', () => {
    expect(faultCodeOf('unheard_of')).toBe('internal_error');
    expect(faultCodeOf('toString')).toBe('internal_error');
    expect(healthOf(input({ lastSync: failed('unheard_of') }))).toEqual(healthOfFault('internal_error'));
  });

  it('counts the days that an authorization has left', () => {
    expect(healthOf(input({ authorization: { state: 'expiring', daysLeft: 7 } }))).toEqual({
      state: 'attention',
      code: 'authorization_expiring',
      values: { days: 7 },
      step: 'reauthorize',
    });
  });
});
