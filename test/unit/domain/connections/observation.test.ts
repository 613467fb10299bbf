import { observationOf } from '../../../../shared/domain/connections/observation.ts';
import type { Account } from '../../../../shared/domain/connections/connection.ts';
import { aFeedAccount, uuid } from '../../../builders/bank.ts';
import { anAccount } from '../../../builders/records.ts';

const at = '2026-03-10T09:00:00.000Z';
const latest = { id: uuid(800_001), subtype: 'accountTransactions', errorCodes: [] };
const createdAt = '2026-03-10T07:00:00.000Z';
const updatedAt = '2026-03-10T07:01:00.000Z';
const synchronizedAt = '2026-03-10T07:02:00.000Z';

describe('when Ponto last got through to the bank', () => {
  it.each([
    [{ ...latest, status: 'success', createdAt, updatedAt } as const, synchronizedAt, updatedAt],
    [{ ...latest, status: 'success', createdAt } as const, synchronizedAt, synchronizedAt],
    [{ ...latest, status: 'success', createdAt } as const, undefined, createdAt],
  ])('is the end of an attempt that succeeded, as near as it is told: case %#', (attempt, told, expected) => {
    const seen = aFeedAccount({ latestSynchronization: attempt, ...(told && { synchronizedAt: told }) });

    expect(observationOf(seen, undefined, at).bankReachedAt).toBe(expected);
  });

  it.each(['error', 'running', 'pending'] as const)('is not told by one that is %s: what was known stays', (status) => {
    const seen = aFeedAccount({ latestSynchronization: { ...latest, status, createdAt, updatedAt }, synchronizedAt });

    expect(observationOf(seen, undefined, at)).not.toHaveProperty('bankReachedAt');
  });
});

describe('when the bank has refused an authorization', () => {
  const authorizedAt = '2026-01-01T08:00:00.000Z';
  const refusedAt = (day: string) =>
    aFeedAccount({
      authorizedAt,
      latestSynchronization: {
        ...latest,
        status: 'error',
        errorCodes: ['authorizationInvalid'],
        createdAt: `2026-03-${day}T07:00:00.000Z`,
      },
    });
  const seenBefore = (authorization: Partial<Account['authorization']>) =>
    anAccount({ authorization: { authorizedAt, revoked: false, ...authorization } });

  it.each([
    ['is the first refusal, however often it refuses', { endedAt: '2026-03-08T07:00:00.000Z' }, '08'],
    ['is the first one that is told', {}, '10'],
    [
      'is a refusal of this authorization',
      { endedAt: '2026-03-08T07:00:00.000Z', authorizedAt: '2025-01-01T08:00:00.000Z' },
      '10',
    ],
  ])('%s', (_what, known, day) => {
    expect(observationOf(refusedAt('10'), undefined, at, seenBefore(known)).authorization.endedAt).toBe(
      `2026-03-${day}T07:00:00.000Z`,
    );
  });
});
