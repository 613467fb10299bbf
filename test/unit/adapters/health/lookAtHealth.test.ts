import { makeLookAtHealth } from '../../../../shared/adapters/health/lookAtHealth.ts';
import { aServer, cutOff, html, silence, type Answer } from '../ponto/loopback.ts';

const servers: Awaited<ReturnType<typeof aServer>>[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

/** A look at a service that answers so, by a clock that says 7 ms and then 49. */
const lookAt = async (answer: Answer, patienceMs = 5000) => {
  const server = await aServer(() => answer);
  servers.push(server);
  const times = [7, 49];
  const look = makeLookAtHealth({ publicUrl: server.origin, now: () => times.shift() ?? 0, patienceMs });
  return { found: await look(), seen: server.seen };
};

describe('a look at the health from outside', () => {
  it('is well when the service says so, by a connection that is not kept', async () => {
    const { found, seen } = await lookAt({ body: { status: 'ok', version: '1' } });

    expect(found).toEqual({ kind: 'well', milliseconds: 42 });
    expect(seen.map(({ method, target, headers }) => [method, target, headers.connection])).toEqual([
      ['GET', '/v1/health', 'close'],
    ]);
  });

  it.each([
    ['an error of ours', { status: 500, body: { status: 'ok' } }, { reason: 'wrong_status', status: 500 }],
    ['a limit', { status: 429 }, { reason: 'wrong_status', status: 429 }],
    [
      'an address that leads elsewhere',
      { status: 302, headers: { location: '/' } },
      { reason: 'wrong_status', status: 302 },
    ],
    ["somebody else's page", html(200), { reason: 'wrong_body', status: 200 }],
    ['a service that is not well', { body: { status: 'degraded' } }, { reason: 'wrong_body', status: 200 }],
    ['a body without end', { body: 'a'.repeat(10_000) }, { reason: 'wrong_body', status: 200 }],
    ['an answer that is cut off', cutOff, { reason: 'no_answer', code: 'ECONNRESET' }],
  ])('is not well with %s', async (_what, answer: Answer, expected) => {
    const { found, seen } = await lookAt(answer);

    expect(found).toEqual({ kind: 'unwell', milliseconds: 42, ...expected });
    expect(seen).toHaveLength(1);
  });

  it('ends when nobody answers in time', async () => {
    const { found } = await lookAt(silence, 20);

    expect(found).toEqual({ kind: 'unwell', milliseconds: 42, reason: 'no_answer', code: 'TIMEOUT' });
  });

  it('tells a code, and no address, where nobody listens', async () => {
    const server = await aServer(() => ({}));
    await server.close();

    const found = await makeLookAtHealth({ publicUrl: `${server.origin}/`, now: () => 0 })();

    expect(found).toEqual({ kind: 'unwell', milliseconds: 0, reason: 'no_answer', code: 'ECONNREFUSED' });
  });
});
