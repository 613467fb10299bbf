import { deflateRawSync, inflateRawSync } from 'node:zlib';

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
export const packText = (text: string): string | Uint8Array =>
  Buffer.byteLength(text) <= plainUpToBytes ? text : deflateRawSync(text, { level });

/** The text of an attribute that `packText` wrote; undefined when there is none. */
export const unpackText = (attribute: unknown): string | undefined => {
  if (ArrayBuffer.isView(attribute)) {
    const { buffer, byteOffset, byteLength } = attribute;
    return inflateRawSync(new Uint8Array(buffer, byteOffset, byteLength)).toString('utf8');
  }
  return typeof attribute === 'string' ? attribute : undefined;
};
