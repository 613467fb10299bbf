import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StatementInFull } from '../../shared/domain/statements/statementInFull.ts';
import type { ExportFormat } from '../../shared/contracts/http/files.ts';
import { run } from '../conformance/tools/run.ts';
import type { Judge } from './judges.ts';
import { answer, type Answer } from './told.ts';

/** A text to be read, and what the ERP must have before it can: accounts, a currency, years. */
export interface Job {
  readonly format: ExportFormat;
  readonly text: string;
  readonly statements: readonly StatementInFull[];
  /** It is imported a second time into the same books. */
  readonly again?: true;
}

export interface Court {
  /** Where files, answers and the Python environments are. */
  readonly folder: string;
  /** Of each environment: its folder of programs. */
  readonly bins: Readonly<Record<Judge['environment'], string>>;
}

const readers = join(import.meta.dirname, 'readers');
const maxMs = 45 * 60_000;

export const environmentOf = (folder: string): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  LANG: 'C.UTF-8',
  PYTHONHASHSEED: '0',
  PYTHONDONTWRITEBYTECODE: '1',
  DB_NAME: ':memory:',
  DB_CACHE: join(folder, 'empty-database'),
});

/**
 * What a program reads in files, in their order: one process for all of them, as its start is what takes time.
 *
 * @param table where they are laid out: one of its own for each that reads at the same time
 */
export const readFiles = async (
  { folder, bins }: Court,
  judge: Judge,
  jobs: readonly Job[],
  table = 'files',
): Promise<readonly Answer[]> => {
  if (jobs.length === 0) return [];
  const desk = join(folder, 'files', `${judge.reader}-${table}`);
  mkdirSync(desk, { recursive: true });
  const keep = (name: string, text: string): string => {
    const file = join(desk, name);
    writeFileSync(file, text);
    return file;
  };
  const told = jobs.map(({ format, text, statements, again = false }, at) => ({
    file: keep(`${at}.${format}`, text),
    format,
    again,
    ...booksFor(statements),
  }));
  const answers = join(desk, 'answers');
  const script = join(readers, `${judge.reader}.py`);
  const args = [script, keep('jobs.json', JSON.stringify(told)), answers];
  const program = join(bins[judge.environment], 'python');
  const { code, output } = await run(program, args, { cwd: desk, env: environmentOf(folder), maxMs });
  if (code !== 0) throw new Error(`${judge.name} could not read the files:\n${output.trim().slice(-2000)}`);
  const lines = readFileSync(answers, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  if (lines.length !== jobs.length) throw new Error(`${judge.name} answered ${lines.length} of ${jobs.length} files`);
  return lines.map((line) => answer.parse(JSON.parse(line)));
};

const booksFor = (statements: readonly StatementInFull[]) => {
  const days = statements.flatMap(({ period, entries }) => [
    period.to,
    ...entries.flatMap(({ content: { executionDate, valueDate } }) => [executionDate, valueDate ?? executionDate]),
  ]);
  return {
    accounts: [...new Set(statements.map(({ account }) => account.reference))],
    currency: statements[0]?.currency ?? 'EUR',
    years: [...new Set(days.map((day) => Number(day.slice(0, 4))))],
  };
};
