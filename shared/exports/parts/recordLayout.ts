/** One field of a record of fixed width. Positions count from 1, as in the standards. */
interface Field {
  readonly at: number;
  readonly length: number;
  readonly fill: (value: string) => string;
  /** What it holds when nothing is given; without it, a value must be. */
  readonly otherwise?: string;
}

/** Text, left-aligned, cut at the end of the field; blanks when nothing is given. */
export const text = (at: number, length: number): Field => ({
  at,
  length,
  fill: (value) => value.slice(0, length).padEnd(length),
  otherwise: '',
});

/** Digits, right-aligned, zeros before them. Too many of them are an error of who wrote them, never cut. */
export const digits = (at: number, length: number, otherwise?: string): Field => ({
  at,
  length,
  fill: (value) => value.padStart(length, '0'),
  ...(otherwise !== undefined && { otherwise }),
});

/** The same in every record. */
export const constant = (at: number, value: string): Field => ({
  at,
  length: value.length,
  fill: () => value,
  otherwise: value,
});

const printable = /^[\x20-\x7e]*$/;

/**
 * A record as data: where each field stands. What no field covers is blank.
 *
 * @returns writes a record of exactly that many characters, all of them printable ASCII
 */
export const recordLayout = <N extends string>(
  width: number,
  fields: Readonly<Record<N, Field>>,
): ((values: Readonly<Partial<Record<NoInfer<N>, string>>>) => string) => {
  const placed = Object.entries<Field>(fields).sort(([, a], [, b]) => a.at - b.at);
  return (values) => {
    const given = new Map<string, string | undefined>(Object.entries<string | undefined>(values));
    let record = '';
    for (const [name, field] of placed) {
      const value = given.get(name) ?? field.otherwise;
      if (value === undefined) throw new Error(`nothing is given for the field ${name}`);
      const filled = field.fill(value);
      if (filled.length !== field.length || field.at - 1 < record.length) throw new Error(`${name} does not fit`);
      record = record.padEnd(field.at - 1) + filled;
    }
    record = record.padEnd(width);
    if (record.length !== width || !printable.test(record)) throw new Error(`a record is not ${width} characters`);
    return record;
  };
};
