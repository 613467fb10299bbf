import { cursorAt } from '../../../../shared/runtime/http/cursor.ts';
import type { TenantApiDeps } from '../../../../shared/api/tenantApi.ts';
import { healthOfFault } from '../../../../shared/domain/connections/health.ts';
import type { HistoryEntry } from '../../../../shared/domain/connections/history.ts';
import type { ConnectionView } from '../../../../shared/usecases/connections/readConnections.ts';
import { Fault } from '../../../../shared/domain/faults/fault.ts';
import { bodyOf } from '../../../builders/api.ts';
import { uuid } from '../../../builders/bank.ts';
import { inert } from '../../../builders/inert.ts';
import { aConnection, aLink, anAccount } from '../../../builders/records.ts';
import { anApi, goodBody, outcomeOf } from './anApi.ts';

const aView = (overrides: Partial<ConnectionView> = {}): ConnectionView => ({
  connection: aConnection(),
  health: { state: 'ok', code: 'all_well' },
  missingAccounts: [],
  undeliverable: [],
  accounts: [{ account: anAccount({ link: aLink() }), health: healthOfFault('bank_unavailable') }],
  ...overrides,
});
const oauth = { method: 'oauth', institutionId: uuid(5), contact: { email: 'els@bakery.example' } };
const path = `/v1/connections/${uuid(1)}`;
const keepSelected = {
  state: 'attention',
  code: 'keep_selected',
  values: { accounts: [{ accountId: 'a', reference: 'BE1' }], more: 0, others: false },
} as const;
const knowing = (view: ConnectionView | undefined) =>
  inert<TenantApiDeps['readConnections']>('readConnections', { get: async () => view });

