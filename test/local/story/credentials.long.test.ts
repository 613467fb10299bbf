import { giveConsent } from '../../../local/demo/consentingPerson.ts';
import { renewAtPonto } from '../../../local/demo/renewingPerson.ts';
import { all, bankNamed, beginConnection, connectBank, contact, importFrom } from './aPerson.ts';
import { type TheProduct, type Answer, type Caller, startForTests, quickBanks } from './theProduct.ts';

let product: TheProduct;

startForTests((started) => (product = started), quickBanks);

interface Customer {
  readonly caller: Caller;
  readonly organizationId: string;
  readonly credentials: { readonly clientId: string; readonly clientSecret: string };
  /** Ids of the bank's, in the order of the dashboard. */
  readonly bankAccounts: readonly string[];
}

/** A customer of Ponto who made an integration in the dashboard and copied its Client ID and Secret ID. */
const aCustomer = async (name: string): Promise<Customer> => {
  const { body: organization } = await product.sandbox.post('/organizations', { name });
  const { body: credentials } = await product.sandbox.post(`/organizations/${organization.id}/custom-integration`);
  const { body: known } = await product.sandbox.get('/organizations');
  const { accounts } = known.items.find(({ id }: { id: string }) => id === organization.id);
  return {
    caller: await product.as(name),
    organizationId: organization.id,
    credentials,
    bankAccounts: accounts.map(({ bankAccountId }: { bankAccountId: string }) => bankAccountId),
  };
};

const choose = async ({ organizationId }: Customer, bankAccountIds: readonly (string | undefined)[]): Promise<void> => {
  const path = `/organizations/${organizationId}/custom-integration/accounts`;
  const { status } = await product.sandbox.put(path, { bankAccountIds });
  if (status !== 204) throw new Error('the accounts were not chosen');
};

const paste = ({ caller, credentials }: Customer): Promise<Answer> =>
  caller.post('/v1/connections', { method: 'client_credentials', ...credentials, contact });

const accountsOf = async (caller: Caller, connectionId: string): Promise<Answer['body'][]> =>
  all(caller, `/v1/accounts?connectionId=${connectionId}&all=true`);

const linked = async (caller: Caller, connectionId: string): Promise<Answer['body']> => {
  const [account] = await accountsOf(caller, connectionId);
  await caller.put(`/v1/accounts/${account.id}/link`, { importFrom });
  await product.local.post('/idle');
  return account;
};

/** The bank books a payment, and Ponto fetches it. */
const aPayment = async (accountPontoId: string, remittanceInformation: string): Promise<void> => {
  const { now } = (await product.sandbox.get('/clock')).body;
  await product.sandbox.post('/transactions', {
    accountId: accountPontoId,
    add: [{ amount: 12.5, executionDate: now, remittanceInformation }],
    synchronize: true,
  });
};

const fire = async (): Promise<void> => {
  const { now } = (await product.sandbox.get('/clock')).body;
  const { status } = await product.local.post('/schedules/every_12_hours', { time: now });
  if (status !== 200) throw new Error('the schedule did not fire');
};

const linesSaying = async (caller: Caller, accountId: string, text: string): Promise<Answer['body'][]> =>
  (await all(caller, `/v1/accounts/${accountId}/transactions`)).filter(({ remittance }) => remittance.text === text);

const eventsOf = async (type: string, connectionId: string): Promise<unknown[]> =>
  (await product.local.get('/events')).body.items.filter(
    ({ detailType, detail }: { detailType: string; detail: { connectionId?: string } }) =>
      detailType === type && detail.connectionId === connectionId,
  );

describe('"paste the Client ID and Secret ID"', () => {
  it('and the accounts are there, their books fill, and nobody is shown the secret', async () => {
    const customer = await aCustomer('pasting');
    const { caller, credentials } = customer;

    const { status, body } = await paste(customer);

    const account = await linked(caller, body.id);
    const shown = JSON.stringify([
      body,
      (await caller.get(`/v1/connections/${body.id}`)).body,
      (await product.local.get('/events')).body,
    ]);
    expect({ status, connection: body.status }).toEqual({ status: 201, connection: 'active' });
    expect((await all(caller, `/v1/accounts/${account.id}/transactions`)).length).toBeGreaterThan(0);
    expect((await caller.get(`/v1/accounts/${account.id}`)).body).toMatchObject({
      health: { state: 'ok' },
      lastSync: { status: 'succeeded' },
    });
    expect(shown).not.toContain(credentials.clientSecret);
    expect(await eventsOf('ConnectionActivated', body.id)).toHaveLength(1);
  });

  it('and wrong ones are refused with where to copy them from, and nothing is stored', async () => {
    const customer = await aCustomer('mistyping');

    const refused = await paste({ ...customer, credentials: { ...customer.credentials, clientSecret: 'mistyped' } });

    expect(refused).toMatchObject({ status: 422, body: { code: 'credentials_refused' } });
    expect(refused.body.action).toEqual({
      label: 'Open the Ponto dashboard',
      url: 'https://dashboard.myponto.com',
    });
    expect((await customer.caller.get('/v1/connections')).body.items).toEqual([]);
  });
});

