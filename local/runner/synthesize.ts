import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { BuildStore } from './buildStore.ts';
import { inVariables } from './settings.ts';
import { silently, type Step } from './steps.ts';

export interface Synthesis {
  /** Root of the repository. */
  readonly project: string;
  readonly dataDir: string;
  readonly context: Readonly<Record<string, string>>;
  /** Ends the work, and the processes that do it. */
  readonly signal: AbortSignal;
  /**
   * Says what takes long.
   *
   * @default nothing is said
   */
  readonly step?: Step;
}

const cdkJson = z.looseObject({ context: z.record(z.string(), z.unknown()).default({}) });
const stampName = 'made-from';

/** Everything that the bundles and the template are made from, by content: times of files lie after a checkout. */
const fingerprint = (project: string): string => {
  const hash = createHash('sha256').update(process.version);
  const files = globSync(
    [
      '{functions,shared,infra}/**/*.{ts,json}',
      'functions/*/assets/**/*.*',
      'package-lock.json',
      'cdk.json',
      'tsconfig.json',
    ],
    {
      cwd: project,
    },
  );
  for (const file of files.sort()) hash.update(file).update(readFileSync(join(project, file)));
  return hash.digest('hex');
};

/** Sources with the settings of one installation. */
const withContext = (sources: string, context: Synthesis['context']): string =>
  createHash('sha256').update(sources).update(JSON.stringify(context)).digest('hex');

interface Script {
  readonly path: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const run = ({ project, signal }: Synthesis, { path, args = [], env = {} }: Script): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path, ...args], {
      cwd: project,
      env: { ...process.env, ...env },
      signal,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => output.push(String(bytes)));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(inVariables(output.join('')) ?? new Error(`${path} failed:\n${output.join('').trim()}`));
    });
  });

/** Bundles as `npm run build` makes them, then the stacks over them as `cdk synth` does; each only when it is new. */
const build = async (synthesis: Synthesis, sources: string, wanted: string): Promise<string> => {
  const { project, context, step = silently } = synthesis;
  const store = new BuildStore(join(project, 'dist/local'));
  return store.take(`assembly-${wanted}`, async (assembly) => {
    const bundles = await store.take(`bundles-${sources}`, (folder) =>
      step('Bundling the functions', () => run(synthesis, { path: 'infra/build/main.ts', args: [folder] })),
    );
    const own = cdkJson.parse(JSON.parse(readFileSync(join(project, 'cdk.json'), 'utf8')));
    const settings = { ...own.context, ...context, codeRoot: bundles };
    // The rules of CloudFormation are looked at by the tests and by `npm run synth`; here they only take their time.
    const env = { CDK_OUTDIR: assembly, CDK_CONTEXT_JSON: JSON.stringify(settings), CDK_VALIDATION: 'false' };
    await step('Synthesizing the stacks', () => run(synthesis, { path: 'infra/app.ts', env }));
  });
};

/**
 * Bundles the functions and synthesizes the stacks, unless that was done before for the same sources and settings. The
 * bundles that run are the assets of the assembly, the very files that a deployment uploads. The data directory has a
 * copy of its own: a later build does not pull it away from under a runner.
 *
 * @returns the directory of the assembly
 */
export const synthesize = async (synthesis: Synthesis): Promise<string> => {
  const { project, dataDir, context } = synthesis;
  const assembly = join(dataDir, 'cdk.out');
  const stamp = join(assembly, stampName);
  const sources = fingerprint(project);
  const wanted = withContext(sources, context);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return assembly;
  // Without a stamp nothing is trusted: whoever kills this half-way gets a whole new assembly next time.
  rmSync(assembly, { recursive: true, force: true });
  cpSync(await build(synthesis, sources, wanted), assembly, { recursive: true });
  writeFileSync(stamp, wanted);
  return assembly;
};
