import { nameIn } from '../../contracts/names.ts';

/** Node's reviver is told the text of a primitive (V8 since 11.4); TypeScript does not know it yet. */
interface ReviverContext {
  readonly source?: string;
}

/** Ponto's pages go 7 levels down; so deep is none that it means. */
const maxDepth = 32;
/** A page of a hundred lines has about 4,000. What a value costs in memory is far more than its characters. */
const maxValues = 100_000;

/**
 * Whether a text of JSON may be read: neither deeper nor of more values than any page of Ponto. Counted without reading it,
 * because what is read takes up to sixty times the memory of its text.
 */
export const isBounded = (text: string): boolean => {
  let depth = 0;
  let values = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') at = endOfText(text, at);
    else if (character === '[' || character === '{') {
      depth += 1;
      values += 1;
    } else if (character === ']' || character === '}') depth -= 1;
    else if (character === ',') values += 1;
    if (depth > maxDepth || values > maxValues) return false;
  }
  return true;
};

/** Where the quote is that closes the text which begins at another one. */
const endOfText = (text: string, begin: number): number => {
  let at = begin + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
};

/**
 * Reads JSON with every number as the text that was sent, so that an amount never passes through a binary float.
 *
 * @returns undefined when the text is no JSON or beyond its bounds. The parser's message is dropped: it quotes the text.
 */
export const parseJson = (text: string): unknown => {
  if (!isBounded(text)) return undefined;
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
