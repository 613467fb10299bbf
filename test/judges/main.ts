import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { NotHere } from '../conformance/tools/python.ts';
import { judgeAll } from './judgeAll.ts';
import { fateText, marks, reportText } from './report.ts';

/**
 * `npm run judge`: holds bookkeeping files against programs that are not ours.
 *
 * - `--full`: more of the ERP, a year in it, and the report in `docs/exports.md`.
 * - `--judges <folder>`: judges of others as well, in a folder with a `judge.py`.
 * - `--only <format>,<format>`: these formats alone, without the report.
 */
const project = join(import.meta.dirname, '../..');
const startedAt = performance.now();
const say = (text: string): void => {
  process.stdout.write(`judge ${((performance.now() - startedAt) / 1000).toFixed(0).padStart(4)} s  ${text}\n`);
};

const mostShown = 10;

const judge = async (): Promise<boolean> => {
  const { values } = parseArgs({
    options: { full: { type: 'boolean' }, judges: { type: 'string' }, only: { type: 'string' } },
  });
  const isFull = values.full ?? false;
  const verdicts = await judgeAll({
    project,
    isFull,
    say,
    ...(values.judges !== undefined && { foreign: values.judges }),
    ...(values.only !== undefined && { only: values.only.split(',') }),
  });
  const wrong = [
    ...verdicts.findings.map(({ judge: name, format, differences }) => ({ what: `${name} on ${format}`, differences })),
    ...verdicts.years.map(({ format, differences }) => ({ what: `the year in ${format}`, differences })),
  ].filter(({ differences }) => differences.length > 0);
  for (const { what, differences } of wrong) {
    say(`${what}: ${differences.length} differences`);
    for (const words of differences.slice(0, mostShown)) say(`  ${words.slice(0, 300)}`);
  }
  for (const { format, fault, fates } of verdicts.faults) {
    if (fates && [...fates.values()].every((fate) => fate === 'unnoticed'))
      say(`${format}: ${fault}: ${fateText(fates)}`);
  }
  if (isFull && values.only === undefined) report(reportText(verdicts));
  const statements = verdicts.findings.reduce((sum, finding) => sum + finding.statements, 0);
  say(
    `${statements} statements read by others in ${verdicts.formats.length} formats, ${wrong.length} pairs with differences`,
  );
  return wrong.length === 0;
};

/** Puts the generated part in its place. */
const report = (text: string): void => {
  const file = join(project, 'docs/exports.md');
  const known = existsSync(file) ? readFileSync(file, 'utf8') : `# Bookkeeping files\n\n${marks.begin}\n${marks.end}\n`;
  const [from, to] = [known.indexOf(marks.begin), known.indexOf(marks.end)];
  if (from < 0 || to < from) throw new Error('docs/exports.md has no place for the report');
  writeFileSync(file, known.slice(0, from) + text + known.slice(to + marks.end.length));
};

try {
  process.exitCode = (await judge()) ? 0 : 1;
} catch (error) {
  if (error instanceof NotHere) say(`SKIPPED: ${error.message}`);
  else {
    say(error instanceof Error ? error.message : 'failed for an unknown reason');
    process.exitCode = 1;
  }
}
