import { toAscii } from '../text.ts';

/** The x set of SWIFT, less braces, which end a block. */
const xSet = /^[A-Za-z0-9/\-?:().,'+ ]*$/;

/** What stands for an ASCII character that the x set does not have; a blank where nothing is near it. */
const substitutes: Readonly<Record<string, string>> = {
  '&': '+',
  _: '-',
  '~': '-',
  '=': '-',
  '"': "'",
  '`': "'",
  ';': ',',
  '[': '(',
  '{': '(',
  '<': '(',
  ']': ')',
  '}': ')',
  '>': ')',
  '\\': '/',
  '|': '/',
  '*': '.',
  '!': '.',
  '@': '.',
};

const outside = /[^A-Za-z0-9/\-?:().,'+ ]/g;
/** Rulers: no line of a field may begin with one of these, so that a long row of them could not be wrapped. */
const ruler = /([:-]{3})[:-]+/g;

export const isSwiftText = (text: string): boolean => xSet.test(text);

/** Nothing to do, and nearly every text is of it. */
const harmless = /^[A-Za-z0-9/?().,'+]+(?:[ :-][A-Za-z0-9/?().,'+]+)*$/;

/** A text in the x set of SWIFT, on one line, with single blanks. */
export const swiftText = (text: string): string => {
  if (text === '' || harmless.test(text)) return text;
  const near = toAscii(text).replaceAll(outside, (character) => substitutes[character] ?? ' ');
  if (harmless.test(near)) return near;
  return near.replaceAll(ruler, '$1').replaceAll(/ {2,}/g, ' ').trim();
};
