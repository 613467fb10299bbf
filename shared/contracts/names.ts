import * as z from 'zod';
import { rule } from './http/rules.ts';

/** Ends a line, or tells a terminal or a mail program something (general categories of Unicode). */
const controls = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
/** Turns the direction of writing or is not seen: all format characters but the two joiners, which spell Persian and emoji. */
const invisible = /(?![\u200c\u200d])\p{Cf}/gu;
/** Half a surrogate pair. */
const broken = /\p{Cs}/gu;
const unseen = /[\p{Default_Ignorable_Code_Point}\s]/gu;

/** One line of text as people write it; what may not be in a name is taken out. Empty where nothing is left that shows. */
export const nameIn = (text: string): string => {
  const cleaned = text.replaceAll(controls, ' ').replaceAll(invisible, '').replaceAll(broken, '\ufffd');
  return cleaned.replaceAll(unseen, '') === '' ? '' : cleaned.replaceAll(/\s+/g, ' ').trim();
};

/** Whether nothing in a text had to be taken out, spaces aside. */
export const isName = (text: string): boolean =>
  [controls, invisible, broken].every((characters) => text.search(characters) < 0) &&
  text.replaceAll(unseen, '') !== '';

/**
 * `isName` for readers of the API's document, with what is trimmed off around it. In ranges, because not every engine knows
 * Unicode's categories; what lies outside the basic plane is refused without being told there.
 */
const blanks = '\\t-\\r \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff';
const refused =
  '\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u180e\\u200b' +
  '\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u2064\\u2066-\\u206f\\ufeff\\ufff9-\\ufffb';
const notShown =
  '\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200c\\u200d\\u2065\\u3164\\ufe00-\\ufe0f\\uffa0\\ufff0-\\ufff8';
const namePattern = `^[${blanks}]*[^${refused}]*[^${refused}${notShown}${blanks}][^${refused}]*[${blanks}]*$`;

/** What a person or a thing is called by somebody outside: the one schema of every name that a request brings. */
export const name = z
  .string()
  .max(100)
  .trim()
  .min(1)
  .refine(isName, rule('one_line'))
  .describe(
    'One line of text in any writing, without blanks around it. Control characters, line breaks, and characters that ' +
      'are not seen or change the direction of writing are refused.',
  )
  .meta({ pattern: namePattern });
