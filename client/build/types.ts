import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import { openApiDocument } from '../../shared/runtime/openApi/document.ts';

/**
 * The types of the API, made of the very schemas that validate its requests. They are not in the repository, so that they
 * are never stale: `npm run types` and `npm run client` make them anew.
 */
const document = openApiDocument('https://localhost');
const types = astToString(await openapiTS(JSON.stringify(document)));
await writeFile(join(import.meta.dirname, '../src/openapi.ts'), types);
