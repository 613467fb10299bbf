import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { simulateAccounts } from './accounts/simulateAccounts.ts';
import { nothingWrong, printed } from './histories.ts';
import { mutants } from './mutants.ts';
import { simulate } from './simulate.ts';

describe('simulation', () => {
  it('stays true in forty histories, whatever fails', async () => {
    expect(await printed('main.ts', '--runs', '40')).toMatch(nothingWrong);
  }, 300_000);

  it('tells the same story for the same seed', async () => {
    expect(await simulate(42)).toEqual(await simulate(42));
    expect(await simulateAccounts(42)).toEqual(await simulateAccounts(42));
  });
});

describe('simulation, with a safeguard broken', () => {
  it.each(mutants)('has a safeguard to break: $name', async ({ file, from }) => {
    const source = await readFile(join(import.meta.dirname, '..', '..', file), 'utf8');

    expect(source.split(from)).toHaveLength(2);
  });
});
