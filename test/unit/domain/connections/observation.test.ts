import { observationOf } from '../../../../shared/domain/connections/observation.ts';
import { aFeedAccount, uuid } from '../../../builders/bank.ts';

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
