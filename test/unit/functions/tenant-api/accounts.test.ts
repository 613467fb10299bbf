import type { TenantApiDeps } from '../../../../shared/api/tenantApi.ts';
import { healthOfFault } from '../../../../shared/domain/connections/health.ts';
import type { AccountView } from '../../../../shared/usecases/accounts/readAccounts.ts';
import { uuid } from '../../../builders/bank.ts';
import { inert } from '../../../builders/inert.ts';
import { aLink, anAccount, aSync } from '../../../builders/records.ts';
import type { EndedAccount } from '../../../../shared/usecases/accounts/endAccount.ts';
import { anAccountView } from './anAccountView.ts';
import { anApi, goodBody, outcomeOf } from './anApi.ts';

const path = `/v1/accounts/${uuid(101)}`;
const reading = (view: AccountView | undefined) =>
  inert<TenantApiDeps['readAccounts']>('readAccounts', { get: async () => view });

describe('GET /v1/accounts/{id}', () => {
  it('keeps to itself when a figure was taken back', async () => {
    const link = aLink({ knownBalance: 'taken_back', figuresTakenBackAt: '2026-03-10T09:00:00.000Z' });

    const answer = await anApi({ readAccounts: reading(anAccountView({ account: anAccount({ link }) })) }).ask({
      path,
    });

    expect(goodBody('getAccount', answer)['link']).toEqual({ action: 'link_journal', ...aLink() });
  });

  it('shows all that is known of an account', async () => {
    const view = anAccountView({
      account: anAccount({
        subtype: 'checking',
        holderName: 'Bakkerij Els',
        product: 'Business account',
        description: 'Till',
        link: aLink(),
        balances: {
          current: {
            amount: '1000.5',
            currency: 'EUR',
            referenceDate: '2026-03-10',
            changedAt: '2026-03-10T05:00:00.000Z',
          },
          available: { amount: '900', currency: 'EUR' },
        },
      }),
      authorization: {
        state: 'expiring',
        authorizedAt: '2025-10-01T08:00:00.000Z',
        expiresAt: '2026-03-29T08:00:00.000Z',
        daysLeft: 19,
      },
      progress: {
        proof: { verdict: 'unproven' as const },
        refusedLines: 0,
        completeUpTo: '2026-03-09',
        lastSync: aSync({ status: 'succeeded' }),
      },
      nextSyncAt: '2026-03-10T19:40:00.000Z',
    });

    const answer = await anApi({ readAccounts: reading(view) }).ask({ path });

    expect(goodBody('getAccount', answer)).toEqual({
      id: uuid(101),
      proof: { verdict: 'unproven' },
      connectionId: uuid(1),
      institutionId: uuid(900_002),
      pontoId: uuid(900_001),
      reference: 'BE68539007547034',
      referenceType: 'IBAN',
      currency: 'EUR',
      subtype: 'checking',
      holderName: 'Bakkerij Els',
      product: 'Business account',
      description: 'Till',
      deprecated: false,
      authorization: view.authorization,
      balances: {
        current: {
          amount: '1000.50',
          currency: 'EUR',
          referenceDate: '2026-03-10',
          changedAt: '2026-03-10T05:00:00.000Z',
        },
        available: { amount: '900.00', currency: 'EUR' },
      },
      link: { action: 'link_journal', ...aLink() },
      refusedLineCount: 0,
      lastSync: expect.objectContaining({ id: `${uuid(101)}.${uuid(301)}`, status: 'succeeded' }),
      nextSyncAt: '2026-03-10T19:40:00.000Z',
      completeUpTo: '2026-03-09',
      health: { state: 'ok', message: 'All is well.' },
    });
  });

  it('tells how far a first import is, of a linked account', async () => {
    const progress = { ...anAccountView().progress, firstImport: { lines: 1240, backTo: '2026-03-02' } };
    const shown = async (account: AccountView['account']) => {
      const answer = await anApi({ readAccounts: reading(anAccountView({ account, progress })) }).ask({ path });
      return goodBody('getAccount', answer)['firstImport'];
    };

    expect(await shown(anAccount({ link: aLink() }))).toEqual({ lines: 1240, backTo: '2026-03-02' });
    expect(await shown(anAccount())).toBeUndefined();
  });

  it('shows an account of which little is known', async () => {
    const answer = await anApi({ readAccounts: reading(anAccountView()) }).ask({ path });

    expect(goodBody('getAccount', answer)).toMatchObject({ balances: {}, link: { action: 'none' } });
  });

  it('shows money with the digits of its currency', async () => {
    const balances = { current: { amount: '1000', currency: 'JPY' }, available: { amount: '1.5', currency: 'TND' } };
    const answer = await anApi({ readAccounts: reading(anAccountView({ account: anAccount({ balances }) })) }).ask({
      path,
    });

    expect(goodBody('getAccount', answer)).toMatchObject({
      balances: { current: { amount: '1000' }, available: { amount: '1.500' } },
    });
  });

  it('gives the next step an address only where one leads somewhere, and the call that starts it', async () => {
    const health = async (code: 'organization_blocked' | 'reconnect_required') => {
      const answer = await anApi({ readAccounts: reading(anAccountView({ health: healthOfFault(code) })) }).ask({
        path,
      });
      return goodBody('getAccount', answer)['health'];
    };

    expect(await health('organization_blocked')).toMatchObject({
      state: 'action_required',
      code: 'organization_blocked',
      action: { label: 'Open the Ponto dashboard', url: 'https://dashboard.myponto.com' },
    });
    const reconnect = await health('reconnect_required');
    expect(reconnect).toMatchObject({
      action: { call: { method: 'POST', path: `/v1/connections/${uuid(1)}/reconnect` } },
    });
    expect(reconnect).not.toHaveProperty('action.url');
  });

  it('knows no other', async () => {
    expect(outcomeOf(await anApi({ readAccounts: reading(undefined) }).ask({ path }))).toEqual([404, 'not_found']);
  });
});

