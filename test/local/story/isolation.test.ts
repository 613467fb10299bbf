import { addDays } from '../../../shared/domain/calendar/calendarDate.ts';
import { pageRoutes, visitOf } from './aVisit.ts';
import { all, connectBank, contact, importFrom, today } from './aPerson.ts';
import { type Answer, type Caller, type TheProduct, startForTests, quickBanks } from './theProduct.ts';

let product: TheProduct;

startForTests((started) => (product = started), quickBanks);

/** One call of the API, as the document that tenants get describes it. */
interface Described {
  readonly name: string;
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  readonly path: string;
  readonly takesBody: boolean;
  readonly query: readonly { readonly name: string; readonly isRequired: boolean }[];
  readonly isPublic: boolean;
}

const described = async (): Promise<readonly Described[]> => {
  const { body: document } = await (await product.as('reader')).get('/v1/openapi.json');
  return Object.entries<Record<string, Answer['body']>>(document.paths)
    .filter(([path]) => path.startsWith('/v1/'))
    .flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([method]) => ['get', 'post', 'put', 'patch', 'delete'].includes(method))
        .map(([method, operation]) => ({
          name: operation.operationId,
          method: method as Described['method'],
          path,
          takesBody: operation.requestBody !== undefined,
          query: (operation.parameters ?? [])
            .filter((parameter: Answer['body']) => parameter.in === 'query')
            .map((parameter: Answer['body']) => ({ name: parameter.name, isRequired: parameter.required === true })),
          isPublic: Array.isArray(operation.security) && operation.security.length === 0,
        })),
    );
};

/** What a tenant has: an id of each kind that a path can name. */
interface Belongings {
  readonly caller: Caller;
  readonly ids: Readonly<Record<string, string>>;
  /** Whatever must never be told to anybody else. */
  readonly secrets: readonly string[];
}

/** Nobody listens there, and nothing is sent there. */
const webhookEndpoint = { url: 'http://127.0.0.1:9/', events: ['SyncFailed'] };

const aTenant = async (tenantId: string, email: string): Promise<Belongings> => {
  const caller = await product.as(tenantId);
  const { id: connection, accounts } = await connectBank(caller);
  await caller.patch(`/v1/connections/${connection}`, { contact: { ...contact, email } });
  const account = accounts[0].id;
  await caller.put(`/v1/accounts/${account}/link`, { importFrom });
  await product.local.post('/idle');
  const [statement] = await all(caller, `/v1/accounts/${account}/statements`);
  const [transaction] = await all(caller, `/v1/accounts/${account}/transactions`);
  const [sync] = await all(caller, `/v1/accounts/${account}/syncs`);
  const [journal] = await all(caller, '/v1/journals');
  const endpoint = await caller.post('/v1/webhook-endpoints', webhookEndpoint);
  const certificate = await caller.post('/v1/certificates', { from: importFrom, to: today });
  const ids = {
    connections: connection,
    accounts: account,
    statements: statement.id,
    transactions: transaction.id,
    syncs: sync.id,
    journals: journal.id,
    certificates: certificate.body.id,
    'webhook-endpoints': endpoint.body.id,
  };
  return {
    caller,
    ids,
    secrets: [...Object.values(ids), ...accounts.map(({ id }) => id), email, endpoint.body.secret],
  };
};

/** A body that would do for one's own things, for each call that takes one: a call without one here fails the test. */
const bodyFor = (name: string, { ids }: Belongings): object | undefined =>
  ({
    createConnection: { method: 'legacy_token', name: 'Old token', accounts: [], contact },
    changeConnection: { name: 'Other' },
    replaceCredentials: { clientId: 'sandbox-tenant-1', clientSecret: 'secret-1' },
    fetchAccounts: {},
    reconnectConnection: {},
    confirmConnection: { token: 'a'.repeat(43) },
    succeedAccount: { predecessorId: ids['accounts'] },
    linkAccount: { importFrom },
    linkAccounts: { links: [{ accountId: ids['accounts'], importFrom }] },
    previewLink: { importFrom },
    setKnownBalance: { date: addDays(today, -20), amount: '1.00' },
    reauthorizeAccount: {},
    requestSync: {},
    searchTransactions: { text: 'a' },
    totalTransactions: {},
    createPageSession: { page: 'account', accountId: ids['accounts'] },
    createCertificate: { from: importFrom, to: today, accountIds: [ids['accounts']] },
    createJournal: { code: 'NEW', name: 'New' },
    changeJournal: { name: 'Other' },
    createWebhookEndpoint: webhookEndpoint,
    changeWebhookEndpoint: { description: 'Other' },
    replayWebhooks: { since: `${importFrom}T00:00:00Z` },
    eraseTenant: { confirm: 'erase' },
  })[name];

