import { nameIn } from '../contracts/names.ts';

/** Text for a place between tags or in a quoted attribute. Names come from outside. */
export const escapedHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

/** A subject is one line: a line break in it would begin another header. No word turns the direction of the others. */
export const oneLine = (text: string): string => nameIn(text);
