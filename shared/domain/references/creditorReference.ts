import type { FoundReference } from './findReference.ts';

/** Words from `RF` and two check digits on, as far as the longest reference with a space after every sign could reach. */
const beginning = /(?<![\p{L}\p{N}])RF\d{2}[A-Z0-9 ]{0,46}(?![\p{L}\p{N}])/giu;
const whole = /^RF(?:0[2-9]|[1-8]\d|9[0-8])[A-Z0-9]{1,21}$/;

/** The first creditor reference (ISO 11649) with right check digits. */
export const findCreditorReference = (text: string): FoundReference | undefined => {
  for (const { index, 0: run } of text.matchAll(beginning)) {
    const value = readings(run.toUpperCase().split(' ')).find(isCreditorReference);
    if (value !== undefined) return { at: index, reference: { kind: 'iso_11649', value } };
  }
  return undefined;
};

/**
 * Where a reference can end among the words that follow it, likeliest first: after the first word; printed in groups
 * of four, as many groups as there are; or two words.
 */
const readings = (words: readonly string[]): readonly string[] => {
  const [first = '', second = ''] = words;
  const printed: string[] = [];
  for (let count = 2; count <= words.length; count += 1) {
    const groups = words.slice(0, count);
    if (groups.slice(0, -1).every(({ length }) => length === 4) && (groups.at(-1) ?? '').length <= 4) {
      printed.unshift(groups.join(''));
    }
  }
  return [first, ...printed, first + second];
};

/** ISO 7064, MOD 97-10: the four leading signs go to the end, letters become 10 to 35, the rest of 97 is 1. */
const isCreditorReference = (text: string): boolean => {
  if (!whole.test(text)) return false;
  let rest = 0;
  for (const sign of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
};
