import { giveConsent } from '../../../local/demo/consentingPerson.ts';
import { passOurPage } from '../../../local/demo/ourConsentPage.ts';
import { addDays } from '../../../shared/domain/calendar/calendarDate.ts';
import {
  all,
  bankNamed,
  beginConnection,
  connectBank,
  contact,
  importFrom,
  replay,
  thousandths,
  today,
  wholeFeed,
} from './aPerson.ts';
import { quickBanks, startForTests, type Caller, type TheProduct } from './theProduct.ts';

let product: TheProduct;
let bakery: Caller;

startForTests((started) => (product = started), quickBanks);

beforeAll(async () => {
  bakery = await product.as('bakery');
});

const eveningAfter = (count: number): Promise<void> => product.readOnEvening(addDays(today, count));

const linkedAccount = async (caller: Caller, wanted: { readonly importFrom?: string } = { importFrom }) => {
  const { id: connectionId, accounts } = await connectBank(caller);
  const account = accounts[0];
  const link = await caller.put(`/v1/accounts/${account.id}/link`, wanted);
  await product.local.post('/idle');
  return { connectionId, account, link: link.body };
};

describe('trouble', () => {
  it('at Ponto is told as passing and never as a dead consent', async () => {
    const caller = await product.as('ponto-down');
    const { account } = await linkedAccount(caller);
    await product.sandbox.post('/transactions', {
      accountId: account.pontoId,
      add: [{ amount: 5, executionDate: (await product.sandbox.get('/clock')).body.now }],
      synchronize: true,
    });
    await product.sandbox.post('/faults', { route: 'listTransactions', html: true, status: 503, times: 10_000 });

    await product.local.post('/schedules/every_12_hours', { time: (await product.sandbox.get('/clock')).body.now });

    const { body: troubled } = await caller.get(`/v1/accounts/${account.id}`);
    await product.sandbox.delete('/faults');
    await caller.post(`/v1/accounts/${account.id}/syncs`, {});
    await product.local.post('/idle');
    const { body: healed } = await caller.get(`/v1/accounts/${account.id}`);
    expect(troubled.health).toMatchObject({ state: 'passing', code: 'ponto_unavailable' });
    expect(troubled.lastSync).toMatchObject({ status: 'failed', error: { code: 'ponto_unavailable' } });
    expect(healed.health.state).toBe('ok');
  });

  it('gives a person who waits an end, says when it is tried again, and goes on by itself', async () => {
    const caller = await product.as('waiting');
    const { account } = await linkedAccount(caller);
    await product.sandbox.post('/faults', {
      route: 'createSynchronization',
      status: 503,
      retryAfterSeconds: 120,
      times: 10_000,
    });

    const { body: asked } = await caller.post(`/v1/accounts/${account.id}/syncs`, {});
    await product.local.post('/idle');

    await product.sandbox.delete('/faults');
    const { body: ended } = await caller.get(`/v1/syncs/${asked.id}`);
    const { body: retried } = await caller.get(`/v1/syncs/${ended.retriedAs}`);
    expect(asked.status).toBe('queued');
    expect(ended).toMatchObject({ status: 'failed', error: { code: 'ponto_unavailable' } });
    expect(Date.parse(ended.retryAt)).toBeGreaterThan(Date.parse(ended.createdAt) + 60_000);
    expect(retried).toMatchObject({ status: 'succeeded', trigger: 'schedule' });
  });

  it('in a request is told by a problem with a code', async () => {
    const caller = await product.as('odd-requests');
    const odd = [
      await caller.post('/v1/connections', '{"method":'),
      await caller.post('/v1/connections', { method: 'oauth', institutionId: 'x', contact, surprise: 1 }),
      await caller.post('/v1/connections', { method: 'oauth', institutionId: 5, contact }),
      await caller.post('/v1/connections', { method: 'oauth', institutionId: 'no-such-bank', contact }),
      await caller.post('/v1/journals', { code: 'X', name: 'x'.repeat(400_000) }),
      await caller.get('/v1/accounts?limit=0'),
      await caller.get('/v1/nothing'),
      await caller.delete('/v1/journals'),
    ];

    expect(odd.map(({ status, body }) => [status, body.code])).toEqual([
      [400, 'malformed_json'],
      [400, 'invalid_request'],
      [400, 'invalid_request'],
      [422, 'institution_unknown'],
      [413, 'body_too_large'],
      [400, 'invalid_request'],
      [404, 'route_not_found'],
      [405, 'method_not_allowed'],
    ]);
    expect(new Set(odd.map(({ headers }) => headers.get('content-type')))).toEqual(
      new Set(['application/problem+json']),
    );
  });
});

