import type { Account, Connection } from '../../../../shared/domain/connections/connection.ts';
import type { HistoryEntry } from '../../../../shared/domain/connections/history.ts';
import type { PendingReauthorization } from '../../../../shared/ports/consents.ts';
import type { BankFeed } from '../../../../shared/ports/bankFeed.ts';
import { makeReauthorizeAccount } from '../../../../shared/usecases/accounts/reauthorizeAccount.ts';
import { uuid } from '../../../builders/bank.ts';
import { inert } from '../../../builders/inert.ts';
import { aClock, aConnection, anAccount, countedIds } from '../../../builders/records.ts';

const authorizedAt = '2026-01-01T08:00:00.000Z';
const page = 'https://ponto.example/renew';

const reauthorizing = (world: {
  readonly account?: Account | undefined;
  readonly connection?: Connection | undefined;
  readonly url?: string | undefined;
}) => {
  const asked: unknown[] = [];
  const told: HistoryEntry[] = [];
  const kept: (PendingReauthorization & { readonly token: string })[] = [];
  const { account, connection, url } = { account: anAccount(), connection: aConnection(), url: page, ...world };
  const reauthorize = makeReauthorizeAccount({
    clock: aClock(),
    history: { append: async (_ref, entries) => void told.push(...entries) },
    accounts: { get: async () => account },
    connections: { get: async () => connection },
    feeds: {
      of: (key) => inert<BankFeed>('feed', { reauthorizationUrl: async (request) => (asked.push(key, request), url) }),
    },
    reauthorizations: { begin: async (token, begun) => void kept.push({ token, ...begun }) },
    ids: countedIds(),
    returnUrlAllowList: ['https://app.example/'],
    beginUrl: 'https://sync.example/oauth/reauthorize',
    endUrl: 'https://sync.example/oauth/reauthorized',
  });
  const person = { tenantId: 'tenant-1', userId: 'user-1' };
  return { asked, told, kept, reauthorize: (returnUrl?: string) => reauthorize(person, uuid(101), returnUrl) };
};

describe('renewing the authorisation of an account', () => {
  it('leads to Ponto’s page for this account by an address of ours, and back to another of ours', async () => {
    const account = anAccount({
      authorization: { authorizedAt, expiresAt: '2026-06-30T08:00:00.000Z', revoked: false },
    });
    const { asked, told, kept, reauthorize } = reauthorizing({ account });

    const begun = await reauthorize();

    expect(begun).toEqual({ kind: 'begun', url: 'https://sync.example/oauth/reauthorize?begun=secret-1002' });
    expect(told).toMatchObject([{ what: 'reauthorization_begun', accountId: uuid(101), by: { userId: 'user-1' } }]);
    expect(asked).toEqual([
      { tenantId: 'tenant-1', id: uuid(1), method: 'oauth' },
      {
        accountPontoId: uuid(900_001),
        redirectUri: 'https://sync.example/oauth/reauthorized',
        idempotencyKey: uuid(1001),
      },
    ]);
    expect(kept).toEqual([
      {
        token: 'secret-1002',
        tenantId: 'tenant-1',
        userId: 'user-1',
        connectionId: uuid(1),
        accountId: uuid(101),
        pontoUrl: page,
        ending: { authorizedAt, lastDay: '2026-06-30' },
        expiresAt: '2026-03-10T10:00:00.000Z',
      },
    ]);
  });

  it('keeps an address on the allow-list for the way back, tells Ponto none, and takes no other', async () => {
    const { asked, kept, reauthorize } = reauthorizing({});

    expect(await reauthorize('https://evil.example/')).toEqual({ kind: 'return_url_not_allowed' });
    expect([asked, kept]).toEqual([[], []]);
    await reauthorize('https://app.example/bank?tab=2');
    expect(kept).toMatchObject([{ returnUrl: 'https://app.example/bank?tab=2' }]);
    expect(asked).toContainEqual(expect.objectContaining({ redirectUri: 'https://sync.example/oauth/reauthorized' }));
  });

  it.each([
    [{ account: undefined }, { kind: 'unknown_account' }],
    [{ connection: undefined }, { kind: 'connection_not_active', status: 'disconnected' }],
    [
      { connection: aConnection({ status: 'reconnect_required' }) },
      { kind: 'connection_not_active', status: 'reconnect_required' },
    ],
    [{ account: anAccount({ authorization: { revoked: true } }) }, { kind: 'authorization_lost' }],
  ])('asks Ponto for nothing where that is useless', async (world, expected) => {
    const { asked, reauthorize } = reauthorizing(world);

    expect(await reauthorize()).toEqual(expected);
    expect(asked).toEqual([]);
  });

  it('says when Ponto does not offer it, as may be for a Client ID', async () => {
    const connection = aConnection({ method: 'client_credentials' });

    const { asked, kept, reauthorize } = reauthorizing({ connection, url: undefined });

    expect(await reauthorize()).toEqual({ kind: 'reauthorization_refused' });
    expect(asked[0]).toMatchObject({ method: 'client_credentials' });
    expect(kept).toEqual([]);
  });
});