describe('POST /v1/connections', () => {
  it('begins a consent', async () => {
    const seen: unknown[] = [];
    const { ask } = anApi({
      beginConnection: async (...asked) => {
        seen.push(...asked);
        const connection = aConnection({ status: 'awaiting_consent' });
        return { kind: 'begun', connection, authorizationUrl: 'https://ponto.example/auth?state=s' };
      },
    });

    const answer = await ask({ method: 'POST', path: '/v1/connections', body: oauth });

    expect(answer.statusCode).toBe(201);
    expect(goodBody('createConnection', answer)).toEqual({
      id: uuid(1),
      status: 'awaiting_consent',
      authorizationUrl: 'https://ponto.example/auth?state=s',
    });
    expect(seen).toEqual([
      { tenantId: 'tenant-1', userId: 'user-1' },
      { ...oauth, notify: [] },
    ]);
  });

  it('says what to keep selected in the consent', async () => {
    const begun = {
      kind: 'begun',
      authorizationUrl: 'https://ponto.example/auth?state=s',
      notice: keepSelected,
    } as const;
    const { ask } = anApi({
      beginConnection: async () => ({ ...begun, connection: aConnection({ status: 'awaiting_consent' }) }),
      renewConsent: async () => begun,
    });

    const created = await ask({ method: 'POST', path: '/v1/connections', body: oauth });
    const renewed = await ask({ method: 'POST', path: `${path}/reconnect`, body: {} });

    const notice = { state: 'attention', code: 'keep_selected', message: expect.stringContaining('would stop BE1') };
    expect(goodBody('createConnection', created)).toMatchObject({ notice });
    expect(goodBody('reconnectConnection', renewed)).toMatchObject({ notice });
  });

  it.each(['institution_unknown', 'return_url_not_allowed'] as const)('says %s', async (kind) => {
    const { ask } = anApi({ beginConnection: async () => ({ kind }) });

    const answer = await ask({ method: 'POST', path: '/v1/connections', body: oauth });

    expect(outcomeOf(answer)).toEqual([422, kind]);
  });

  const credentials = { method: 'client_credentials', clientId: 'c', clientSecret: 's', contact: oauth.contact };

  it('connects with a Client ID and Secret ID in one step, and shows neither', async () => {
    const seen: unknown[] = [];
    const { ask, log } = anApi({
      connectWithCredentials: async (...asked) => {
        seen.push(...asked);
        return { kind: 'connected', connectionId: uuid(1) };
      },
    });

    const answer = await ask({
      method: 'POST',
      path: '/v1/connections',
      body: { ...credentials, clientSecret: ' very-secret\n' },
    });

    expect(answer.statusCode).toBe(201);
    expect(goodBody('createConnection', answer)).toEqual({ id: uuid(1), status: 'active' });
    expect(seen).toMatchObject([
      { tenantId: 'tenant-1', userId: 'user-1' },
      { clientId: 'c', clientSecret: 'very-secret', notify: [] },
    ]);
    expect(JSON.stringify(log.messages)).not.toContain('very-secret');
  });

  it.each([
    ['institution_unknown', 422, 'institution_unknown'],
    ['no_accounts', 422, 'no_accounts'],
    ['disconnected', 409, 'connection_disconnected'],
  ] as const)('tells %s of credentials as %d %s', async (kind, status, code) => {
    const { ask } = anApi({ connectWithCredentials: async () => ({ kind }) });

    const answer = await ask({ method: 'POST', path: '/v1/connections', body: credentials });

    expect(outcomeOf(answer)).toEqual([status, code]);
  });

  it('tells refused credentials with where to copy them from', async () => {
    const { ask } = anApi({
      connectWithCredentials: async () => {
        throw new Fault('credentials_refused');
      },
    });

    const answer = await ask({ method: 'POST', path: '/v1/connections', body: credentials });

    expect(outcomeOf(answer)).toEqual([422, 'credentials_refused']);
    expect(bodyOf(answer)).toMatchObject({ action: { url: 'https://dashboard.myponto.com' } });
  });

  it('records a legacy connection with the steps to take, whichever way its accounts are written', async () => {
    const seen: unknown[] = [];
    const { ask } = anApi({
      recordLegacy: async (...asked) => {
        seen.push(...asked);
        return aConnection({ method: 'legacy_token', status: 'migration_required' });
      },
      readConnections: inert<TenantApiDeps['readConnections']>('readConnections', {
        view: async (connection) =>
          aView({
            connection,
            health: { state: 'action_required', code: 'migration_required' },
          }),
      }),
    });

    const answer = await ask({
      method: 'POST',
      path: '/v1/connections',
      body: {
        method: 'legacy_token',
        name: 'Old Ponto',
        accounts: ['BE68 5390 0754 7034', { reference: 'BE1', currency: 'USD' }],
      },
    });

    expect(answer.statusCode).toBe(201);
    expect(goodBody('createConnection', answer)).toMatchObject({
      status: 'migration_required',
      health: { code: 'migration_required', message: expect.stringContaining('Client ID') },
    });
    expect(seen).toMatchObject([
      { tenantId: 'tenant-1', userId: 'user-1' },
      {
        name: 'Old Ponto',
        accounts: [{ reference: 'BE68 5390 0754 7034' }, { reference: 'BE1', currency: 'USD' }],
      },
    ]);
  });

  it.each<[string, object]>([
    ['another method', { ...oauth, method: 'screen_scraping' }],
    ['no contact', { method: 'oauth', institutionId: uuid(5) }],
    ['a contact without a real address', { ...oauth, contact: { email: 'els' } }],
    ['a member of another method', { ...oauth, clientSecret: 's' }],
    ['a return address that is none', { ...oauth, returnUrl: 'back' }],
    ['credentials without a secret', { method: 'client_credentials', clientId: 'c', contact: oauth.contact }],
  ])('refuses %s', async (_, body) => {
    const answer = await anApi().ask({ method: 'POST', path: '/v1/connections', body });

    expect(outcomeOf(answer)).toEqual([400, 'invalid_request']);
  });
});