describe('"update the credentials"', () => {
  it('brings a refused connection back with the gap filled; wrong ones and those of others change nothing', async () => {
    const customer = await aCustomer('updating');
    const stranger = await aCustomer('somebody-else');
    const { caller } = customer;
    const { id } = (await paste(customer)).body;
    const account = await linked(caller, id);
    const { body: renewed } = await product.sandbox.post(
      `/organizations/${customer.organizationId}/custom-integration`,
    );
    await aPayment(account.pontoId, 'in the gap');
    await fire();
    const { body: refused } = await caller.get(`/v1/connections/${id}`);
    const path = `/v1/connections/${id}/credentials`;

    const wrong = await caller.put(path, { ...renewed, clientSecret: 'mistyped' });
    const others = await caller.put(path, stranger.credentials);
    const between = (await caller.get(`/v1/connections/${id}`)).body.status;
    const updated = await caller.put(path, renewed);
    await product.local.post('/idle');

    expect(refused).toMatchObject({
      status: 'reconnect_required',
      health: { state: 'action_required', code: 'credentials_refused' },
    });
    expect(wrong).toMatchObject({ status: 422, body: { code: 'credentials_refused' } });
    expect(others).toMatchObject({ status: 409, body: { code: 'other_organization' } });
    expect(between).toBe('reconnect_required');
    expect(updated).toMatchObject({ status: 200, body: { status: 'active', health: { state: 'ok' } } });
    expect(await linesSaying(caller, account.id, 'in the gap')).toHaveLength(1);
    expect((await accountsOf(caller, id)).map((one) => one.id)).toContain(account.id);
  });
});

describe('"fetch new accounts and keep authorising the existing ones"', () => {
  it('adds what was chosen since, and names what is not shared any more', async () => {
    const customer = await aCustomer('choosing');
    const { caller, bankAccounts } = customer;
    await choose(customer, bankAccounts.slice(0, 1));
    const { id } = (await paste(customer)).body;
    const account = await linked(caller, id);
    await choose(customer, bankAccounts.slice(0, 2));

    const more = await caller.post(`/v1/connections/${id}/fetch-accounts`);
    await choose(customer, bankAccounts.slice(1, 2));
    const fewer = await caller.post(`/v1/connections/${id}/fetch-accounts`);

    const { body: lost } = await caller.get(`/v1/accounts/${account.id}`);
    expect(more.body).toMatchObject({ added: [{ currency: 'EUR' }], kept: [{ id: account.id }], lost: [] });
    expect(more.body).not.toHaveProperty('notice');
    expect(fewer.body).toMatchObject({ added: [], kept: [{}], lost: [{ id: account.id }] });
    expect(fewer.body.notice).toMatchObject({
      code: 'authorization_lost',
      message: expect.stringContaining('Keep the existing accounts of all banks selected.'),
    });
    expect(lost).toMatchObject({
      authorization: { state: 'revoked' },
      health: { state: 'action_required', code: 'authorization_lost' },
      link: { action: 'link_journal' },
    });
    expect((await all(caller, `/v1/accounts/${account.id}/transactions`)).length).toBeGreaterThan(0);
  });
});

describe('"no account appears after my synchronisation"', () => {
  it('says that none is shared, and where to choose some', async () => {
    const customer = await aCustomer('choosing-none');
    await choose(customer, []);

    const none = await paste(customer);

    expect(none).toMatchObject({ status: 422, body: { code: 'no_accounts' } });
    expect(none.body.detail).toContain('Choose the accounts in the Ponto dashboard');
    expect((await customer.caller.get('/v1/connections')).body.items).toEqual([]);
  });

  it('says what is authorised, at which banks, and what to do when none was added', async () => {
    const customer = await aCustomer('adding-none');
    const { id } = (await paste(customer)).body;

    const { body } = await customer.caller.post(`/v1/connections/${id}/fetch-accounts`);

    expect(body.added).toEqual([]);
    expect(body.authorized.map(({ name }: { name: string }) => name)).toContain('KBC');
    expect(body.notice).toMatchObject({
      state: 'attention',
      code: 'nothing_added',
      message: expect.stringMatching(/KBC \(\d+ accounts?\).*Ponto dashboard/),
    });
  });

  it('says so when the accounts are at another bank than the one that was chosen', async () => {
    const { caller, organizationId } = await aCustomer('other-bank');
    const [kbc, ing] = [await bankNamed(caller, 'KBC'), await bankNamed(caller, 'ING Belgium')];
    const { id, authorizationUrl } = await beginConnection(caller, kbc);

    await giveConsent(authorizationUrl, { organization: organizationId, bank: ing });

    expect((await caller.get(`/v1/connections/${id}`)).body.health).toMatchObject({ code: 'other_bank' });
  });
});

