import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { ownEnvironment, startForTests, type TheProduct } from './theProduct.ts';

const project = join(import.meta.dirname, '../../..');

describe('the smoke test against a product that runs here', () => {
  let product: TheProduct;
  startForTests((started) => (product = started));

  const smoke = (...words: readonly string[]) =>
    new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
      const options = { cwd: project, env: ownEnvironment() };
      execFile(process.execPath, ['infra/smoke/main.ts', ...words], options, (error, stdout, stderr) =>
        resolve({ code: error?.code ?? 0, stdout, stderr }),
      );
    });

  it('finds everything as it should be', async () => {
    const { code, stdout } = await smoke('--url', product.url, '--release', '0.1.0');

    expect(stdout.match(/^ok /gm)).toHaveLength(5);
    expect(code).toBe(0);
  });

  it('ends with 1 and the next step where another release answers', async () => {
    const { code, stdout } = await smoke('--url', product.url, '--release', '9.9.9');

    expect(stdout).toMatch(/^FAILED {2}health {8}wrong_release: .*\nNext: /m);
    expect(code).toBe(1);
  });

  it('ends with 2 and its usage where it was not told whom to ask', async () => {
    const { code, stderr } = await smoke();

    expect(stderr).toContain('npm run smoke -- --url URL');
    expect(code).toBe(2);
  });
});
