import { createHash } from 'node:crypto';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { problemCodes } from '../../../../shared/contracts/http/problems.ts';
import { viewer as viewerFile } from '../../../../supply-chain/vendored.ts';
import { thePages } from './thePages.ts';

const get = (path: string, headers: Record<string, string> = {}) => thePages().send({ path, headers });
const scriptsOf = (body: string): readonly string[] => [...body.matchAll(/src="([^"]+)"/g)].map(([, src = '']) => src);

describe('the page of the API', () => {
  it('is open to everybody, loads two scripts of ours, and may ask no other origin for anything', async () => {
    const { statusCode, headers, body } = await get('/docs');

    expect(statusCode).toBe(200);
    expect(scriptsOf(body)).toEqual([
      expect.stringMatching(/^\/docs\/assets\/[\w-]{16}-viewer\.js$/),
      expect.stringMatching(/^\/docs\/assets\/[\w-]{16}-theme\.js$/),
    ]);
    expect(body).toContain('spec-url="/v1/openapi.json"');
    expect(headers['content-security-policy']).toMatch(/^default-src 'none';.*script-src 'self';.*connect-src 'self'$/);
  });

  it.each([
    ['br', 'br, gzip', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
  ])('has its viewer by %s, kept for good, below what an answer may be', async (encoding, accepted, unpack) => {
    const [viewer = ''] = scriptsOf((await get('/docs')).body);

    const { headers, body, isBase64Encoded } = await get(viewer, { 'accept-encoding': accepted });

    expect([headers['content-encoding'], isBase64Encoded]).toEqual([encoding, true]);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    const script = unpack(Buffer.from(body, 'base64'));
    expect(createHash('sha256').update(script).digest('hex')).toBe(viewerFile.sha256);
    expect(body.length).toBeLessThan(1_000_000);
  });

  it.each(['/docs/assets/x-viewer.js', '/docs/none', '/docs/problems/none'])('has nothing at %s', async (path) => {
    expect((await get(path)).statusCode).toBe(404);
  });
});

describe('the page of a problem', () => {
  it.each(problemCodes)('is there for %s, where `type` leads', async (code) => {
    const { statusCode, headers, body } = await get(`/docs/problems/${code}`);

    expect([statusCode, headers['content-language']]).toEqual([200, 'en']);
    expect(body).toContain(`id="${code}"`);
  });

  it.each(['en', 'fr', 'nl', 'de', 'es'])('speaks the language of the reader: %s', async (language) => {
    const { headers, body } = await get('/docs/problems', { 'accept-language': language });

    expect(headers['content-language']).toBe(language);
    expect(body).toContain(`<html lang="${language}">`);
    expect(body.match(/<section id=/g)).toHaveLength(problemCodes.length);
  });

  it('says a member of the request as code, and the code itself once', async () => {
    const { body } = await get('/docs/problems/cursor_unknown');

    expect(body).toContain('without <code>cursor</code>');
    expect(body.match(/<(h1|h2)/g)).toHaveLength(1);
    expect(body).not.toContain('Three dots');
  });

  it('explains three dots where the sentence has them', async () => {
    expect((await get('/docs/problems')).body).toContain('Three dots');
  });
});
