import { Fault, type FaultCode } from '../../../../shared/domain/faults/fault.ts';
import { decide } from '../../../../shared/usecases/jobs/failurePolicy.ts';
import {
  behindRun,
  leasedAccount,
  pauseBefore,
  scheduledWork,
  unscheduledWork,
  type RetryPolicy,
} from '../../../../shared/usecases/jobs/retryPolicies.ts';

/** All pauses of a policy, in runs of equal ones: how often, and how long. */
const pausesOf = (policy: RetryPolicy): readonly string[] => {
  const runs: { seconds: number; times: number }[] = [];
  for (let attempts = 0; attempts < 1000; attempts += 1) {
    const seconds = pauseBefore(policy, attempts);
    if (seconds === undefined) break;
    const last = runs.at(-1);
    if (last?.seconds === seconds) last.times += 1;
    else runs.push({ seconds, times: 1 });
  }
  return runs.map(({ seconds, times }) => `${times} x ${seconds} s`);
};

describe('the failure policy of jobs', () => {
  it.each([
    ['scheduled work', scheduledWork, ['1 x 30 s', '1 x 120 s', '1 x 600 s']],
    ['an account under the lease of another run', leasedAccount, ['4 x 10 s', '1 x 20 s']],
    [
      'work that no schedule repeats',
      unscheduledWork,
      ['1 x 30 s', '1 x 60 s', '1 x 120 s', '1 x 300 s', '1 x 600 s', '95 x 900 s'],
    ],
    ['work behind another run', behindRun, ['30 x 20 s', '70 x 300 s']],
  ])('tries %s again so often and after so long', (_, policy, pauses) => {
    expect(pausesOf(policy)).toEqual(pauses);
  });

  it('waits as long as the other side asks, and no longer than the queue can', () => {
    const after = (retryAfterSeconds: number) =>
      decide(new Fault('ponto_throttled', { retryAfterSeconds }), 0, scheduledWork);

    expect(after(5)).toMatchObject({ kind: 'requeue', afterSeconds: 30 });
    expect(after(400)).toMatchObject({ kind: 'requeue', afterSeconds: 400 });
    expect(after(3600)).toMatchObject({ kind: 'requeue', afterSeconds: 900 });
  });

  it.each<[string, FaultCode, RetryPolicy, number, object]>([
    ['gives up scheduled work', 'bank_unavailable', scheduledWork, 3, { kind: 'giveUp', code: 'bank_unavailable' }],
    ['leaves unscheduled work to an engineer', 'ponto_unavailable', unscheduledWork, 100, { kind: 'rethrow' }],
    [
      'lets the connection say that our access was refused',
      'credentials_refused',
      unscheduledWork,
      0,
      { kind: 'refuseConnection', code: 'credentials_refused' },
    ],
    ['does not try again what a person must do', 'organization_blocked', scheduledWork, 0, { kind: 'giveUp' }],
    ['leaves an error of ours to the queue', 'internal_error', scheduledWork, 0, { kind: 'rethrow' }],
  ])('%s', (_, code, policy, attempts, decision) => {
    expect(decide(new Fault(code), attempts, policy)).toMatchObject(decision);
  });

  it('takes what is no fault for an error of ours', () => {
    expect(decide(new TypeError('x is not a function'), 0, unscheduledWork)).toEqual({ kind: 'rethrow' });
  });
});
