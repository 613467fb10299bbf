import { judgeEndpointUrl, type Receivers } from '../../../../shared/domain/outgoing/endpointUrl.ts';

const judged = (text: string, receivers: Receivers = 'public'): string => {
  const verdict = judgeEndpointUrl(text, receivers);
  return verdict.kind === 'allowed' ? verdict.url.href : verdict.reason;
};

describe('the URL of a receiver', () => {
  it.each([
    ['https://hooks.example', 'https://hooks.example/'],
    ['https://HOOKS.example:443/in?tenant=1', 'https://hooks.example/in?tenant=1'],
    ['https://hooks.example:8443/a/../b', 'https://hooks.example:8443/b'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
    ['https://a_b.hooks.example/', 'https://a_b.hooks.example/'],
    ['https://hooks.xn--p1ai/', 'https://hooks.xn--p1ai/'],
    [`https://hooks.example/${'x'.repeat(2026)}`, `https://hooks.example/${'x'.repeat(2026)}`],
  ])('may be %s', (text, url) => {
    expect(judged(text)).toBe(url);
  });

  it.each([
    ['', 'not_a_url'],
    ['hooks.example/in', 'not_a_url'],
    ['https://', 'not_a_url'],
    ['https://hooks.example:99999/', 'not_a_url'],
    [`https://hooks.example/${'x'.repeat(2027)}`, 'too_long'],
    ['http://hooks.example/', 'not_https'],
    ['ftp://hooks.example/', 'not_https'],
    ['javascript:alert(1)', 'not_https'],
    ['https://user:secret@hooks.example/', 'credentials_in_url'],
    ['https://hooks.example@evil.example/', 'credentials_in_url'],
    ['https://hooks.example/#top', 'fragment_in_url'],
    ['https://hooks.example:25/', 'port_not_allowed'],
    ['https://hooks.example:80/', 'port_not_allowed'],
    ['https://hooks.example:1023/', 'port_not_allowed'],
    ['https://hooks.example:0/', 'port_not_allowed'],
    ['https://hooks/', 'host_not_public'],
    ['https://hooks.example./', 'host_not_public'],
    ['https://.hooks.example/', 'host_not_public'],
    ['https://hooks..example/', 'host_not_public'],
    ['https://localhost:8443/', 'host_not_public'],
    ['https://api.localhost/', 'host_not_public'],
    ['https://printer.local/', 'host_not_public'],
    ['https://metadata.google.internal/', 'host_not_public'],
    ['https://1.0.0.127.in-addr.arpa/', 'host_not_public'],
    ['https://8.8.8.8/', 'host_not_public'],
    ['https://127.0.0.1/', 'host_not_public'],
    ['https://0x7f.0.0.1/', 'host_not_public'],
    ['https://0177.0.0.1/', 'host_not_public'],
    ['https://2130706433/', 'host_not_public'],
    ['https://127.1/', 'host_not_public'],
    ['https://127.0.0.1./', 'host_not_public'],
    ['https://１２７.0.0.1/', 'host_not_public'],
    ['https://127。0。0。1/', 'host_not_public'],
    ['https://[::1]/', 'host_not_public'],
    ['https://[::ffff:127.0.0.1]/', 'host_not_public'],
    ['https://[2600::1]/', 'host_not_public'],
    ['https://[fe80::1%25eth0]/', 'not_a_url'],
    [`https://${'x'.repeat(64)}.example/`, 'host_not_public'],
  ])('is refused when it is %j: %s', (text, reason) => {
    expect(judged(text)).toBe(reason);
  });

  it('may lead to the machine itself only where that is allowed', () => {
    const own = ['http://localhost:4000/in', 'http://127.0.0.1:4000/', 'https://[::1]:4443/', 'http://localhost:80/'];

    expect(own.map((text) => judged(text, 'loopback'))).toEqual([...own.slice(0, 3), 'http://localhost/']);
    expect(own.map((text) => judged(text))).toEqual(['not_https', 'not_https', 'host_not_public', 'not_https']);
  });

  it.each([
    ['http://hooks.example/', 'not_https'],
    ['http://127.0.0.2:4000/', 'not_https'],
    ['http://localhost.evil.example/', 'not_https'],
    ['https://10.0.0.1/', 'host_not_public'],
    ['ftp://localhost/', 'not_https'],
    ['http://user@localhost/', 'credentials_in_url'],
  ])('is judged on a developer’s machine as elsewhere: %s', (text, reason) => {
    expect(judged(text, 'loopback')).toBe(reason);
  });
});
