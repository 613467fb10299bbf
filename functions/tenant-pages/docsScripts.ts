import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { brotliDecompressSync, gzipSync } from 'node:zlib';
import { docsPaths } from '../../shared/contracts/docsPaths.ts';
import { onFirstUse } from '../../shared/language/onFirstUse.ts';
import type { Answer } from '../../shared/runtime/http/answer.ts';
import { headerOf, type ApiEvent } from '../../shared/runtime/http/apiEvent.ts';

/** RapiDoc as it was published, compressed: https://www.npmjs.com/package/rapidoc, `dist/rapidoc-min.js`. */
const viewerFile = 'rapidoc-9.3.8.js.br';

const read = (file: string): Buffer => readFileSync(new URL(`./assets/docs/${file}`, import.meta.url));
const hashed = (bytes: Buffer, name: string): string =>
  `${docsPaths.assets}${createHash('sha256').update(bytes).digest('base64url').slice(0, 16)}-${name}`;

/** The scripts of the page, read when somebody opens it first. */
export const docsScripts = onFirstUse(() => {
  const viewer = read(viewerFile);
  const theme = read('theme.js');
  return {
    viewer: { path: hashed(viewer, 'viewer.js'), brotli: viewer },
    theme: { path: hashed(theme, 'theme.js'), text: theme },
  };
});

/** A new version has another address, so that a browser asks for one once. */
const forGood = { 'cache-control': 'public, max-age=31536000, immutable', vary: 'accept-encoding' };
const script = { status: 200, contentType: 'text/javascript; charset=utf-8' } as const;

/** The script at an address; undefined where there is none. */
export const scriptAt = (event: ApiEvent): Answer | undefined => {
  const { viewer, theme } = docsScripts();
  if (event.rawPath === theme.path) return { ...script, body: theme.text.toString('utf8'), headers: forGood };
  if (event.rawPath !== viewer.path) return undefined;
  const [encoding, bytes] = /\bbr\b/.test(headerOf(event, 'accept-encoding') ?? '')
    ? (['br', viewer.brotli] as const)
    : (['gzip', gzipSync(brotliDecompressSync(viewer.brotli))] as const);
  return {
    ...script,
    body: bytes.toString('base64'),
    isBase64Encoded: true,
    headers: { ...forGood, 'content-encoding': encoding },
  };
};
