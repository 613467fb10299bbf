import type { Allowance, Metered } from '../../shared/domain/quotas/quotas.ts';

export const anAllowance = (members: Partial<Allowance> = {}): Allowance => ({
  of: 'requests',
  limit: 6_000,
  windowSeconds: 60,
  remaining: 5_999,
  secondsLeft: 12,
  ...members,
});

/** A meter that lets everything pass. */
export const unhurried = async (): Promise<Metered> => ({ allowance: anAllowance() });