describe('the main job', () => {
  it('links a bank by consent and keeps its statements up to date until they are proven', async () => {
    const { account, link } = await linkedAccount(bakery, {});
    const first = await bakery.get(`/v1/accounts/${account.id}`);

    for (const day of [1, 2, 3]) await eveningAfter(day);

    const statements = await all(bakery, `/v1/accounts/${account.id}/statements`);
    expect(link.link).toMatchObject({
      action: 'link_journal',
      frequency: 'every_12_hours',
      statementPeriod: 'daily',
      importFrom: `${today.slice(0, 7)}-01`,
    });
    expect(first.body).toMatchObject({ lastSync: { status: 'succeeded', trigger: 'link' }, health: { state: 'ok' } });
    expect(statements.filter(({ proof }) => proof.verdict === 'proven').length).toBeGreaterThan(0);
    expect(statements.filter(({ proof }) => proof.verdict === 'broken')).toEqual([]);
  });

  it('makes statements that add up, follow on each other and hold every booked line once', async () => {
    const { account } = await linkedAccount(await product.as('adds-up'));
    const caller = await product.as('adds-up');

    const statements = (await all(caller, `/v1/accounts/${account.id}/statements?limit=7`)).toReversed();
    const lines = await all(caller, `/v1/accounts/${account.id}/transactions?status=booked&limit=20`);

    const onStatements: string[] = [];
    for (const [index, { id, openingBalance, closingBalance }] of statements.entries()) {
      const { body } = await caller.get(`/v1/statements/${id}`);
      const sum = body.lines.reduce(
        (total: number, line: { amount: string }) => total + thousandths(line.amount),
        thousandths(openingBalance),
      );
      expect(sum).toBe(thousandths(closingBalance));
      if (index > 0) expect(openingBalance).toBe(statements[index - 1].closingBalance);
      onStatements.push(...body.lines.map((line: { id: string }) => line.id));
    }
    for (const ofYear of Map.groupBy(statements, ({ number }) => number.slice(0, 4)).values()) {
      const numbers = ofYear.map(({ number }) => Number(number.slice(5)));
      expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    }
    expect(onStatements.toSorted()).toEqual(lines.map(({ id }) => id).toSorted());
    expect(lines.length).toBeGreaterThan(20);
  });

  it('changes nothing when a schedule runs again with nothing new', async () => {
    const caller = await product.as('again');
    const { account } = await linkedAccount(caller);
    const before = await wholeFeed(caller, account.id);
    const statements = await all(caller, `/v1/accounts/${account.id}/statements`);
    const now = (await product.sandbox.get('/clock')).body.now;

    await product.local.post('/schedules/every_12_hours', { time: now });
    await product.local.post('/schedules/every_12_hours', { time: now });

    expect(await wholeFeed(caller, account.id)).toEqual(before);
    expect(await all(caller, `/v1/accounts/${account.id}/statements`)).toEqual(statements);
  });

  it('goes on with a feed only from a place that this account has given out', async () => {
    const caller = await product.as('two-feeds');
    const { accounts } = await connectBank(caller);
    for (const { id } of accounts) await caller.put(`/v1/accounts/${id}/link`, { importFrom });
    await product.local.post('/idle');
    const [one, other] = accounts.map(({ id }) => `/v1/accounts/${id}/changes`);
    const { body: page } = await caller.get(`${one}?limit=1`);

    const answers = [];
    for (const path of [
      `${one}?after=${page.nextCursor}`,
      `${other}?after=${page.nextCursor}`,
      `${one}?after=999999`,
      `${one}?after=${page.nextCursor.slice(0, -3)}`,
    ]) {
      answers.push(await caller.get(path));
    }

    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [200, undefined],
      [409, 'cursor_unknown'],
      [409, 'cursor_unknown'],
      [400, 'invalid_request'],
    ]);
    expect(answers[1]?.body.detail).toContain('Start over');
  });

  it('gives a feed that replays to the books', async () => {
    const caller = await product.as('feed');
    const { account } = await linkedAccount(caller);

    const books = await all(caller, `/v1/accounts/${account.id}/transactions?status=booked`);
    const replayed = replay(await wholeFeed(caller, account.id));

    expect([...replayed.keys()].toSorted()).toEqual(books.map(({ id }) => id).toSorted());
  });

  it('recognises a right structured communication and leaves a wrong one as text', async () => {
    const caller = await product.as('references');
    const { account } = await linkedAccount(caller);
    const now = (await product.sandbox.get('/clock')).body.now;
    const communications = ['+++090/9337/55493+++', '+++090/9337/55494+++', 'RF18539007547034'];
    await product.sandbox.post('/transactions', {
      accountId: account.pontoId,
      add: communications.map((remittanceInformation, index) => ({
        amount: index + 1,
        executionDate: now,
        remittanceInformation,
        remittanceInformationType: index === 2 ? 'unstructured' : 'structured',
      })),
      synchronize: true,
    });
    await product.local.post('/schedules/every_12_hours', { time: now });

    const lines = await all(caller, `/v1/accounts/${account.id}/transactions?status=booked`);

    const found = (text: string) => lines.find(({ remittance }) => remittance.text === text)?.remittance;
    expect(found('+++090/9337/55493+++')?.reference).toEqual({ kind: 'be_ogm', value: '+++090/9337/55493+++' });
    expect(found('+++090/9337/55494+++')).toMatchObject({ text: '+++090/9337/55494+++' });
    expect(found('+++090/9337/55494+++')?.reference).toBeUndefined();
    expect(found('RF18539007547034')?.reference).toEqual({ kind: 'iso_11649', value: 'RF18539007547034' });
  });
});

