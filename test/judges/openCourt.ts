import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPython, installed } from '../conformance/tools/python.ts';
import { mustRun } from '../conformance/tools/run.ts';
import type { Judge } from './judges.ts';
import { environmentOf, type Court } from './readFiles.ts';

const requirements = (name: Judge['environment']): string => join(import.meta.dirname, 'requirements', `${name}.txt`);

/** The environments of the judges, made at the same time; the ERP's comes with its empty database, which takes longest. */
export const openCourt = async (project: string): Promise<Court> => {
  const folder = join(project, '.local/judges');
  mkdirSync(folder, { recursive: true });
  rmSync(join(folder, 'files'), { recursive: true, force: true });
  const python = await findPython(project);
  const made = (name: Judge['environment']): Promise<string> =>
    installed(python, requirements(name), join(folder, name));
  const [readers, namesakes, erp] = await Promise.all([
    made('readers'),
    made('namesakes'),
    made('erp').then((bin) => withDatabase(folder, bin)),
  ]);
  return { folder, bins: { readers, namesakes, erp } };
};

/** Tryton fills its database once for all runs with the same requirements. */
const withDatabase = async (folder: string, bin: string): Promise<string> => {
  const stamp = join(folder, 'empty-database', 'made-from');
  const wanted = readFileSync(requirements('erp'), 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return bin;
  rmSync(join(folder, 'empty-database'), { recursive: true, force: true });
  mkdirSync(join(folder, 'empty-database'));
  const script = join(import.meta.dirname, 'readers/tryton.py');
  const settings = { cwd: folder, env: environmentOf(folder), maxMs: 15 * 60_000 };
  await mustRun(join(bin, 'python'), [script, '--warm'], settings);
  writeFileSync(stamp, wanted);
  return bin;
};

/** The version of a judge's package, as it is installed. */
export const versionOf = async ({ folder, bins }: Court, judge: Judge): Promise<string> => {
  const words = `from importlib.metadata import version; print(version('${judge.package}'))`;
  return (await mustRun(join(bins[judge.environment], 'python'), ['-c', words], { cwd: folder })).trim();
};
