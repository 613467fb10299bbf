import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleFunctions } from '../../infra/build/bundle.ts';

describe('bundles', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bank-sync-bundle-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const write = async (name: string, text: string): Promise<void> => {
    const path = join(folder, name);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, text);
  };
  const bundle = (names: readonly string[], out = 'out') =>
    bundleFunctions({ names, sourceRoot: join(folder, 'functions'), outRoot: join(folder, out) });
  const codeOf = (name: string, out = 'out') => readFile(join(folder, out, name, 'index.mjs'), 'utf8');
  const load = async (name: string): Promise<unknown> =>
    import(pathToFileURL(join(folder, 'out', name, 'index.mjs')).href);

  const greeter = async (): Promise<void> => {
    await write(
      'shared/greeting.ts',
      `export const greeting = (name: string): string => 'hello ' + name;\nexport const unused = 'left out';`,
    );
    await write(
      'functions/greet/index.ts',
      `import { greeting } from '../../shared/greeting.ts';\nexport const handler = (): void => {};\nexport const greeted = greeting('you');`,
    );
  };

  it('are one module per function that exports its handler', async () => {
    await greeter();

    const bundles = await bundle(['greet']);

    const code = await codeOf('greet');
    expect(bundles).toMatchObject([{ name: 'greet', bytes: Buffer.byteLength(code), warnings: [] }]);
    expect(await load('greet')).toMatchObject({ handler: expect.any(Function), greeted: 'hello you' });
    expect(code).not.toContain('left out');
  });

  it('have a source map beside them, without the source in it and without a path of the machine', async () => {
    await greeter();

    await bundle(['greet']);

    const map: unknown = JSON.parse(await readFile(join(folder, 'out/greet/index.mjs.map'), 'utf8'));
    expect(map).toMatchObject({ sources: ['../../shared/greeting.ts', '../../functions/greet/index.ts'] });
    expect(map).not.toHaveProperty('sourcesContent');
  });

  it('have the assets of their function beside them, where the code finds them before and after bundling', async () => {
    await greeter();
    await write('functions/greet/assets/deep/style.css', 'main { color: canvastext }');
    await write(
      'functions/greet/index.ts',
      `import { readFileSync } from 'node:fs';\nexport const handler = (): void => {};\nexport const style = readFileSync(new URL('./assets/deep/style.css', import.meta.url), 'utf8');`,
    );
    await write('functions/bare/index.ts', 'export const handler = (): void => {};');

    await bundle(['greet', 'bare']);

    expect(await load('greet')).toMatchObject({ style: 'main { color: canvastext }' });
    expect(await readdir(join(folder, 'out/bare'))).toEqual(['index.mjs', 'index.mjs.map']);
  });

  it('are the same bytes for the same source', async () => {
    await greeter();

    await bundle(['greet'], 'once');
    await bundle(['greet'], 'twice');

    expect(await codeOf('greet', 'once')).toBe(await codeOf('greet', 'twice'));
  });

  it('leave what is imported by a call in files of its own, which are loaded when it is called', async () => {
    await greeter();
    await write(
      'functions/late/index.ts',
      `export const handler = (): void => {};\nexport const late = (): Promise<object> => import('../../shared/greeting.ts');\nexport const greeted = (await late());`,
    );

    const [late] = await bundle(['late']);

    expect(late?.sources).toEqual([expect.stringMatching(/late\/index\.ts$/)]);
    expect(await codeOf('late')).not.toContain('hello');
    expect(await load('late')).toMatchObject({ greeted: { greeting: expect.any(Function) } });
  });

  it('load of Node only what they name: an import would read every member of a module', async () => {
    await write(
      'functions/plain/index.ts',
      `import { STATUS_CODES } from 'node:http';\nexport const handler = (): string => STATUS_CODES[404] ?? '';`,
    );

    await bundle(['plain']);

    expect(await codeOf('plain')).not.toMatch(/from\s*"node:http"/);
    expect(await load('plain')).toMatchObject({ handler: expect.any(Function) });
  });

  it('import those modules of Node that load nothing besides, so that none of them is a file of its own', async () => {
    await write(
      'functions/reading/index.ts',
      `import { readFileSync } from 'fs';\nexport const handler = async (): Promise<unknown> => [readFileSync, await import('./later.ts')];`,
    );
    await write('functions/reading/later.ts', `export { readFileSync } from 'node:fs';`);

    await bundle(['reading']);

    const files = await readdir(join(folder, 'out', 'reading'));
    expect(await codeOf('reading')).toMatch(/from\s*"node:fs"/);
    expect(files.filter((file) => file.endsWith('.mjs'))).toHaveLength(2);
  });

  it('get a require only where a CommonJS package calls it', async () => {
    await greeter();
    await write('functions/old/package.cjs', `exports.separator = require('node:path').sep;`);
    await write(
      'functions/old/index.ts',
      `import { separator } from './package.cjs';\nexport const handler = (): void => {};\nexport const found = separator;`,
    );

    await bundle(['greet', 'old']);

    expect(await codeOf('greet')).not.toContain('createRequire');
    expect(await load('old')).toMatchObject({ found: '/' });
  });

  it('are not made when a function is missing, and the error names it', async () => {
    await greeter();

    await expect(bundle(['greet', 'gone', 'lost'])).rejects.toThrow('functions without an index.ts: gone, lost');
    expect(await readdir(folder)).not.toContain('out');
  });

  it('leave the last good build in place when the source does not compile', async () => {
    await greeter();
    await bundle(['greet']);
    const before = await codeOf('greet');
    await write('functions/greet/index.ts', `import { nothing } from './nowhere.ts';\nexport const handler = nothing;`);

    await expect(bundle(['greet'])).rejects.toThrow('nowhere.ts');
    expect(await codeOf('greet')).toBe(before);
  });

  it('of functions that are no longer there disappear', async () => {
    await greeter();
    await write('out/former/index.mjs', 'export const handler = 1;');

    await bundle(['greet']);

    expect(await readdir(join(folder, 'out'))).toEqual(['greet']);
  });
});
