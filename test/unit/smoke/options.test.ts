import { parseOptions, UsageError } from '../../../infra/smoke/options.ts';

const url = 'https://bank-sync.example.com';

describe('what npm run smoke is asked', () => {
  it('needs an address and takes what is to be there', () => {
    expect(parseOptions(['--url', url])).toEqual({ url });
    expect(
      parseOptions(['--url', url, '--release', '0.1.0+6aee1b3f2a10', '--expect-issuer', 'http://localhost:3000/i']),
    ).toEqual({ url, release: '0.1.0+6aee1b3f2a10', issuer: 'http://localhost:3000/i' });
  });

  it.each([
    ['no address', []],
    ['what is none', ['--url', 'bank-sync']],
    ['a way that is not encrypted', ['--url', 'http://bank-sync.example.com']],
    ['another way', ['--url', 'file:///etc/hosts']],
    ['a password', ['--url', 'https://els:secret@bank-sync.example.com']],
    ['a query', ['--url', `${url}/?a=b`]],
    ['an empty release, as an unset variable gives it', ['--url', url, '--release', '']],
    ['an issuer that is not encrypted', ['--url', url, '--expect-issuer', 'http://issuer.example.com']],
    ['a word too much', ['--url', url, 'now']],
    ['an unknown option', ['--url', url, '--fast']],
  ])('refuses %s', (_what, argv) => {
    expect(() => parseOptions(argv)).toThrow(UsageError);
  });
});
