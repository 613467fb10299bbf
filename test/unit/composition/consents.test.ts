import { returnAddresses } from '../../../shared/composition/consents.ts';
import { isAllowedReturnUrl } from '../../../shared/domain/consents/returnUrl.ts';

describe('where people may go after Ponto', () => {
  const allowed = (address: string, publicUrl = 'https://sync.example/') =>
    isAllowedReturnUrl(
      address,
      returnAddresses({ PUBLIC_URL: publicUrl, RETURN_URL_ALLOWLIST: ['https://app.example'] }),
    );

  it.each([
    'https://sync.example/pages/connect/back?connectionId=1',
    'https://sync.example/pages',
    'https://app.example/banks',
  ])('lets them go to %s', (address) => {
    expect(allowed(address)).toBe(true);
  });

  it.each([
    'https://sync.example/pages.evil/connect',
    'https://sync.example/pagesevil',
    'https://sync.example/v1/accounts',
    'https://sync.example/pages/../v1/accounts',
    'https://sync.example.evil.example/pages/connect',
    'https://evil.example/pages/connect',
    'http://sync.example/pages/connect',
    'https://sync.example:8443/pages/connect',
    'https://sync.example@evil.example/pages/connect',
  ])('lets nobody go to %s', (address) => {
    expect(allowed(address)).toBe(false);
  });

  it('keeps to the pages below the path where the world reaches us', () => {
    expect(allowed('https://host.example/bank/pages/connect', 'https://host.example/bank')).toBe(true);
    expect(allowed('https://host.example/pages/connect', 'https://host.example/bank')).toBe(false);
  });
});
