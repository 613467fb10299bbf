import { makePonto } from '../../../../shared/adapters/ponto/makePonto.ts';
import { Fault } from '../../../../shared/domain/faults/fault.ts';
import { aClock, anApplicationSource, MemoryVault, noTenantSecrets } from './doubles.ts';
import { aServer, html, refusal, type Answer, type LoopbackServer, type SeenRequest } from './loopback.ts';

const timeZone = 'Europe/Brussels';
const ref = { tenantId: 'tenant-1', connectionId: 'connection-1' };
let server: LoopbackServer;
let elsewhere: LoopbackServer;

beforeEach(async () => {
  server = await aServer(() => ({}));
  elsewhere = await aServer(() => ({ body: { data: [] } }));
});

afterEach(async () => {
  await Promise.all([server.close(), elsewhere.close()]);
});

const aFeed = async (
  method: 'oauth' | 'client_credentials' = 'oauth',
  options: { timeZoneOf?: (id: string) => Promise<string | undefined> } = {},
) => {
  const clock = aClock();
  const vault = new MemoryVault();
  const accessTokenExpiresAt = new Date(Date.parse(clock.now()) + 1_799_000).toISOString();
  await vault.store(ref, { accessToken: 'access.1', accessTokenExpiresAt, refreshToken: 'refresh.1' });
  return makePonto({
    urls: { api: `${server.origin}/ponto-connect`, customApi: `${server.origin}/custom/` },
    application: anApplicationSource(),
    vault,
    tenantSecrets: noTenantSecrets,
    clock,
    jitter: () => 0,
    ...options,
  }).feeds.of({ tenantId: ref.tenantId, id: ref.connectionId, method });
};

const line = (id: string, attributes: object = {}): object => ({
  id,
  type: 'transaction',
  attributes: { amount: -1.5, currency: 'EUR', executionDate: '2026-01-01T23:00:00Z', ...attributes },
});
const onlySeen = (): SeenRequest => {
  const [one] = server.seen;
  if (!one || server.seen.length > 1) throw new Error('one request expected');
  return one;
};
const failureOf = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);
const accountGone = refusal(404, 'resourceNotFound', { resource: 'account' });
const lineGone = refusal(404, 'resourceNotFound', { resource: 'transaction' });

