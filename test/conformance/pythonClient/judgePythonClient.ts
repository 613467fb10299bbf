import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { TheProduct } from '../../local/story/theProduct.ts';
import { makeBelongings } from '../fuzz/belongings.ts';
import { installed } from '../tools/python.ts';
import { mustRun } from '../tools/run.ts';
import { differences } from './differences.ts';
import { toldByApi, type Tenant } from './toldByApi.ts';

export interface PythonClientVerdict {
  readonly tool: string;
  /** How many items of each list were read. */
  readonly read: Readonly<Record<string, number>>;
  readonly wrong: readonly string[];
}

const tool = 'openapi-python-client';
const versionOf = `from importlib.metadata import version; print(version('${tool}'))`;
const lists = z.record(z.string(), z.array(z.unknown()));
/** So few that most lists have several pages. */
const limit = 20;
const maxMs = 120_000;

/** Makes the client from the description that the product serves, below `code`, and compiles it. A warning is something left out. */
const generate = async (bin: string, code: string, url: string): Promise<void> => {
  rmSync(code, { recursive: true, force: true });
  mkdirSync(code, { recursive: true });
  const description = join(code, 'openapi.json');
  writeFileSync(description, await (await fetch(`${url}/v1/openapi.json`)).text());
  // It tidies what it has made with a program of its own environment.
  const env = { PATH: [bin, process.env['PATH']].join(delimiter) };
  const target = ['--output-path', join(code, 'bank_sync'), '--meta', 'none', '--fail-on-warning'];
  await mustRun(join(bin, tool), ['generate', '--path', description, ...target], { cwd: code, env, maxMs });
  await mustRun(join(bin, 'python'), ['-m', 'compileall', '-q', code], { cwd: code, maxMs });
};

const readTenant = async (bin: string, code: string, tenant: Tenant): Promise<z.output<typeof lists>> => {
  const child = spawn(join(bin, 'python'), [join(import.meta.dirname, 'read_tenant.py')], {
    env: { PATH: process.env['PATH'], PYTHONPATH: code, PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: maxMs,
  });
  child.stdin.end(JSON.stringify({ ...tenant, limit }));
  const [said, complaint, [exit]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  if (exit !== 0) throw new Error(`the tenant could not be read with the Python client:\n${complaint.trim()}`);
  return lists.parse(JSON.parse(said));
};

/**
 * Generates a client for Python from the description of the running product, and has it read a whole tenant: each list must have
 * what `fetch` gets, item by item.
 */
export const judgePythonClient = async (python: string, folder: string): Promise<PythonClientVerdict> => {
  const requirements = join(import.meta.dirname, '../requirements/pythonClient.txt');
  const bin = await installed(python, requirements, join(folder, 'python-client'));
  const product = await TheProduct.start();
  try {
    const tenant = { url: product.url, token: await product.tokenFor('bakery') };
    await makeBelongings({ ...tenant, sandboxUrl: product.sandboxUrl });
    const code = join(folder, 'generated');
    await generate(bin, code, product.url);
    const read = await readTenant(bin, code, tenant);
    return {
      tool: `${tool} ${(await mustRun(join(bin, 'python'), ['-c', versionOf], { cwd: folder })).trim()}`,
      read: Object.fromEntries(Object.entries(read).map(([what, items]) => [what, items.length])),
      wrong: differences(read, await toldByApi(tenant)),
    };
  } finally {
    await product.stop();
  }
};
