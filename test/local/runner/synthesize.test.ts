import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesize } from '../../../local/runner/synthesize.ts';
import { aDataDir } from './aRunner.ts';

const appendsTo = (file: string, text: string): string =>
  `import { appendFileSync } from 'node:fs';\nappendFileSync(${JSON.stringify(file)}, ${text});\n`;

const writesTo = (folder: string, name: string, text: string): string =>
  `import { writeFileSync } from 'node:fs';\nwriteFileSync(${folder} + '/${name}', ${text});\n`;

describe('the synthesis at start', () => {
  let project: string;
  let log: string;
  let dataDir: string;

  /** A project whose scripts write down that they ran. */
  beforeEach(() => {
    project = aDataDir();
    dataDir = join(project, '.local');
    log = join(project, 'log');
    mkdirSync(join(project, 'infra/build'), { recursive: true });
    mkdirSync(join(project, 'functions'));
    writeFileSync(join(project, 'package.json'), '{"type":"module"}');
    writeFileSync(join(project, 'cdk.json'), '{"context":{"stage":"dev","kept":"yes"}}');
    writeFileSync(
      join(project, 'infra/build/main.ts'),
      `${appendsTo(log, `'built\\n'`)}${writesTo('process.argv[2]', 'bundle', `'a bundle'`)}`,
    );
    writeFileSync(
      join(project, 'infra/app.ts'),
      `${appendsTo(log, `process.env.CDK_CONTEXT_JSON + '\\n'`)}${writesTo('process.env.CDK_OUTDIR', 'template', `'a template'`)}`,
    );
  });
  afterEach(() => rmSync(project, { recursive: true, force: true }));

  const run = (
    context: Record<string, string> = { stage: 'local' },
    { signal = new AbortController().signal, into = dataDir } = {},
  ) => synthesize({ project, dataDir: into, context, signal });
  const linesOfLog = (): readonly string[] => readFileSync(log, 'utf8').trim().split('\n');

  it('builds, then synthesizes with the context of cdk.json and the settings over it', async () => {
    const assembly = await run();

    const [built, context = ''] = linesOfLog();
    const { codeRoot, ...settings } = JSON.parse(context);
    expect([built, settings]).toEqual(['built', { stage: 'local', kept: 'yes' }]);
    expect(readFileSync(join(codeRoot, 'bundle'), 'utf8')).toBe('a bundle');
    expect(readFileSync(join(assembly, 'template'), 'utf8')).toBe('a template');
    expect(assembly).toBe(join(dataDir, 'cdk.out'));
  });

  it('is left out when nothing has changed, and done again when a source or a setting has', async () => {
    await run();
    await run();
    const unchanged = linesOfLog().length;

    writeFileSync(join(project, 'functions/new.ts'), 'export {};');
    await run();
    const newSource = linesOfLog().length;
    mkdirSync(join(project, 'functions/pages/assets'), { recursive: true });
    writeFileSync(join(project, 'functions/pages/assets/style.css'), 'main {}');
    await run();
    const newAsset = linesOfLog().length;
    await run({ stage: 'local', publicUrl: 'http://localhost:4000' });

    // Another address needs another template, not other bundles.
    expect({ unchanged, newSource, newAsset, newSettings: linesOfLog().length }).toEqual({
      unchanged: 2,
      newSource: 4,
      newAsset: 6,
      newSettings: 7,
    });
  });

  it('is left out for another data directory too, which gets a copy of its own', async () => {
    await run();
    const other = await run({ stage: 'local' }, { into: join(project, 'other') });
    rmSync(join(project, 'dist'), { recursive: true });

    expect(linesOfLog()).toHaveLength(2);
    expect(readFileSync(join(other, 'template'), 'utf8')).toBe('a template');
  });

  it('of two starts at once is one that both can use', async () => {
    const [first, second] = await Promise.all([run(), run({ stage: 'local' }, { into: join(project, 'other') })]);

    expect([first, second].map((assembly) => readFileSync(join(assembly, 'template'), 'utf8'))).toEqual([
      'a template',
      'a template',
    ]);
    expect(readdirSync(join(project, 'dist/local'))).toHaveLength(2);
  });

  it('says what the script said when it fails, and is done again next time', async () => {
    writeFileSync(join(project, 'infra/app.ts'), `console.error('settings are missing');\nprocess.exit(3);\n`);

    await expect(run()).rejects.toThrow(/infra\/app\.ts failed:\nsettings are missing/);
    await expect(run()).rejects.toThrow(/infra\/app\.ts failed/);
  });

  it('ends with its processes when it is given up', async () => {
    writeFileSync(
      join(project, 'infra/build/main.ts'),
      `${appendsTo(log, `'started\\n'`)}setInterval(() => undefined, 1000);\n`,
    );
    const given = new AbortController();

    const running = run({ stage: 'local' }, { signal: given.signal });
    while (!existsSync(log)) await new Promise((resolve) => setTimeout(resolve, 10));
    given.abort();

    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(existsSync(join(dataDir, 'cdk.out/made-from'))).toBe(false);
    expect(readdirSync(join(project, 'dist/local'))).toEqual([]);
  });
});
