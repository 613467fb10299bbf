import { nameIn } from '../../contracts/names.ts';

/** Node's reviver is told the text of a primitive (V8 since 11.4); TypeScript does not know it yet. */
interface ReviverContext {
  readonly source?: string;
}

/**
 * Reads JSON with every number as the text that was sent, so that an amount never passes through a binary float.
 *
 * @returns undefined when the text is no JSON. The parser's message is dropped: it quotes the text.
 */
export const parseJson = (text: string): unknown => {
  const exact = (_key: string, value: unknown, context?: ReviverContext): unknown =>
    typeof value === 'number' ? (context?.source ?? String(value)) : value;
  try {
    const value: unknown = JSON.parse(text, exact);
    return value;
  } catch {
    return undefined;
  }
};

/**
 * A text that says something. An empty one says nothing (Ponto reference, section 9, quirk 8); half a surrogate pair
 * cannot be kept anywhere and becomes the replacement sign.
 */
export const given = (text: string | null | undefined): string | undefined =>
  text === null || text === undefined || text.trim() === '' ? undefined : text.toWellFormed();

/** What a bank or a person calls something: one line that shows (`contracts/names.ts`). */
export const givenName = (text: string | null | undefined): string | undefined => given(nameIn(text ?? ''));

/** A member with its text, or no member. */
export const present = <K extends string>(key: K, text: string | null | undefined): { readonly [P in K]?: string } => {
  const value = given(text);
  const member: { [P in K]?: string } = {};
  if (value !== undefined) member[key] = value;
  return member;
};