describe('GET /v1/connections', () => {
  it('shows connections with a summary of their accounts', async () => {
    const connection = aConnection({
      status: 'reconnect_required',
      statusCode: 'reconnect_required',
      organizationId: 'not shown',
      contact: { email: 'els@bakery.example', name: 'Els', locale: 'nl' },
      notify: ['jan@bakery.example'],
    });
    const list = async () => ({ items: [aView({ connection })], nextCursor: uuid(1) });
    const { ask } = anApi({ readConnections: inert<TenantApiDeps['readConnections']>('readConnections', { list }) });

    const answer = await ask({ path: '/v1/connections' });

    expect(goodBody('listConnections', answer)).toEqual({
      items: [
        {
          id: uuid(1),
          method: 'oauth',
          status: 'reconnect_required',
          statusCode: 'reconnect_required',
          institutionId: uuid(900_002),
          contact: { email: 'els@bakery.example', name: 'Els', locale: 'nl' },
          notify: ['jan@bakery.example'],
          health: { state: 'ok', message: 'All is well.' },
          accounts: [
            {
              id: uuid(101),
              reference: 'BE68539007547034',
              currency: 'EUR',
              linked: true,
              health: { state: 'passing', code: 'bank_unavailable' },
            },
          ],
          accountCount: 1,
          createdAt: '2026-03-01T08:00:00.000Z',
          updatedAt: '2026-03-01T08:00:00.000Z',
        },
      ],
      nextCursor: cursorAt(['connections', 'tenant-1'], uuid(1)),
    });
  });

  it('sums up fifty accounts, those with a journal first, and says how many there are', async () => {
    const health = { state: 'ok', code: 'all_well' } as const;
    const accounts = Array.from({ length: 300 }, (_, index) => ({
      account: anAccount({ id: uuid(index), ...(index === 299 && { link: aLink() }) }),
      health,
    }));
    const { ask } = anApi({ readConnections: knowing(aView({ accounts })) });

    const body = goodBody('getConnection', await ask({ path: `/v1/connections/${uuid(1)}` }));

    expect(body).toMatchObject({ accountCount: 300 });
    expect(body['accounts']).toHaveLength(50);
    expect(body['accounts']).toMatchObject([{ id: uuid(299), linked: true }, ...Array(49).fill({ linked: false })]);
  });

  it('reads the cursor that it gave out', async () => {
    const seen: unknown[] = [];
    const list = async (...asked: unknown[]) => (seen.push(...asked), { items: [] });
    const { ask } = anApi({ readConnections: inert<TenantApiDeps['readConnections']>('readConnections', { list }) });

    await ask({ path: '/v1/connections', query: `cursor=${cursorAt(['connections', 'tenant-1'], uuid(1))}` });

    expect(seen).toEqual(['tenant-1', { limit: 50, cursor: uuid(1) }, {}]);
  });
});

describe('GET /v1/connections/{id}', () => {
  it('shows one', async () => {
    const answer = await anApi({ readConnections: knowing(aView()) }).ask({ path });

    expect(goodBody('getConnection', answer)).toMatchObject({ id: uuid(1), status: 'active' });
  });

  it('knows no other', async () => {
    const answer = await anApi({ readConnections: knowing(undefined) }).ask({ path });

    expect(outcomeOf(answer)).toEqual([404, 'not_found']);
  });
});

describe('PATCH /v1/connections/{id}', () => {
  it('changes who is written to', async () => {
    const seen: unknown[] = [];
    const { ask } = anApi({
      changeContacts: async (...asked) => (seen.push(...asked), aConnection()),
      readConnections: inert<TenantApiDeps['readConnections']>('readConnections', {
        view: async (connection) => aView({ connection }),
      }),
    });

    const answer = await ask({ method: 'PATCH', path, body: { notify: ['jan@bakery.example'] } });

    expect(goodBody('changeConnection', answer)).toMatchObject({ id: uuid(1) });
    expect(seen).toEqual([
      { tenantId: 'tenant-1', connectionId: uuid(1) },
      {
        notify: ['jan@bakery.example'],
        at: '2026-03-10T09:00:00.000Z',
        note: { by: { kind: 'user', userId: 'user-1' }, what: 'contacts_changed' },
      },
      undefined,
    ]);
  });

  it.each([{ accountant: 'an@office.example', name: 'Bakkerij Els' }, { accountant: null }])(
    'sets the accountant, or takes them away: %j',
    async (body) => {
      const asked: unknown[] = [];
      const { ask } = anApi({
        changeContacts: async (_ref, change) => (asked.push(change), undefined),
      });

      await ask({ method: 'PATCH', path, body });

      expect(asked).toMatchObject([{ ...body, at: '2026-03-10T09:00:00.000Z' }]);
    },
  );

  it('knows no other', async () => {
    const { ask } = anApi({ changeContacts: async () => undefined });

    expect(outcomeOf(await ask({ method: 'PATCH', path, body: { notify: [] } }))).toEqual([404, 'not_found']);
  });

  it('is meant for the state that was read, where the caller says so', async () => {
    const asked: unknown[] = [];
    const { ask } = anApi({
      changeContacts: async (...request) => (asked.push(request[2]), 'changed_meanwhile'),
      readConnections: knowing(aView({ connection: aConnection({ settingsRevision: 2 }) })),
    });

    const { etag = '' } = (await ask({ path })).headers;
    const edited = await ask({ method: 'PATCH', path, body: { notify: [] }, headers: { 'if-match': etag } });

    expect([etag, asked]).toEqual(['"2"', [[2]]]);
    expect(outcomeOf(edited)).toEqual([412, 'changed_meanwhile']);
  });

  it('refuses a change of nothing', async () => {
    expect(outcomeOf(await anApi().ask({ method: 'PATCH', path, body: {} }))).toEqual([400, 'invalid_request']);
  });
});