describe('GET /v1/accounts', () => {
  it('lists the accounts of the chosen banks unless all are wanted', async () => {
    const seen: unknown[] = [];
    const list = async (...asked: unknown[]) => (seen.push(asked), { items: [anAccountView()] });
    const { ask } = anApi({ readAccounts: inert<TenantApiDeps['readAccounts']>('readAccounts', { list }) });

    const answer = await ask({ path: '/v1/accounts' });
    await ask({ path: '/v1/accounts', query: `all=true&connectionId=${uuid(1)}&institutionId=i&limit=2` });

    expect(goodBody('listAccounts', answer)).toMatchObject({ items: [{ id: uuid(101) }] });
    expect(seen).toEqual([
      ['tenant-1', { all: false }, { limit: 50 }],
      ['tenant-1', { all: true, connectionId: uuid(1), institutionId: 'i' }, { limit: 2 }],
    ]);
  });

  it('refuses another answer than yes or no', async () => {
    expect(outcomeOf(await anApi().ask({ path: '/v1/accounts', query: 'all=1' }))).toEqual([400, 'invalid_request']);
  });
});

describe('PUT /v1/accounts/{id}/link', () => {
  const put = { method: 'PUT', path: `${path}/link` };

  it.each(['linked', 'unlinked'] as const)('answers the account when it is %s', async (kind) => {
    const { ask } = anApi({ linkAccount: async () => ({ kind }), readAccounts: reading(anAccountView()) });

    const answer = await ask({ ...put, body: {} });

    expect(goodBody('linkAccount', answer)).toMatchObject({ id: uuid(101) });
  });

  it('hands the decision over as it is', async () => {
    const seen: unknown[] = [];
    const { ask } = anApi({
      linkAccount: async (...asked) => (seen.push(...asked), { kind: 'linked' }),
      readAccounts: reading(anAccountView()),
    });
    const body = {
      action: 'create_journal',
      journal: { code: 'KBC-1', name: 'KBC' },
      frequency: 'daily',
      statementPeriod: 'weekly',
      importFrom: '2026-01-01',
    };

    await ask({ ...put, body });

    expect(seen).toEqual(['tenant-1', uuid(101), body]);
  });

  it.each([
    [{ kind: 'unknown_account' }, 404, 'not_found'],
    [{ kind: 'disconnected' }, 409, 'connection_disconnected'],
    [{ kind: 'journal_required' }, 422, 'journal_required'],
    [{ kind: 'journal_unknown' }, 422, 'journal_unknown'],
    [{ kind: 'journal_taken', byAccountId: uuid(102) }, 409, 'journal_taken'],
    [{ kind: 'journal_code_taken' }, 409, 'journal_code_taken'],
  ] as const)('tells %j as %d %s', async (outcome, status, code) => {
    const { ask } = anApi({ linkAccount: async () => outcome });

    expect(outcomeOf(await ask({ ...put, body: {} }))).toEqual([status, code]);
  });

  it.each([
    ['en', /USD.*EUR/],
    ['fr', /USD.*EUR/],
    ['nl', /USD.*EUR/],
    ['de', /USD.*EUR/],
    ['es', /USD.*EUR/],
  ])('names both currencies in %s when the journal has another one', async (language, named) => {
    const { ask } = anApi({
      linkAccount: async () => ({ kind: 'currency_mismatch', account: 'USD', journal: 'EUR' }),
    });

    const answer = await ask({ ...put, body: {}, headers: { 'accept-language': language } });

    expect(outcomeOf(answer)).toEqual([422, 'currency_mismatch']);
    expect(JSON.parse(answer.body)).toMatchObject({ detail: expect.stringMatching(named) });
  });

  it('takes a known balance as a person types it, and says which day would do', async () => {
    const asked: unknown[] = [];
    const { ask } = anApi({
      linkAccount: async (...request) => {
        asked.push(request[2]);
        return { kind: 'known_balance_too_late', day: '2026-03-09' };
      },
      setKnownBalance: async (...request) => {
        asked.push(request[2]);
        return { kind: 'known_balance_too_early', day: '2026-02-28' };
      },
    });
    const knownBalance = { date: '2026-03-10', amount: '-1234,50' };

    const linked = await ask({ ...put, body: { knownBalance } });
    const set = await ask({ method: 'PUT', path: '/v1/accounts/a1/known-balance', body: knownBalance });
    const taken = await ask({ method: 'DELETE', path: '/v1/accounts/a1/known-balance' });

    expect([linked, set, taken].map(outcomeOf)).toEqual([
      [422, 'known_balance_too_late'],
      [422, 'known_balance_too_early'],
      [422, 'known_balance_too_early'],
    ]);
    expect(JSON.parse(linked.body)).toMatchObject({ detail: expect.stringContaining('9 March 2026') });
    const figure = { amount: '-1234.50', on: '2026-03-10' };
    expect(asked).toEqual([{ knownBalance: figure }, figure, undefined]);
  });

  it.each([
    { knownBalance: { date: '2026-02-30', amount: '1' } },
    { knownBalance: { date: '2026-02-20', amount: '1e9' } },
    { knownBalance: { date: '2026-02-20', amount: '9'.repeat(40) } },
    { knownBalance: { date: '2026-02-20' } },
    { action: 'unlink' },
    { frequency: 'hourly' },
    { importFrom: '2026-02-30' },
    { journal: { code: 'a code with spaces', name: 'x' } },
  ])('refuses %j', async (body) => {
    expect(outcomeOf(await anApi().ask({ ...put, body }))).toEqual([400, 'invalid_request']);
  });
});

