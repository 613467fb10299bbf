/** A standard reference found in the remittance information of a line. */
export interface RemittanceReference {
  readonly kind: 'be_ogm' | 'iso_11649';
  /** Canonical spelling: `+++090/9337/55493+++` or `RF18539007547034`. */
  readonly value: string;
}

/** A reference of a standard, with the place in the text where it begins. */
interface FoundReference {
  readonly at: number;
  readonly reference: RemittanceReference;
}

/** Longer texts are no communication; looking further would only cost time. */
const maxCharacters = 4096;

/**
 * The first reference in a remittance text whose check number is right. Banks put labels, names and account numbers
 * around it (Ponto reference, section 9, quirk 8), and some texts hold several.
 */
export const findReference = (text: string): RemittanceReference | undefined => {
  const start = text.slice(0, maxCharacters);
  const found = [findStructuredCommunication(start), findCreditorReference(start)].filter((one) => one !== undefined);
  return found.sort((a, b) => a.at - b.at)[0]?.reference;
};

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
const findStructuredCommunication = (text: string): FoundReference | undefined =>
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

/** Words from `RF` and two check digits on, as far as the longest reference with a space after every sign could reach. */
const creditorBeginning = /(?<![\p{L}\p{N}])RF\d{2}[A-Z0-9 ]{0,46}(?![\p{L}\p{N}])/giu;
const creditorForm = /^RF(?:0[2-9]|[1-8]\d|9[0-8])[A-Z0-9]{1,21}$/;

/** The first creditor reference (ISO 11649) with right check digits. */
const findCreditorReference = (text: string): FoundReference | undefined => {
  for (const { index, 0: run } of text.matchAll(creditorBeginning)) {
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
  if (!creditorForm.test(text)) return false;
  let rest = 0;
  for (const sign of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
};
