/**
 * Something that an operator has to put right before anything works. It names what is missing or malformed and never a
 * value, so that it may be logged as it is.
 */
export class Misconfigured extends Error {
  readonly missing: readonly string[];

  /** @param missing names of members, from a schema of ours */
  constructor(what: string, missing: readonly string[]) {
    super(`${what}, missing or malformed: ${missing.join(', ')}`);
    this.name = 'Misconfigured';
    this.missing = missing;
  }
}