describe('POST /v1/accounts/{id}/link-preview', () => {
  const preview = { method: 'POST', path: `${path}/link-preview` };
  const seen = {
    account: anAccount(),
    importFrom: '2026-03-01',
    isWhole: true,
    earliestLine: '2025-06-03',
    latestLine: '2026-03-09',
    counts: { fromStart: 78, beforeStart: 401, unreadable: 0 },
  };

  it('tells what a link would bring, amounts with the digits of the currency', async () => {
    const asked: unknown[] = [];
    const { ask } = anApi({
      previewLink: async (...request) => {
        asked.push(request);
        return {
          kind: 'previewed',
          preview: {
            ...seen,
            opening: { kind: 'known', amount: '52019.9', mayChange: false },
            known: { on: '2026-02-28', amount: '52012.9', verdict: 'differs', difference: '7', through: 0 },
            overlap: { lastBookedOn: '2026-02-28', inBoth: 0, inNeither: 0 },
          },
        };
      },
    });
    const knownBalance = { date: '2026-02-28', amount: ' 52012,90' };

    const answer = await ask({ ...preview, body: { knownBalance, lastBookedOn: '2026-02-28' } });

    expect(goodBody('previewLink', answer)).toMatchObject({
      currency: 'EUR',
      counts: { fromStart: 78 },
      opening: { kind: 'known', amount: '52019.90', mayChange: false },
      knownBalance: { date: '2026-02-28', amount: '52012.90', verdict: 'differs', difference: '7.00' },
      overlap: { inBoth: 0 },
    });
    const figure = { on: '2026-02-28', amount: '52012.90' };
    expect(asked).toEqual([['tenant-1', uuid(101), { knownBalance: figure, lastBookedOn: '2026-02-28' }]]);
  });

  it.each(['no_balance', 'bank_not_reached', 'other_moment', 'start_ahead', 'too_many_lines', 'books_exist'] as const)(
    'says in words why there is no balance at the start: %s',
    async (why) => {
      const { ask } = anApi({
        previewLink: async () => ({ kind: 'previewed', preview: { ...seen, opening: { kind: 'unknown', why } } }),
      });

      const { opening } = goodBody('previewLink', await ask({ ...preview, body: {} }));

      expect(opening).toEqual({ kind: 'unknown', code: why, message: expect.stringMatching(/^\p{Lu}.{20,}\.$/u) });
    },
  );

  it.each([
    [{ kind: 'unknown_account' }, 404, 'not_found'],
    [{ kind: 'authorization_lost' }, 409, 'authorization_lost'],
    [{ kind: 'connection_not_active', status: 'blocked' }, 409, 'organization_blocked'],
    [{ kind: 'connection_not_active', status: 'disconnected' }, 409, 'connection_disconnected'],
    [{ kind: 'known_balance_too_late', day: '2026-03-09' }, 422, 'known_balance_too_late'],
  ] as const)('answers %j', async (outcome, status, code) => {
    const answer = await anApi({ previewLink: async () => outcome }).ask({ ...preview, body: {} });

    expect(outcomeOf(answer)).toEqual([status, code]);
  });

  it('refuses a start that is no day', async () => {
    const answer = await anApi().ask({ ...preview, body: { importFrom: '2026-02-30' } });

    expect(outcomeOf(answer)).toEqual([400, 'invalid_request']);
  });
});

