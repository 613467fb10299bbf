import { Fault, type FaultCode } from '../../domain/faults/fault.ts';
import { pauseBefore, type RetryPolicy } from './retryPolicies.ts';

export type Decision =
  /** Ours, or out of retries without a schedule: the queue delivers the job again, and keeps it in the end. */
  | { readonly kind: 'rethrow' }
  /** Ponto no longer accepts our access: the connection must say so. */
  | { readonly kind: 'refuseConnection'; readonly code: 'reconnect_required' | 'credentials_refused' }
  | { readonly kind: 'requeue'; readonly afterSeconds: number; readonly code: FaultCode }
  | { readonly kind: 'giveUp'; readonly code: FaultCode };

/** What a failure of a job means for it. The same for every kind of job; what is done about it is theirs. */
export const decide = (error: unknown, attempts: number, policy: RetryPolicy): Decision => {
  if (!(error instanceof Fault) || error.kind === 'bug') return { kind: 'rethrow' };
  const { code, kind, retryAfterSeconds } = error;
  if (code === 'reconnect_required' || code === 'credentials_refused') return { kind: 'refuseConnection', code };
  if (kind === 'userActionRequired') return { kind: 'giveUp', code };
  const afterSeconds = pauseBefore(policy, attempts, retryAfterSeconds);
  if (afterSeconds !== undefined) return { kind: 'requeue', afterSeconds, code };
  return policy.whenExhausted === 'rethrow' ? { kind: 'rethrow' } : { kind: 'giveUp', code };
};
