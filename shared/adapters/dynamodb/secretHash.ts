import { createHash, timingSafeEqual } from 'node:crypto';

/** What is kept of the secret of a link: the table never holds a usable one. */
export const secretHashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** Compares in a time that tells nothing of where the two differ. */
export const isSecretOf = (kept: string, given: string): boolean => {
  const [left, right] = [Buffer.from(kept, 'base64url'), Buffer.from(secretHashOf(given), 'base64url')];
  return left.length === right.length && timingSafeEqual(left, right);
};
