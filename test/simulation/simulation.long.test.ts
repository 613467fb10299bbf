import { nothingWrong, printed } from './histories.ts';
import { mutants } from './mutants.ts';

describe('simulation', () => {
  it('stays true from history 41 to 240, whatever fails', async () => {
    expect(await printed('main.ts', '--runs', '200', '--from', '41')).toMatch(nothingWrong);
  }, 600_000);

  it('notices every safeguard that is broken', async () => {
    const noticed = await printed('testMutants.ts');

    expect(noticed).toContain(`${mutants.length} mutants, 0 survived`);
    expect(noticed.match(/^caught: /gm)).toHaveLength(mutants.length);
  }, 900_000);
});
