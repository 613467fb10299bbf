import { cpSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { synthesize } from '../../../local/runner/synthesize.ts';
import { accountId, region } from './emulator.ts';
import { run, type Finished } from './run.ts';

export interface Deployer {
  readonly project: string;
  /** Where assemblies and outputs go. */
  readonly folder: string;
  /** Leads the CDK to the emulator. */
  readonly aws: Readonly<Record<string, string>>;
}

/** In place of the build of `cdk.json`: it would bundle again before every command. */
const notBuilding = ['--build', 'true'];

/** The CDK's command line as an operator calls it; the bundles are there already. */
const cdk = ({ project, aws }: Deployer, ...args: string[]): Promise<Finished> =>
  run(
    process.execPath,
    [join(project, 'node_modules/aws-cdk/bin/cdk'), ...args, '--ci', '--no-notices', ...notBuilding],
    {
      cwd: project,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], CI: 'true', ...aws },
    },
  );

const must = async (deployer: Deployer, ...args: string[]): Promise<void> => {
  const { code, output } = await cdk(deployer, ...args);
  if (code !== 0) throw new Error(`cdk ${args[0] ?? ''} failed:\n${output.trim()}`);
};

/** @returns the folder of the assembly, made with the settings of `cdk.json` and these */
export const synthesized = (
  { project, folder }: Deployer,
  name: string,
  context: Readonly<Record<string, string>>,
): Promise<string> =>
  synthesize({ project, dataDir: join(folder, name), context, signal: AbortSignal.timeout(120_000) });

/** The emulator's copy of an assembly, which will lack what it does not know. It lies beside the whole, which names files from there. */
export const emulatorsCopy = (assembly: string): string => {
  const copy = join(dirname(assembly), 'emulator.out');
  rmSync(copy, { recursive: true, force: true });
  cpSync(assembly, copy, { recursive: true });
  return copy;
};

export const bootstrap = (deployer: Deployer, assembly: string): Promise<void> =>
  must(deployer, 'bootstrap', `aws://${accountId}/${region}`, '--app', assembly);

/** Deploys stacks of an assembly, and tells how it went; the emulator's events say why. */
export const deploy = (deployer: Deployer, assembly: string, ...stacks: string[]): Promise<Finished> =>
  cdk(
    deployer,
    'deploy',
    ...stacks,
    '--app',
    assembly,
    '--require-approval',
    'never',
    '--outputs-file',
    outputsFile(deployer),
  );

const outputsFile = ({ folder }: Deployer): string => join(folder, 'outputs.json');

export const outputOf = (deployer: Deployer, stack: string, name: string): string => {
  const value: unknown = JSON.parse(readFileSync(outputsFile(deployer), 'utf8'))[stack]?.[name];
  if (typeof value !== 'string') throw new Error(`${stack} has no output ${name}`);
  return value;
};
