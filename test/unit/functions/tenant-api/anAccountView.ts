import type { AccountView } from '../../../../shared/usecases/accounts/readAccounts.ts';
import { anAccount } from '../../../builders/records.ts';

export const anAccountView = (overrides: Partial<AccountView> = {}): AccountView => ({
  account: anAccount(),
  authorization: { state: 'valid' },
  health: { state: 'ok', code: 'all_well' },
  progress: { proof: { verdict: 'unproven' as const }, refusedLines: 0 },
  candidates: [],
  ...overrides,
});
