import type { HistoryEntry } from '../../../../shared/domain/connections/history.ts';
import { Fault } from '../../../../shared/domain/faults/fault.ts';
import type { BankFeed } from '../../../../shared/ports/bankFeed.ts';
import type { PublishedEvent } from '../../../../shared/ports/events.ts';
import type { ConnectionStore } from '../../../../shared/ports/connections.ts';
import type { PendingConsent } from '../../../../shared/ports/consents.ts';
import type { Health } from '../../../../shared/domain/connections/health.ts';
import { makeBeginConnection } from '../../../../shared/usecases/connections/beginConnection.ts';
import { makeBeginConsent } from '../../../../shared/usecases/connections/beginConsent.ts';
import { makeFetchAccounts } from '../../../../shared/usecases/connections/fetchAccounts.ts';
import { makeRenewConsent } from '../../../../shared/usecases/connections/renewConsent.ts';
import { aFeedAccount, uuid } from '../../../builders/bank.ts';
import { inert } from '../../../builders/inert.ts';
import { aClock, aConnection, anAccount, anInstitution, countedIds } from '../../../builders/records.ts';

const person = { tenantId: 'tenant-1', userId: 'user-1' };
const returnUrl = 'https://app.example/banks';

const aConsentBegin = (notice?: Health) => {
  const begun: { token: string; consent: PendingConsent }[] = [];
  const told: HistoryEntry[] = [];
  const beginConsent = makeBeginConsent({
    warnOfWithdrawal: async () => notice,
    history: { append: async (_ref, entries) => void told.push(...entries) },
    consents: { begin: async (token, consent) => void begun.push({ token, consent }) },
    ids: countedIds(),
    clock: aClock('2026-03-10T09:00:00.000Z'),
    pageUrl: 'https://sync.example/oauth/consent',
    returnUrlAllowList: ['https://app.example'],
  });
  return { begun, told, beginConsent };
};

describe('beginning a consent', () => {
  it('leads to our own page, by a fresh token that stands for tenant, user and connection for ten minutes', async () => {
    const { begun, told, beginConsent } = aConsentBegin();

    const one = await beginConsent(person, aConnection(), returnUrl);
    await beginConsent(person, aConnection(), undefined);

    expect(told).toMatchObject([{ what: 'consent_begun', by: { kind: 'user', userId: 'user-1' } }, {}]);

    expect(one).toEqual({
      kind: 'begun',
      authorizationUrl: `https://sync.example/oauth/consent?begun=${begun[0]?.token}`,
    });
    expect(begun[0]?.consent).toEqual({
      ...person,
      connectionId: uuid(1),
      returnUrl,
      expiresAt: '2026-03-10T09:10:00.000Z',
    });
    expect(new Set(begun.map(({ token }) => token)).size).toBe(2);
    expect(begun[1]?.consent).not.toHaveProperty('returnUrl');
  });

  it('keeps what the page will say: the tenant by the name in the token, and what is at stake by its last digits', async () => {
    const account = { accountId: uuid(1), reference: 'BE68 5390 0754 7034', label: 'Salaries' };
    const values = { accounts: [account], more: 2, others: true };
    const { begun, beginConsent } = aConsentBegin({ state: 'attention', code: 'keep_selected', values });

    await beginConsent(
      { ...person, tenantName: 'Bakkerij Els' },
      aConnection({ name: 'What it says itself', organizationId: 'organization-1' }),
      undefined,
    );
    // Of a new one nobody knows whose it will be: the accounts may be another client's.
    await beginConsent(person, aConnection(), undefined);

    expect(begun[0]?.consent).toMatchObject({
      tenantName: 'Bakkerij Els',
      atStake: { endings: ['7034'], more: 2, others: true },
    });
    expect(begun[1]?.consent).not.toHaveProperty('atStake');
    expect(JSON.stringify(begun)).not.toMatch(/539007|Salaries|says itself/);
  });

  it('begins nothing for a return address off the list', async () => {
    const { begun, beginConsent } = aConsentBegin();

    const outcome = await beginConsent(person, aConnection(), 'https://app.example.evil.example/banks');

    expect(outcome).toEqual({ kind: 'return_url_not_allowed' });
    expect(begun).toEqual([]);
  });
});

describe('beginning a connection', () => {
  const aBegin = (institutions = [anInstitution()]) => {
    const { begun, beginConsent } = aConsentBegin();
    const created: unknown[] = [];
    const begin = makeBeginConnection({
      connections: { create: async (connection) => void created.push(connection) },
      catalogue: { get: async (id) => institutions.find((institution) => institution.id === id) },
      beginConsent,
      ids: countedIds(),
      clock: aClock('2026-03-10T09:00:00.000Z'),
    });
    return { begun, created, begin };
  };
  const request = { institutionId: uuid(900_002), contact: { email: 'els@bakery.example' }, notify: [] };

  it('makes a connection that awaits its consent', async () => {
    const { begun, created, begin } = aBegin();

    const outcome = await begin(person, request);

    expect(outcome).toMatchObject({ kind: 'begun', connection: { status: 'awaiting_consent', method: 'oauth' } });
    expect(created).toEqual([outcome.kind === 'begun' ? outcome.connection : undefined]);
    expect(begun).toMatchObject([{ consent: { connectionId: outcome.kind === 'begun' ? outcome.connection.id : '' } }]);
  });

  it('makes none for a bank that Ponto does not reach, or for a return address off the list', async () => {
    const { begun, created, begin } = aBegin();

    const outcomes = [
      await begin(person, { ...request, institutionId: uuid(9) }),
      await begin(person, { ...request, returnUrl: 'https://evil.example' }),
    ];

    expect(outcomes).toEqual([{ kind: 'institution_unknown' }, { kind: 'return_url_not_allowed' }]);
    expect([...begun, ...created]).toEqual([]);
  });
});