const requiredQuery: Readonly<Record<string, string>> = {
  format: 'csv',
  from: '2026-01-01',
  to: '2026-12-31',
  amount: '-7.00',
  date: today,
};

/** Each request has an id of its own; all else has to be the same. */
const said = ({ requestId: _own, ...body }: Readonly<Record<string, unknown>>): string => JSON.stringify(body);

const kindOf = (path: string): string => path.split('/')[2] ?? '';

const call = (caller: Caller, { method, path, query, takesBody, name }: Described, id: string, of: Belongings) => {
  const asked = query
    .filter(({ isRequired }) => isRequired)
    .map((one) => `${one.name}=${requiredQuery[one.name] ?? '1'}`);
  const address = `${path.replace('{id}', id)}${asked.length > 0 ? `?${asked.join('&')}` : ''}`;
  const body = takesBody ? bodyFor(name, of) : undefined;
  if (takesBody && body === undefined) throw new Error(`${name} takes a body: say in bodyFor which one`);
  return method === 'get' || method === 'delete' ? caller[method](address) : caller[method](address, body);
};

/** The address of a page that names what a tenant has. */
const pageOf = (path: string, { ids }: Belongings): string => {
  const parts = path.split('/');
  const kindBefore = (index: number): string =>
    ({ lines: 'transactions' })[parts[index - 1] ?? ''] ?? parts[index - 1] ?? '';
  const filled = parts.map((part, index) =>
    part.startsWith(':')
      ? ((part === ':connectionId' ? ids['connections'] : ids[kindBefore(index)]) ?? ids['connections'] ?? '')
      : part,
  );
  const days = path.startsWith('/pages/accounts/') ? `&from=${importFrom}&to=${today}` : '';
  return filled.join('/') + (path.endsWith('/file') ? `?format=csv&open=1${days}` : '');
};

/** Everything that the tenant sees of its own. */
const everythingOf = async ({ caller, ids }: Belongings): Promise<readonly unknown[]> => {
  const { connections, accounts, statements } = ids;
  const answers = [];
  for (const path of [
    `/v1/connections/${connections}`,
    `/v1/connections/${connections}/history`,
    `/v1/accounts/${accounts}`,
    `/v1/accounts/${accounts}/transactions`,
    `/v1/accounts/${accounts}/syncs`,
    `/v1/statements/${statements}`,
    '/v1/journals',
    '/v1/certificates',
    '/v1/webhook-endpoints',
    `/v1/webhook-endpoints/${ids['webhook-endpoints']}/deliveries`,
  ]) {
    answers.push((await caller.get(path)).body);
  }
  return answers;
};

