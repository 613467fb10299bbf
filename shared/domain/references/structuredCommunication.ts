import type { FoundReference } from './findReference.ts';

/**
 * Spellings of the Belgian structured communication (OGM, VCS): 12 digits between `+++` or `***` however grouped, or
 * 3, 4 and 5 digits with one separator between them, or 12 digits in a row. Each looks ahead only, so that a number
 * beginning inside another candidate is tried too.
 */
const spellings: readonly RegExp[] = [
  /(?<![+*])(?=(?:\+{2,3}|\*{2,3})\s*((?:\d\s?(?:[/.-]\s?)?){12})(?:\+{2,3}|\*{2,3}))/gu,
  /(?<![\p{L}\p{N}])(?=(\d{3}(\s?[/.-]\s?|\s)\d{4}\2\d{5})(?![\p{L}\p{N}]))/gu,
  /(?<![\p{L}\p{N}])(?=(\d{12})(?![\p{L}\p{N}]))/gu,
];

/** A digit next door, joined by a sign that numbers are written with: the candidate is a part of a longer number. */
const joinedBefore = /\d[/.,-]$/;
const joinedAfter = /^[/.,-]\d/;
/** Groups that are parted by spaces go on where more digits follow after a space. */
const spacedBefore = /\d\s$/;
const spacedAfter = /^\s\d/;
/** Country and check digits of an IBAN. A Belgian account number has the very check number of a communication. */
const ibanBefore = /(?<![\p{L}\p{N}])[A-Za-z]{2}\d{2}\s*$/u;

/** The first structured communication with a right check number. */
export const findStructuredCommunication = (text: string): FoundReference | undefined =>
  spellings
    .flatMap((spelling) => [...text.matchAll(spelling)])
    .sort((a, b) => a.index - b.index)
    .flatMap(({ index, 1: candidate = '' }) => {
      const digits = candidate.replaceAll(/\D/g, '');
      const marked = !/^\d/.test(text.slice(index));
      if (!hasRightCheckNumber(digits) || (!marked && isPartOfLonger(text, index, candidate))) return [];
      return [{ at: index, reference: { kind: 'be_ogm' as const, value: canonical(digits) } }];
    })[0];

const isPartOfLonger = (text: string, index: number, candidate: string): boolean => {
  const before = text.slice(0, index);
  const after = text.slice(index + candidate.length);
  if (joinedBefore.test(before) || joinedAfter.test(after) || ibanBefore.test(before)) return true;
  return /\d\s\d/.test(candidate) && (spacedBefore.test(before) || spacedAfter.test(after));
};

/** The last two digits are the first ten modulo 97, where 0 is written 97. */
const hasRightCheckNumber = (digits: string): boolean =>
  digits.length === 12 && Number(digits.slice(10)) === (Number(digits.slice(0, 10)) % 97 || 97);

const canonical = (digits: string): string => `+++${digits.slice(0, 3)}/${digits.slice(3, 7)}/${digits.slice(7)}+++`;
