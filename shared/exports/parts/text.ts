import anyAscii from 'any-ascii';

/** Control characters, line ends of every kind, and what is no character at all. */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Cn}\ufffd]+/gu;

/** A text that cannot break a record: on one line, without characters that print nothing. */
export const oneLine = (text: string): string => text.replaceAll(unprintable, ' ').trim();

const isPlain = /^[\x20-\x7e]*$/;
const pictures =
  /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\p{Variation_Selector}\u200d\u20e3]/gu;
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
  const bare = line.replaceAll(pictures, '').normalize('NFKD').replaceAll(marks, '');
  return anyAscii(bare).replaceAll(unprintableAscii, ' ').replaceAll(blanks, ' ').trim();
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

/** The first characters of a text that may hold any: no half of a pair, no letter without its accent. */
export const shortened = (text: string, length: number): string => {
  if (text.length <= length) return text;
  let short = '';
  for (const { segment } of graphemes.segment(text)) {
    if (short.length + segment.length > length) break;
    short += segment;
  }
  return short.trimEnd();
};

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
