import type { StatementEntry } from '../../domain/statements/statementInFull.ts';
import { bareReference } from './remarks.ts';

/** What is told of a line in words: those between the parties, else the bank's own. */
export const wordsOf = ({ content }: StatementEntry): string | undefined =>
  content.remittanceText ?? content.description ?? content.additionalInformation;

/** The same for a format in which the reference has a place of its own; undefined where the words say nothing else. */
export const wordsBesideReference = (entry: StatementEntry): string | undefined => {
  const [words, reference] = [wordsOf(entry), bareReference(entry)];
  return words === undefined || (reference !== undefined && bare(words) === bare(reference)) ? undefined : words;
};

/** Without the marks that references are written with. */
const bare = (text: string): string => text.replaceAll(/[\s+*/.:-]/g, '').toUpperCase();
