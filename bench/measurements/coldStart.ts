import { fork } from 'node:child_process';
import { statSync } from 'node:fs';
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

/** Import time and size of every bundle, each import in a fresh process, one after the other, in turns. */
export const measureColdStart = async (rig: Rig, rounds: number): Promise<readonly ColdStart[]> => {
  const baseline: Bundle = {
    name: 'DynamoDB client only',
    path: rig.child('dynamodb-client'),
    environment: rig.environment('sync-dispatch'),
  };
  const bundles = [
    baseline,
    ...functionNames.map((name) => ({
      name,
      path: rig.lambda(name).modulePath,
      environment: rig.environment(name),
    })),
  ];
  const times = new Map(bundles.map(({ name }): [string, number[]] => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const bundle of bundles) times.get(bundle.name)?.push(await importOnce(rig.child('import'), bundle));
  }
  const measured = bundles.map(({ name, path }) => ({
    bundle: name,
    bytes: statSync(path).size,
    importMs: median(times.get(name) ?? []),
  }));
  const [least] = measured;
  return measured.map((one) => ({
    ...one,
    sizeRatio: one.bytes / (least?.bytes ?? 0),
    importRatio: one.importMs / (least?.importMs ?? 0),
  }));
};

const pagesToApi = (measured: readonly ColdStart[]): number => {
  const importMs = (name: FunctionName): number => measured.find(({ bundle }) => bundle === name)?.importMs ?? 0;
  return importMs('tenant-pages') / importMs('tenant-api');
};

export const coldStartTable = (measured: readonly ColdStart[], rounds: number): Table => ({
  title: `4. Bundles: size, and import time as the median of ${rounds} fresh processes`,
  columns: ['bundle', 'size', 'size ratio', 'import', 'import ratio'],
  rows: measured.map(({ bundle, bytes, importMs, sizeRatio, importRatio }) => [
    bundle,
    `${(bytes / 1000).toFixed(0)} kB`,
    sizeRatio.toFixed(2),
    `${importMs.toFixed(0)} ms`,
    importRatio.toFixed(2),
  ]),
  notes: [
    'Ratios are to the first row, made on the spot with the options of the other bundles.',
    `Import time, tenant-pages ÷ tenant-api: ${pagesToApi(measured).toFixed(2)} (aim: at most 1.2).`,
  ],
});