describe('booked lines', () => {
  it('are read a hundred at a time with the token and the version of the API', async () => {
    server.answer(() => ({ body: { data: [line('l1')], links: {}, meta: { latestSynchronization: { id: 's1' } } } }));

    const page = await (await aFeed()).lines('a1', { timeZone });

    expect(page).toEqual({
      lines: [{ pontoId: 'l1', content: { executionDate: '2026-01-02', amount: '-1.50', currency: 'EUR' } }],
      refused: [],
      pontoIds: ['l1'],
      latestSynchronization: { id: 's1', subtype: 'unknown', status: 'running', errorCodes: [] },
    });
    expect(onlySeen()).toMatchObject({
      method: 'GET',
      target: '/ponto-connect/accounts/a1/transactions?page%5Blimit%5D=100',
    });
    expect(onlySeen().headers).toMatchObject({
      authorization: 'Bearer access.1',
      accept: 'application/vnd.api+json;version=2',
    });
  });

  it.each([
    ['page[after]', 'page[before]'],
    ['page%5Bafter%5D', 'page%5Bbefore%5D'],
    ['after', 'before'],
  ])('lead to older and newer ones by the cursors %s and %s of the links', async (after, before) => {
    const base = `${server.origin}/ponto-connect/accounts/a1/transactions?page[limit]=100`;
    server.answer(() => ({
      body: {
        data: [line('l1')],
        links: { first: base, next: `${base}&${after}=old`, prev: `${base}&${before}=new`, meta: { type: 'x' } },
      },
    }));

    expect(await (await aFeed()).lines('a1', { timeZone })).toMatchObject({ older: 'old', newer: 'new' });
  });

  it('are asked for by the cursor that is given', async () => {
    server.answer(() => ({ body: { data: [] } }));
    const feed = await aFeed();

    await feed.lines('a1', { cursor: { after: 'l/1&x' }, timeZone });
    await feed.lines('a1', { cursor: { before: 'l2' }, timeZone });

    expect(server.seen.map(({ query }) => Object.fromEntries(query))).toEqual([
      { 'page[limit]': '100', 'page[after]': 'l/1&x' },
      { 'page[limit]': '100', 'page[before]': 'l2' },
    ]);
  });

  it.each([
    ['another host', () => `${elsewhere.origin}/ponto-connect/accounts/a1/transactions?page[after]=l1`],
    ['another scheme', () => `${server.origin.replace('http:', 'ftp:')}/ponto-connect/x?page[after]=l1`],
    ['a host that begins like ours', () => `${server.origin}.example/ponto-connect/x?page[after]=l1`],
    ['our host as user name', () => `http://${server.origin.slice(7)}@example.org/ponto-connect/x?page[after]=l1`],
    ['a path outside the API', () => `${server.origin}/elsewhere?page[after]=l1`],
    ['a path that begins like the API', () => `${server.origin}/ponto-connected/x?page[after]=l1`],
    ['a path that climbs out of the API', () => `${server.origin}/ponto-connect/../x?page[after]=l1`],
    ['no cursor', () => `${server.origin}/ponto-connect/accounts/a1/transactions`],
    ['an empty cursor', () => `${server.origin}/ponto-connect/accounts/a1/transactions?page[after]=`],
    ['nowhere', () => 'http://'],
  ])('are refused with a link to %s, and the token goes nowhere', async (_what, next) => {
    server.answer(() => ({ body: { data: [line('l1')], links: { next: next() } } }));

    expect(await failureOf((await aFeed()).lines('a1', { timeZone }))).toMatchObject({
      code: 'ponto_answer_not_understood',
    });
    expect(elsewhere.seen).toEqual([]);
    expect(server.seen).toHaveLength(1);
  });

  it('take a relative link and one that is an object', async () => {
    server.answer(() => ({
      body: { data: [], links: { next: '?page[after]=l1', prev: { href: '?page[before]=l2' } } },
    }));

    expect(await (await aFeed()).lines('a1', { timeZone })).toMatchObject({ older: 'l1', newer: 'l2' });
  });

  it('come in although others of the page cannot be booked', async () => {
    const nulls = { id: 'l2', attributes: { amount: null, currency: null, executionDate: null, valueDate: null } };
    server.answer(() => ({
      body: {
        data: [line('l1'), nulls, { id: 'l3', attributes: 7 }, null, { id: null }, line('l4')],
        links: null,
        meta: null,
      },
    }));

    const page = await (await aFeed()).lines('a1', { timeZone });

    expect(page).toMatchObject({
      lines: [{ pontoId: 'l1' }, { pontoId: 'l4' }],
      refused: [
        { pontoId: 'l2', reason: 'currency_unreadable' },
        { pontoId: 'l3', reason: 'shape_unreadable' },
        { reason: 'shape_unreadable' },
        { reason: 'shape_unreadable' },
      ],
      pontoIds: ['l1', 'l2', 'l3', 'l4'],
    });
  });

  it('keep amounts exact on their way', async () => {
    server.answer(() => ({
      body: '{"data":[{"id":"l1","attributes":{"amount":-900719925474099312.10,"currency":"EUR","executionDate":"2026-01-01T23:00:00Z"}}]}',
    }));

    expect(await (await aFeed()).lines('a1', { timeZone })).toMatchObject({
      lines: [{ content: { amount: '-900719925474099312.10' } }],
    });
  });

  it('are gone behind a cursor that Ponto no longer has', async () => {
    server.answer(() => lineGone);
    const feed = await aFeed();

    expect(await feed.lines('a1', { cursor: { before: 'l1' }, timeZone })).toBe('gone');
  });

  it.each([
    ['the account is missing', { before: 'l1' }, accountGone, 'authorization_lost'],
    ['nothing but the account can be missing', undefined, refusal(404, 'resourceNotFound'), 'authorization_lost'],
    ['a page of an intermediary says 404', { before: 'l1' }, html(404), 'ponto_answer_not_understood'],
    ['the body is a page', undefined, html(200), 'ponto_answer_not_understood'],
    ['the body is empty', undefined, { body: '' }, 'ponto_answer_not_understood'],
    ['the body is no list', undefined, { body: { data: {} } }, 'ponto_answer_not_understood'],
    [
      'Ponto redirects',
      undefined,
      { status: 307, headers: { location: '/x' }, body: { data: [] } },
      'ponto_answer_not_understood',
    ],
    ['Ponto says 403', undefined, refusal(403, 'forbidden'), 'ponto_answer_not_understood'],
    ['the organisation is blocked', undefined, refusal(403, 'organizationBlocked'), 'organization_blocked'],
    ['Ponto says that the consent is dead', undefined, refusal(400, 'authorizationInvalid'), 'authorization_expired'],
  ] as const)('cannot be had when %s', async (_what, cursor, answer: Answer, code) => {
    server.answer(() => answer);

    expect(await failureOf((await aFeed()).lines('a1', { ...(cursor && { cursor }), timeZone }))).toMatchObject({
      code,
    });
  });

  it('tell of a failure neither token nor bank data', async () => {
    server.answer(() => ({
      status: 400,
      headers: { 'ibanity-request-id': 'r-1' },
      body: {
        errors: [{ code: 'BE68 5390 0754 7034', detail: 'An Peeters BE68539007547034', meta: { resource: 'An' } }],
      },
    }));

    const failure = await failureOf((await aFeed()).lines('a1', { timeZone }));

    expect(failure).toMatchObject({ code: 'ponto_answer_not_understood', requestId: 'r-1' });
    const told =
      failure instanceof Fault
        ? JSON.stringify([failure.message, failure.stack, failure.cause, String(failure.cause)])
        : '';
    expect(told).toContain('400');
    expect(told).not.toMatch(/Peeters|5390|access\.1/);
  });
});

