import { makePonto } from '../../../../shared/adapters/ponto/makePonto.ts';
import { aClock, anApplicationSource, MemoryVault, noTenantSecrets } from './doubles.ts';
import { aServer, html, refusal, type Answer, type LoopbackServer } from './loopback.ts';

let server: LoopbackServer;

beforeEach(async () => {
  server = await aServer(() => ({}));
});

afterEach(async () => {
  await server.close();
});

const ponto = () =>
  makePonto({
    urls: { api: `${server.origin}/ponto-connect`, customApi: `${server.origin}/custom` },
    application: anApplicationSource(),
    vault: new MemoryVault(),
    tenantSecrets: noTenantSecrets,
    clock: aClock(),
    jitter: () => 0,
  });
const failureOf = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);
const form = (body: string): object => Object.fromEntries(new URLSearchParams(body));

describe('revoking a refresh token', () => {
  it.each<[string, Answer]>([
    ['an empty answer', { body: '' }],
    ['an empty object', { body: {} }],
    ['an answer without content', { status: 204, body: '' }],
  ])('takes %s', async (_, answer) => {
    server.answer(() => answer);

    await ponto().authorizationServer.revoke('refresh.1');

    expect(server.seen).toHaveLength(1);
    expect(server.seen[0]).toMatchObject({ method: 'POST', target: '/ponto-connect/oauth2/revoke' });
    expect(form(server.seen[0]?.body ?? '')).toMatchObject({ token: 'refresh.1' });
    expect(server.seen[0]?.headers.authorization).toMatch(/^Basic /);
  });

  it.each<[string, Answer]>([
    ['ponto_unavailable', { status: 503, body: '' }],
    ['ponto_throttled', { status: 429, body: '' }],
    ['reconnect_required', { status: 400, body: { error: 'invalid_grant' } }],
    ['internal_error', { status: 401, body: { error: 'invalid_client' } }],
    ['ponto_answer_not_understood', html(404)],
  ])('tells %s', async (code, answer) => {
    server.answer(() => answer);

    expect(await failureOf(ponto().authorizationServer.revoke('refresh.1'))).toMatchObject({ code });
  });
});

describe('ending the integration of an organisation', () => {
  const answering = (answer: Answer): void =>
    server.answer(({ path }) =>
      path.endsWith('/oauth2/token')
        ? { body: { access_token: 'client.1', expires_in: 1799, token_type: 'bearer' } }
        : answer,
    );

  it.each<[string, Answer]>([
    ['shows what was ended', { body: { data: { type: 'integration', id: 'i1' } } }],
    ['answers without content', { status: 204, body: '' }],
    ['has none any more', refusal(404, 'resourceNotFound', { resource: 'integration' })],
  ])('is done with the platform’s own token when Ponto %s', async (_, answer) => {
    answering(answer);

    await ponto().integrations.end('organization-1');

    expect(server.seen.at(-1)).toMatchObject({
      method: 'DELETE',
      target: '/ponto-connect/organizations/organization-1/integration',
      headers: { authorization: 'Bearer client.1' },
    });
  });

  it.each<[string, Answer]>([
    ['ponto_unavailable', { status: 502, body: '' }],
    ['ponto_answer_not_understood', html(404)],
    ['ponto_answer_not_understood', refusal(403, 'forbidden')],
    ['internal_error', refusal(401, 'invalidAccessToken')],
  ])('tells %s and never takes it for done', async (code, answer) => {
    answering(answer);

    expect(await failureOf(ponto().integrations.end('organization-1'))).toMatchObject({ code });
  });
});

describe('the usage of an organisation', () => {
  const answering = (answer: Answer): void =>
    server.answer(({ path }) =>
      path.endsWith('/oauth2/token')
        ? { body: { access_token: 'client.1', expires_in: 1799, token_type: 'bearer' } }
        : answer,
    );

  it('comes as exact numbers, with the platform’s own token', async () => {
    answering({
      body: '{"data":{"type":"usage","id":"2026-03","attributes":{"accountCount":2.33,"paymentCount":0,"totalAccounts":3}}}',
    });

    const usage = await ponto().integrations.usage('organization-1', '2026-03');

    expect(usage).toEqual({ accounts: '2.33', payments: '0', totalAccounts: '3' });
    expect(server.seen.at(-1)).toMatchObject({
      method: 'GET',
      target: '/ponto-connect/organizations/organization-1/usage/2026-03',
      headers: { authorization: 'Bearer client.1' },
    });
  });

  it('is nothing for an organisation that Ponto does not count', async () => {
    answering(refusal(404, 'resourceNotFound', { resource: 'organization' }));

    expect(await ponto().integrations.usage('organization-1', '2026-03')).toBeUndefined();
  });

  it.each<[string, Answer]>([
    ['ponto_unavailable', { status: 502, body: '' }],
    ['ponto_answer_not_understood', html(404)],
    ['ponto_answer_not_understood', { body: { data: {} } }],
  ])('tells %s', async (code, answer) => {
    answering(answer);

    expect(await failureOf(ponto().integrations.usage('organization-1', '2026-03'))).toMatchObject({ code });
  });
});
