import { signingSecret } from '../../../../shared/domain/outgoing/signingSecret.ts';

describe('the secret of an endpoint', () => {
  it('holds the random bytes as they are, in Base64 with padding', () => {
    // 0xfb and 0xff are written with the signs in which the two alphabets differ.
    const bytes = Buffer.from([0xfb, 0xff, ...Array.from({ length: 30 }, (_, index) => index)]);

    const secret = signingSecret(bytes.toString('base64url'));

    expect(secret).toBe(`whsec_${bytes.toString('base64')}`);
  });
});