describe('"deprecated API tokens"', () => {
  const accounts = [{ reference: 'BE00 0000 0000 0000', currency: 'EUR' }];

  it('are recorded with the steps to take, and become a live connection by credentials', async () => {
    const customer = await aCustomer('legacy-credentials');
    const { caller, credentials } = customer;

    const legacy = await caller.post('/v1/connections', { method: 'legacy_token', name: 'Old Ponto', accounts });
    const path = `/v1/connections/${legacy.body.id}`;
    const before = (await caller.get(path)).body;
    const after = await caller.put(`${path}/credentials`, credentials);

    expect(legacy).toMatchObject({ status: 201, body: { status: 'migration_required' } });
    expect(before).toMatchObject({
      method: 'legacy_token',
      name: 'Old Ponto',
      health: { code: 'migration_required', message: expect.stringContaining('Client ID and Secret ID') },
      missingAccounts: accounts,
    });
    expect(after.body).toMatchObject({
      id: legacy.body.id,
      method: 'client_credentials',
      status: 'active',
      health: { state: 'attention', code: 'accounts_missing' },
    });
    expect(await accountsOf(caller, legacy.body.id)).not.toEqual([]);
  });

  it('or by consent, and an account that was known before continues its history', async () => {
    const caller = await product.as('legacy-consent');
    const first = await connectBank(caller);
    const account = await linked(caller, first.id);
    const lines = (await all(caller, `/v1/accounts/${account.id}/transactions`)).length;
    await caller.delete(`/v1/connections/${first.id}`);
    const { reference, currency } = account;
    const { body: legacy } = await caller.post('/v1/connections', {
      method: 'legacy_token',
      name: 'Old Ponto',
      accounts: [{ reference, currency }],
    });

    const { body: begun } = await caller.post(`/v1/connections/${legacy.id}/reconnect`);
    await giveConsent(begun.authorizationUrl, { bank: await bankNamed(caller, 'KBC') });
    await product.local.post('/idle');

    const { body: migrated } = await caller.get(`/v1/connections/${legacy.id}`);
    const { body: continued } = await caller.get(`/v1/accounts/${account.id}`);
    expect(migrated).toMatchObject({ method: 'oauth', status: 'active', health: { state: 'ok' } });
    expect(continued).toMatchObject({ connectionId: legacy.id, link: { action: 'link_journal' } });
    expect((await all(caller, `/v1/accounts/${account.id}/transactions`)).length).toBe(lines);
  });
});

describe('goodbye', () => {
  it('deletes the secret, keeps the books, reads nothing more, and a second call is harmless', async () => {
    const customer = await aCustomer('leaving');
    const { caller } = customer;
    const { id } = (await paste(customer)).body;
    const account = await linked(caller, id);
    const lines = (await all(caller, `/v1/accounts/${account.id}/transactions`)).length;

    const goodbye = await caller.delete(`/v1/connections/${id}`);
    const again = await caller.delete(`/v1/connections/${id}`);
    await aPayment(account.pontoId, 'after goodbye');
    await fire();

    const left = { status: 200, body: { status: 'disconnected', revokedAtPonto: 'not_needed' } };
    expect({ status: goodbye.status, body: goodbye.body }).toEqual(left);
    expect({ status: again.status, body: again.body }).toEqual(left);
    expect((await all(caller, `/v1/accounts/${account.id}/transactions`)).length).toBe(lines);
    expect((await caller.get(`/v1/accounts/${account.id}`)).body.health.code).toBe('disconnected');
    expect(await eventsOf('ConnectionDisconnected', id)).toHaveLength(1);
  });

  it('of one tenant leaves the integration of another with the same organisation alive', async () => {
    const [one, other] = [await product.as('leaving-first'), await product.as('leaving-last')];
    const [first, last] = [await connectBank(one), await connectBank(other)];
    const account = await linked(other, last.id);

    const goodbye = await one.delete(`/v1/connections/${first.id}`);
    await aPayment(account.pontoId, 'still read');
    await fire();

    expect(goodbye.body).toEqual({ status: 'disconnected', revokedAtPonto: 'not_needed' });
    expect(await linesSaying(other, account.id, 'still read')).toHaveLength(1);
    expect((await other.get(`/v1/connections/${last.id}`)).body.status).toBe('active');
  });

  it('is done on our side while Ponto is down, and at Ponto as soon as it is back', async () => {
    const { caller, organizationId } = await aCustomer('leaving-in-a-storm');
    const { id, authorizationUrl } = await beginConnection(caller, await bankNamed(caller, 'KBC'));
    await giveConsent(authorizationUrl, { organization: organizationId });
    for (const route of ['revokeToken', 'deleteIntegration']) {
      await product.sandbox.post('/faults', { route, status: 503, times: 1_000 });
    }

    const goodbye = await caller.delete(`/v1/connections/${id}`);
    await product.sandbox.delete('/faults');
    await product.local.post('/idle');

    expect(goodbye.body).toEqual({ status: 'disconnected', revokedAtPonto: 'pending' });
    expect((await caller.get(`/v1/connections/${id}`)).body).toMatchObject({
      status: 'disconnected',
      revokedAtPonto: 'done',
    });
  });
});

