import { nextStep } from '../../../infra/ops/nextStep.ts';

const named = (name: string, more = {}) => Object.assign(new Error('as AWS says it'), { name, ...more });

describe('what to do about an error at the terminal of the operator', () => {
  it.each([
    [named('CredentialsProviderError'), 'has no AWS credentials'],
    [named('ExpiredTokenException'), 'Sign in again'],
    [named('UnrecognizedClientException'), 'Sign in again'],
    [named('AccessDeniedException'), 'infra/ops/README.md lists the rights'],
    [named('ResourceNotFoundException'), 'Something of stage prod is not there'],
    [named('QueueDoesNotExist'), 'Is it deployed'],
    [named('Error', { code: 'ENOTFOUND' }), 'the region of the stage'],
    [named('Error', { code: 'ENOENT' }), '.local/aws.env'],
  ])('is said: %s', (error, step) => {
    expect(nextStep(error, 'prod')).toContain(step);
  });

  it('speaks of the runner on a laptop, not of AWS', () => {
    expect(nextStep(named('Error', { code: 'ECONNREFUSED' }), 'local')).toContain('npm start');
  });

  it.each([named('SignInRefused'), undefined, 'text', { name: 7 }])('is left to an error of our own: %s', (error) => {
    expect(nextStep(error, 'prod')).toBeUndefined();
  });
});
