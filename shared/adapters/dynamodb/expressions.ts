/** Any object of domain values as one item holds it. */
export type Attributes = Readonly<Record<string, unknown>>;

/** An attribute, or a member of a map that an attribute holds. */
export type Path = string | readonly [attribute: string, member: string];

/** What must hold of an item for a write to be made, or for a list to show it. */
export type Condition =
  | { readonly kind: 'present' | 'absent'; readonly path: Path }
  | { readonly kind: 'compare'; readonly path: Path; readonly by: '=' | '<=' | '>'; readonly value: unknown }
  | { readonly kind: 'oneOf'; readonly path: Path; readonly values: readonly unknown[] }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] };

const compare =
  (by: '=' | '<=' | '>') =>
  (path: Path, value: unknown): Condition => ({ kind: 'compare', path, by, value });

export const equals = compare('=');
export const atMost = compare('<=');
export const above = compare('>');
export const present = (path: Path): Condition => ({ kind: 'present', path });
export const absent = (path: Path): Condition => ({ kind: 'absent', path });
export const oneOf = (path: Path, values: readonly unknown[]): Condition => ({ kind: 'oneOf', path, values });
export const all = (...of: readonly Condition[]): Condition => ({ kind: 'all', of });
export const any = (...of: readonly Condition[]): Condition => ({ kind: 'any', of });

/** The item is there; every item has a key. */
export const exists = present('pk');
export const isNew = absent('pk');
/** The attribute is what the caller saw: that value, or none. */
export const asSeen = (path: Path, value: unknown): Condition =>
  value === undefined ? absent(path) : equals(path, value);

/** A counter of edits has one of these values; one that is missing is at 0. */
export const isAt = (path: Path, revisions: readonly number[]): Condition =>
  revisions.includes(0) ? any(absent(path), oneOf(path, revisions)) : oneOf(path, revisions);

/** A change of one item. */
export interface Change {
  readonly set?: readonly (readonly [Path, unknown])[];
  /** Only where there is no value yet. */
  readonly initially?: readonly (readonly [Path, unknown])[];
  readonly remove?: readonly Path[];
  /** To a number, or to a set; one that is missing begins empty. */
  readonly add?: Attributes;
  /** From a set. */
  readonly take?: Attributes;
}

/** Sets the members that have a value, and removes those that are undefined. */
export const setting = (attributes: object): Change => {
  const entries: [string, unknown][] = Object.entries(attributes);
  return {
    set: entries.filter(([, value]) => value !== undefined),
    remove: entries.filter(([, value]) => value === undefined).map(([name]) => name),
  };
};

/** Writes conditions and changes as DynamoDB's expressions, with placeholders for all names and values. */
export class ExpressionWriter {
  readonly names: Record<string, string> = {};
  readonly values: Record<string, unknown> = {};

  condition(condition: Condition): string {
    switch (condition.kind) {
      case 'present':
        return `attribute_exists(${this.path(condition.path)})`;
      case 'absent':
        return `attribute_not_exists(${this.path(condition.path)})`;
      case 'compare':
        return `${this.path(condition.path)} ${condition.by} ${this.value(condition.value)}`;
      case 'oneOf':
        return `${this.path(condition.path)} IN (${condition.values.map((value) => this.value(value)).join(', ')})`;
      case 'all':
      case 'any': {
        const terms = condition.of.map((term) =>
          term.kind === 'any' ? `(${this.condition(term)})` : this.condition(term),
        );
        return terms.join(condition.kind === 'all' ? ' AND ' : ' OR ');
      }
    }
  }

  change({ set = [], initially = [], remove = [], add = {}, take = {} }: Change): string {
    const valued = (attributes: Attributes): string[] =>
      Object.entries(attributes).map(([name, value]) => `${this.path(name)} ${this.value(value)}`);
    const clauses: readonly (readonly [string, readonly string[]])[] = [
      [
        'SET',
        [
          ...set.map(([path, value]) => `${this.path(path)} = ${this.value(value)}`),
          ...initially.map(([path, value]) => {
            const name = this.path(path);
            return `${name} = if_not_exists(${name}, ${this.value(value)})`;
          }),
        ],
      ],
      ['REMOVE', remove.map((path) => this.path(path))],
      ['ADD', valued(add)],
      ['DELETE', valued(take)],
    ];
    return clauses
      .filter(([, terms]) => terms.length > 0)
      .map(([clause, terms]) => `${clause} ${terms.join(', ')}`)
      .join(' ');
  }

  path(path: Path): string {
    return (typeof path === 'string' ? [path] : path).map((name) => this.#name(name)).join('.');
  }

  value(value: unknown): string {
    const placeholder = `:v${Object.keys(this.values).length}`;
    this.values[placeholder] = value;
    return placeholder;
  }

  #name(name: string): string {
    // A member of a map has a name that is data, and not every name can be a placeholder.
    const placeholder = /^[A-Za-z]\w*$/.test(name) ? `#${name}` : `#n${Object.keys(this.names).length}`;
    this.names[placeholder] = name;
    return placeholder;
  }
}
