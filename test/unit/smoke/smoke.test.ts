import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { generate } from 'selfsigned';
import { makeAsk } from '../../../infra/smoke/ask.ts';
import { smoke } from '../../../infra/smoke/smoke.ts';
import type { SmokeOptions } from '../../../infra/smoke/options.ts';
import { makeCertificates } from '../adapters/ponto/certificates.ts';
import { aServer, cutOff, html, silence, type Answer, type Answerer } from '../adapters/ponto/loopback.ts';

const servers: Awaited<ReturnType<typeof aServer>>[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

const started = async (...given: Parameters<typeof aServer>) => {
  const server = await aServer(...given);
  servers.push(server);
  return server;
};

/** A deployment as it should answer, but for what a test says of a path. */
const deployment =
  (instead: Readonly<Record<string, Answer>> = {}): Answerer =>
  ({ path }) => {
    const good: Readonly<Record<string, Answer>> = {
      '/v1/health': { body: { status: 'ok', version: '0.1.0' } },
      '/v1/accounts': { status: 401, body: { message: 'Unauthorized' } },
      '/oauth/callback': html(400),
    };
    return instead[path] ?? good[path] ?? { status: 404, body: { message: 'Not Found' } };
  };

const run = async (options: SmokeOptions, patienceMs = 5000) => {
  const lines: string[] = [];
  const ask = makeAsk({ now: () => 0, patienceMs });
  return { holds: await smoke(options, ask, (line) => lines.push(line)), lines };
};

describe('the smoke test', () => {
  it('has a line for each check of a deployment that answers as it should', async () => {
    const { origin } = await started(deployment());

    expect(await run({ url: `${origin}/`, release: '0.1.0' })).toEqual({
      holds: true,
      lines: [
        'ok      connection    http on this machine, no certificate',
        'ok      health        release 0.1.0, 0 ms',
        'ok      no token      /v1/accounts answers 401',
        'ok      page          /oauth/callback answers a page that says what to do',
        'ok      unknown path  /no-such-path answers 404',
      ],
    });
  });

  it('believes the release before the version, where one is told', async () => {
    const health = { body: { status: 'ok', version: '0.1.0', release: '0.1.0+6aee1b3f2a10' } };
    const { origin } = await started(deployment({ '/v1/health': health }));

    expect((await run({ url: origin, release: '0.1.0+6aee1b3f2a10' })).holds).toBe(true);
    expect((await run({ url: origin, release: '0.1.0' })).lines.slice(1)).toEqual([
      'FAILED  health        wrong_release: release 0.1.0+6aee1b3f2a10 answers, not 0.1.0',
      'Next: It was not deployed here, or was taken back: docs/runbooks/api-errors.md#a-release-is-taken-back',
    ]);
  });

  const stack = 'Error: no\n    at handler (file:///var/task/index.mjs:12:34)';
  it.each<[string, string, Answer, string]>([
    ['is down', '/v1/health', { status: 503 }, 'health        wrong_status: /v1/health answers 503, not 200'],
    ['sends elsewhere', '/v1/health', { status: 301, headers: { location: '/' } }, 'health        wrong_status'],
    ['answers garbage', '/v1/health', { body: '{"status":' }, 'health        wrong_body'],
    ["answers somebody else's JSON", '/v1/health', { body: { up: true } }, 'health        wrong_body'],
    ['breaks off', '/v1/health', cutOff, 'connection    no_answer'],
    ['answers without end', '/v1/health', { body: 'a'.repeat(300_000) }, 'connection    too_large'],
    ['lets anybody in', '/v1/accounts', { body: { accounts: [] } }, 'no token      wrong_status'],
    ['breaks where it refuses', '/v1/accounts', { status: 500, body: stack }, 'no token      wrong_status'],
    ['shows its code in a page', '/oauth/callback', { ...html(400), body: stack }, 'page          tells_too_much'],
    ['has a page that breaks', '/oauth/callback', html(500), 'page          wrong_status'],
    ['has no page', '/oauth/callback', { status: 400, body: {} }, 'page          wrong_body'],
    ['answers whatever it is asked', '/no-such-path', html(200), 'unknown path  wrong_status'],
    ['shows its code to strangers', '/no-such-path', { status: 404, body: stack }, 'unknown path  tells_too_much'],
  ])('fails a deployment that %s, and says what to do next', async (_what, path, answer, expected) => {
    const { origin } = await started(deployment({ [path]: answer }));

    const { holds, lines } = await run({ url: origin, release: '0.1.0' });

    expect(holds).toBe(false);
    expect(lines.at(-2)).toContain(`FAILED  ${expected}`);
    expect(lines.at(-1)).toMatch(/^Next: \S/);
  });

  it.each<[string, Answer]>([
    ['never begins to answer', silence],
    ['never ends its answer', { raw: (response) => void response.write('{') }],
  ])('waits no longer than its patience for one that %s', async (_what, answer) => {
    const { origin } = await started(deployment({ '/v1/health': answer }));

    const { holds, lines } = await run({ url: origin }, 50);

    expect(holds).toBe(false);
    expect(lines[0]).toBe(`FAILED  connection    no_answer: ${origin}/v1/health does not answer (TIMEOUT)`);
  });

  it('says that nobody listens', async () => {
    const { origin, close } = await aServer(() => ({}));
    await close();

    expect((await run({ url: origin })).lines[0]).toContain('no_answer: ');
  });

  it('believes no certificate that nobody vouches for', async () => {
    const { cert, private: key } = await generate([{ name: 'commonName', value: '127.0.0.1' }], { keyType: 'ec' });
    const { origin, seen } = await started(deployment(), { cert, key });

    const { holds, lines } = await run({ url: origin });

    expect(holds).toBe(false);
    expect(lines[0]).toMatch(/^FAILED {2}connection {4}tls_invalid: .*\(DEPTH_ZERO_SELF_SIGNED_CERT\)$/);
    expect(seen).toHaveLength(0);
  });
});

describe('npm run smoke over TLS', () => {
  it('tells until when a certificate is good that somebody vouches for', async () => {
    const { ca, server } = await makeCertificates();
    const folder = await mkdtemp(join(tmpdir(), 'smoke-'));
    await writeFile(join(folder, 'authority.pem'), ca);
    const { origin } = await started(deployment(), server);

    // What vouches is read by Node.js at its start.
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem') };
    const main = join(import.meta.dirname, '../../../infra/smoke/main.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [main, '--url', origin], { env });
    await rm(folder, { recursive: true });

    expect(stdout).toMatch(/^ok {6}connection {4}certificate until \d{4}-\d\d-\d\d\n/);
    expect(stdout.match(/^ok /gm)).toHaveLength(5);
  });
});

describe('the smoke test of an issuer', () => {
  const anIssuer = async (change: object = {}, keys: unknown = [{ kty: 'EC' }]) => {
    const server = await started(() => ({}));
    server.answer(({ path }) =>
      path === '/keys'
        ? { body: { keys } }
        : { body: { issuer: server.origin, jwks_uri: `${server.origin}/keys`, ...change } },
    );
    const { origin } = await started(deployment());
    return run({ url: origin, issuer: server.origin });
  };

  it('finds its keys', async () => {
    expect((await anIssuer()).lines.at(-1)).toMatch(/^ok {6}issuer {8}http:\S+ has 1 keys$/);
  });

  it.each([
    ['calls itself otherwise', { issuer: 'https://elsewhere.example' }, undefined, 'wrong_issuer'],
    ['does not say where its keys are', { jwks_uri: 'file:///etc/passwd' }, undefined, 'wrong_body'],
    ['has no keys', {}, [], 'wrong_body'],
  ])('fails one that %s', async (_what, change, keys, code) => {
    const { holds, lines } = await anIssuer(change, keys);

    expect(holds).toBe(false);
    expect(lines.at(-2)).toContain(`FAILED  issuer        ${code}: `);
  });
});
