import * as z from 'zod';
import type { Institution } from '../../domain/institutions/institution.ts';
import type { InstitutionSnapshot, InstitutionSnapshots } from '../../ports/institutions.ts';
import { institutionsPartition } from './keys.ts';
import { parseRecord } from './records.ts';
import { keyOf, type Table } from './table.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

/** Well below DynamoDB's 400 kB an item, also when every letter takes four bytes in UTF-8. */
const partCharacters = 75_000;

const text = z.string();
const maybe = text.exactOptional();
const institution = onFirstUse((): z.ZodType<Institution> =>
  z.object({
    id: text,
    name: text,
    bic: maybe,
    country: maybe,
    logoUrl: maybe,
    status: z.enum(['stable', 'beta', 'experimental']),
    deprecated: z.boolean(),
    brand: maybe,
    maintenance: z.object({ from: maybe, to: maybe, type: maybe }).exactOptional(),
    authorizationDays: z.number().exactOptional(),
    timeZone: maybe,
  }),
);
const partRecord = onFirstUse(() => z.object({ takenAt: text, part: z.number(), parts: z.number(), packed: text }));
type Part = z.output<ReturnType<typeof partRecord>>;

/**
 * The catalogue packed into a few items. A snapshot is whole or is not there: its parts lie under its own moment, and
 * the ones before it are cleared away only when it is whole, so that a crash never leaves nothing to read.
 */
export class DynamoInstitutionSnapshots implements InstitutionSnapshots {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async read(): Promise<InstitutionSnapshot | undefined> {
    const snapshots = new Map<string, Part[]>();
    for await (const items of this.#table.pages(institutionsPartition, {
      eventuallyConsistent: true,
      newestFirst: true,
    })) {
      for (const part of items.map((item) => parseRecord(partRecord(), item, 'catalogue'))) {
        snapshots.set(part.takenAt, [part, ...(snapshots.get(part.takenAt) ?? [])]);
      }
    }
    const whole = [...snapshots.values()].find((parts) => parts.length === parts[0]?.parts);
    return whole && unpack(whole);
  }

  async write({ takenAt, institutions }: InstitutionSnapshot): Promise<void> {
    const packed = JSON.stringify(institutions);
    const parts = Math.ceil(packed.length / partCharacters);
    for (let part = 0; part < parts; part += 1) {
      await this.#table.put(
        { pk: institutionsPartition, sk: `${takenAt}#${String(part).padStart(3, '0')}` },
        { takenAt, part, parts, packed: packed.slice(part * partCharacters, (part + 1) * partCharacters) },
      );
    }
    await this.#clearBefore(takenAt);
  }

  async #clearBefore(takenAt: string): Promise<void> {
    for await (const items of this.#table.pages(institutionsPartition)) {
      for (const key of items.map(keyOf)) if (key.sk < takenAt) await this.#table.delete(key);
    }
  }
}

/** @param parts in the order of their sort keys */
const unpack = (parts: readonly Part[]): InstitutionSnapshot | undefined => {
  const packed: unknown = JSON.parse(parts.map((part) => part.packed).join(''));
  const parsed = z.array(institution()).safeParse(packed);
  // A snapshot of an older release that does not fit any more is none: the next look at Ponto makes a new one.
  return parsed.success ? { takenAt: parts[0]?.takenAt ?? '', institutions: parsed.data } : undefined;
};
