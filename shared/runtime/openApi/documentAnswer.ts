import { gzipSync } from 'node:zlib';
import { onFirstUse } from '../../language/onFirstUse.ts';
import { json, type Answer } from '../http/answer.ts';
import { openApiDocument } from './document.ts';

const byEncoding = { vary: 'accept-encoding' };

/**
 * The description as an answer: written once in a process, and compressed once. The gateway compresses nothing, and it is a
 * tenth of its length then.
 */
export const makeDocumentAnswer = (publicUrl: string): ((takesGzip: boolean) => Answer) => {
  const plain = json(200, openApiDocument(publicUrl));
  const compressed = onFirstUse(() => gzipSync(plain.body).toString('base64'));
  return (takesGzip) =>
    takesGzip
      ? {
          ...plain,
          body: compressed(),
          isBase64Encoded: true,
          headers: { ...byEncoding, 'content-encoding': 'gzip' },
        }
      : { ...plain, headers: byEncoding };
};
