import { createGzip } from 'node:zlib';
import { once } from 'node:events';
import type { Answer } from './answer.ts';

/** Lambda hands over 6 MB at most, in which the body is Base64, four characters for three bytes. */
const maxBytes = 4_300_000;
/** What goes through one invocation, however well it compresses. */
const maxWrittenBytes = 200_000_000;

/** A file that no caller would get. */
export class FileTooLarge extends Error {
  constructor() {
    super('a file is larger than what the gateway takes');
    this.name = 'FileTooLarge';
  }
}

interface FileWishes {
  readonly name: string;
  readonly mediaType: string;
  readonly takesGzip: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A file as an answer, compressed where the caller takes that. Of what is written, only the compressed bytes are kept.
 *
 * @param pieces the text of the file, in its order
 * @throws FileTooLarge as soon as it is
 */
export const fileAnswer = async (
  pieces: AsyncIterable<string>,
  { name, mediaType, takesGzip, headers }: FileWishes,
): Promise<Answer> => {
  const bytes = takesGzip ? await compressed(pieces) : await plain(pieces);
  return {
    status: 200,
    contentType: mediaType,
    body: bytes.toString('base64'),
    isBase64Encoded: true,
    headers: {
      ...headers,
      'content-disposition': `attachment; filename="${name}"`,
      vary: 'accept-encoding',
      ...(takesGzip && { 'content-encoding': 'gzip' }),
    },
  };
};

const plain = async (pieces: AsyncIterable<string>): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const piece of pieces) {
    const chunk = Buffer.from(piece, 'utf8');
    size += chunk.byteLength;
    if (size > maxBytes) throw new FileTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const compressed = async (pieces: AsyncIterable<string>): Promise<Buffer> => {
  const gzip = createGzip();
  const chunks: Buffer[] = [];
  let [written, kept] = [0, 0];
  gzip.on('data', (chunk: Buffer) => {
    kept += chunk.byteLength;
    chunks.push(chunk);
  });
  const ended = once(gzip, 'end');
  ended.catch(() => undefined);
  try {
    for await (const piece of pieces) {
      written += Buffer.byteLength(piece);
      if (written > maxWrittenBytes || kept > maxBytes) throw new FileTooLarge();
      if (!gzip.write(piece)) await once(gzip, 'drain');
    }
    gzip.end();
    await ended;
  } finally {
    // Also where a statement cannot be read or written: nothing waits for the rest.
    gzip.destroy();
  }
  if (kept > maxBytes) throw new FileTooLarge();
  return Buffer.concat(chunks);
};
