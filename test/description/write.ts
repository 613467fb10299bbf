import { writeFileSync } from 'node:fs';
import { openApiDocument } from '../../shared/runtime/openApi/document.ts';

/** `npm run openapi -- <file> [url]`: writes the description of the API, as the product at that address answers it. */
const [, , file, publicUrl = 'http://localhost:3000'] = process.argv;
if (file === undefined) throw new Error('npm run openapi -- <file> [url]: where shall it be written?');
writeFileSync(file, `${JSON.stringify(openApiDocument(publicUrl), undefined, 2)}\n`);
