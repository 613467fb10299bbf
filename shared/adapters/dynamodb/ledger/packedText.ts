import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** A write unit is a kilobyte: below it packing saves nothing, and the text can be read in the console. */
const plainUpToBytes = 1000;
/** The fastest level; on these texts the others save hardly a percent more. */
const level = 1;

/**
 * A text as an attribute: small ones as they are (`S`), larger ones deflated (`B`), which is how the reader tells them
 * apart. Segments shrink to about a tenth, at worst to a half, and every kilobyte less is a write unit less.
 *
 * @see RFC 1951
 */
export const packText = (text: string): AttributeValue =>
  Buffer.byteLength(text) <= plainUpToBytes ? { S: text } : { B: deflateRawSync(text, { level }) };

/** The text of an attribute that `packText` wrote; undefined when there is none. */
export const unpackText = (attribute: AttributeValue | undefined): string | undefined =>
  attribute?.B === undefined ? attribute?.S : inflateRawSync(attribute.B).toString('utf8');