describe('sync now', () => {
  it('asks the bank with the address of the customer and brings what was booked since', async () => {
    const caller = await product.as('attended');
    const { account } = await linkedAccount(caller);
    const now = (await product.sandbox.get('/clock')).body.now;
    await product.sandbox.post('/transactions', {
      accountId: account.pontoId,
      add: [{ amount: 12.5, executionDate: now, counterpartName: 'Walk-in customer' }],
    });

    const asked = await caller.post(`/v1/accounts/${account.id}/syncs`, {});
    await product.local.post('/idle');

    const { body: sync } = await caller.get(`/v1/syncs/${asked.body.id}`);
    expect(asked.status).toBe(202);
    expect(sync).toMatchObject({ status: 'succeeded', trigger: 'person' });
    expect(sync.counts.added).toBeGreaterThanOrEqual(1);
    const lines = await all(caller, `/v1/accounts/${account.id}/transactions`);
    expect(lines.some(({ counterparty }) => counterparty.name === 'Walk-in customer')).toBe(true);
  });

  it('shows a pending payment that has no day yet, and finds it for who misses it', async () => {
    const caller = await product.as('undated');
    const { account } = await linkedAccount(caller);
    await product.sandbox.post('/transactions', {
      accountId: account.pontoId,
      add: [{ amount: -77.13, pending: true, executionDate: null, valueDate: null, counterpartName: 'Hotel' }],
    });

    await caller.post(`/v1/accounts/${account.id}/syncs`, {});
    await product.local.post('/idle');

    const lines = await all(caller, `/v1/accounts/${account.id}/transactions?status=pending`);
    const hotel = lines.find(({ counterparty }) => counterparty.name === 'Hotel');
    const { body: explained } = await caller.get(`/v1/accounts/${account.id}/explain?amount=-77.13&date=${today}`);
    expect(hotel).toMatchObject({ status: 'pending', amount: '-77.13' });
    expect(hotel).not.toHaveProperty('executionDate');
    expect(explained.reasons).toMatchObject([{ code: 'pending', transactionIds: [hotel.id] }]);
  });

  it('tells the run that is under way to whoever asks meanwhile', async () => {
    const caller = await product.as('twice');
    const { account } = await linkedAccount(caller);
    await product.sandbox.patch('/settings', { endsAfterMs: 3_600_000 });

    const asked = await Promise.all([
      caller.post(`/v1/accounts/${account.id}/syncs`, {}),
      caller.post(`/v1/accounts/${account.id}/syncs`, {}),
    ]);

    await product.sandbox.patch('/settings', { endsAfterMs: 60 });
    const { now } = (await product.sandbox.get('/clock')).body;
    await product.sandbox.post('/clock', { now: new Date(Date.parse(now) + 3_600_000).toISOString() });
    await product.local.post('/idle');
    const [id] = asked.map(({ body }) => body.id);
    expect(asked).toMatchObject([
      { status: 202, body: { id } },
      { status: 202, body: { id } },
    ]);
    expect((await caller.get(`/v1/syncs/${id}`)).body.status).toBe('succeeded');
  });
});

