import { cursorAt, type ListName } from '../../../../shared/runtime/http/cursor.ts';
import { defined } from '../../../../shared/language/defined.ts';
import type { TenantApiDeps } from '../../../../shared/api/tenantApi.ts';
import { aContent, uuid } from '../../../builders/bank.ts';
import { inert } from '../../../builders/inert.ts';
import { aChange } from '../../../builders/ledger.ts';
import { aLink, anAccount, aSync } from '../../../builders/records.ts';
import { anApi, goodBody, outcomeOf } from './anApi.ts';

const path = `/v1/accounts/${uuid(101)}/syncs`;
const outsideId = `${uuid(101)}.${uuid(301)}`;

describe('POST /v1/accounts/{id}/syncs', () => {
  it("asks with the customer's own address, whatever a header claims", async () => {
    const seen: unknown[] = [];
    const { ask } = anApi({
      requestSync: async (...asked) => (seen.push(...asked), { kind: 'accepted', sync: aSync({ trigger: 'person' }) }),
    });

    const answer = await ask({
      method: 'POST',
      path,
      sourceIp: '2001:db8::7',
      headers: { 'x-forwarded-for': '10.0.0.1', forwarded: 'for=10.0.0.1' },
    });

    expect(answer.statusCode).toBe(202);
    expect(goodBody('requestSync', answer)).toEqual({
      id: outsideId,
      accountId: uuid(101),
      trigger: 'person',
      status: 'queued',
      counts: { added: 0, corrected: 0, removed: 0, unchanged: 0, pending: 0, refused: 0 },
      pages: 0,
      createdAt: '2026-03-10T08:00:00.000Z',
      updatedAt: '2026-03-10T08:00:00.000Z',
    });
    expect(seen).toEqual(['tenant-1', uuid(101), '2001:db8::7', {}]);
  });

  it.each(['unknown', ''])('asks nobody when the gateway tells no address: %p', async (sourceIp) => {
    const seen: unknown[] = [];
    const { ask } = anApi({
      requestSync: async (...asked) => (seen.push(...asked), { kind: 'accepted', sync: aSync() }),
    });

    const answer = await ask({ method: 'POST', path, sourceIp });

    expect(outcomeOf(answer)).toEqual([500, 'internal_error']);
    expect(seen).toEqual([]);
  });

  it.each([
    [{ kind: 'unknown_account' }, 404, 'not_found'],
    [{ kind: 'not_linked' }, 409, 'account_not_linked'],
    [{ kind: 'authorization_lost' }, 409, 'authorization_lost'],
    [{ kind: 'period_invalid' }, 422, 'period_invalid'],
    [{ kind: 'sync_under_way' }, 409, 'sync_under_way'],
    [{ kind: 'connection_not_active', status: 'awaiting_consent' }, 409, 'connection_not_active'],
    [{ kind: 'connection_not_active', status: 'migration_required' }, 409, 'connection_not_active'],
    [{ kind: 'connection_not_active', status: 'reconnect_required' }, 409, 'reconnect_required'],
    [{ kind: 'connection_not_active', status: 'blocked' }, 409, 'organization_blocked'],
    [{ kind: 'connection_not_active', status: 'disconnected' }, 409, 'connection_disconnected'],
  ] as const)('tells %j as %d %s', async (outcome, status, code) => {
    const { ask } = anApi({ requestSync: async () => outcome });

    expect(outcomeOf(await ask({ method: 'POST', path }))).toEqual([status, code]);
  });
});

