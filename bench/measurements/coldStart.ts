import { fork } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import * as z from 'zod';
import { environments, type FunctionName } from '../../shared/contracts/environment.ts';
import { median, type Table } from '../report/table.ts';
import type { Rig } from '../rig/startRig.ts';

export interface ColdStart {
  readonly bundle: string;
  readonly bytes: number;
  readonly importMs: number;
  /** Divided by the bundle that holds a DynamoDB client and nothing else. */
  readonly sizeRatio: number;
  readonly importRatio: number;
  /** Divided by the same client in one file, as a bundler makes it when nothing is said. */
  readonly wholeRatio: number;
}

interface Bundle {
  readonly name: string;
  readonly path: string;
  readonly environment: Record<string, string>;
}

const isFunctionName = (name: string): name is FunctionName => name in environments;
const functionNames = Object.keys(environments).filter(isFunctionName);

const importOnce = (script: string, { name, path, environment }: Bundle): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = fork(script, [path], { env: environment, execArgv: [], stdio: 'ignore' });
    let took: number | undefined;
    child.once('message', (ms) => (took = z.number().parse(ms)));
    child.once('error', reject);
    child.once('exit', () => {
      if (took === undefined) reject(new Error(`the bundle of ${name} could not be imported`));
      else resolve(took);
    });
  });

const sizeOf = ({ path }: Bundle): number =>
  readdirSync(dirname(path))
    .filter((file) => file.endsWith('.mjs'))
    .reduce((sum, file) => sum + statSync(join(dirname(path), file)).size, 0);

/** A measure that does not change with the way in which our functions are bundled. */
const bundleWhole = async (rig: Rig): Promise<string> => {
  const outfile = join(dirname(rig.child('dynamodb-client')), 'whole', 'index.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, '../children/dynamodb-client/index.ts')],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
  });
  return outfile;
};

/** Import time and size of every bundle, each import in a fresh process, one after the other, in turns. */
export const measureColdStart = async (rig: Rig, rounds: number): Promise<readonly ColdStart[]> => {
  const baseline: Bundle = {
    name: 'DynamoDB client only',
    path: rig.child('dynamodb-client'),
    environment: rig.environment('sync-dispatch'),
  };
  const whole: Bundle = { ...baseline, name: 'the same in one file', path: await bundleWhole(rig) };
  const isDeployed = (name: string): boolean =>
    rig.services.deployment.functions.some((one) => one.name.endsWith(`-${name}`));
  const bundles = [
    baseline,
    whole,
    ...functionNames.filter(isDeployed).map((name) => ({
      name,
      path: rig.lambda(name).modulePath,
      environment: rig.environment(name),
    })),
  ];
  const times = new Map(bundles.map(({ name }): [string, number[]] => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const bundle of bundles) times.get(bundle.name)?.push(await importOnce(rig.child('import'), bundle));
  }
  const measured = bundles.map((one) => ({
    bundle: one.name,
    bytes: sizeOf(one),
    importMs: median(times.get(one.name) ?? []),
  }));
  const [least, usual] = measured;
  return measured.map((one) => ({
    ...one,
    sizeRatio: one.bytes / (least?.bytes ?? 0),
    importRatio: one.importMs / (least?.importMs ?? 0),
    wholeRatio: one.importMs / (usual?.importMs ?? 0),
  }));
};

const pagesToApi = (measured: readonly ColdStart[]): number => {
  const importMs = (name: FunctionName): number => measured.find(({ bundle }) => bundle === name)?.importMs ?? 0;
  return importMs('tenant-pages') / importMs('tenant-api');
};

export const coldStartTable = (measured: readonly ColdStart[], rounds: number): Table => ({
  title: `4. Bundles: size, and import time as the median of ${rounds} fresh processes`,
  columns: ['bundle', 'size', 'size ratio', 'import', 'import ratio', '÷ one file'],
  rows: measured.map(({ bundle, bytes, importMs, sizeRatio, importRatio, wholeRatio }) => [
    bundle,
    `${(bytes / 1000).toFixed(0)} kB`,
    sizeRatio.toFixed(2),
    `${importMs.toFixed(0)} ms`,
    importRatio.toFixed(2),
    wholeRatio.toFixed(2),
  ]),
  notes: [
    'Ratios are to the first row, made on the spot with the options of the other bundles; the last column is to the second.',
    `Import time, tenant-pages ÷ tenant-api: ${pagesToApi(measured).toFixed(2)} (aim: at most 1.2).`,
  ],
});