describe('journals', () => {
  it('gives the first account the journal BNK1 and the second one of its own', async () => {
    const caller = await product.as('journals');
    const { accounts } = await connectBank(caller);

    for (const { id } of accounts) await caller.put(`/v1/accounts/${id}/link`, {});
    await product.local.post('/idle');

    const { body } = await caller.get('/v1/journals');
    expect(accounts.length).toBeGreaterThanOrEqual(2);
    expect(body.items[0]).toMatchObject({ code: 'BNK1', name: 'Bank', accountId: accounts[0].id });
    expect(body.items[1].accountId).toBe(accounts[1].id);
  });

  it('refuses a second account on one journal', async () => {
    const caller = await product.as('taken');
    const { accounts } = await connectBank(caller);
    const { body: first } = await caller.put(`/v1/accounts/${accounts[0].id}/link`, {});

    const second = await caller.put(`/v1/accounts/${accounts[1].id}/link`, {
      action: 'link_journal',
      journalId: first.link.journalId,
    });
    await product.local.post('/idle');

    expect(second).toMatchObject({ status: 409, body: { code: 'journal_taken' } });
  });

  it('asks which journal when none is named', async () => {
    const caller = await product.as('required');
    const { accounts } = await connectBank(caller);

    const refused = await caller.put(`/v1/accounts/${accounts[0].id}/link`, { action: 'link_journal' });

    expect(refused).toMatchObject({ status: 422, body: { code: 'journal_required' } });
  });
});

