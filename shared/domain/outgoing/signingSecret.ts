/**
 * What a receiver verifies our webhooks with: `whsec_` and 32 random bytes in Base64, as the Standard Webhooks specification
 * writes them (it asks for 24 to 64).
 *
 * @param random 256 bits in Base64url, from an `IdSource`
 */
export const signingSecret = (random: string): string => {
  const base64 = random.replaceAll('-', '+').replaceAll('_', '/');
  return `whsec_${base64.padEnd(Math.ceil(base64.length / 4) * 4, '=')}`;
};
