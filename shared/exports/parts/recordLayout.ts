/** One field of a record of fixed width. Positions count from 1, as in the standards. */
interface Field {
  readonly at: number;
  readonly length: number;
  readonly fill: (value: string) => string;
  /** What it holds when nothing is given; without it, a value must be. */
  readonly otherwise?: string;
  readonly isConstant?: true;
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
  isConstant: true,
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
  const { placed, rest } = placedIn(width, fields);
  return (values) => {
    let record = '';
    for (const { name, before, field, blank } of placed) {
      const value = values[name];
      const filled = value === undefined ? blank : field.fill(value);
      if (filled === undefined) throw new Error(`nothing is given for the field ${name}`);
      if (filled.length !== field.length) throw new Error(`${name} does not fit`);
      record += before + filled;
    }
    record += rest;
    if (!printable.test(record)) throw new Error('a record holds other characters than printable ASCII');
    return record;
  };
};

/** The fields that take values, in the order of their places, each with what always stands before it. */
const placedIn = <N extends string>(width: number, fields: Readonly<Record<N, Field>>) => {
  const isName = (name: string): name is N => Object.hasOwn(fields, name);
  const ordered = Object.keys(fields)
    .filter(isName)
    .map((name) => ({ name, field: fields[name] }))
    .sort((a, b) => a.field.at - b.field.at);
  let [end, before] = [0, ''];
  const placed = ordered.flatMap(({ name, field }) => {
    const gap = field.at - 1 - end;
    if (gap < 0) throw new Error(`${name} begins before the field in front of it ends`);
    end = field.at - 1 + field.length;
    before += ' '.repeat(gap);
    const blank = field.otherwise === undefined ? undefined : field.fill(field.otherwise);
    if (field.isConstant) {
      before += blank ?? '';
      return [];
    }
    const one = { name, before, field, blank };
    before = '';
    return [one];
  });
  if (end > width) throw new Error(`a field ends at ${end}, behind the record`);
  return { placed, rest: before + ' '.repeat(width - end) };
};