describe('a check of a period', () => {
  const check = { from: '2026-03-01', to: '2026-03-31', after: 4 };
  const counts = {
    missing: 1,
    corrected: 1,
    removed: 0,
    same: 40,
    notListed: 0,
    beforeImportFrom: 2,
    stayRemoved: 0,
    unreadable: 0,
  };
  const report: ListName = ['report', outsideId];
  const corrected = aChange(6, { kind: 'corrected', line: 3, version: 2, content: aContent({ amount: '-13.00' }) });
  const done = aSync({ status: 'succeeded', check, checked: { through: 6, singlePass: true, counts } });
  const reporting = (sync: ReturnType<typeof aSync>, seen: unknown[] = []) =>
    anApi({
      accounts: inert<TenantApiDeps['accounts']>('accounts', { get: async () => anAccount({ link: aLink() }) }),
      readSyncs: inert<TenantApiDeps['readSyncs']>('readSyncs', { get: async () => sync }),
      readCheckReport: async (_sync, page) => {
        seen.push(page);
        return (
          sync.checked && { findings: [{ kind: 'corrected', change: corrected, before: aChange(3) }], nextAfter: 6 }
        );
      },
    });

  it('is asked for by its days', async () => {
    const seen: unknown[] = [];
    const { ask } = anApi({
      requestSync: async (...asked) => (seen.push(asked[3]), { kind: 'accepted', sync: aSync({ check }) }),
    });

    const answer = await ask({ method: 'POST', path, body: { from: '2026-03-01', to: '2026-03-31' } });

    expect(goodBody('requestSync', answer)).toMatchObject({ check: { from: '2026-03-01', to: '2026-03-31' } });
    expect(seen).toEqual([{ from: '2026-03-01', to: '2026-03-31' }]);
  });

  it.each([{ from: '2026-02-30', to: '2026-03-01' }, { from: 'x' }, { since: '2026-03-01' }])(
    'refuses what are no days: %j',
    async (body) => {
      expect(outcomeOf(await anApi().ask({ method: 'POST', path, body }))).toEqual([400, 'invalid_request']);
    },
  );

  it('reports line by line, with what the books said before, and a cursor to the rest', async () => {
    const seen: unknown[] = [];
    const { ask } = reporting(done, seen);

    const body = goodBody(
      'getSync',
      await ask({ path: `/v1/syncs/${outsideId}`, query: `limit=1&cursor=${cursorAt(report, '2')}` }),
    );

    expect(body['report']).toMatchObject({
      from: '2026-03-01',
      to: '2026-03-31',
      inOneGo: true,
      counts,
      items: [
        {
          kind: 'corrected',
          transaction: { id: `${uuid(101)}-3`, journalId: uuid(201), amount: '-13.00', version: 2 },
          before: { amount: '-12.50' },
        },
      ],
      nextCursor: cursorAt(report, '6'),
    });
    expect(seen).toEqual([{ limit: 1, after: 2 }]);
  });

  it('has no report before it is done', async () => {
    const body = goodBody('getSync', await reporting(aSync({ check })).ask({ path: `/v1/syncs/${outsideId}` }));

    expect(body).toMatchObject({ status: 'queued', check: { from: '2026-03-01', to: '2026-03-31' } });
    expect(body).not.toHaveProperty('report');
  });

  it('refuses a cursor of another list', async () => {
    const ask = (cursor: string) => reporting(done).ask({ path: `/v1/syncs/${outsideId}`, query: `cursor=${cursor}` });

    expect(outcomeOf(await ask(cursorAt(['syncs', uuid(101)], '4')))).toEqual([409, 'cursor_unknown']);
    expect(outcomeOf(await ask(cursorAt(report, '2026-03-01.4')))).toEqual([409, 'cursor_unknown']);
    expect(outcomeOf(await ask('Mw'))).toEqual([400, 'invalid_request']);
  });
});

describe('GET /v1/syncs/{id}', () => {
  const reading = (sync: ReturnType<typeof aSync> | undefined, seen: unknown[] = []) =>
    anApi({
      readSyncs: inert<TenantApiDeps['readSyncs']>('readSyncs', { get: async (ref) => (seen.push(ref), sync) }),
    });

  it('shows a run under its own tenant', async () => {
    const seen: unknown[] = [];

    const answer = await reading(aSync({ status: 'succeeded', pages: 3 }), seen).ask({
      path: `/v1/syncs/${outsideId}`,
    });

    expect(goodBody('getSync', answer)).toMatchObject({ id: outsideId, status: 'succeeded', pages: 3 });
    expect(seen).toEqual([{ tenantId: 'tenant-1', accountId: uuid(101), syncId: uuid(301) }]);
  });

  it.each([
    ['bank_unavailable', 'bank_unavailable'],
    [undefined, 'internal_error'],
    ['a_code_of_a_later_release', 'internal_error'],
  ])('says why a run failed: %s', async (errorCode, code) => {
    const sync = aSync({ status: 'failed', ...defined({ errorCode }) });

    const body = goodBody('getSync', await reading(sync).ask({ path: `/v1/syncs/${outsideId}` }));

    expect(body['error']).toMatchObject({ code, message: expect.stringMatching(/\w+/) });
  });

  it('says when a failed run is tried again, and as which run', async () => {
    const sync = aSync({
      status: 'failed',
      errorCode: 'bank_slow',
      retryAt: '2026-03-10T09:02:00.000Z',
      retriedAs: uuid(302),
    });

    expect(goodBody('getSync', await reading(sync).ask({ path: `/v1/syncs/${outsideId}` }))).toMatchObject({
      status: 'failed',
      error: { code: 'bank_slow', message: expect.stringContaining('longer than usual') },
      retryAt: '2026-03-10T09:02:00.000Z',
      retriedAs: `${uuid(101)}.${uuid(302)}`,
    });
  });

  it('shows no error on a run that did not fail', async () => {
    const body = goodBody('getSync', await reading(aSync()).ask({ path: `/v1/syncs/${outsideId}` }));

    expect(body).not.toHaveProperty('error');
  });

  it.each([outsideId, uuid(301), 'x', `${uuid(101)}.${uuid(301)}.${uuid(301)}`])('knows no other: %s', async (id) => {
    expect(outcomeOf(await reading(undefined).ask({ path: `/v1/syncs/${id}` }))).toEqual([404, 'not_found']);
  });
});

describe('GET /v1/accounts/{id}/syncs', () => {
  it('lists runs', async () => {
    const list = async () => ({ items: [aSync()], nextCursor: uuid(301) });

    const answer = await anApi({ readSyncs: inert<TenantApiDeps['readSyncs']>('readSyncs', { list }) }).ask({ path });

    expect(goodBody('listSyncs', answer)).toMatchObject({
      items: [{ id: outsideId }],
      nextCursor: cursorAt(['syncs', uuid(101)], uuid(301)),
    });
  });

  it('knows no other account', async () => {
    const { ask } = anApi({
      readSyncs: inert<TenantApiDeps['readSyncs']>('readSyncs', { list: async () => undefined }),
    });

    expect(outcomeOf(await ask({ path }))).toEqual([404, 'not_found']);
  });
});