describe('POST /v1/connections/{id}/reconnect', () => {
  const reconnect = { method: 'POST', path: `${path}/reconnect` };

  it('begins another consent, with or without a body', async () => {
    const seen: unknown[] = [];
    const { ask } = anApi({
      renewConsent: async (_person, id, returnUrl) => {
        seen.push([id, returnUrl]);
        return { kind: 'begun', authorizationUrl: 'https://ponto.example/auth' };
      },
    });

    const bare = await ask(reconnect);
    await ask({ ...reconnect, body: { returnUrl: 'https://app.example/back' } });

    expect(goodBody('reconnectConnection', bare)).toEqual({ authorizationUrl: 'https://ponto.example/auth' });
    expect(seen).toEqual([
      [uuid(1), undefined],
      [uuid(1), 'https://app.example/back'],
    ]);
  });

  it.each([
    ['unknown_connection', 404, 'not_found'],
    ['disconnected', 409, 'connection_disconnected'],
    ['wrong_method', 409, 'wrong_method'],
    ['return_url_not_allowed', 422, 'return_url_not_allowed'],
  ] as const)('tells %s as %d %s', async (kind, status, code) => {
    const { ask } = anApi({ renewConsent: async () => ({ kind }) });

    expect(outcomeOf(await ask(reconnect))).toEqual([status, code]);
  });
});

describe('PUT /v1/connections/{id}/credentials', () => {
  const replace = { method: 'PUT', path: `${path}/credentials`, body: { clientId: 'c', clientSecret: 's' } };

  it('shows the connection that has new ones', async () => {
    const seen: unknown[] = [];
    const { ask } = anApi({
      replaceCredentials: async (...asked) => (seen.push(...asked), { kind: 'replaced' }),
      readConnections: knowing(aView()),
    });

    const answer = await ask(replace);

    expect(goodBody('replaceCredentials', answer)).toMatchObject({ id: uuid(1), status: 'active' });
    expect(seen).toEqual([{ tenantId: 'tenant-1', userId: 'user-1' }, uuid(1), { clientId: 'c', clientSecret: 's' }]);
  });

  it.each([
    ['unknown_connection', 404, 'not_found'],
    ['disconnected', 409, 'connection_disconnected'],
    ['wrong_method', 409, 'wrong_method'],
    ['other_organization', 409, 'other_organization'],
    ['no_accounts', 422, 'no_accounts'],
  ] as const)('tells %s as %d %s', async (kind, status, code) => {
    const { ask } = anApi({ replaceCredentials: async () => ({ kind }) });

    expect(outcomeOf(await ask(replace))).toEqual([status, code]);
  });
});

describe('DELETE /v1/connections/{id}', () => {
  it.each(['done', 'pending', 'not_needed'] as const)('says that the end at Ponto is %s', async (revocation) => {
    const seen: unknown[] = [];
    const { ask } = anApi({ disconnect: async (ref) => (seen.push(ref), revocation) });

    const answer = await ask({ method: 'DELETE', path });

    expect(goodBody('disconnectConnection', answer)).toEqual({ status: 'disconnected', revokedAtPonto: revocation });
    expect(seen).toEqual([{ tenantId: 'tenant-1', connectionId: uuid(1) }]);
  });

  it('knows no other', async () => {
    const { ask } = anApi({ disconnect: async () => undefined });

    expect(outcomeOf(await ask({ method: 'DELETE', path }))).toEqual([404, 'not_found']);
  });
});