describe('POST /v1/accounts/{id}/reauthorize', () => {
  const reauthorize = { method: 'POST', path: `${path}/reauthorize` };

  it('answers the page of Ponto, for the return address that was asked for', async () => {
    const seen: unknown[] = [];
    const { ask } = anApi({
      reauthorizeAccount: async (...asked) => (seen.push(asked), { kind: 'begun', url: 'https://ponto.example/renew' }),
    });

    const answer = await ask({ ...reauthorize, body: { returnUrl: 'https://app.example/bank' } });
    await ask(reauthorize);

    expect(goodBody('reauthorizeAccount', answer)).toEqual({ redirectUrl: 'https://ponto.example/renew' });
    expect(seen).toEqual([
      [{ tenantId: 'tenant-1', userId: 'user-1' }, uuid(101), 'https://app.example/bank'],
      [{ tenantId: 'tenant-1', userId: 'user-1' }, uuid(101), undefined],
    ]);
  });

  it.each([
    [{ kind: 'unknown_account' }, 404, 'not_found'],
    [{ kind: 'return_url_not_allowed' }, 422, 'return_url_not_allowed'],
    [{ kind: 'authorization_lost' }, 409, 'authorization_lost'],
    [{ kind: 'reauthorization_refused' }, 409, 'reauthorization_refused'],
    [{ kind: 'connection_not_active', status: 'reconnect_required' }, 409, 'reconnect_required'],
    [{ kind: 'connection_not_active', status: 'disconnected' }, 409, 'connection_disconnected'],
  ] as const)('tells %j as %d %s', async (begun, status, code) => {
    const { ask } = anApi({ reauthorizeAccount: async () => begun });

    expect(outcomeOf(await ask(reauthorize))).toEqual([status, code]);
  });
});

describe('DELETE /v1/accounts/{id}/succession', () => {
  const takeBack = { method: 'DELETE', path: `${path}/succession` };

  it('answers the account that is again what it was, whichever of the two ids was given', async () => {
    const seen: unknown[] = [];
    const { ask } = anApi({
      takeBackSuccession: async (...asked) => (seen.push(asked), { kind: 'taken_back', accountId: uuid(101) }),
      readAccounts: reading(anAccountView()),
    });

    const answer = await ask(takeBack);

    expect(goodBody('takeBackSuccession', answer)).toMatchObject({ id: uuid(101) });
    expect(seen).toEqual([[{ tenantId: 'tenant-1', userId: 'user-1' }, uuid(101)]]);
  });

  it.each([
    ['unknown_account', 404, 'not_found'],
    ['no_succession', 409, 'no_succession'],
    ['succession_continued', 409, 'succession_continued'],
    ['succession_settled', 409, 'succession_settled'],
    ['predecessor_in_use', 409, 'predecessor_in_use'],
    ['interrupted', 503, 'interrupted'],
  ] as const)('tells %s as %d %s', async (kind, status, code) => {
    const { ask } = anApi({ takeBackSuccession: async () => ({ kind }) });

    expect(outcomeOf(await ask(takeBack))).toEqual([status, code]);
  });
});

describe('DELETE /v1/accounts/{id}', () => {
  const end = { method: 'DELETE', path };

  it('tells what became of the account at Ponto', async () => {
    const { ask } = anApi({ endAccount: async () => ({ kind: 'ended', atPonto: 'done' }) });

    expect(goodBody('endAccount', await ask(end))).toEqual({ status: 'ended', removedAtPonto: 'done' });
  });

  it.each<[number, string, EndedAccount]>([
    [404, 'not_found', { kind: 'unknown_account' }],
    [409, 'ending_refused', { kind: 'ending_refused' }],
    [409, 'reconnect_required', { kind: 'connection_not_active', status: 'reconnect_required' }],
    [409, 'organization_blocked', { kind: 'connection_not_active', status: 'blocked' }],
  ])('says %d %s', async (status, code, outcome) => {
    const { ask } = anApi({ endAccount: async () => outcome });

    expect(outcomeOf(await ask(end))).toEqual([status, code]);
  });
});
