import { Fault, faultCatalogue } from '../../../../shared/domain/faults/fault.ts';
import { faultCodeOf, healthOfFault } from '../../../../shared/domain/connections/health.ts';
import { problemCatalogue } from '../../../../shared/contracts/http/problems.ts';

const codes = Object.keys(faultCatalogue).map(faultCodeOf);

describe('the catalogue of faults', () => {
  it.each(codes)('gives %s a sentence for people, a kind and a form over HTTP', (code) => {
    const { kind, sentence } = faultCatalogue[code];

    expect(sentence).toMatch(/^[A-Z].+\.$/);
    expect(['transient', 'userActionRequired', 'bug']).toContain(kind);
    expect(problemCatalogue[code].detail).toMatch(/\.$/);
    expect(healthOfFault(code)).toMatchObject({ code, message: sentence });
  });

  it('asks a person for what only a person can heal, and for nothing else', () => {
    const asking = codes.filter((code) => healthOfFault(code).state === 'action_required');

    expect(asking).toEqual(codes.filter((code) => faultCatalogue[code].kind === 'userActionRequired'));
  });

  it('carries its code, never data, in its message', () => {
    const fault = new Fault('ponto_throttled', { cause: new Error('secret'), retryAfterSeconds: 7, requestId: 'r-1' });

    expect(fault).toMatchObject({ code: 'ponto_throttled', kind: 'transient', retryAfterSeconds: 7, requestId: 'r-1' });
    expect(fault.message).toBe(faultCatalogue.ponto_throttled.sentence);
  });
});