describe('another consent on a connection', () => {
  const renewing = (connection: Awaited<ReturnType<ConnectionStore['get']>>) =>
    makeRenewConsent({ connections: { get: async () => connection }, beginConsent: aConsentBegin().beginConsent });

  it.each(['awaiting_consent', 'active', 'reconnect_required', 'blocked'] as const)(
    'begins while the connection is %s',
    async (status) => {
      const outcome = await renewing(aConnection({ status }))(person, uuid(1), returnUrl);

      expect(outcome).toMatchObject({ kind: 'begun' });
    },
  );

  it('migrates a legacy connection too', async () => {
    const connection = aConnection({ method: 'legacy_token', status: 'migration_required' });

    expect(await renewing(connection)(person, uuid(1), undefined)).toMatchObject({ kind: 'begun' });
  });

  it('begins on no connection that is unknown, disconnected or of another method', async () => {
    const outcomes = [
      await renewing(undefined)(person, uuid(1), undefined),
      await renewing(aConnection({ status: 'disconnected' }))(person, uuid(1), undefined),
      await renewing(aConnection({ method: 'client_credentials' }))(person, uuid(1), undefined),
      await renewing(aConnection())(person, uuid(1), 'https://evil.example'),
    ];

    expect(outcomes.map(({ kind }) => kind)).toEqual([
      'unknown_connection',
      'disconnected',
      'wrong_method',
      'return_url_not_allowed',
    ]);
  });
});

describe('fetching accounts', () => {
  const fetching = (connection: Awaited<ReturnType<ConnectionStore['get']>>, feed: Partial<BankFeed> = {}) => {
    const events: PublishedEvent[] = [];
    const moved: unknown[] = [];
    const connections = inert<ConnectionStore>('connections', {
      get: async () => connection,
      move: async (...move) => (
        moved.push(move),
        { kind: 'moved', current: aConnection({ refusalUntoldAt: move[1].at, statusCode: 'credentials_refused' }) }
      ),
      markRefusalPublished: async () => undefined,
    });
    const fetch = makeFetchAccounts({
      connections,
      renewConsent: makeRenewConsent({ connections, beginConsent: aConsentBegin().beginConsent }),
      feeds: { of: () => inert<BankFeed>('feed', feed) },
      storeAccounts: async () => ({ added: [anAccount()], kept: [], lost: [anAccount(), anAccount()] }),
      catalogue: { get: async () => anInstitution() },
      events: { publish: async (published) => void events.push(...published) },
      ids: countedIds(),
      clock: aClock(),
    });
    return { events, moved, fetch: () => fetch(person, uuid(1), undefined) };
  };

  it('reads the accounts of a tenant’s own credentials and tells the counts', async () => {
    const connection = aConnection({ method: 'client_credentials' });
    const { events, fetch } = fetching(connection, { accounts: async () => [aFeedAccount()] });

    const outcome = await fetch();

    expect(outcome).toMatchObject({
      kind: 'fetched',
      accounts: { kept: [] },
      authorized: [{ institutionId: uuid(900_002), name: 'KBC', accounts: 1 }],
      notice: { code: 'accounts_lost' },
    });
    expect(events.map(({ event }) => event)).toEqual([
      { type: 'AccountsFetched', connectionId: uuid(1), added: 1, kept: 0, lost: 2 },
    ]);
  });

  it('begins a consent with Ponto Connect', async () => {
    expect(await fetching(aConnection()).fetch()).toMatchObject({ kind: 'begun' });
  });

  it('does nothing on a connection that is unknown, disconnected or not active', async () => {
    const method = 'client_credentials';

    const kinds = [
      (await fetching(undefined).fetch()).kind,
      (await fetching(aConnection({ method, status: 'disconnected' })).fetch()).kind,
      (await fetching(aConnection({ method, status: 'reconnect_required' })).fetch()).kind,
    ];

    expect(kinds).toEqual(['unknown_connection', 'disconnected', 'not_active']);
  });

  it('says at once that the credentials are refused', async () => {
    const { events, moved, fetch } = fetching(aConnection({ method: 'client_credentials' }), {
      accounts: async () => {
        throw new Fault('credentials_refused');
      },
    });

    await expect(fetch()).rejects.toMatchObject({ code: 'credentials_refused' });
    expect(moved).toMatchObject([
      [{ connectionId: uuid(1) }, { transition: 'tokensRefused', statusCode: 'credentials_refused' }],
    ]);
    expect(events.map(({ event }) => event.type)).toEqual(['ConnectionReconnectRequired']);
  });

  it('hands a fault of Ponto on and tells nothing', async () => {
    const { events, fetch } = fetching(aConnection({ method: 'client_credentials' }), {
      accounts: async () => {
        throw new Fault('ponto_unavailable');
      },
    });

    await expect(fetch()).rejects.toMatchObject({ code: 'ponto_unavailable' });
    expect(events).toEqual([]);
  });
});