describe('POST /v1/connections/{id}/confirm', () => {
  const confirm = { method: 'POST', path: `${path}/confirm`, body: { token: 'the-token' } };
  const unconfirmed = {
    token: 'the-token',
    userId: 'user-1',
    organizationId: 'organization-1',
    organizationName: 'Bakkerij Els',
    accounts: [{ reference: 'BE68539007547034', currency: 'EUR' }],
    accountCount: 1,
    at: '2026-03-10T08:00:00.000Z',
  };

  it('answers with the connection as it is then', async () => {
    const seen: unknown[] = [];
    const { ask } = anApi({
      confirmAccess: async (...given) => (seen.push(given), { kind: 'confirmed' }),
      readConnections: knowing(aView()),
    });

    const answer = await ask(confirm);

    expect(goodBody('confirmConnection', answer)).toMatchObject({ id: uuid(1), status: 'active' });
    expect(seen).toEqual([[{ tenantId: 'tenant-1', userId: 'user-1' }, uuid(1), 'the-token']]);
  });

  it.each([
    ['unknown_connection', 404, 'not_found'],
    ['disconnected', 409, 'connection_disconnected'],
    ['nothing_to_confirm', 409, 'nothing_to_confirm'],
    ['confirmation_not_yours', 403, 'confirmation_not_yours'],
    ['confirmation_outdated', 409, 'confirmation_outdated'],
    ['no_accounts', 422, 'no_accounts'],
  ] as const)('tells %s as %d %s', async (kind, status, code) => {
    const { ask } = anApi({ confirmAccess: async () => ({ kind }) });

    expect(outcomeOf(await ask(confirm))).toEqual([status, code]);
  });

  it.each([undefined, {}, { token: '' }, { token: 5 }, { token: 't', more: true }])(
    'takes no other body than a token: %j',
    async (body) => {
      expect(outcomeOf(await anApi().ask({ ...confirm, body }))).toEqual([400, 'invalid_request']);
    },
  );

  it('confirms what the connection shows, by names and numbers alone', async () => {
    const connection = aConnection({ status: 'awaiting_consent', unconfirmed });
    const { ask } = anApi({ readConnections: knowing(aView({ connection, accounts: [] })) });

    const { organizationId: _, ...shown } = unconfirmed;
    expect(goodBody('getConnection', await ask({ path }))['unconfirmed']).toEqual(shown);
  });

  it('has nothing to show on a connection that became active', async () => {
    const connection = aConnection({ unconfirmed });
    const { ask } = anApi({ readConnections: knowing(aView({ connection })) });

    expect(goodBody('getConnection', await ask({ path }))).not.toHaveProperty('unconfirmed');
  });
});

describe('GET /v1/connections/{id}/history', () => {
  const path = `/v1/connections/${uuid(1)}/history`;
  const entries: readonly HistoryEntry[] = [
    {
      at: '2026-03-11T08:00:00.000Z',
      by: { kind: 'ponto' },
      what: 'access_refused',
      status: 'reconnect_required',
      code: 'reconnect_required',
    },
    {
      at: '2026-03-10T08:00:00.000Z',
      by: { kind: 'schedule' },
      what: 'alert_sent',
      code: 'authorization_expiring',
      accountId: uuid(101),
      recipient: 'contact',
    },
    { at: '2026-03-09T08:00:00.000Z', by: { kind: 'user', userId: 'user-1' }, what: 'consent_begun' },
  ];

  it('tells who did what, newest first, with the way to the next page', async () => {
    const seen: unknown[] = [];
    const { ask } = anApi({
      connections: inert<TenantApiDeps['connections']>('connections', { get: async () => aConnection() }),
      history: {
        list: async (...asked) => {
          seen.push(asked);
          return { items: entries, nextCursor: '2026-03-09T08:00:00.000Z_consent_begun___' };
        },
      },
    });

    const body = goodBody('listConnectionHistory', await ask({ path, query: 'limit=3' }));
    const next = await ask({ path, query: `limit=3&cursor=${String(body['nextCursor'])}` });

    expect(body['items']).toMatchObject(entries);
    expect(next.statusCode).toBe(200);
    expect(seen).toMatchObject([
      [{ tenantId: 'tenant-1', connectionId: uuid(1) }, { limit: 3 }],
      [{}, { limit: 3, cursor: '2026-03-09T08:00:00.000Z_consent_begun___' }],
    ]);
  });

  it('is not there for a connection of somebody else', async () => {
    const { ask } = anApi({
      connections: inert<TenantApiDeps['connections']>('connections', { get: async () => undefined }),
    });

    expect(outcomeOf(await ask({ path }))).toEqual([404, 'not_found']);
  });
});