describe('a consent', () => {
  it('finds bank and contact filled in at Ponto, and no address names them', async () => {
    const caller = await product.as('told-before');
    const institutionId = await bankNamed(caller, 'KBC');

    const { authorizationUrl } = await beginConnection(caller, institutionId);

    const { pontoUrl } = await passOurPage(authorizationUrl);
    const page = await (await fetch(pontoUrl)).text();
    expect(page).toContain('Share your accounts at KBC?');
    expect(page).toContain(`You are ${contact.name}, ${contact.email}.`);
    expect(decodeURIComponent(authorizationUrl + pontoUrl)).not.toMatch(
      new RegExp(`${contact.email}|${institutionId}`),
    );
  });

  it('that is cancelled goes back with the status, and the next try works', async () => {
    const caller = await product.as('cancels');
    const institutionId = await bankNamed(caller, 'KBC');
    const begun = await beginConnection(caller, institutionId, 'http://localhost:4999/done');
    const { pontoUrl, cookie } = await passOurPage(begun.authorizationUrl);
    const page = new URL(pontoUrl);
    const form = new URLSearchParams([...page.searchParams, ['institution', institutionId], ['decision', 'cancel']]);
    const refused = await fetch(new URL('/oauth2/auth', page), { method: 'POST', body: form, redirect: 'manual' });

    const back = await fetch(refused.headers.get('location') ?? '', { headers: { cookie }, redirect: 'manual' });

    const { body: waiting } = await caller.get(`/v1/connections/${begun.id}`);
    const renewed = await caller.post(`/v1/connections/${begun.id}/reconnect`, {});
    await giveConsent(renewed.body.authorizationUrl);
    const { body: active } = await caller.get(`/v1/connections/${begun.id}`);
    const location = new URL(back.headers.get('location') ?? '');
    expect(back.status).toBe(303);
    expect(location.origin + location.pathname).toBe('http://localhost:4999/done');
    expect(Object.fromEntries(location.searchParams)).toEqual({ connectionId: begun.id, status: 'cancelled' });
    expect(waiting).toMatchObject({ status: 'awaiting_consent', accounts: [] });
    expect(active.status).toBe('active');
  });

  it('that shares no account fails with its code and leaves nothing behind', async () => {
    const caller = await product.as('shares-nothing');
    const institutionId = await bankNamed(caller, 'KBC');
    const begun = await beginConnection(caller, institutionId, 'http://localhost:4999/done');
    const { pontoUrl, cookie } = await passOurPage(begun.authorizationUrl);
    const page = new URL(pontoUrl);
    const { body: organization } = await product.sandbox.post('/organizations', { name: 'Empty', accounts: 'none' });
    const form = new URLSearchParams([
      ...page.searchParams,
      ['organization', organization.id],
      ['institution', institutionId],
      ['decision', 'allow'],
    ]);
    const allowed = await fetch(new URL('/oauth2/auth', page), { method: 'POST', body: form, redirect: 'manual' });

    const back = await fetch(allowed.headers.get('location') ?? '', { headers: { cookie }, redirect: 'manual' });

    const location = new URL(back.headers.get('location') ?? '');
    const { body: connection } = await caller.get(`/v1/connections/${begun.id}`);
    expect(Object.fromEntries(location.searchParams)).toMatchObject({ status: 'failed', code: 'no_accounts' });
    expect(connection).toMatchObject({ status: 'awaiting_consent', accounts: [] });
  });

  it('is taken once: a replayed or altered state changes nothing and leads nowhere', async () => {
    const caller = await product.as('replays');
    const institutionId = await bankNamed(caller, 'KBC');
    const begun = await beginConnection(caller, institutionId, 'http://localhost:4999/done');
    const { pontoUrl, cookie } = await passOurPage(begun.authorizationUrl);
    const page = new URL(pontoUrl);
    const shown = await (await fetch(`${page.href}&institution=${institutionId}`)).text();
    const form = new URLSearchParams([...page.searchParams, ['institution', institutionId], ['decision', 'allow']]);
    form.set('organization', /name="organization" value="([^"]+)"/.exec(shown)?.[1] ?? '');
    for (const [, id = ''] of shown.matchAll(/name="account" value="([^"]+)" checked/g)) form.append('account', id);
    const allowed = await fetch(new URL('/oauth2/auth', page), { method: 'POST', body: form, redirect: 'manual' });
    const callback = allowed.headers.get('location') ?? '';
    const altered = new URL(callback);
    altered.searchParams.set('state', `${altered.searchParams.get('state') ?? ''}x`);

    const sameBrowser = { headers: { cookie }, redirect: 'manual' } as const;
    const wrong = await fetch(altered, sameBrowser);
    const right = await fetch(callback, sameBrowser);
    const again = await fetch(callback, sameBrowser);

    expect({ wrong: wrong.status, right: right.status, again: again.status }).toEqual({
      wrong: 400,
      right: 303,
      again: 400,
    });
    expect(again.headers.get('location')).toBeNull();
    expect(await again.text()).not.toContain(new URL(callback).searchParams.get('state'));
  });

  it('does not send people to an address off the list', async () => {
    const caller = await product.as('off-list');

    const refused = await caller.post('/v1/connections', {
      method: 'oauth',
      institutionId: await bankNamed(caller, 'KBC'),
      returnUrl: 'https://evil.example/',
      contact,
    });

    expect(refused).toMatchObject({ status: 422, body: { code: 'return_url_not_allowed' } });
    expect((await caller.get('/v1/connections')).body.items).toEqual([]);
  });
});

