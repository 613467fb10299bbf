import * as z from 'zod';
import type { Institution } from '../../domain/institutions/institution.ts';
import type { InstitutionSnapshot, InstitutionSnapshots } from '../../ports/institutions.ts';
import { institutionsPartition } from './keys.ts';
import { parseRecord } from './records.ts';
import type { Table } from './table.ts';

/** Well below DynamoDB's 400 kB an item, also when every letter takes four bytes in UTF-8. */
const partCharacters = 75_000;

const text = z.string();
const maybe = text.exactOptional();
const institution: z.ZodType<Institution> = z.object({
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
});
const partRecord = z.object({ takenAt: text, part: z.number(), parts: z.number(), packed: text });

/**
 * The catalogue packed into a few items. A snapshot is whole or is not there: every part names the moment of its
 * snapshot and the number of parts, and parts of different moments do not mix.
 */
export class DynamoInstitutionSnapshots implements InstitutionSnapshots {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async read(): Promise<InstitutionSnapshot | undefined> {
    const parts = [];
    for await (const items of this.#table.pages(institutionsPartition, { eventually: true })) {
      parts.push(...items.map((item) => parseRecord(partRecord, item, 'catalogue')));
    }
    const first = parts.find(({ part }) => part === 0);
    if (!first) return undefined;
    const whole = parts
      .filter(({ takenAt, part }) => takenAt === first.takenAt && part < first.parts)
      .sort((a, b) => a.part - b.part);
    if (whole.length !== first.parts) return undefined;
    const packed: unknown = JSON.parse(whole.map((part) => part.packed).join(''));
    const parsed = z.array(institution).safeParse(packed);
    // A snapshot of an older release that does not fit any more is none: the next look at Ponto makes a new one.
    return parsed.success ? { takenAt: first.takenAt, institutions: parsed.data } : undefined;
  }

  async write({ takenAt, institutions }: InstitutionSnapshot): Promise<void> {
    const packed = JSON.stringify(institutions);
    const parts = Math.ceil(packed.length / partCharacters);
    for (let part = 0; part < parts; part += 1) {
      await this.#table.put(
        { pk: institutionsPartition, sk: String(part).padStart(3, '0') },
        { takenAt, part, parts, packed: packed.slice(part * partCharacters, (part + 1) * partCharacters) },
      );
    }
  }
}
