import { execFileSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import { openApiDocument } from '../../shared/runtime/openApi/document.ts';

/**
 * Builds the client: the types of the API, made of the very schemas that validate its requests, then JavaScript and
 * declarations in `client/dist`, then the package as a file. The types are not in the repository, so that they are never stale.
 */
const client = join(import.meta.dirname, '..');
const document = openApiDocument('https://localhost');
await writeFile(join(client, 'src/openapi.ts'), astToString(await openapiTS(JSON.stringify(document))));
await rm(join(client, 'dist'), { recursive: true, force: true });
const inherit = { cwd: client, stdio: 'inherit' } as const;
execFileSync(join(client, '../node_modules/.bin/tsc'), ['-p', join(client, 'tsconfig.build.json')], inherit);
execFileSync('npm', ['pack', '--silent'], inherit);
