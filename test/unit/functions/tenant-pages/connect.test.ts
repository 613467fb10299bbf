import { aConnectionBody } from '../../../builders/pages.ts';
import { aVisit, buttonsOf, contact, headingOf, kbc, none } from './aVisit.ts';
import { ownUrl } from './thePages.ts';

describe('the list of banks', () => {
  it('tells of each bank what there is to know before it is connected', async () => {
    const { get } = await aVisit({
      listInstitutions: () => ({
        items: [
          kbc,
          { ...kbc, id: 'ins-2', name: 'Bunq', status: 'beta' },
          { ...kbc, id: 'ins-3', name: '<b>N26</b>', maintenance: {} },
        ],
      }),
      listConnections: () => ({ items: [aConnectionBody({ institutionId: 'ins-kbc', status: 'active' })] }),
    });

    const page = await get('/pages/connect');

    expect(page.statusCode).toBe(200);
    expect(page.body).toMatch(/KBC[\s\S]*Connected[\s\S]*Bunq[\s\S]*Beta[\s\S]*N26[\s\S]*Maintenance/);
    expect(page.body).not.toContain('<b>N26');
    expect(page.body).not.toContain('<img');
  });

  it.each(['/pages/connect', '/pages/connect/ins-kbc'])(
    '%s says so where it cannot tell which banks are connected already',
    async (path) => {
      const { get } = await aVisit({
        listInstitutions: () => ({ items: [kbc] }),
        listConnections: () => 'too_many_requests',
      });

      const page = await get(path);

      expect(page.statusCode).toBe(429);
      expect(page.body).not.toContain('Continue to Ponto');
    },
  );

  it('searches by what was typed and by country, and drops a country that is none', async () => {
    const { get, api } = await aVisit({ listInstitutions: none });

    await get('/pages/connect', 'search=%20kb&country=be');
    await get('/pages/connect', 'country=Belgium');

    const asked = api.callsOf('listInstitutions').map((call) => call?.query);
    expect(asked).toContainEqual({ limit: '200', search: 'kb', country: 'BE' });
    expect(asked.filter((query) => query?.['country'] !== undefined)).toHaveLength(1);
  });

  it('leads back to what was begun and not finished', async () => {
    const begun = (id: string, members: Parameters<typeof aConnectionBody>[0]) =>
      aConnectionBody({
        id,
        institutionId: 'ins-kbc',
        status: 'active',
        updatedAt: '2026-03-10T08:00:00.000Z',
        ...members,
      });
    const [summary] = aConnectionBody().accounts;
    if (!summary) throw new Error('the builder has an account');
    const importing = { ...summary, linked: true, health: { state: 'attention' as const, code: 'first_import' } };
    const { get } = await aVisit({
      listInstitutions: () => ({ items: [kbc] }),
      listConnections: () => ({
        items: [
          begun('c-consent', { status: 'awaiting_consent', accounts: [] }),
          begun('c-long-ago', { status: 'awaiting_consent', accounts: [], updatedAt: '2026-01-10T08:00:00.000Z' }),
          begun('c-accounts', { accounts: [{ ...summary, linked: false }] }),
          begun('c-import', { accounts: [importing] }),
          begun('c-done', { accounts: [{ ...summary, linked: true }] }),
        ],
      }),
    });

    const { body } = await get('/pages/connect');

    expect(body).toContain('/pages/connect/back?connectionId=c-consent');
    expect(body).toContain('/pages/connect/accounts/c-accounts');
    expect(body).toContain('/pages/connect/progress/c-import');
    expect(body).not.toMatch(/c-long-ago|c-done/);
  });

  it('says so when the banks cannot be read, with one way on', async () => {
    const { get } = await aVisit({ listInstitutions: () => 'ponto_unavailable' });

    const page = await get('/pages/connect');

    expect([page.statusCode, buttonsOf(page)]).toEqual([503, ['Try again']]);
  });
});

