import { makeStep } from '../../../local/runner/steps.ts';

describe('a step of the start', () => {
  it('is said before it begins, with the time that it took when it is done or given up', async () => {
    let [said, now] = ['', 0];
    const step = makeStep(
      (text) => (said += text),
      () => now,
    );

    const made = await step('Bundling', async () => {
      said += ' [working]';
      now += 3210;
      return 'made';
    });
    const failed = step('Starting', async () => {
      now += 500;
      throw new Error('no port');
    });

    await expect(failed).rejects.toThrow('no port');
    expect(made).toBe('made');
    expect(said).toBe('Bundling ... [working] 3.2 s\nStarting ... gave up after 0.5 s\n');
  });
});