describe('one line', () => {
  it('is read by its id', async () => {
    server.answer(() => ({ body: { data: line('l1') } }));

    expect(await (await aFeed()).line('a1', 'l1', timeZone)).toMatchObject({ pontoId: 'l1' });
    expect(onlySeen().path).toBe('/ponto-connect/accounts/a1/transactions/l1');
  });

  it('is undefined when Ponto no longer has it', async () => {
    server.answer(() => lineGone);

    expect(await (await aFeed()).line('a1', 'l1', timeZone)).toBeUndefined();
  });

  it('is undefined only when the account is still there, where Ponto does not say what is missing', async () => {
    const unclear = refusal(404, 'resourceNotFound');
    server.answer(({ path }) => (path.endsWith('/l1') ? unclear : { body: { data: { id: 'a1' } } }));
    const feed = await aFeed();

    expect(await feed.line('a1', 'l1', timeZone)).toBeUndefined();

    server.answer(() => unclear);
    expect(await failureOf(feed.line('a1', 'l1', timeZone))).toMatchObject({ code: 'authorization_lost' });
    server.answer(({ path }) => (path.endsWith('/l1') ? unclear : html(404)));
    expect(await failureOf(feed.line('a1', 'l1', timeZone))).toMatchObject({ code: 'ponto_answer_not_understood' });
  });

  it.each([
    ['the account is missing', accountGone, 'authorization_lost'],
    ['an intermediary says 404', html(404), 'ponto_answer_not_understood'],
  ])('is not taken for removed when %s', async (_what, answer, code) => {
    server.answer(() => answer);

    expect(await failureOf((await aFeed()).line('a1', 'l1', timeZone))).toMatchObject({ code });
  });

  it.each(['', '.', '..'])('is never asked for under the id "%s", which would lead elsewhere', async (id) => {
    expect(await failureOf((await aFeed()).line('a1', id, timeZone))).toMatchObject({
      code: 'ponto_answer_not_understood',
    });
    expect(server.seen).toEqual([]);
  });

  it('is asked for under an id with signs that mean something in a path', async () => {
    server.answer(() => ({ body: { data: line('x') } }));

    await (await aFeed()).line('a1', '../a?b#c', timeZone);

    expect(onlySeen().target).toBe('/ponto-connect/accounts/a1/transactions/..%2Fa%3Fb%23c');
  });
});

