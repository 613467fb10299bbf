import type { Account, Connection } from '../../../../shared/domain/connections/connection.ts';
import type { HistoryEntry } from '../../../../shared/domain/connections/history.ts';
import type { BankFeed } from '../../../../shared/ports/bankFeed.ts';
import { makeReauthorizeAccount } from '../../../../shared/usecases/accounts/reauthorizeAccount.ts';
import { uuid } from '../../../builders/bank.ts';
import { inert } from '../../../builders/inert.ts';
import { aClock, aConnection, anAccount, countedIds } from '../../../builders/records.ts';

const page = 'https://ponto.example/renew';

const reauthorizing = (world: {
  readonly account?: Account | undefined;
  readonly connection?: Connection | undefined;
  readonly url?: string | undefined;
}) => {
  const asked: unknown[] = [];
  const told: HistoryEntry[] = [];
  const { account, connection, url } = { account: anAccount(), connection: aConnection(), url: page, ...world };
  const reauthorize = makeReauthorizeAccount({
    clock: aClock(),
    history: { append: async (_ref, entries) => void told.push(...entries) },
    accounts: { get: async () => account },
    connections: { get: async () => connection },
    feeds: {
      of: (key) => inert<BankFeed>('feed', { reauthorizationUrl: async (request) => (asked.push(key, request), url) }),
    },
    ids: countedIds(),
    returnUrlAllowList: ['https://app.example/'],
    resultUrl: 'https://sync.example/oauth/reauthorized',
  });
  const person = { tenantId: 'tenant-1', userId: 'user-1' };
  return { asked, told, reauthorize: (returnUrl?: string) => reauthorize(person, uuid(101), returnUrl) };
};

describe('renewing the authorisation of an account', () => {
  it('leads to Ponto’s page for this account, and back to our own', async () => {
    const { asked, told, reauthorize } = reauthorizing({});

    expect(await reauthorize()).toEqual({ kind: 'begun', url: page });
    expect(told).toMatchObject([{ what: 'reauthorization_begun', accountId: uuid(101), by: { userId: 'user-1' } }]);
    expect(asked).toEqual([
      { tenantId: 'tenant-1', id: uuid(1), method: 'oauth' },
      {
        accountPontoId: uuid(900_001),
        redirectUri: 'https://sync.example/oauth/reauthorized',
        idempotencyKey: uuid(1001),
      },
    ]);
  });

  it('leads back to an address on the allow-list, and to no other', async () => {
    const { asked, reauthorize } = reauthorizing({});

    expect(await reauthorize('https://evil.example/')).toEqual({ kind: 'return_url_not_allowed' });
    expect(asked).toEqual([]);
    await reauthorize('https://app.example/bank');
    expect(asked).toContainEqual(expect.objectContaining({ redirectUri: 'https://app.example/bank' }));
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

    const { asked, reauthorize } = reauthorizing({ connection, url: undefined });

    expect(await reauthorize()).toEqual({ kind: 'reauthorization_refused' });
    expect(asked[0]).toMatchObject({ method: 'client_credentials' });
  });
});
