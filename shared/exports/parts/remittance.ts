import type { StatementEntry } from '../../domain/statements/statementInFull.ts';
import { bareReference } from './remarks.ts';
import { toAscii } from './text.ts';
import { wordsBesideReference } from './words.ts';

/** What a line says of its purpose, in ASCII with single blanks. */
export interface Remittance {
  /** A structured reference, bare. */
  readonly reference: string | undefined;
  /** What is told besides; undefined where that is nothing but the reference. */
  readonly text: string | undefined;
  /** Both, for a field that has no place for the reference: first the reference, unless the text has it bare. */
  readonly whole: string;
}

export const remittanceOf = (entry: StatementEntry): Remittance => {
  const reference = bareReference(entry);
  const words = toAscii(wordsBesideReference(entry) ?? '').replaceAll(/ {2,}/g, ' ');
  const text = words === '' ? undefined : words;
  const isBareInText = reference !== undefined && words.includes(reference);
  const parts = isBareInText ? [text] : [reference, text];
  return { reference, text, whole: parts.filter((part) => part !== undefined).join(' ') };
};
