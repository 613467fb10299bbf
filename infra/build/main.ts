import { join } from 'node:path';
import { environments } from '../../shared/contracts/environment.ts';
import { bundleFunctions } from './bundle.ts';

/** `npm run build`: every function of the environment table, from `functions/` to `dist/functions/` or another folder. */
const project = join(import.meta.dirname, '../..');
const [, , outRoot = join(project, 'dist/functions')] = process.argv;

try {
  const bundles = await bundleFunctions({
    names: Object.keys(environments),
    sourceRoot: join(project, 'functions'),
    outRoot,
  });
  for (const { name, bytes, warnings } of bundles) {
    console.log(`${name.padEnd(16)} ${(bytes / 1000).toFixed(0).padStart(6)} kB`);
    for (const warning of warnings) console.warn(`  ${warning}`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
