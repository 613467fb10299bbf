/**
 * A text that says something. An empty one says nothing (Ponto reference, section 9, quirk 8); half a surrogate pair
 * cannot be kept anywhere and becomes the replacement sign.
 */
export const given = (text: string | null | undefined): string | undefined =>
  text === null || text === undefined || text.trim() === '' ? undefined : text.toWellFormed();

/** A member with its text, or no member. */
export const present = <K extends string>(key: K, text: string | null | undefined): { readonly [P in K]?: string } => {
  const value = given(text);
  const member: { [P in K]?: string } = {};
  if (value !== undefined) member[key] = value;
  return member;
};
