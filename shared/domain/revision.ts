/**
 * Counts the edits of a thing by people, so that one that was meant for an earlier state can be told. What nobody has edited
 * is at 0.
 */
export type Revision = number;

/** The states that an edit is meant for; undefined where it is meant for whatever it finds. */
export type Expected = readonly Revision[] | undefined;

export const isExpected = (revision: Revision | undefined, expected: Expected): boolean =>
  expected === undefined || expected.includes(revision ?? 0);
