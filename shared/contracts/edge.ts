import * as z from 'zod';

/** By it a request shows that it came through CloudFront, which alone knows what is in it; CloudFront keeps `x-edge-` to itself. */
export const edgeKeyHeader = 'x-origin-key';

const digest = /^[\da-f]{64}$/;

/** SHA-256 of the keys that are good, the one in use first: two while one takes the place of the other. */
export const edgeKeyDigests = z
  .string()
  .transform((text) => text.split(',').map((entry) => entry.trim()))
  .refine((digests) => digests.length <= 2 && digests.every((entry) => digest.test(entry)));