describe('the page before a consent', () => {
  it('says who reads what, for how long, and asks for an address where the page session has none', async () => {
    const { get } = await aVisit({});
    const known = await aVisit({}, { contact });

    const page = await get('/pages/connect/ins-kbc');

    expect(headingOf(page)).toBe('Connect KBC');
    expect(page.body).toContain('Bakkerij De Korenaar, through Bookly');
    expect(page.body).toContain('180 days; then the bank asks you again.');
    expect(page.body).toContain('name="email"');
    expect((await known.get('/pages/connect/ins-kbc')).body).not.toContain('name="email"');
  });

  it('begins a consent that comes back to our own page, once however often the form is sent', async () => {
    const { post, api } = await aVisit({
      createConnection: () => ({
        id: 'c1',
        status: 'awaiting_consent',
        authorizationUrl: `${ownUrl}/oauth/consent?begun=t`,
      }),
    });

    const sent = await post('/pages/connect/ins-kbc', { way: 'consent', email: ' els@bakkerij.example ' });

    expect([sent.statusCode, sent.headers['location']]).toEqual([303, `${ownUrl}/oauth/consent?begun=t`]);
    expect(api.callsOf('createConnection')).toEqual([
      {
        body: {
          method: 'oauth',
          institutionId: 'ins-kbc',
          returnUrl: `${ownUrl}/pages/connect/back`,
          contact: { email: 'els@bakkerij.example', locale: 'en' },
        },
        once: 'once-1',
      },
    ]);
  });

  it.each([
    [{}, 'en'],
    [{ locale: 'fr' }, 'fr'],
  ])(
    'writes to whom the product names in the language of the pages, unless it says another: %j',
    async (said, locale) => {
      const { post, api } = await aVisit(
        { createConnection: () => ({ id: 'c1', status: 'active' }) },
        { contact: { ...contact, ...said } },
      );

      await post('/pages/connect/ins-kbc', { way: 'consent' });

      expect(api.callsOf('createConnection')).toMatchObject([{ body: { contact: { ...contact, locale } } }]);
    },
  );

  it.each(['', 'els', 'els@'])('keeps what was typed where the address is %j, and begins nothing', async (email) => {
    const { post, api } = await aVisit({ createConnection: () => 'internal_error' });

    const page = await post('/pages/connect/ins-kbc', { way: 'consent', email });

    expect(page.statusCode).toBe(422);
    expect(page.body).toContain(`href="#field-email"`);
    expect(page.body).toContain(`value="${email}"`);
    expect(page.body).toContain('<title>Error: ');
    expect(api.callsOf('createConnection')).toEqual([]);
  });

  it.each([
    ['ponto_unavailable', ['Try again']],
    ['idempotency_in_progress', ['Try again']],
    ['too_many_connections', ['Go to the overview']],
  ] as const)('keeps what was typed where the same form may be sent again: %s', async (code, buttons) => {
    const { post } = await aVisit({ createConnection: () => code });

    const page = await post('/pages/connect/ins-kbc', { way: 'consent', email: 'els@bakkerij.example' });

    expect(buttonsOf(page)).toEqual(buttons);
    const kept = [
      'action="/pages/connect/ins-kbc"',
      'name="email" value="els@bakkerij.example"',
      '"_once" value="once-1"',
    ];
    expect(kept.filter((part) => page.body.includes(part))).toEqual(buttons[0] === 'Try again' ? kept : []);
  });

  it('connects with credentials that were pasted; refused ones stand at their field, and the secret on no page', async () => {
    const refused = await aVisit({ createConnection: () => 'credentials_refused' }, { contact });
    const taken = await aVisit({ createConnection: () => ({ id: 'c1', status: 'active' }) }, { contact });
    const form = { way: 'credentials', clientId: ' my-id ', clientSecret: 'my-secret' };

    const page = await refused.post('/pages/connect/ins-kbc', form);
    const sent = await taken.post('/pages/connect/ins-kbc', form);
    const empty = await taken.post('/pages/connect/ins-kbc', { ...form, clientSecret: ' ' });

    expect(page.statusCode).toBe(422);
    expect(page.body).toContain('href="#field-clientId"');
    expect(page.body).toContain('my-id');
    expect(page.body).not.toContain('my-secret');
    expect([sent.statusCode, sent.headers['location']]).toEqual([303, '/pages/connect/back?connectionId=c1']);
    expect(empty.statusCode).toBe(422);
    expect(taken.api.callsOf('createConnection')).toHaveLength(1);
  });

  it('offers to add accounts rather than a second connection to the same bank', async () => {
    const linked = aConnectionBody({ id: 'c1', institutionId: 'ins-kbc', status: 'active', accountCount: 2 });
    const { get, post, api } = await aVisit({
      listConnections: () => ({ items: [linked] }),
      fetchAccounts: () => ({ authorizationUrl: `${ownUrl}/oauth/consent?begun=t` }),
    });

    const page = await get('/pages/connect/ins-kbc');
    const sent = await post('/pages/connect/add/c1', {});

    expect(page.body).toContain('KBC is connected already, with 2 accounts.');
    expect(buttonsOf(page)[0]).toBe('Add accounts at KBC');
    expect(sent.headers['location']).toBe(`${ownUrl}/oauth/consent?begun=t`);
    expect(api.callsOf('fetchAccounts')).toEqual([
      { id: 'c1', body: { returnUrl: `${ownUrl}/pages/connect/back` }, once: 'once-1' },
    ]);
  });

  it('is not found for a bank that is none', async () => {
    const { get } = await aVisit({ getInstitution: () => 'not_found' });

    expect((await get('/pages/connect/nowhere')).statusCode).toBe(404);
  });
});

