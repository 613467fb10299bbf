import * as z from 'zod';

/** In UTF-8. Escaped, each byte may take three, and a key of the table has room for that beside the other ids in it. */
const maxBytes = 256;

/** No name has control or format characters, halves of a surrogate pair or line ends in it, or spaces around it. */
const unnameable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|^\s|\s$/u;

/**
 * A gateway hands every claim over as text. These are what it makes of a claim that is none: all tenants with a claim of
 * `null` would be one tenant called "null".
 */
const madeOfNoText = /^(null|undefined|true|false|<nil>)$|^([[{]|map\[)/;

/** The id of a tenant or a user as a token names it. The issuer chooses its form, so that little is asked of it. */
export const claimedId = z
  .string()
  .min(1)
  .refine((text) => text.isWellFormed() && Buffer.byteLength(text) <= maxBytes, `must have ${maxBytes} bytes at most`)
  .refine((text) => !unnameable.test(text), 'must have no control characters in it and no spaces around it')
  .refine((text) => !madeOfNoText.test(text), 'must be a name');
