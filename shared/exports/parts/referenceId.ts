import { hash } from 'node:crypto';
import type { StatementEntry } from '../../domain/statements/statementInFull.ts';

/** RFC 4648, section 6. */
const base32Digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The leading 5-bit groups of some bytes. */
const base32 = (bytes: Uint8Array, length: number): string => {
  let text = '';
  for (let bit = 0; text.length < length; bit += 5) {
    const at = bit >> 3;
    const pair = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
    text += base32Digits[(pair >> (11 - (bit & 7))) & 31];
  }
  return text;
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
  return base32(hash('sha256', id, 'buffer'), width);
};

/** The key by which an importer knows a line again. Line and adjustment differ, and so do two adjustments of one line. */
export const wholeKey = ({ kind, id, version }: StatementEntry): string =>
  kind === 'adjustment' ? `${id}:${version}` : id;

/**
 * The same for a field.
 *
 * @param width characters of the field, at most 51
 */
export const entryKey = (entry: StatementEntry, width: number): string => idWithin(wholeKey(entry), width);
