import { isAllowedReturnUrl, withOutcome } from '../../../../shared/domain/consents/returnUrl.ts';

const list = [
  'https://app.example/banks',
  'https://open.example',
  'http://localhost',
  'http://127.0.0.1',
  'http://[::1]',
];

describe('the allow-list of return addresses', () => {
  it.each([
    'https://app.example/banks',
    'https://app.example/banks/',
    'https://app.example/banks/done?tenant=1#top',
    'https://app.example:443/banks',
    'https://APP.example/banks',
    'https://open.example/anything',
    'http://localhost',
    'http://localhost:5173/cb',
    'http://127.0.0.1:8080/',
    'http://[::1]:3000/cb',
    'http://[0:0:0:0:0:0:0:1]:3000/cb',
  ])('allows %s', (address) => {
    expect(isAllowedReturnUrl(address, list)).toBe(true);
  });

  it.each([
    'https://app.example/',
    'https://app.example/banksy',
    'https://app.example/banks/../admin',
    'https://app.example/banks/%2e%2e/admin',
    'http://app.example/banks',
    'https://app.example:8443/banks',
    'https://app.example.evil.example/banks',
    'https://evil.example/https://app.example/banks',
    'https://app.example@evil.example/banks',
    'https://user:secret@app.example/banks',
    'https://evil.example\\@app.example/banks',
    'https://evil.example#@app.example/banks',
    'http://localhost.evil.example/',
    'http://localhost@evil.example/',
    'https://localhost/',
    'http://[::1].evil.example/',
    'http://[::2]/',
    'http://127.0.0.1.evil.example/',
    '//app.example/banks',
    '/banks',
    'javascript:alert(1)//https://app.example/banks',
    'data:text/html,https://app.example/banks',
    'ftp://app.example/banks',
    '',
    ' ',
  ])('refuses %j', (address) => {
    expect(isAllowedReturnUrl(address, list)).toBe(false);
  });

  it('allows nothing by an empty list or an entry that is no address', () => {
    expect(isAllowedReturnUrl('https://app.example/banks', [])).toBe(false);
    expect(isAllowedReturnUrl('https://app.example/banks', ['', '*', 'app.example'])).toBe(false);
  });
});

describe('the outcome in a return address', () => {
  it('is added to what is there and cannot be forged by it', () => {
    const address = withOutcome('https://app.example/banks?tenant=1&status=connected#top', {
      connectionId: 'c-1',
      status: 'failed',
      code: undefined,
    });

    expect(address).toBe('https://app.example/banks?tenant=1&connectionId=c-1&status=failed#top');
  });

  it.each([
    ['https://app.example/banks?note=a%20b&x=%2F&empty&list=1&list=2', 'note=a%20b&x=%2F&empty&list=1&list=2&'],
    ['https://app.example/banks?q=caf%C3%A9+%26+co', 'q=caf%C3%A9+%26+co&'],
    ['https://app.example/banks', ''],
    ['https://app.example/banks?', ''],
    ['https://app.example/banks?status=forged&%73tatus=again&accountId', ''],
  ])('leaves the query of %s as it was written', (address, before) => {
    const { origin, pathname, search } = new URL(withOutcome(address, { accountId: 'a b&c', status: 'reauthorized' }));

    expect([origin + pathname, search]).toEqual([
      'https://app.example/banks',
      `?${before}accountId=a+b%26c&status=reauthorized`,
    ]);
  });
});