describe('a tenant among others', () => {
  let bakery: Belongings;
  let garage: Belongings;
  let calls: readonly Described[];
  beforeAll(async () => {
    bakery = await aTenant('bakery', 'els@bakkerij.example');
    garage = await aTenant('garage', 'jan@garage.example');
    calls = await described();
  }, 120_000);

  it('has something of every kind that a call can name, so that none is forgotten', () => {
    const kinds = calls.filter(({ path }) => path.includes('{id}')).map(({ path }) => kindOf(path));

    // The catalogue of banks is everybody's.
    expect([...new Set(kinds)].filter((kind) => kind !== 'institutions').toSorted()).toEqual(
      Object.keys(bakery.ids).toSorted(),
    );
    expect(calls.length).toBeGreaterThan(35);
  });

  it('is never found, changed or told of by what belongs to another, whatever call names it', async () => {
    const before = await everythingOf(bakery);
    const unknown: Belongings = {
      ...garage,
      ids: Object.fromEntries(Object.keys(garage.ids).map((kind) => [kind, 'x'])),
    };

    const found: string[] = [];
    for (const one of calls.filter(({ path }) => path.includes('{id}') && kindOf(path) !== 'institutions')) {
      const id = bakery.ids[kindOf(one.path)] ?? '';
      const foreign = await call(garage.caller, one, id, garage);
      const missing = await call(garage.caller, one, `${id.slice(0, -4)}0000`, unknown);
      if (foreign.status !== 404 || said(foreign.body) !== said(missing.body))
        found.push(`${one.name}: ${foreign.status} ${JSON.stringify(foreign.body)}, unknown: ${missing.status}`);
    }

    expect(found).toEqual([]);
    expect(await everythingOf(bakery)).toEqual(before);
  }, 60_000);

  it('is not in any list of another, also where a filter or a body names what it has', async () => {
    const lists = calls.filter(({ path, method, isPublic }) => !path.includes('{id}') && method === 'get' && !isPublic);
    const texts: string[] = [];
    for (const { path, query } of lists) {
      texts.push(JSON.stringify((await garage.caller.get(path)).body));
      for (const { name } of query.filter((one) => one.name.endsWith('Id'))) {
        const kind = `${name.slice(0, -2)}s`;
        const answer = await garage.caller.get(
          `${path}?all=true&${name}=${bakery.ids[kind] ?? bakery.ids['accounts']}`,
        );
        texts.push(JSON.stringify(answer.body));
      }
    }
    const own = `/v1/accounts/${garage.ids['accounts']}`;
    const taken = await garage.caller.put(`${own}/link`, { journalId: bakery.ids['journals'] });
    const linked = await garage.caller.post('/v1/account-links', { links: [{ accountId: bakery.ids['accounts'] }] });
    const continued = await garage.caller.post(`${own}/succeed`, { predecessorId: bakery.ids['accounts'] });

    expect(lists.length).toBeGreaterThan(4);
    expect(texts.flatMap((text) => bakery.secrets.filter((secret) => text.includes(secret)))).toEqual([]);
    expect([taken.body.code, continued.status]).toEqual(['journal_unknown', 404]);
    expect(linked.body.items).toMatchObject([{ outcome: 'refused', problem: { code: 'not_found' } }]);
  }, 60_000);

  it('is told nothing without a token, with a broken one, or with one that another issuer signed', async () => {
    const token = await product.tokenFor('bakery');
    const [header, payload, signature = ''] = token.split('.');
    const forged = Buffer.from(JSON.stringify({ sub: 'x', tenantId: 'bakery', exp: 4_102_444_800 })).toString(
      'base64url',
    );
    const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
    const strangers = [
      product.withToken(''),
      product.withToken(`${header}.${payload}.${signature.slice(0, -6)}AAAAAA`),
      product.withToken(`${header}.${forged}.${signature}`),
      product.withToken(`${none}.${forged}.`),
    ];

    const passed: string[] = [];
    for (const one of calls.filter(({ isPublic }) => !isPublic)) {
      const id = bakery.ids[kindOf(one.path)] ?? '';
      for (const stranger of strangers) {
        const { status } = await call(stranger, one, id, garage);
        if (status !== 401) passed.push(`${one.name}: ${status}`);
      }
    }

    expect(passed).toEqual([]);
  }, 60_000);

  it('is never shown on a page of another, whatever address or form names what it has', async () => {
    const before = await everythingOf(bakery);
    const [own, foreign] = [await visitOf(product, bakery.caller), await visitOf(product, garage.caller)];
    // A bank belongs to nobody, and the token of an address is no id.
    const named = (await pageRoutes()).filter(
      ({ path }) => path.includes(':') && !path.includes(':institutionId') && !path.startsWith('/pages/open/'),
    );

    expect(named.length).toBeGreaterThan(8);
    const [hidden, shown]: [string[], string[]] = [[], []];
    for (const { method, path } of named) {
      const address = pageOf(path, bakery);
      const { status, text, location } = await (method === 'GET' ? foreign.look(address) : foreign.send(address, {}));
      // What the address said already is no news.
      const told = bakery.secrets.filter((secret) => !address.includes(secret) && text.includes(secret));
      if (status !== 404 || told.length > 0) shown.push(`${method} ${path}: ${status} ${location} ${told.join()}`);
      if (method === 'GET' && (await own.look(address)).status >= 400) hidden.push(address);
    }

    expect(shown).toEqual([]);
    expect(hidden).toEqual([]);
    expect(await everythingOf(bakery)).toEqual(before);
  }, 120_000);

  it('stays whole when another is erased', async () => {
    const before = await everythingOf(bakery);

    await garage.caller.post('/v1/tenants/me/erasure', { confirm: 'erase' });
    await product.local.post('/idle');

    expect(await everythingOf(bakery)).toEqual(before);
    expect((await garage.caller.get('/v1/accounts?all=true')).body.items).toEqual([]);
  }, 60_000);
});