describe('pending lines', () => {
  it('are read by page', async () => {
    server.answer(() => ({ body: { data: [line('p1')], links: { next: '?page[after]=p1' } } }));

    const page = await (await aFeed()).pendingLines('a1', { after: 'p0', timeZone });

    expect(page).toMatchObject({ pontoIds: ['p1'], older: 'p1' });
    expect(onlySeen()).toMatchObject({ path: '/ponto-connect/accounts/a1/pending-transactions' });
    expect(onlySeen().query.get('page[after]')).toBe('p0');
  });

  it('need no day: some banks name it when they book the line', async () => {
    const undated = line('p1', { executionDate: null, valueDate: null });
    server.answer(() => ({ body: { data: [undated] } }));
    const feed = await aFeed();

    const pending = await feed.pendingLines('a1', { timeZone });
    const booked = await feed.lines('a1', { timeZone });

    expect(pending).toMatchObject({ lines: [{ pontoId: 'p1' }], refused: [] });
    expect(pending.lines[0]?.content).not.toHaveProperty('executionDate');
    expect(booked).toMatchObject({ lines: [], refused: [{ pontoId: 'p1', reason: 'date_unreadable' }] });
  });

  it('end where Ponto no longer has the cursor, but not where the account is missing', async () => {
    server.answer(() => refusal(404, 'resourceNotFound', { resource: 'pendingTransaction' }));
    const feed = await aFeed();

    expect(await feed.pendingLines('a1', { after: 'p0', timeZone })).toEqual({ lines: [], refused: [], pontoIds: [] });

    server.answer(() => accountGone);
    expect(await failureOf(feed.pendingLines('a1', { timeZone }))).toMatchObject({ code: 'authorization_lost' });
  });
});

describe('accounts', () => {
  it('are read to the end of the list', async () => {
    server.answer(({ query }) => ({
      body: query.has('page[after]')
        ? { data: [{ id: 'a2' }] }
        : { data: [{ id: 'a1' }], links: { next: '?page[after]=a1' } },
    }));

    expect((await (await aFeed()).accounts()).map(({ pontoId }) => pontoId)).toEqual(['a1', 'a2']);
    expect(server.seen[0]?.target).toBe('/ponto-connect/accounts?page%5Blimit%5D=100');
  });

  it('have the days of their balances in the zone of their bank', async () => {
    const attributes = { currency: 'EUR', currentBalance: 1, currentBalanceReferenceDate: '2026-01-01T22:30:00Z' };
    const of = (id: string, bank: string) => ({
      id,
      attributes,
      relationships: { financialInstitution: { data: { id: bank } } },
    });
    server.answer(() => ({ body: { data: [of('a1', 'be'), of('a2', 'fi'), of('a3', 'broken')] } }));
    const feed = await aFeed('oauth', {
      timeZoneOf: async (id) => {
        if (id === 'broken') throw new Fault('ponto_unavailable');
        return id === 'fi' ? 'Europe/Helsinki' : undefined;
      },
    });

    const days = (await feed.accounts()).map(({ currentBalance }) => currentBalance?.referenceDate);

    expect(days).toEqual(['2026-01-01', '2026-01-02', '2026-01-01']);
  });

  it.each([
    ['an account without id, which would look lost', { data: [{ id: 'a1' }, { id: null }] }],
    ['a list that leads in a circle', { data: [{ id: 'a1' }], links: { next: '?page[after]=a1' } }],
  ])('are refused with %s', async (_what, body) => {
    server.answer(() => ({ body }));

    expect(await failureOf((await aFeed()).accounts())).toMatchObject({ code: 'ponto_answer_not_understood' });
  });
});

