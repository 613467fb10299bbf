import { add, equals } from '../domain/money/decimal.ts';
import { netOf, noTotals, withAmount } from '../domain/statements/dayTotals.ts';
import type { StatementInFull } from '../domain/statements/statementInFull.ts';
import type { Place, StatementFormat, WriteOptions } from './format.ts';

export const defaultOptions: WriteOptions = { delimiter: ',', guard: true, opening: true };

/** A statement that does not add up must become no file: the books are at fault, and only a person can mend that. */
export class DoesNotAddUp extends Error {
  constructor() {
    super('the lines of a statement do not add up to its balances');
    this.name = 'DoesNotAddUp';
  }
}

/**
 * A statement as a part of a file.
 *
 * @throws NotExpressible, DoesNotAddUp
 */
export const writeStatement = (
  format: StatementFormat,
  statement: StatementInFull,
  place: Place,
  options: WriteOptions,
): string => {
  assertAddsUp(statement);
  return format.write(statement, place, options);
};

const lineEnds = /\n/g;

/** How many lines a text ends. */
export const textLinesOf = (text: string): number => text.match(lineEnds)?.length ?? 0;

const assertAddsUp = ({ opening, closing, totalCredit, totalDebit, lineCount, entries }: StatementInFull): void => {
  const totals = entries.reduce((sum, { amount }) => withAmount(sum, amount), noTotals);
  const isRight =
    totals.count === lineCount &&
    equals(totals.credit, totalCredit) &&
    equals(totals.debit, totalDebit) &&
    equals(add(opening, netOf(totals)), closing);
  if (!isRight) throw new DoesNotAddUp();
};
