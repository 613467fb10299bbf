import { Fault, faultKinds } from '../../../../shared/domain/faults/fault.ts';
import { faultCodeOf, healthOfFault } from '../../../../shared/domain/connections/health.ts';
import { problemStatuses } from '../../../../shared/contracts/http/problems.ts';

const codes = Object.keys(faultKinds).map(faultCodeOf);

describe('the catalogue of faults', () => {
  it.each(codes)('gives %s a form over HTTP', (code) => {
    expect(problemStatuses[code]).toBeGreaterThanOrEqual(409);
  });

  it('asks a person for what only a person can heal, and for nothing else', () => {
    const asking = codes.filter((code) => healthOfFault(code).state === 'action_required');

    expect(asking).toEqual(codes.filter((code) => faultKinds[code] === 'userActionRequired'));
  });

  it('carries its code, never data, in its message', () => {
    const fault = new Fault('ponto_throttled', { cause: new Error('secret'), retryAfterSeconds: 7, requestId: 'r-1' });

    expect(fault).toMatchObject({ code: 'ponto_throttled', kind: 'transient', retryAfterSeconds: 7, requestId: 'r-1' });
    expect(fault.message).toBe('ponto_throttled');
  });
});
