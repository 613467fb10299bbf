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
 * A record as data: where each field stands. What no field covers is blank. Fields that overlap are an error of the layout.
 *
 * @returns writes a record of exactly that many characters, all of them printable ASCII
 */
export const recordLayout = <N extends string>(
  width: number,
  fields: Readonly<Record<N, Field>>,
): ((values: Readonly<Partial<Record<NoInfer<N>, string>>>) => string) => {
  const { placed, end } = placedIn(fields);
  if (end > width) throw new Error(`a field ends at ${end}, behind the record`);
  const rest = ' '.repeat(width - end);
  return (values) => {
    let record = '';
    for (const { name, gap, length, fill, otherwise } of placed) {
      const value = values[name] ?? otherwise;
      if (value === undefined) throw new Error(`nothing is given for the field ${name}`);
      const filled = fill(value);
      if (filled.length !== length) throw new Error(`${name} does not fit`);
      record += gap + filled;
    }
    record += rest;
    if (!printable.test(record)) throw new Error('a record holds other characters than printable ASCII');
    return record;
  };
};

/** The fields in the order of their places, each with the blanks before it. */
const placedIn = <N extends string>(fields: Readonly<Record<N, Field>>) => {
  const isName = (name: string): name is N => Object.hasOwn(fields, name);
  const names = Object.keys(fields).filter(isName);
  let end = 0;
  const placed = names
    .map((name) => ({ name, ...fields[name] }))
    .sort((a, b) => a.at - b.at)
    .map((field) => {
      const blanks = field.at - 1 - end;
      if (blanks < 0) throw new Error(`${field.name} begins before the field in front of it ends`);
      end = field.at - 1 + field.length;
      return { ...field, gap: ' '.repeat(blanks) };
    });
  return { placed, end };
};
