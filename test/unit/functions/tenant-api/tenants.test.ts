import { uuid } from '../../../builders/bank.ts';
import { anAccount } from '../../../builders/records.ts';
import { anApi, goodBody, outcomeOf } from './anApi.ts';

const path = '/v1/tenants/me/erasure';
const erasing = { id: 'erasure-1', requestedAt: '2026-03-10T09:00:00.000Z', state: 'erasing' } as const;

describe('the erasure of a tenant', () => {
  it('begins for the tenant of the token when it is confirmed in words', async () => {
    const asked: string[] = [];
    const { ask } = anApi({ beginErasure: async (tenantId) => (asked.push(tenantId), erasing) });

    const answer = await ask({ method: 'POST', path, body: { confirm: 'erase' } });

    expect(answer.statusCode).toBe(202);
    expect([goodBody('eraseTenant', answer), asked]).toEqual([erasing, ['tenant-1']]);
  });

  it.each([{}, { confirm: true }, { confirm: 'yes' }, { confirm: 'erase', tenantId: 'tenant-2' }])(
    'does not begin with %j',
    async (body) => {
      expect(outcomeOf(await anApi().ask({ method: 'POST', path, body }))).toEqual([400, 'invalid_request']);
    },
  );

  it('tells how far it is, and that there was none', async () => {
    const done = {
      ...erasing,
      state: 'done',
      connections: 2,
      accounts: 5,
      finishedAt: '2026-03-10T09:20:00.000Z',
    } as const;
    const { ask } = anApi({ erasures: { get: async () => done } });
    const none = anApi({ erasures: { get: async () => undefined } });

    expect(goodBody('getErasure', await ask({ path }))).toEqual(done);
    expect(outcomeOf(await none.ask({ path }))).toEqual([404, 'not_found']);
  });
});

describe('GET /v1/usage', () => {
  it('tells what Ponto counts in a month, and what is paid for and feeds nothing', async () => {
    const { ask } = anApi({
      readUsage: async (_tenant, month) => ({
        month,
        organizations: [{ organizationId: 'organization-1', connectionIds: [uuid(1)], accounts: '2.33' }],
        unlinkedAccounts: [anAccount()],
      }),
    });

    const body = goodBody('getUsage', await ask({ path: '/v1/usage', query: 'month=2026-03' }));

    expect(body).toMatchObject({
      month: '2026-03',
      organizations: [{ organizationId: 'organization-1', accounts: '2.33' }],
      unlinkedAccounts: [{ id: uuid(101) }],
    });
  });

  it.each(['', 'month=2026-13', 'month=march'])('needs a month, not "%s"', async (query) => {
    expect(outcomeOf(await anApi().ask({ path: '/v1/usage', query }))).toEqual([400, 'invalid_request']);
  });
});
