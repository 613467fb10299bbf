import { setTimeout as pause } from 'node:timers/promises';
import { connectBank, wholeFeed } from './aPerson.ts';
import { bury, ops } from './theTerminal.ts';
import { TheProduct, type Answer, type Caller } from './theProduct.ts';

let product: TheProduct;
let caller: Caller;
let organizationId: string;
let connectionId: string;
let account: Answer['body'];

const maxLooks = 200;
const lookMs = 50;

/** Ponto's sandbox tells when it likes: looks until what is expected is there, and returns the last that was seen. */
const untilSeen = async (path: string, holds: (body: Answer['body']) => boolean): Promise<Answer['body']> => {
  for (let look = 1; ; look += 1) {
    await product.local.post('/idle');
    const { body } = await caller.get(path);
    if (holds(body) || look === maxLooks) return body;
    await pause(lookMs);
  }
};
const lastSyncId = async (): Promise<string> => (await caller.get(`/v1/accounts/${account.id}`)).body.lastSync.id;
const now = async (): Promise<string> => (await product.sandbox.get('/clock')).body.now;

beforeAll(async () => {
  product = await TheProduct.start();
  caller = await product.as('bakery');
  await product.sandbox.patch('/settings', { webhookUrl: `${product.url}/webhooks/ponto` });
  const connection = await connectBank(caller);
  connectionId = connection.id;
  account = connection.accounts[0];
  await caller.put(`/v1/accounts/${account.id}/link`, {});
  await product.local.post('/idle');
  const { body } = await product.sandbox.get('/organizations');
  organizationId = body.items[0].id;
}, 120_000);

afterAll(async () => {
  await product.stop();
});

describe('what Ponto tells', () => {
  it('brings a new line into the books at once, without a schedule', async () => {
    await product.sandbox.post('/transactions', {
      accountId: account.pontoId,
      add: [{ amount: -4321.09, executionDate: await now() }],
      synchronize: true,
    });

    const { items } = await untilSeen(`/v1/accounts/${account.id}/transactions`, ({ items: lines }) =>
      lines.some(({ amount }: { amount: string }) => amount === '-4321.09'),
    );

    expect(items.filter(({ amount }: { amount: string }) => amount === '-4321.09')).toHaveLength(1);
  }, 60_000);

  it('is the same when the operator brings dead letters back, also one that died twice', async () => {
    const tenantId = 'bakery';
    const scheduledAt = new Date(Date.parse(await now()) + 1000).toISOString();
    const scheduled = { kind: 'connection', tenantId, connectionId, frequency: 'every_12_hours', scheduledAt };
    const syncId = (await lastSyncId()).split('.')[1];
    const done = { kind: 'account', tenantId, connectionId, accountId: account.id, syncId, requestedAt: scheduledAt };
    const before = await wholeFeed(caller, account.id);
    await bury(product, [scheduled, scheduled, { ...scheduled, attempts: 3 }, done]);
    const shown = await ops(product, 'redrive');

    const moved = await ops(product, 'redrive', '--yes');

    await product.local.post('/idle');
    const told = await ops(product, 'connection', connectionId, '--tenant', tenantId);
    expect(shown).toContain('tenant: bakery 4');
    expect(moved).toContain('2 jobs are back on their queues; 2 repeats were dropped; 0 stay');
    expect(told).toContain(`last run    ${scheduledAt}`);
    expect(await wholeFeed(caller, account.id)).toEqual(before);
  }, 60_000);

  it('pauses a blocked organisation with a sentence, and fills the gap when it is unblocked', async () => {
    await product.sandbox.post(`/organizations/${organizationId}/block`);
    const blocked = await untilSeen(`/v1/connections/${connectionId}`, ({ status }) => status === 'blocked');
    const paused = await caller.get(`/v1/accounts/${account.id}`);
    const before = await lastSyncId();

    await product.sandbox.post(`/organizations/${organizationId}/unblock`);

    const active = await untilSeen(`/v1/connections/${connectionId}`, ({ status }) => status === 'active');
    const { lastSync } = await untilSeen(
      `/v1/accounts/${account.id}`,
      (body) => body.lastSync.id !== before && body.lastSync.status === 'succeeded',
    );
    expect({ blocked: blocked.status, active: active.status, sync: lastSync.status }).toEqual({
      blocked: 'blocked',
      active: 'active',
      sync: 'succeeded',
    });
    expect(lastSync.id).not.toBe(before);
    expect(paused.body.health).toMatchObject({ code: 'organization_blocked', state: 'action_required' });
  }, 60_000);

  it('shows a synchronization that failed for what it is, and its end when the next one is good', async () => {
    const maintenance = { from: await now(), to: new Date(Date.parse(await now()) + 3_600_000), type: 'internal' };
    await product.sandbox.put(`/institutions/${account.institutionId}/maintenance`, maintenance);
    await product.sandbox.post('/synchronize', { accountId: account.pontoId });
    const failed = await untilSeen(`/v1/accounts/${account.id}`, ({ lastSync }) => lastSync.status === 'failed');
    await product.sandbox.put(`/institutions/${account.institutionId}/maintenance`, 'null');

    await product.sandbox.post('/synchronize', { accountId: account.pontoId });

    const healed = await untilSeen(`/v1/accounts/${account.id}`, ({ lastSync }) => lastSync.status === 'succeeded');
    expect(failed.health).toMatchObject({ state: 'passing', code: 'bank_unavailable' });
    expect(healed.health.state).toBe('ok');
  }, 60_000);

  it('stops an account that is no longer shared', async () => {
    await product.sandbox.post(`/accounts/${account.pontoId}/unlink`);

    const lost = await untilSeen(
      `/v1/accounts/${account.id}`,
      ({ authorization }) => authorization.state === 'revoked',
    );

    expect(lost).toMatchObject({ authorization: { state: 'revoked' }, health: { code: 'authorization_lost' } });
  }, 60_000);

  it('is nothing when somebody else says it', async () => {
    const before = (await caller.get(`/v1/connections/${connectionId}`)).body;
    const relationships = { organization: { data: { id: organizationId, type: 'organization' } } };
    const body = JSON.stringify({ data: { id: 'x', type: 'pontoConnect.integration.revoked', relationships } });

    const answer = await fetch(`${product.url}/webhooks/ponto`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', signature: 'e30.e30.e30' },
    });

    await product.local.post('/idle');
    expect({ status: answer.status, problem: await answer.json() }).toMatchObject({
      status: 401,
      problem: { code: 'signature_refused' },
    });
    expect((await caller.get(`/v1/connections/${connectionId}`)).body).toEqual(before);
  }, 60_000);
});