describe('asking the bank', () => {
  const request = {
    accountPontoId: 'a1',
    subtype: 'accountDetails' as const,
    customerIpAddress: '203.0.113.7',
    idempotencyKey: '0193d9c6-7c3e-7d53-9a1b-3f6a5a4c1b21',
  };
  const started = {
    body: { data: { id: 's1', attributes: { subtype: 'accountDetails', status: 'pending', errors: [] } } },
    status: 201,
  };

  it('sends the address of the customer as given, and the idempotency key', async () => {
    server.answer(() => started);

    expect(await (await aFeed()).startSynchronization(request)).toEqual({
      kind: 'started',
      synchronization: { id: 's1', subtype: 'accountDetails', status: 'pending', errorCodes: [] },
    });
    expect(onlySeen()).toMatchObject({ method: 'POST', path: '/ponto-connect/synchronizations' });
    expect(onlySeen().headers['ibanity-idempotency-key']).toBe(request.idempotencyKey);
    expect(JSON.parse(onlySeen().body)).toEqual({
      data: {
        type: 'synchronization',
        attributes: {
          resourceType: 'account',
          resourceId: 'a1',
          subtype: 'accountDetails',
          customerIpAddress: '203.0.113.7',
        },
      },
    });
  });

  it('tries again under the same key after a passing fault', async () => {
    const answers: Answer[] = [html(502), started];
    server.answer(() => answers.shift() ?? html(500));

    expect(await (await aFeed()).startSynchronization(request)).toMatchObject({ kind: 'started' });
    expect(server.seen.map(({ headers }) => headers['ibanity-idempotency-key'])).toEqual([
      request.idempotencyKey,
      request.idempotencyKey,
    ]);
  });

  it('is no error when the bank was asked minutes ago', async () => {
    server.answer(() => refusal(400, 'accountRecentlySynchronized', {}));

    expect(await (await aFeed()).startSynchronization(request)).toEqual({ kind: 'recently_synchronized' });
  });

  it.each([
    ['the account is missing', accountGone, 'authorization_lost'],
    ['the consent is dead', refusal(400, 'authorizationExpired'), 'authorization_expired'],
    ['Ponto says something else', refusal(422, 'validationError'), 'ponto_answer_not_understood'],
  ])('fails when %s', async (_what, answer, code) => {
    server.answer(() => answer);

    expect(await failureOf((await aFeed()).startSynchronization(request))).toMatchObject({ code });
  });
});

describe('a synchronization', () => {
  it('is read with its status and the codes of its errors alone', async () => {
    server.answer(() => ({
      body: {
        data: {
          id: 's1',
          attributes: {
            subtype: 'accountDetails',
            status: 'error',
            errors: [{ code: 'authorizationInvalid', detail: 'An' }, {}],
          },
        },
      },
    }));

    expect(await (await aFeed()).synchronization('s1')).toEqual({
      id: 's1',
      subtype: 'accountDetails',
      status: 'error',
      errorCodes: ['authorizationInvalid'],
    });
  });

  it('tells the lines that it touched, and is gone when Ponto no longer knows it', async () => {
    server.answer(() => ({ body: { data: [line('l1')] } }));
    const feed = await aFeed();

    expect(await feed.updatedLines('s1', { timeZone })).toMatchObject({ pontoIds: ['l1'] });
    expect(onlySeen().path).toBe('/ponto-connect/synchronizations/s1/updated-transactions');

    server.answer(() => refusal(404, 'resourceNotFound', { resource: 'synchronization' }));
    expect(await feed.updatedLines('s1', { timeZone })).toBe('gone');
    server.answer(() => html(404));
    expect(await failureOf(feed.updatedLines('s1', { timeZone }))).toMatchObject({
      code: 'ponto_answer_not_understood',
    });
  });
});

describe('the organisation and its institutions', () => {
  it('is read from flat JSON', async () => {
    server.answer(() => ({ body: { sub: 'o1', name: 'Bakery', onboardingComplete: true } }));

    expect(await (await aFeed()).organization()).toEqual({ id: 'o1', name: 'Bakery', onboardingComplete: true });
  });

  it('is read without name, and refused without id', async () => {
    server.answer(() => ({ body: { sub: 'o1', name: null } }));
    const feed = await aFeed();

    expect(await feed.organization()).toEqual({ id: 'o1' });

    server.answer(() => ({ body: {} }));
    expect(await failureOf(feed.organization())).toMatchObject({ code: 'ponto_answer_not_understood' });
  });

  it('have an institution by id, or none', async () => {
    server.answer(() => ({ body: { data: { id: 'fi', attributes: { name: 'KBC', status: 'stable' } } } }));
    const feed = await aFeed();

    expect(await feed.institution('fi')).toMatchObject({ id: 'fi', name: 'KBC', status: 'stable' });

    server.answer(() => refusal(404, 'resourceNotFound'));
    expect(await feed.institution('fi')).toBeUndefined();
  });
});

