import * as z from 'zod';
import { makeBelongings } from '../conformance/fuzz/belongings.ts';
import { TheProduct } from '../local/story/theProduct.ts';
import { Recorder } from './recorder.ts';

const accountList = z.object({ items: z.array(z.object({ id: z.string(), connectionId: z.string() })).min(2) });
const withId = z.object({ id: z.string() });
const played = z.object({ token: z.string(), accountIds: z.tuple([z.string(), z.string()]) });
const ofPonto = z.object({ pontoId: z.string() });

/** Lets a tenant go through the main job and whatever else the API has, and keeps what is sent and answered. */
export const recordRun = async (): Promise<Readonly<Record<string, unknown>>> => {
  const product = await TheProduct.start();
  const plain = globalThis.fetch;
  const recorder = new Recorder();
  globalThis.fetch = recorder.recording(plain);
  try {
    const token = await product.tokenFor('bakery');
    const { ids } = await makeBelongings({ url: product.url, sandboxUrl: product.sandboxUrl, token });
    const callAs =
      (bearer: string): Call =>
      async (method, path, body) => {
        const response = await fetch(`${product.url}${path}`, {
          method,
          headers: {
            authorization: `Bearer ${bearer}`,
            ...(body !== undefined && { 'content-type': 'application/json' }),
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        });
        const text = await response.text();
        if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 200)}`);
        return text === '' || !response.headers.get('content-type')?.includes('json') ? undefined : JSON.parse(text);
      };
    const call = callAs(token);
    await webhooks(call, ids['webhook-endpoints'] ?? '', `${product.url}/events`);
    const card = played.parse((await product.local.post('/scenarios/replaced-card')).body);
    const [predecessorId, fresh] = card.accountIds;
    await callAs(card.token)('POST', `/v1/accounts/${fresh}/succeed`, { predecessorId });
    await everyCall(call, ids, async (pontoId) => {
      const add = [{ amount: -25, currency: 'USD', executionDate: new Date().toISOString() }];
      await product.sandbox.post('/transactions', { accountId: pontoId, add, synchronize: true });
    });
    return recorder.examples();
  } finally {
    globalThis.fetch = plain;
    await product.stop();
  }
};

/** Has the bank book a line that no books can take. */
type BookRefused = (pontoId: string) => Promise<void>;
type Call = (method: string, path: string, body?: unknown) => Promise<unknown>;

const everyCall = async (
  call: Call,
  ids: Readonly<Record<string, string>>,
  bookRefused: BookRefused,
): Promise<void> => {
  const { accounts: account, connections: connection, statements: statement, transactions: line } = ids;
  const now = new Date().toISOString();
  const [month, today] = [now.slice(0, 7), now.slice(0, 10)];
  const weekAgo = new Date(Date.parse(now) - 7 * 86_400_000).toISOString().slice(0, 10);
  const contact = { email: 'els@bakkerij.example', name: 'Els', locale: 'nl-BE' };

  for (const path of [
    '/v1/health',
    `/v1/institutions/${ids['institutions']}`,
    '/v1/institutions?search=kbc',
    '/v1/connections',
    `/v1/connections/${connection}`,
    `/v1/accounts/${account}`,
    '/v1/accounts?all=true',
    `/v1/accounts/${account}/syncs`,
    `/v1/accounts/${account}/transactions`,
    `/v1/accounts/${account}/statements`,
    `/v1/accounts/${account}/changes`,
    '/v1/changes',
    `/v1/statements/${statement}`,
    `/v1/statements/${statement}/lines`,
    `/v1/transactions/${line}`,
    '/v1/export-formats',
    `/v1/completeness?from=${month}-01&to=${today}`,
    '/v1/certificates',
    `/v1/certificates/${ids['certificates']}`,
    `/v1/usage?month=${month}`,
    `/v1/accounts/${account}/explain?amount=-12.50&date=${today}`,
  ]) {
    await call('GET', path);
  }
  await call('POST', '/v1/certificates', { from: `${month}-01`, to: today, accountIds: [account] });
  await call('PATCH', `/v1/connections/${connection}`, {
    contact,
    notify: ['boekhouding@bakkerij.example'],
    name: 'Bakkerij',
  });
  await call('GET', `/v1/connections/${connection}/history`);
  await call('POST', `/v1/connections/${connection}/fetch-accounts`, { returnUrl: 'http://localhost:3000/' });
  await call('POST', `/v1/accounts/${account}/transactions/search`, { text: 'huur', amount: '-1450.00' });
  await call('POST', `/v1/accounts/${account}/transactions/totals`, { from: weekAgo });
  await call('POST', `/v1/accounts/${account}/reauthorize`, { returnUrl: 'http://localhost:3000/' });
  await call('POST', `/v1/connections/${connection}/reconnect`, { returnUrl: 'http://localhost:3000/' });
  await bookRefused(ofPonto.parse(await call('GET', `/v1/accounts/${account}`)).pontoId);
  const check = withId.parse(await call('POST', `/v1/accounts/${account}/syncs`, { from: weekAgo, to: today }));
  await checkDone(call, check.id);
  await call('GET', `/v1/accounts/${account}/refused-lines`);
  await journalsAndPages(call, account ?? '', contact);
  await endings(call, account ?? '', contact);
};

/** @param url of this machine: nothing is sent elsewhere */
const webhooks = async (call: Call, endpoint: string, url: string): Promise<void> => {
  const path = `/v1/webhook-endpoints/${endpoint}`;
  await call('PATCH', path, { url, description: 'Bookkeeping' });
  const { id: deliveryId } = withId.parse(await call('POST', `${path}/test`));
  await call('GET', path);
  await call('GET', '/v1/webhook-endpoints');
  await call('GET', `${path}/deliveries`);
  await call('POST', `${path}/replay`, { deliveryId });
};

/** A check is done within seconds; it is looked at so often and no more. */
const checkDone = async (call: Call, id: string): Promise<void> => {
  const ended = z.object({ status: z.enum(['succeeded', 'failed']) });
  for (let looks = 0; looks < 200; looks += 1) {
    if (ended.safeParse(await call('GET', `/v1/syncs/${id}`)).success) return;
  }
};

const journalsAndPages = async (call: Call, account: string, contact: object): Promise<void> => {
  const journal = withId.parse(await call('POST', '/v1/journals', { code: 'KAS', name: 'Kas', currency: 'EUR' }));
  await call('PATCH', `/v1/journals/${journal.id}`, { name: 'Kas winkel' });
  await call('GET', '/v1/journals');
  await call('POST', '/v1/page-sessions', { page: 'account', accountId: account, contact, locale: 'nl' });
};

/** What cannot be undone comes last. */
const endings = async (call: Call, account: string, contact: object): Promise<void> => {
  const { items } = accountList.parse(await call('GET', '/v1/accounts?all=true'));
  const other = items.find(({ id }) => id !== account)?.id ?? '';
  const preview = { importFrom: '2026-11-01', knownBalance: { date: '2026-10-31', amount: '11369.16' } };
  await call('POST', `/v1/accounts/${other}/link-preview`, preview);
  await call('PUT', `/v1/accounts/${other}/link`, {
    action: 'create_journal',
    journal: { code: 'SPAAR', name: 'Spaarrekening' },
    frequency: 'daily',
    statementPeriod: 'weekly',
  });
  await call('POST', '/v1/account-links', { links: [{ accountId: other, frequency: 'weekly' }] });
  await call('DELETE', `/v1/accounts/${other}`);
  const old = { method: 'legacy_token', name: 'Old feed', accounts: ['BE40730255252563'], contact };
  const legacy = withId.parse(await call('POST', '/v1/connections', old));
  await call('DELETE', `/v1/connections/${legacy.id}`);
  await call('POST', '/v1/tenants/me/erasure', { confirm: 'erase' });
  await call('GET', '/v1/tenants/me/erasure');
};
