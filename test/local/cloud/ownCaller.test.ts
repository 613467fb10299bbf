import { isForLoopback, isFromOwnPage } from '../../../local/cloud/ownCaller.ts';

describe('a request to this machine', () => {
  it.each([
    ['localhost:3000', true],
    ['LOCALHOST', true],
    ['127.0.0.1:3001', true],
    ['[::1]:3000', true],
    ['evil.example', false],
    ['localhost.evil.example', false],
    ['127.0.0.1.evil.example:3000', false],
    ['localhost:3000@evil.example', false],
    ['0.0.0.0:3000', false],
    ['', false],
    [undefined, false],
  ])('is for a loopback name: %j %j', (host, expected) => {
    expect(isForLoopback({ host })).toBe(expected);
  });

  it.each([
    ['of a program', {}, true],
    ['of a page of its own address', { origin: 'http://localhost:3000', site: 'same-origin' }, true],
    ['of a page of its own address in an old browser', { origin: 'http://localhost:3000' }, true],
    ['of a page of its own address that sends no referrer', { origin: 'null', site: 'same-origin' }, true],
    ['that a person typed', { site: 'none' }, true],
    ['of another site', { origin: 'https://evil.example', site: 'cross-site' }, false],
    ['of another site in an old browser', { origin: 'https://evil.example' }, false],
    ['of another port', { origin: 'http://localhost:5173', site: 'same-site' }, false],
    ['of another port in an old browser', { origin: 'http://localhost:5173' }, false],
    ['of another name of this machine', { origin: 'http://127.0.0.1:3000' }, false],
    ['of another site that tells no origin', { site: 'cross-site' }, false],
    ['of a page in a sandbox', { origin: 'null', site: 'cross-site' }, false],
    ['of a page in a sandbox in an old browser', { origin: 'null' }, false],
    ['of an origin that says nothing', { origin: '' }, false],
  ])('comes from its own page or from none: %s', (_whose, headers, expected) => {
    expect(isFromOwnPage({ host: 'localhost:3000', ...headers })).toBe(expected);
  });
});
