import * as z from 'zod';
import type { MonthEntry } from '../../../domain/ledger/monthView.ts';
import { onFirstUse } from '../../../language/onFirstUse.ts';

/**
 * Months are read whole and written with every line, so their entries are packed: a tuple instead of an object, a UUID
 * in 22 characters instead of 36, and the rare properties behind it.
 */
const flags = onFirstUse(() =>
  z.object({
    /** version, where it is not 1 */
    v: z.int().exactOptional(),
    /** removed */
    r: z.literal(1).exactOptional(),
    /** late since */
    l: z.int().exactOptional(),
    /** on a final statement */
    s: z.literal(1).exactOptional(),
    /** taken back with a succession */
    t: z.literal(1).exactOptional(),
  }),
);
const packed = onFirstUse(() =>
  z.tuple([z.int(), z.int(), z.string(), z.string(), z.string(), z.string()]).rest(flags()),
);
const packedEntries = onFirstUse(() => z.array(packed()));

export const writeMonthEntries = (entries: readonly MonthEntry[]): string =>
  JSON.stringify(
    entries.map((entry) => {
      const rare = {
        ...(entry.version === 1 ? {} : { v: entry.version }),
        ...(entry.removed ? { r: 1 } : {}),
        ...(entry.lateSince === 0 ? {} : { l: entry.lateSince }),
        ...(entry.onFinalStatement ? { s: 1 } : {}),
        ...(entry.takenBack ? { t: 1 } : {}),
      };
      const { line, sequence, executionDate, amount, pontoId, fingerprint } = entry;
      const plain = [line, sequence, executionDate, amount, packUuid(pontoId), fingerprint];
      return Object.keys(rare).length === 0 ? plain : [...plain, rare];
    }),
  );

/** @throws ZodError on text that this module did not write */
export const readMonthEntries = (text: string): readonly MonthEntry[] =>
  packedEntries()
    .parse(JSON.parse(text))
    .map(([line, sequence, executionDate, amount, id, fingerprint, rare]) => ({
      line,
      sequence,
      executionDate,
      amount,
      pontoId: unpackUuid(id),
      fingerprint,
      version: rare?.v ?? 1,
      removed: rare?.r === 1,
      lateSince: rare?.l ?? 0,
      onFinalStatement: rare?.s === 1,
      ...(rare?.t === 1 ? { takenBack: true } : {}),
    }));

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Any other id is kept as it is, marked by a `=` that Base64url does not have. */
const packUuid = (id: string): string =>
  uuid.test(id) ? Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url') : `=${id}`;

const unpackUuid = (packedId: string): string => {
  if (packedId.startsWith('=')) return packedId.slice(1);
  const hex = Buffer.from(packedId, 'base64url').toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};
