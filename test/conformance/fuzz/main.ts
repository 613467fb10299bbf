import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { findPython, installed, NotHere } from '../tools/python.ts';
import { fuzz } from './fuzz.ts';

/** `npm run fuzz`: the fuzz of `npm run conformance` alone. */
const project = join(import.meta.dirname, '../../..');
const folder = join(project, '.local/conformance');

const say = (text: string): void => {
  process.stdout.write(`fuzz  ${text}\n`);
};

try {
  mkdirSync(folder, { recursive: true });
  const requirements = join(import.meta.dirname, '../requirements/fuzz.txt');
  const bin = await installed(await findPython(project), requirements, join(folder, 'fuzz'));
  const { tool, operations, failures } = await fuzz(bin, folder);
  for (const failure of failures) say(failure);
  say(`${tool}: ${operations} calls, ${failures.length} failures; .local/conformance/fuzz.log`);
  process.exitCode = failures.length === 0 ? 0 : 1;
} catch (error) {
  if (!(error instanceof NotHere)) throw error;
  say(`SKIPPED: ${error.message}`);
}
