import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { recordRun } from './recordRun.ts';

/** `npm run openapi:examples`: writes the examples of the description anew, from a run of the product on this machine. */
const file = join(import.meta.dirname, '../../shared/runtime/openApi/examples.json');
const examples = await recordRun();
writeFileSync(file, await format(JSON.stringify(examples), { parser: 'json', printWidth: 120 }));
process.stdout.write(`${Object.keys(examples).length} examples in ${file}\n`);
