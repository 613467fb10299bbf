import anyAscii from 'any-ascii';

/** Control characters, line ends of every kind, and what is no character at all. */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Noncharacter_Code_Point}\ufffd]+/gu;

/** Latin letters and signs: nearly every text, and told much faster than what prints nothing. */
const isLatin = /^[\x20-\x7e\xa0-\u024f\u2010-\u2027\u20ac]*$/;

/** Without what prints nothing or breaks a line; its blanks stay. */
export const printable = (text: string): string => (isLatin.test(text) ? text : text.replaceAll(unprintable, ' '));

/** A text that cannot break a record: on one line, without characters that print nothing. */
export const oneLine = (text: string): string => printable(text).trim();

const isPlain = /^[\x20-\x7e]*$/;
const pictures =
  /(?![©®™])[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\p{Variation_Selector}\u200d\u20e3]/gu;
const marks = /\p{M}/gu;
const unprintableAscii = /[^\x20-\x7e]+/g;
const blanks = / {2,}/g;

/**
 * The same in ASCII, by sound or shape: `Café Œuvre` becomes `Cafe Oeuvre`, `Здраве` becomes `Zdrave`. Accents go
 * before the table is asked, so that ä is an a in every language. Pictures go; several blanks become one, as fields are short.
 */
export const toAscii = (text: string): string => {
  const line = oneLine(text);
  if (isPlain.test(line)) return line.replaceAll(blanks, ' ');
  // Latin text has no pictures, and of most of it nothing is left for the table.
  const shown = isLatin.test(line) ? line : line.replaceAll(pictures, '');
  const bare = shown.normalize('NFKD').replaceAll(marks, '');
  return (isPlain.test(bare) ? bare : anyAscii(bare)).replaceAll(unprintableAscii, ' ').replaceAll(blanks, ' ').trim();
};

/** Pieces of a text for fields that follow each other, each of its own width; what is longer than all of them is left. */
export const cut = (
  text: string,
  widths: readonly number[],
): { readonly pieces: readonly string[]; readonly rest: string } => {
  let rest = text;
  const pieces = widths.map((width) => {
    const piece = rest.slice(0, width);
    rest = rest.slice(width);
    return piece;
  });
  return { pieces, rest };
};

/** Cannot stand at the beginning of a piece: the second half of a pair, accents, what joins or colours a picture. */
const hangsOn = /^[\p{Cs}\p{M}\p{Emoji_Modifier}\u200d]/u;
/** Accents on one letter that stay together; more of them are no writing. */
const mostAccents = 32;

/** The last place up to `length` at which a text that may hold any characters can be cut. */
const cuttingPlace = (text: string, length: number): number => {
  if (text.length <= length) return text.length;
  for (let at = length; at > Math.max(0, length - mostAccents); at -= 1) {
    if (!hangsOn.test(text.slice(at, at + 2)) && text[at - 1] !== '\u200d') return at;
  }
  return /[\udc00-\udfff]/.test(text.charAt(length)) ? Math.max(1, length - 1) : length;
};

/** The first characters of a text that may hold any: no half of a pair, no letter without its accent. */
export const shortened = (text: string, length: number): string => text.slice(0, cuttingPlace(text, length)).trimEnd();

/** A text that may hold any characters in pieces, which make it again when joined. */
export const piecesOf = (text: string, length: number): readonly string[] => {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += pieces.at(-1)?.length ?? text.length) {
    const rest = text.slice(at);
    pieces.push(rest.slice(0, cuttingPlace(rest, length)));
  }
  return pieces;
};
