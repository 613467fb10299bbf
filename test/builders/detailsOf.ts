import type { StatementEntry } from '../../shared/domain/statements/statementInFull.ts';
import type { StatementFormat } from '../../shared/exports/format.ts';
import { defaultOptions, writeStatement } from '../../shared/exports/writeFile.ts';
import { readMt940 } from './readMt940.ts';
import { aStatementInFull, anEntry } from './statementInFull.ts';

const alone = { isFirst: true, isLast: true };

/** What a file says of a line. */
export const readLineOf = (format: StatementFormat, wishes: Parameters<typeof anEntry>[0] | StatementEntry) => {
  const entry = wishes !== undefined && 'content' in wishes ? wishes : anEntry(wishes);
  const statement = aStatementInFull({ entries: [entry], currency: entry.content.currency });
  const [line] = readMt940(writeStatement(format, statement, alone, defaultOptions))[0]?.lines ?? [];
  if (!line) throw new Error('a line was not read');
  return line;
};

/** `:86:` of a line. */
export const detailsOf = (...of: Parameters<typeof readLineOf>): string => readLineOf(...of).details;

/** Values by code word, of words between slashes that begin a value each. */
export const byCodeWord = (details: string, words: readonly string[]): Readonly<Record<string, string>> => {
  const values: Record<string, string> = {};
  let current = '';
  for (const part of details.split('/').slice(1)) {
    if (words.includes(part)) [current, values[part]] = [part, values[part] ?? ''];
    else values[current] = [values[current], part].filter((piece) => piece !== '').join('/');
  }
  return values;
};
