import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

export interface Synthesis {
  /** Root of the repository. */
  readonly project: string;
  readonly dataDir: string;
  readonly context: Readonly<Record<string, string>>;
  /** Ends the work, and the processes that do it. */
  readonly signal: AbortSignal;
}

const cdkJson = z.looseObject({ context: z.record(z.string(), z.unknown()).default({}) });
const stampName = 'made-from';

/** Everything that the template and the bundles are made from, by content: times of files lie after a checkout. */
const fingerprint = ({ project, context }: Synthesis): string => {
  const hash = createHash('sha256').update(JSON.stringify(context)).update(process.version);
  const files = globSync(
    ['{functions,shared,infra}/**/*.{ts,json}', 'package-lock.json', 'cdk.json', 'tsconfig.json'],
    {
      cwd: project,
    },
  );
  for (const file of files.sort()) hash.update(file).update(readFileSync(join(project, file)));
  return hash.digest('hex');
};

const run = ({ project, signal }: Synthesis, script: string, env: NodeJS.ProcessEnv): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script], { cwd: project, env, signal, stdio: ['ignore', 'pipe', 'pipe'] });
    const output: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => output.push(String(bytes)));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${script} failed:\n${output.join('').trim()}`));
    });
  });

/**
 * Bundles the functions and synthesizes the stacks as `npm run build` and `cdk synth` do, unless nothing has changed
 * since the last start. The bundles that run are the assets of the assembly, the very files that a deployment uploads.
 *
 * @returns the directory of the assembly
 */
export const synthesize = async (synthesis: Synthesis): Promise<string> => {
  const { project, dataDir, context } = synthesis;
  const assembly = join(dataDir, 'cdk.out');
  const stamp = join(assembly, stampName);
  const wanted = fingerprint(synthesis);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return assembly;
  // Without a stamp nothing is trusted: whoever kills this half-way gets a whole new assembly next time.
  rmSync(assembly, { recursive: true, force: true });
  mkdirSync(assembly, { recursive: true });
  const own = cdkJson.parse(JSON.parse(readFileSync(join(project, 'cdk.json'), 'utf8')));
  await run(synthesis, 'infra/build/main.ts', process.env);
  await run(synthesis, 'infra/app.ts', {
    ...process.env,
    CDK_OUTDIR: assembly,
    CDK_CONTEXT_JSON: JSON.stringify({ ...own.context, ...context }),
  });
  writeFileSync(stamp, wanted);
  return assembly;
};