describe('one organisation behind two tenants', () => {
  it('is told what a consent has taken away, and by what the next one would take more, until all is selected', async () => {
    await product.sandbox.patch('/settings', { webhookUrl: null });
    const { organizationId: organization, bankAccounts } = await aCustomer('shared');
    const [own = '', others = ''] = bankAccounts;
    const [one, other] = [await product.as('sharing-one'), await product.as('sharing-other')];
    const connect = async (caller: Caller, id: string): Promise<Answer['body']> => {
      const begun = await beginConnection(caller, await bankNamed(caller, 'KBC'));
      await giveConsent(begun.authorizationUrl, { organization, only: [id] });
      const { body } = await caller.get(`/v1/accounts?connectionId=${begun.id}&all=true`);
      await caller.put(`/v1/accounts/${body.items[0].id}/link`, { importFrom });
      await product.local.post('/idle');
      return body.items[0];
    };
    const healthOf = async (caller: Caller, { id }: Answer['body']) =>
      (await caller.get(`/v1/accounts/${id}`)).body.health;

    const mine = await connect(one, own);
    const theirs = await connect(other, others);
    const taken = await healthOf(one, mine);
    const { body: renewed } = await one.post(`/v1/connections/${mine.connectionId}/fetch-accounts`);
    await giveConsent(renewed.authorizationUrl, { organization, only: [own, others] });
    await product.local.post('/idle');

    expect(taken).toMatchObject({ state: 'action_required', code: 'authorization_lost' });
    expect(taken.message).toContain('keep all others selected');
    expect(renewed.notice).toMatchObject({ code: 'keep_selected', message: expect.stringContaining('Others who use') });
    expect(renewed.notice.message).not.toContain(theirs.reference);
    for (const [caller, account] of [
      [one, mine],
      [other, theirs],
    ] as const) {
      expect((await healthOf(caller, account)).code).not.toBe('authorization_lost');
    }
  });
});

describe('"every 180 days you must re-authorise"', () => {
  const back = 'http://localhost:4999/done?note=a%20b';

  /** Nobody tells us of what happens at Ponto. */
  const deaf = () => product.sandbox.patch('/settings', { webhookUrl: null });

  it.each([
    ['allow', 'reauthorized'],
    ['cancel', 'unconfirmed'],
  ])('goes by Ponto’s page for this account and back, and is known at once: %s', async (decision, status) => {
    const caller = await product.as(`renewing-${decision}`);
    const { id, accounts } = await connectBank(caller);
    const path = `/v1/accounts/${accounts[0].id}`;
    const before = (await caller.get(path)).body.authorization.authorizedAt;
    await deaf();

    const { body } = await caller.post(`${path}/reauthorize`, { returnUrl: back });
    const refused = await caller.post(`${path}/reauthorize`, { returnUrl: 'https://evil.example/' });
    const returned = await renewAtPonto(body.redirectUrl, decision);

    const after = (await caller.get(path)).body.authorization.authorizedAt;
    expect(refused).toMatchObject({ status: 422, body: { code: 'return_url_not_allowed' } });
    expect(returned.headers.get('location')).toBe(
      `${back}&connectionId=${id}&accountId=${accounts[0].id}&status=${status}`,
    );
    expect(after > before).toBe(decision === 'allow');
  });

  it('ends on a page of ours that says what is next, where nobody waits elsewhere', async () => {
    const caller = await product.as('renewing');
    const { accounts } = await connectBank(caller);
    await deaf();

    const { body } = await caller.post(`/v1/accounts/${accounts[0].id}/reauthorize`);
    const returned = await renewAtPonto(body.redirectUrl);

    expect(returned.status).toBe(200);
    expect(await returned.text()).toContain('Access is renewed');
  });
});
