import { defined } from '../../../../shared/language/defined.ts';
import { judgeSynchronization } from '../../../../shared/domain/syncs/judgeSynchronization.ts';

const failed = (code: string, createdAt?: string) =>
  ({ status: 'error', errorCodes: [code], ...defined({ createdAt }) }) as const;

describe("what Ponto's last attempt at the bank means", () => {
  it.each([
    ['nothing, when there was none', undefined, undefined],
    ['nothing, when it went well', { status: 'success', errorCodes: [] } as const, undefined],
    ['nothing, while it runs', { status: 'running', errorCodes: ['authorizationInvalid'] } as const, undefined],
    ['a dead consent', failed('authorizationInvalid'), 'authorization_expired'],
    ['a dead consent, by a code of the same family', failed('authorizationExpired'), 'authorization_expired'],
    ['a passing fault', failed('financialInstitutionUnavailable'), 'bank_unavailable'],
    ['a passing fault, when no code is told', { status: 'error', errorCodes: [] } as const, 'bank_unavailable'],
  ])('is %s', (_what, synchronization, code) => {
    expect(judgeSynchronization(synchronization)).toBe(code);
  });

  it.each([
    [
      'before the consent was renewed is passing: the next one heals it',
      '2026-03-10T09:00:01.000Z',
      'bank_unavailable',
    ],
    ['after the consent was given is a dead consent', '2026-03-10T08:59:59.000Z', 'authorization_expired'],
    ['of a consent whose time nobody tells is a dead consent', undefined, 'authorization_expired'],
  ])('a refusal %s', (_when, authorizedAt, code) => {
    expect(judgeSynchronization(failed('authorizationInvalid', '2026-03-10T09:00:00.000Z'), authorizedAt)).toBe(code);
  });
});