describe('the way back from a consent', () => {
  const waiting = aConnectionBody({ id: 'c1', institutionId: 'ins-kbc', status: 'awaiting_consent', accounts: [] });
  const active = aConnectionBody({ id: 'c1', institutionId: 'ins-kbc', status: 'active' });
  const withHealth = (code: string) => ({
    ...active,
    health: { state: 'action_required' as const, code, message: `Message of ${code}.` },
  });

  it('leads on to the accounts where all is well, whatever else the address says', async () => {
    const { get } = await aVisit({ getConnection: () => active });

    const page = await get('/pages/connect/back', 'connectionId=c1&status=connected&code=%3Cb%3E');

    expect([page.statusCode, page.headers['location']]).toEqual([303, '/pages/connect/accounts/c1']);
  });

  it.each([
    ['cancelled', waiting, 'status=cancelled', 'You cancelled', 'Connect KBC again'],
    ['the person stopped', waiting, '', 'You stopped halfway', 'Connect KBC again'],
    [
      'no account given',
      waiting,
      'status=failed&code=no_accounts',
      'KBC is not connected',
      'Choose the accounts at Ponto again',
    ],
    ['Ponto down', waiting, 'status=failed&code=ponto_unavailable', 'KBC is not connected', 'Connect KBC again'],
    [
      'another organisation',
      waiting,
      'status=failed&code=other_organization',
      'KBC is not connected',
      'Connect KBC again',
    ],
    ['blocked', waiting, 'status=failed&code=organization_blocked', 'KBC is not connected', 'Open Ponto'],
    ['a failure without a known code', waiting, 'status=failed&code=<b>', 'KBC is not connected', 'Connect KBC again'],
    [
      'another bank chosen',
      withHealth('other_bank'),
      'status=connected',
      'KBC: one thing first',
      'Choose the accounts at Ponto again',
    ],
    [
      'no account of the bank',
      withHealth('no_accounts'),
      'status=connected',
      'KBC: one thing first',
      'Choose the accounts at Ponto again',
    ],
    [
      'accounts withdrawn',
      withHealth('accounts_lost'),
      'status=connected&withdrawn=1',
      'KBC: one thing first',
      'Choose the accounts at Ponto again',
    ],
    [
      'a failed second try',
      active,
      'status=failed&code=consent_failed',
      'KBC: one thing first',
      'Choose the accounts at Ponto again',
    ],
    [
      'disconnected',
      { ...waiting, status: 'disconnected' as const },
      '',
      'KBC has been disconnected',
      'Connect KBC again',
    ],
  ])('has a page for %s, with one thing to do', async (_end, connection, query, heading, button) => {
    const { get } = await aVisit({ getConnection: () => connection });

    const page = await get('/pages/connect/back', `connectionId=c1&${query}`);

    expect([page.statusCode, headingOf(page), buttonsOf(page)]).toEqual([200, heading, [button]]);
    expect(page.body).not.toContain('<b>');
  });

  it('asks whose accounts they are where that is to be confirmed, and confirms what was shown', async () => {
    const unconfirmed = {
      token: 'seen-1',
      organizationName: 'Bakkerij De Korenaar BV',
      accounts: [{ reference: 'BE68539007547034', currency: 'EUR' }],
      accountCount: 1,
      at: '2026-03-10T08:00:00.000Z',
    };
    const { get, post, api } = await aVisit({
      getConnection: () => ({ ...waiting, unconfirmed }),
      confirmConnection: () => active,
      disconnectConnection: () => ({ status: 'disconnected', revokedAtPonto: 'done' }),
    });

    const page = await get('/pages/connect/back', 'connectionId=c1&status=connected');
    const confirmed = await post('/pages/connect/back', { step: 'confirm', confirms: 'seen-1' }, 'connectionId=c1');
    const refused = await post('/pages/connect/back', { step: 'refuse' }, 'connectionId=c1');

    expect(buttonsOf(page)).toEqual(['Yes, these are ours', 'No, refuse the access']);
    expect(page.body).toContain('Bakkerij De Korenaar BV has given access to one account.');
    expect(api.callsOf('confirmConnection')).toEqual([{ id: 'c1', body: { token: 'seen-1' }, once: 'once-1' }]);
    expect(confirmed.headers['location']).toBe('/pages/connect/back?connectionId=c1');
    expect(refused.headers['location']).toBe('/pages/connect?done=refused');
  });

  it.each([
    ['active', '/pages/connect/back?connectionId=c1'],
    ['disconnected', '/pages/connect?done=refused'],
  ] as const)('refuses nothing where nothing waits for a confirmation: %s', async (status, location) => {
    const { post, api } = await aVisit({ getConnection: () => ({ ...active, status }) });

    const sent = await post('/pages/connect/back', { step: 'refuse' }, 'connectionId=c1');

    expect([sent.headers['location'], api.callsOf('disconnectConnection')]).toEqual([location, []]);
  });

  it('is not found for a connection of others', async () => {
    const { get } = await aVisit({ getConnection: () => 'not_found' });

    expect((await get('/pages/connect/back', 'connectionId=c9')).statusCode).toBe(404);
  });
});
