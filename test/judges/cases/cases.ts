import type { ExportFormat } from '../../../shared/contracts/http/files.ts';
import fc from 'fast-check';
import type { StatementInFull } from '../../../shared/domain/statements/statementInFull.ts';
import { NotExpressible, type StatementFormat } from '../../../shared/exports/format.ts';
import { defaultOptions, textLinesOf, writeStatement } from '../../../shared/exports/writeFile.ts';
import { arbitraryStatements, type StatementWish } from '../../builders/arbitraryStatement.ts';

/** A file, and the statements that it was made of. */
export interface Case {
  readonly format: StatementFormat;
  readonly statements: readonly StatementInFull[];
  readonly text: string;
}

export interface Cases {
  readonly cases: readonly Case[];
  /** Files that the format refused to be, by reason. */
  readonly refusals: ReadonlyMap<string, number>;
}

export const textOf = (format: StatementFormat, statements: readonly StatementInFull[]): string => {
  let text = '';
  let textLinesBefore = 0;
  for (const [at, statement] of statements.entries()) {
    const place = { isFirst: at === 0, isLast: at === statements.length - 1, textLinesBefore };
    const part = writeStatement(format, statement, place, defaultOptions);
    text += part;
    textLinesBefore += textLinesOf(part);
  }
  return text;
};

const homes: Partial<Readonly<Record<ExportFormat, NonNullable<StatementWish['iban']>>>> = {
  coda: 'BE',
  norma43: 'ES',
  cfonb120: 'FR',
};

/** An account of the country whose format it is, for statements that have another. */
const homeAccounts: Partial<Readonly<Record<ExportFormat, string>>> = {
  norma43: 'ES9121000418450200051332',
  cfonb120: 'FR1420041010050500013M02606',
};

export const atHome = (format: ExportFormat, statement: StatementInFull): StatementInFull => {
  const reference = homeAccounts[format];
  return reference === undefined ? statement : { ...statement, account: { ...statement.account, reference } };
};

/** Statements that the format was made for, and in each fifth file whatever there may be. */
const wishesOf = (format: ExportFormat): readonly StatementWish[] => {
  const home: StatementWish = { currency: 'EUR', iban: homes[format] ?? 'any', mostLines: 40 };
  const plain = format === 'norma43' ? { ...home, withoutZero: true as const } : home;
  return [plain, plain, plain, plain, { mostLines: 40 }];
};

const seed = 2026;
/** Not every file can be expressed. */
const mostTries = 5;

/** Files of arbitrary statements, until so many statements stand in them; the same ones in every run. */
export const arbitraryCases = (format: StatementFormat, wanted: number): Cases => {
  const wishes = wishesOf(format.id).map((wish, at) =>
    fc.sample(arbitraryStatements(wish, 4), { seed: seed + at, numRuns: Math.ceil(wanted / 5) + 2 }),
  );
  const files = Array.from({ length: wanted * mostTries }, (_, at) => wishes[at % 5]?.[Math.floor(at / 5)]);
  return written(
    format,
    files.filter((file) => file !== undefined),
    wanted,
  );
};

/** Files of these statements, of one and of several in turn, until so many statements stand in them. */
export const chainCases = (format: StatementFormat, all: readonly StatementInFull[], wanted: number): Cases => {
  const files: (readonly StatementInFull[])[] = [];
  for (let at = 0; at < all.length;) {
    const size = files.length % 2 === 0 ? 1 : 5;
    files.push(all.slice(at, at + size).map((statement) => atHome(format.id, statement)));
    at += size;
  }
  return written(format, files, wanted);
};

const written = (format: StatementFormat, files: readonly (readonly StatementInFull[])[], wanted: number): Cases => {
  const cases: Case[] = [];
  const refusals = new Map<string, number>();
  let count = 0;
  for (const statements of files) {
    if (count >= wanted) break;
    try {
      cases.push({ format, statements, text: textOf(format, statements) });
      count += statements.length;
    } catch (error) {
      if (!(error instanceof NotExpressible)) throw error;
      refusals.set(error.reason, (refusals.get(error.reason) ?? 0) + 1);
    }
  }
  return { cases, refusals };
};
