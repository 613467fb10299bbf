import type { StatementEntry } from '../../domain/statements/statementInFull.ts';
import { bareReference } from './remarks.ts';
import { toAscii } from './text.ts';

const blanks = /\s+/g;
const lettersAndDigits = (text: string): string => text.replaceAll(/[^A-Za-z0-9]/g, '');

/** What a line says of its purpose, in ASCII on one line. */
export interface Remittance {
  /** A structured reference, bare. */
  readonly reference: string | undefined;
  /** What the bank says besides; undefined where that is nothing but the reference. */
  readonly text: string | undefined;
  /** Both, for a field that has no place for the reference: first the reference, unless the text has it bare. */
  readonly whole: string;
}

export const remittanceOf = (entry: StatementEntry): Remittance => {
  const reference = bareReference(entry);
  const { remittanceText, description } = entry.content;
  const texts = [remittanceText, description].map((text) => toAscii(text ?? '').replaceAll(blanks, ' '));
  const [first = '', second = ''] = texts;
  const told = first.includes(second) ? first : `${first} ${second}`.trim();
  const isOnlyReference = reference !== undefined && lettersAndDigits(told) === lettersAndDigits(reference);
  const text = told === '' || isOnlyReference ? undefined : told;
  const parts = text !== undefined && reference !== undefined && text.includes(reference) ? [text] : [reference, text];
  return { reference, text, whole: parts.filter((part) => part !== undefined).join(' ') };
};
