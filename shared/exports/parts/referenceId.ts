import { createHash } from 'node:crypto';
import type { StatementEntry } from '../../domain/statements/statementInFull.ts';

/** RFC 4648, section 6. */
const base32Digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The leading 5-bit groups of some bytes. */
const base32 = (bytes: Uint8Array, length: number): string => {
  let [text, bits, held] = ['', 0, 0];
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += base32Digits[(held >> (bits - 5)) & 31];
  }
  return text.slice(0, length);
};

/**
 * A name of an id that fits a field: the id without its dashes where that fits, else a digest. Never a piece of the id:
 * two that begin alike would become twins.
 *
 * @param width characters of the field, at most 51
 */
export const idWithin = (id: string, width: number): string => {
  const plain = id.replaceAll('-', '');
  if (plain.length <= width && /^[A-Za-z0-9]+$/.test(plain)) return plain;
  return base32(createHash('sha256').update(id).digest(), width);
};

/**
 * The key by which an importer knows a line again. Line and adjustment differ, and so do two adjustments of one line.
 *
 * @param width characters of the field, at most 51
 */
export const entryKey = ({ kind, id, version }: StatementEntry, width: number): string =>
  idWithin(kind === 'adjustment' ? `${id}:${version}` : id, width);
