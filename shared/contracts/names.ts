import * as z from 'zod';

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

/** What a person or a thing is called by somebody outside: the one schema of every name that a request brings. */
export const name = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine(isName, 'must be one line of text, without control characters and marks of direction')
  .describe(
    'One line of text in any writing, without blanks around it. Control characters, line breaks, and characters that ' +
      'are not seen or change the direction of writing are refused.',
  );
