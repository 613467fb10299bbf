import { makePonto } from '../../../../shared/adapters/ponto/makePonto.ts';
import { aClock, anApplicationSource, MemoryVault, noTenantSecrets } from './doubles.ts';
import { aServer, html, refusal, type LoopbackServer } from './loopback.ts';

let server: LoopbackServer;
const clock = aClock();

beforeEach(async () => {
  server = await aServer(() => ({}));
});

afterEach(async () => {
  await server.close();
});

const source = () =>
  makePonto({
    urls: { api: `${server.origin}/ponto-connect`, customApi: `${server.origin}/custom` },
    application: anApplicationSource(),
    vault: new MemoryVault(),
    tenantSecrets: noTenantSecrets,
    clock,
    jitter: () => 0,
  }).institutionSource;

const bank = (id: string): object => ({ id, type: 'financialInstitution', attributes: { name: id, status: 'stable' } });
const failureOf = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);

describe('the catalogue', () => {
  it('is read to its end without a token', async () => {
    server.answer(({ query }) => ({
      body: query.has('page[after]') ? { data: [bank('b')] } : { data: [bank('a')], links: { next: '?page[after]=a' } },
    }));

    expect((await source().all()).map(({ id }) => id)).toEqual(['a', 'b']);
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
    expect(server.seen[0]?.target).toBe('/ponto-connect/financial-institutions?page%5Blimit%5D=100');
  });

  it('is read with a token of the platform where Ponto wants one, which is kept for the next read', async () => {
    server.answer(({ path, headers }) => {
      if (path.endsWith('/oauth2/token'))
        return { body: { access_token: 'client.1', expires_in: 1799, token_type: 'bearer' } };
      return headers.authorization === 'Bearer client.1'
        ? { body: { data: [bank('a')] } }
        : refusal(401, 'invalidAccessToken');
    });
    const institutions = source();

    expect((await institutions.all()).map(({ id }) => id)).toEqual(['a']);
    await institutions.all();

    expect(server.seen.filter(({ path }) => path.endsWith('/oauth2/token'))).toHaveLength(1);
  });

  it('blames nobody outside when Ponto refuses the platform too', async () => {
    server.answer(({ path }) =>
      path.endsWith('/oauth2/token')
        ? { body: { access_token: 'client.1', expires_in: 1799, token_type: 'bearer' } }
        : refusal(401, 'invalidAccessToken'),
    );

    expect(await failureOf(source().all())).toMatchObject({ code: 'internal_error' });
  });

  it('leaves out what cannot be read', async () => {
    server.answer(() => ({
      body: { data: [bank('a'), { id: 7 }, null, { id: null }, { id: 'b', attributes: null }] },
    }));

    expect((await source().all()).map(({ id }) => id)).toEqual(['a', '7', 'b']);
  });

  it.each([
    ['is down', html(503), 'ponto_unavailable'],
    ['throttles', { ...refusal(429, 'tooManyRequests'), headers: { 'retry-after': '60' } }, 'ponto_throttled'],
    ['answers with a page', html(200), 'ponto_answer_not_understood'],
    ['answers with a page and 401', html(401), 'ponto_answer_not_understood'],
    ['sends us in a circle', { body: { data: [], links: { next: '?page[after]=a' } } }, 'ponto_answer_not_understood'],
    [
      'points elsewhere',
      { body: { data: [], links: { next: 'http://example.org/?page[after]=a' } } },
      'ponto_answer_not_understood',
    ],
  ])('is a fault when Ponto %s', async (_what, answer, code) => {
    server.answer(() => answer);

    expect(await failureOf(source().all())).toMatchObject({ name: 'Fault', code });
  });
});
