import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { openApiDocument } from '../../../shared/runtime/openApi/document.ts';

/** `npm run openapi:lint`: what Spectral and Redocly find in the description of the API, by their recommended rules. */
const run = promisify(execFile);
const tools = join(import.meta.dirname, 'tools');
const folder = join(import.meta.dirname, '../../../.local/openapi-lint');
const maxMs = 300_000;

/** Installs the linters where their lock has changed, and never among the packages of the project. */
const install = async (): Promise<void> => {
  const lock = readFileSync(join(tools, 'package-lock.json'), 'utf8');
  const stamp = join(folder, 'installed-lock.json');
  cpSync(tools, folder, { recursive: true });
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, timeout: maxMs });
  writeFileSync(stamp, lock);
};

mkdirSync(folder, { recursive: true });
await install();
const file = join(folder, 'openapi.json');
// An address as an installation has one: both judge `localhost` and `example.com` for themselves.
writeFileSync(file, JSON.stringify(openApiDocument('https://sync.bakery.test')));
const { stdout } = await run(process.execPath, ['judge.js', file], {
  cwd: folder,
  timeout: maxMs,
  maxBuffer: 50_000_000,
});
const findings = z.array(z.string()).parse(JSON.parse(stdout));
process.stdout.write([...findings, `Spectral and Redocly: ${findings.length} findings`, ''].join('\n'));
process.exitCode = findings.length === 0 ? 0 : 1;