describe('a custom integration', () => {
  it('is reached at its own address, without anything of the platform', async () => {
    server.answer(() => ({ body: { data: [{ id: 'a1' }], links: {} } }));

    await (await aFeed('client_credentials')).accounts();

    expect(onlySeen().target).toBe('/custom/accounts?page%5Blimit%5D=100');
    expect(onlySeen().headers['signature']).toBeUndefined();
  });

  it('does not follow a link to Ponto Connect', async () => {
    server.answer(() => ({
      body: { data: [], links: { next: `${server.origin}/ponto-connect/accounts?page[after]=a1` } },
    }));

    expect(await failureOf((await aFeed('client_credentials')).accounts())).toMatchObject({
      code: 'ponto_answer_not_understood',
    });
  });
});

describe('the renewal of an account', () => {
  const request = {
    accountPontoId: 'a1',
    redirectUri: 'https://sync.example/oauth/reauthorized',
    idempotencyKey: 'k1',
  };
  const page = 'https://authorize.myponto.com/organizations/o/integrations/i/accounts/a1/reauthorize/r';
  const answered = (links: object): Answer => ({
    status: 201,
    body: { data: { type: 'reauthorizationRequest', id: 'r', attributes: { sandbox: true }, links } },
  });

  it.each([['text', { redirect: page }] as const, ['an object', { redirect: { href: page } }] as const])(
    'leads to the page that Ponto names as %s',
    async (_, links) => {
      server.answer(() => answered(links));

      expect(await (await aFeed()).reauthorizationUrl(request)).toBe(page);
      expect(onlySeen()).toMatchObject({
        method: 'POST',
        target: '/ponto-connect/accounts/a1/reauthorization-requests',
        headers: { 'ibanity-idempotency-key': 'k1', authorization: 'Bearer access.1' },
      });
      expect(JSON.parse(onlySeen().body)).toEqual({
        data: { type: 'reauthorizationRequest', attributes: { redirectUri: request.redirectUri } },
      });
    },
  );

  it.each<[string, Answer]>([
    ['a refused address', refusal(400, 'validationError', { attribute: 'redirectUri' })],
    ['a refusal', refusal(403, 'forbidden')],
    ['a call that is not there', refusal(404, 'resourceNotFound', { resource: 'route' })],
    ['a page of an intermediary that says the same', html(404)],
  ])('is not offered after %s', async (_, answer) => {
    server.answer(() => answer);

    expect(await (await aFeed('client_credentials')).reauthorizationUrl(request)).toBeUndefined();
  });

  it.each<[string, Answer]>([
    ['authorization_lost', accountGone],
    ['organization_blocked', refusal(403, 'organizationBlocked')],
    ['ponto_unavailable', html(503)],
    ['ponto_answer_not_understood', html(403)],
    ['ponto_answer_not_understood', answered({})],
    ['ponto_answer_not_understood', answered({ redirect: 'javascript:alert(1)' })],
  ])('tells %s', async (code, answer) => {
    server.answer(() => answer);

    expect(await failureOf((await aFeed()).reauthorizationUrl(request))).toMatchObject({ code });
  });
});

describe('taking an account out of the integration', () => {
  it.each<[string, 'ended' | 'gone' | 'refused', Answer]>([
    ['done', 'ended', { body: { data: { type: 'account', id: 'a1' } } }],
    ['done without an answer to read', 'ended', { status: 204, body: '' }],
    ['out already', 'gone', refusal(404, 'resourceNotFound', { resource: 'account' })],
    ['a call that Ponto does not have here', 'refused', refusal(404, 'resourceNotFound', { resource: 'route' })],
    ['a no of Ponto', 'refused', refusal(403, 'forbidden')],
  ])('tells %s as %s', async (_, outcome, answer) => {
    server.answer(() => answer);

    expect(await (await aFeed()).endAccount('a1')).toBe(outcome);
    expect(onlySeen()).toMatchObject({ method: 'DELETE', target: '/ponto-connect/accounts/a1' });
  });

  it.each<[string, Answer]>([
    ['ponto_unavailable', html(503)],
    ['organization_blocked', refusal(403, 'organizationBlocked')],
    ['ponto_answer_not_understood', html(404)],
  ])('tells %s, which proves nothing about the account', async (code, answer) => {
    server.answer(() => answer);

    expect(await failureOf((await aFeed()).endAccount('a1'))).toMatchObject({ code });
  });
});
