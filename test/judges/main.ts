import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { NotHere } from '../conformance/tools/python.ts';
import { judge } from './judge.ts';

/**
 * `npm run judge`: holds bookkeeping files against programs that are not ours.
 *
 * - `--full`: more of the ERP, a year in it, and the report in `docs/exports.md`.
 * - `--judges <folder>`: judges of others as well, in a folder with a `judge.py`.
 * - `--only <format>,<format>`: these formats alone, without the report.
 */
const startedAt = performance.now();
const say = (text: string): void => {
  process.stdout.write(`judge ${((performance.now() - startedAt) / 1000).toFixed(0).padStart(4)} s  ${text}\n`);
};

try {
  const { values } = parseArgs({
    options: { full: { type: 'boolean' }, judges: { type: 'string' }, only: { type: 'string' } },
  });
  const isRight = await judge({
    project: join(import.meta.dirname, '../..'),
    isFull: values.full ?? false,
    say,
    ...(values.judges !== undefined && { foreign: values.judges }),
    ...(values.only !== undefined && { only: values.only.split(',') }),
  });
  process.exitCode = isRight ? 0 : 1;
} catch (error) {
  if (error instanceof NotHere) say(`SKIPPED: ${error.message}`);
  else {
    say(error instanceof Error ? error.message : 'failed for an unknown reason');
    process.exitCode = 1;
  }
}
