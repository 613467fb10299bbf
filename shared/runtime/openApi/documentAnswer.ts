import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { onFirstUse } from '../../language/onFirstUse.ts';
import { json, type Answer } from '../http/answer.ts';
import { openApiDocument } from './document.ts';

/**
 * The description as an answer: written once in a process, and compressed once. The gateway compresses nothing, and it is a
 * tenth of its length then.
 */
export const makeDocumentAnswer = (publicUrl: string): ((takesGzip: boolean) => Answer) => {
  const plain = json(200, openApiDocument(publicUrl));
  const tag = createHash('sha256').update(plain.body).digest('base64url').slice(0, 16);
  // It holds no bank data: whoever keeps it asks each time whether it is still the same.
  const headers = { etag: `W/"${tag}"`, 'cache-control': 'public, no-cache', vary: 'accept-encoding' };
  const compressed = onFirstUse(() => gzipSync(plain.body).toString('base64'));
  return (takesGzip) =>
    takesGzip
      ? {
          ...plain,
          body: compressed(),
          isBase64Encoded: true,
          headers: { ...headers, 'content-encoding': 'gzip' },
        }
      : { ...plain, headers };
};
