import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { mutants } from './mutants.ts';
import { simulate } from './simulate.ts';

const run = promisify(execFile);

/** In a process of its own: the engine's parsers are several times slower inside the test runner's sandbox. */
const told = (script: string, ...options: readonly string[]): Promise<string> =>
  run(process.execPath, [join(import.meta.dirname, script), ...options]).then(
    ({ stdout }) => stdout,
    (error: unknown) => (error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error)),
  );

describe('simulation', () => {
  it.each([
    [1, 100],
    [101, 100],
  ])(
    'stays true from history %i on for %i of them, whatever fails',
    async (from, count) => {
      const histories = await told('main.ts', '--runs', String(count), '--from', String(from));

      expect(histories).toMatch(/, [1-9]\d* faults injected, [1-9]\d* events, 0 violations\n$/);
      expect(histories).not.toContain('replay');
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

describe('simulation, with a safeguard broken', () => {
  it.each(mutants)('has a safeguard to break: $name', async ({ file, from }) => {
    const source = await readFile(join(import.meta.dirname, '..', '..', file), 'utf8');

    expect(source.split(from)).toHaveLength(2);
  });

  it('notices every one of them', async () => {
    const noticed = await told('testMutants.ts');

    expect(noticed.match(/^caught: /gm)).toHaveLength(mutants.length);
    expect(noticed).toContain(`${mutants.length} mutants, 0 survived`);
  }, 300_000);
});
