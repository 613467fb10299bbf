import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgeAll, type Sitting } from './judgeAll.ts';
import { fateText, marks, reportText } from './report.ts';

const mostShown = 10;

/**
 * Lets all judges read, and tells what they say.
 *
 * @returns whether they read everything as it was meant
 * @throws NotHere where this machine cannot run them
 */
export const judge = async (sitting: Sitting): Promise<boolean> => {
  const { project, isFull, only, say } = sitting;
  const verdicts = await judgeAll(sitting);
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
  if (isFull && only === undefined) writeReport(project, reportText(verdicts));
  const statements = verdicts.findings.reduce((sum, finding) => sum + finding.statements, 0);
  say(`${statements} statements read by others, in ${verdicts.formats.length} formats; ${wrong.length} differ`);
  return wrong.length === 0;
};

/** Puts the generated part in its place. */
const writeReport = (project: string, text: string): void => {
  const file = join(project, 'docs/exports.md');
  const known = existsSync(file) ? readFileSync(file, 'utf8') : `# Bookkeeping files\n\n${marks.begin}\n${marks.end}\n`;
  const [from, to] = [known.indexOf(marks.begin), known.indexOf(marks.end)];
  if (from < 0 || to < from) throw new Error('docs/exports.md has no place for the report');
  writeFileSync(file, known.slice(0, from) + text + known.slice(to + marks.end.length));
};
