import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { mutants, type Mutant } from './mutants.ts';

/**
 * `node test/simulation/testMutants.ts`: breaks one safeguard at a time in a copy of the source and runs the simulation
 * on it. A mutant that no history notices is a hole in the simulation. Words behind choose mutants by their name.
 */
const words = process.argv.slice(2).join(' ');
const histories = 600;
const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..');

const broken = async (copy: string, { file, from, to }: Mutant): Promise<() => Promise<void>> => {
  const path = join(copy, file);
  const source = await readFile(path, 'utf8');
  if (source.split(from).length !== 2) throw new Error(`${file} does not hold the text exactly once: ${from}`);
  await writeFile(path, source.replace(from, to));
  return () => writeFile(path, source);
};

const copy = await mkdtemp(join(tmpdir(), 'mutants-'));
for (const room of ['shared', 'test']) await cp(join(root, room), join(copy, room), { recursive: true });
await cp(join(root, 'package.json'), join(copy, 'package.json'));
await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
let survivors = 0;
const chosen = mutants.filter(({ name }) => name.includes(words));
for (const mutant of chosen) {
  const mend = await broken(copy, mutant);
  const options = ['test/simulation/main.ts', '--runs', String(histories), '--stop'];
  const told = await run(process.execPath, options, { cwd: copy, timeout: 300_000 }).then(
    ({ stdout }) => stdout,
    (error: unknown) => (error instanceof Error && 'stdout' in error ? String(error.stdout) : ''),
  );
  // Only a violation counts: a copy that crashes or hangs has shown nothing.
  const found = told.startsWith('seed') ? told : undefined;
  await mend();
  if (found === undefined) survivors += 1;
  const first = found?.split('\n').slice(0, 2).join(' ').slice(0, 160);
  process.stdout.write(`${found === undefined ? 'SURVIVED' : 'caught'}: ${mutant.name}${first ? ` (${first})` : ''}\n`);
}
await rm(copy, { recursive: true });
process.stdout.write(`${chosen.length} mutants, ${survivors} survived\n`);
if (survivors > 0) process.exitCode = 1;
