import { paymentCurrencies } from '../../../../shared/contracts/http/paymentCurrencies.ts';

describe('a currency that payments are made in', () => {
  it('is one that the runtime knows, and stands once', () => {
    // The bolívar has two codes, of which the runtime knows the one that is used abroad.
    const known = new Set([...Intl.supportedValuesOf('currency'), 'VED']);

    expect(paymentCurrencies.filter((code) => !known.has(code))).toEqual([]);
    expect(new Set(paymentCurrencies).size).toBe(paymentCurrencies.length);
  });
});
