/** Latin letters that no accent makes. */
const latin: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  ł: 'l',
  Ł: 'L',
  þ: 'th',
  Þ: 'Th',
  '€': 'EUR',
};
const inTable = /[ßẞæÆœŒøØđĐðÐłŁþÞ€]/gu;

/**
 * What of a text survives every way of writing it in ASCII, cutting it into records and joining these again: capital
 * letters and digits.
 */
export const lettersOf = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(inTable, (letter) => latin[letter] ?? '')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '');

/** Accented Latin letters of blocks in use, marks, the table, punctuation, and pictures, which go. */
const plain =
  /^(?:[\x00-\x7f\u0080-\u00a9\u00ab-\u00b1\u00b4-\u00b8\u00bb\u00bf-\u017f\u0300-\u036f\u2010-\u2027ﬁĳẞ€\ufeff\u200d\u2028\u2029]|[\uff21-\uff3a\uff41-\uff5a]|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Variation_Selector})*$/u;

/** Whether everybody would write the text with the same ASCII letters. */
export const isPlain = (text: string): boolean => plain.test(text) && !/[×÷¢£¤¥§©]/u.test(text);

/** Letters that everybody has a way to write in ASCII. */
export const saysSomething = (text: string): boolean =>
  /[a-z0-9\u00e0-\u00f6\u0391-\u03a9\u03b1-\u03c9\u0410-\u044f\u4e00-\u9fa5\uac00-\ud7a3]/iu.test(text);