describe('tenants', () => {
  it('do not see what belongs to another one', async () => {
    const owner = await product.as('owner');
    const stranger = await product.as('stranger');
    const { connectionId, account } = await linkedAccount(owner);
    const [line] = (await owner.get(`/v1/accounts/${account.id}/transactions`)).body.items;
    const [statement] = (await owner.get(`/v1/accounts/${account.id}/statements`)).body.items;
    const [sync] = (await owner.get(`/v1/accounts/${account.id}/syncs`)).body.items;
    const [journal] = (await owner.get('/v1/journals')).body.items;
    const reads = [
      `/v1/connections/${connectionId}`,
      `/v1/accounts/${account.id}`,
      `/v1/accounts/${account.id}/transactions`,
      `/v1/accounts/${account.id}/changes`,
      `/v1/accounts/${account.id}/statements`,
      `/v1/accounts/${account.id}/syncs`,
      `/v1/transactions/${line.id}`,
      `/v1/statements/${statement.id}`,
      `/v1/syncs/${sync.id}`,
    ];

    const seen = await Promise.all(reads.map(async (path) => (await owner.get(path)).status));
    const hidden = await Promise.all(reads.map(async (path) => stranger.get(path)));
    const writes = [
      await stranger.put(`/v1/accounts/${account.id}/link`, {}),
      await stranger.post(`/v1/accounts/${account.id}/syncs`, {}),
      await stranger.patch(`/v1/journals/${journal.id}`, { name: 'Mine' }),
      await stranger.patch(`/v1/connections/${connectionId}`, { notify: ['me@example.com'] }),
      await stranger.post(`/v1/connections/${connectionId}/fetch-accounts`, {}),
      await stranger.post(`/v1/connections/${connectionId}/reconnect`, {}),
      await stranger.delete(`/v1/connections/${connectionId}`),
    ];

    expect(seen).toEqual(reads.map(() => 200));
    expect(hidden.map(({ status, body }) => [status, body.code])).toEqual(reads.map(() => [404, 'not_found']));
    expect(writes.map(({ status }) => status)).toEqual(writes.map(() => 404));
    expect((await stranger.get('/v1/accounts?all=true')).body.items).toEqual([]);
  });

  it('are known by their token alone', async () => {
    const open = await fetch(`${product.url}/v1/connections`);
    const forged = await fetch(`${product.url}/v1/connections`, { headers: { authorization: 'Bearer a.b.c' } });

    expect({ open: open.status, forged: forged.status }).toEqual({ open: 401, forged: 401 });
  });
});

describe('events', () => {
  it('tell other software what happened, without bank data', async () => {
    const caller = await product.as('events');
    const { connectionId, account } = await linkedAccount(caller);

    const { body } = await product.local.get('/events');

    const ours = body.items.filter(({ detail }: { detail: { tenantId: string } }) => detail.tenantId === 'events');
    const types = ours.map(({ detailType }: { detailType: string }) => detailType);
    expect(types).toEqual(expect.arrayContaining(['ConnectionActivated', 'AccountsFetched', 'TransactionsChanged']));
    expect(JSON.stringify(ours)).toContain(connectionId);
    expect(JSON.stringify(ours)).not.toContain(account.reference);
  });
});
