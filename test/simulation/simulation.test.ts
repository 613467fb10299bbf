import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { simulate } from './simulate.ts';

const run = promisify(execFile);

/** In a process of their own: the engine's parsers are several times slower inside the test runner's sandbox. */
const histories = async (from: number, count: number): Promise<string> => {
  const options = [join(import.meta.dirname, 'main.ts'), '--runs', String(count), '--from', String(from)];
  return run(process.execPath, options).then(
    ({ stdout }) => stdout,
    (error: unknown) => (error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error)),
  );
};

describe('simulation', () => {
  it.each([
    [1, 100],
    [101, 100],
  ])(
    'stays true from history %i on for %i of them, whatever fails',
    async (from, count) => {
      const told = await histories(from, count);

      expect(told).toMatch(/, [1-9]\d* faults injected, [1-9]\d* events, 0 violations\n$/);
      expect(told).not.toContain('replay');
    },
    120_000,
  );

  it('tells the same story for the same seed', async () => {
    expect(await simulate(42)).toEqual(await simulate(42));
  });

  it('stays true in a history in the test runner itself', async () => {
    expect(await simulate(7)).toMatchObject({ violations: [] });
  });
});
