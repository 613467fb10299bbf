import { defined } from '../../../../shared/language/defined.ts';
import type { Account, Connection } from '../../../../shared/domain/connections/connection.ts';
import type { Progress } from '../../../../shared/ports/accounts.ts';
import type { Page, PageRequest } from '../../../../shared/ports/refsAndPages.ts';
import { makeReadAccounts } from '../../../../shared/usecases/accounts/readAccounts.ts';
import type { AccountStore } from '../../../../shared/ports/accounts.ts';
import { renderHealth } from '../../../../shared/presentation/health.ts';
import { makeReadConnections } from '../../../../shared/usecases/connections/readConnections.ts';
import { fillPage } from '../../../../shared/usecases/fillPage.ts';
import { schedules } from '../../../../shared/contracts/schedules.ts';
import { uuid } from '../../../builders/bank.ts';
import { aClock, aConnection, aLink, anAccount, anInstitution, aSync } from '../../../builders/records.ts';

const pageOf = <T extends { readonly id: string }>(items: readonly T[], { limit, cursor }: PageRequest): Page<T> => {
  const rest = items.filter(({ id }) => cursor === undefined || id > cursor);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return rest.length > limit && last ? { items: page, nextCursor: last.id } : { items: page };
};

const reading = (
  accounts: readonly Account[],
  connections: readonly Connection[] = [aConnection()],
  progress: Progress = { proof: { verdict: 'unproven' as const }, refusedLines: 0 },
  now = '2026-03-10T09:00:00.000Z',
  paused: readonly string[] = [],
  outages: readonly string[] = [],
) => {
  const lookUps: string[] = [];
  const looksAtAll: unknown[] = [];
  const asked: (readonly string[])[] = [];
  const shared = {
    progress: { of: async (refs: readonly unknown[]) => refs.map(() => progress) },
    paused: { all: async () => new Set(paused) },
    bankOutages: {
      hadAt: async (institutionId: string, at: string) => {
        lookUps.push(`trouble ${at}`);
        return outages.includes(institutionId);
      },
    },
    clock: aClock(now),
  };
  const get = async ({ connectionId }: { connectionId: string }) => {
    lookUps.push(connectionId);
    return connections.find(({ id }) => id === connectionId);
  };
  const list: AccountStore['list'] = async (_, filter, page) => {
    if (Object.keys(filter).length === 0) looksAtAll.push(filter);
    return pageOf(
      accounts.filter((account) =>
        Object.entries(filter).every(([name, value]) => Reflect.get(account, name) === value),
      ),
      page,
    );
  };
  return {
    lookUps,
    looksAtAll,
    asked,
    accounts: makeReadAccounts({
      ...shared,
      accounts: { get: async ({ accountId }) => accounts.find(({ id }) => id === accountId), list },
      connections: { get },
      schedules: { timeZone: 'Europe/Brussels', times: schedules },
    }),
    connections: makeReadConnections({
      ...shared,
      catalogue: { get: async () => anInstitution() },
      confirmAddresses: false,
      suppressionList: {
        ofAddresses: async (_tenantId, addresses) => {
          asked.push(addresses);
          return new Map([['gone@bakery.example', { bouncedAt: '2026-03-09T08:00:00.000Z' }]]);
        },
      },
      connections: { get, list: async (_, page) => pageOf(connections, page) },
      accounts: {
        list,
        ofConnection: async (ref) => accounts.filter(({ connectionId }) => connectionId === ref.connectionId),
      },
    }),
  };
};

describe('accounts as people see them', () => {
  const linked = anAccount({ link: aLink() });

  it('say that the operator has paused the tenant, and promise no next run meanwhile', async () => {
    const { accounts, connections } = reading([linked], undefined, undefined, undefined, ['tenant-1']);

    const account = await accounts.get('tenant-1', linked.id);
    const connection = await connections.get('tenant-1', linked.connectionId);

    expect(account).toMatchObject({ health: { state: 'passing', code: 'feed_paused' } });
    expect(account).not.toHaveProperty('nextSyncAt');
    expect(connection).toMatchObject({
      health: { code: 'feed_paused' },
      accounts: [{ health: { code: 'feed_paused' } }],
    });
  });

  it('say which addresses of a connection take no mail', async () => {
    const connection = aConnection({ notify: ['gone@bakery.example'], accountant: 'an@office.example' });
    const { connections } = reading([linked], [connection]);

    const view = await connections.get('tenant-1', connection.id);

    expect(view?.undeliverable).toEqual([
      { address: 'gone@bakery.example', reason: 'bounced', since: '2026-03-09T08:00:00.000Z' },
    ]);
  });

  it('say so of a list with each address looked up once, and where nobody is reached', async () => {
    const contact = { email: 'Gone@bakery.example' };
    const others = { contact: { email: 'els@bakery.example' }, notify: ['gone@bakery.example'] };
    const connectionsOfTenant = [aConnection({ contact, notify: [] }), aConnection({ id: uuid(2), ...others })];
    const { connections, asked } = reading([linked], connectionsOfTenant);

    const { items } = await connections.list('tenant-1', { limit: 50 }, {});

    expect(asked).toEqual([['Gone@bakery.example', 'els@bakery.example', 'gone@bakery.example']]);
    expect(items.map(({ undeliverable }) => undeliverable.map(({ address }) => address))).toEqual([
      ['Gone@bakery.example'],
      ['gone@bakery.example'],
    ]);
    expect(items.map(({ health }) => health.code)).toEqual(['nobody_reached', 'no_accounts']);
  });

  it('tells when a linked account is read next', async () => {
    const view = await reading([linked]).accounts.get('tenant-1', linked.id);

    expect(view).toMatchObject({ health: { state: 'ok' }, nextSyncAt: '2026-03-10T19:40:00.000Z' });
  });

  it.each<[string, Partial<Account>, Connection]>([
    ['is not linked', { link: undefined as never }, aConnection()],
    ['is read on request only', { link: aLink({ frequency: 'manual' }) }, aConnection()],
    [
      'has an expired authorization',
      { authorization: { revoked: false, expiresAt: '2026-03-10T09:00:00.000Z' } },
      aConnection(),
    ],
    ['is no longer shared', { authorization: { revoked: true } }, aConnection()],
    ['is on a dead connection', {}, aConnection({ status: 'reconnect_required' })],
  ])('tells no next run of an account that %s', async (_, overrides, connection) => {
    const account = anAccount({ link: aLink(), ...overrides });

    const view = await reading([account], [connection]).accounts.get('tenant-1', account.id);

    expect(view).toBeDefined();
    expect(view).not.toHaveProperty('nextSyncAt');
  });

  it('tells a run that has not moved for an hour as interrupted', async () => {
    const lastSync = aSync({ status: 'fetching', updatedAt: '2026-03-10T08:00:00.000Z' });

    const view = await reading([linked], [aConnection()], {
      lastSync,
      proof: { verdict: 'unproven' as const },
      refusedLines: 0,
    }).accounts.get('tenant-1', linked.id);

    expect(view?.progress.lastSync).toMatchObject({ status: 'failed', errorCode: 'interrupted' });
    expect(view?.health).toMatchObject({ state: 'passing', code: 'interrupted' });
  });

  it('says of an account and in the summary of its connection that the bank had trouble when the run failed', async () => {
    const lastSync = aSync({ status: 'failed', errorCode: 'bank_unavailable', updatedAt: '2026-03-10T08:40:00.000Z' });
    const progress = { lastSync, proof: { verdict: 'unproven' as const }, refusedLines: 0 };
    const { accounts, connections, lookUps } = reading(
      [linked],
      [aConnection()],
      progress,
      undefined,
      [],
      [linked.institutionId],
    );

    const view = await accounts.get('tenant-1', linked.id);
    const connection = await connections.get('tenant-1', uuid(1));

    expect(view?.health).toMatchObject({ state: 'passing', code: 'bank_trouble' });
    expect(connection?.accounts).toMatchObject([{ health: { code: 'bank_trouble' } }]);
    expect(lookUps).toContain('trouble 2026-03-10T08:40:00.000Z');
  });

  it('does not look for trouble at the bank while an account is well', async () => {
    const { accounts, lookUps } = reading([linked], [aConnection()], {
      lastSync: aSync(),
      proof: { verdict: 'unproven' as const },
      refusedLines: 0,
    });

    await accounts.get('tenant-1', linked.id);

    expect(lookUps.filter((look) => look.startsWith('trouble'))).toEqual([]);
  });

  it('does not know an account that is not there', async () => {
    expect(await reading([]).accounts.get('tenant-1', uuid(9))).toBeUndefined();
  });

  it('shows the accounts of the chosen bank, all when asked, and looks a connection up once', async () => {
    const accounts = [1, 2, 3, 4, 5, 6].map((number) =>
      anAccount({ id: uuid(number), institutionId: number % 2 === 0 ? 'other' : uuid(900_002) }),
    );
    const { lookUps, accounts: read } = reading(accounts);
    const idsOf = async (filter: Parameters<typeof read.list>[1], page: PageRequest) =>
      (await read.list('tenant-1', filter, page)).items.map(({ account }) => account.id);

    const chosen = await idsOf({ all: false }, { limit: 10 });
    const lookUpsOfOne = lookUps.length;

    expect(chosen).toEqual([1, 3, 5].map(uuid));
    expect(lookUpsOfOne).toBe(1);
    expect(await idsOf({ all: true }, { limit: 10 })).toHaveLength(6);
    expect(await idsOf({ all: false, institutionId: 'other' }, { limit: 10 })).toEqual([2, 4, 6].map(uuid));
    const none = aConnection();
    delete (none as { institutionId?: string }).institutionId;
    expect(
      (await reading(accounts, [none]).accounts.list('tenant-1', { all: false }, { limit: 10 })).items,
    ).toHaveLength(6);
  });

  it('shows those of a health, or of an authorization, alone', async () => {
    const gone = { id: uuid(102), link: aLink(), authorization: { revoked: true } };
    const accounts = [linked, anAccount(gone), anAccount({ id: uuid(103) })];
    const { accounts: read } = reading(accounts);
    const idsOf = async (filter: Omit<Parameters<typeof read.list>[1], 'all'>) =>
      (await read.list('tenant-1', { all: true, ...filter }, { limit: 10 })).items.map(({ account }) => account.id);

    expect(await idsOf({ health: 'ok', healthCode: 'all_well' })).toEqual([linked.id]);
    expect(await idsOf({ healthCode: 'not_linked' })).toEqual([uuid(103)]);
    expect(await idsOf({ health: 'action_required' })).toEqual([uuid(102)]);
    expect(await idsOf({ authorization: 'revoked' })).toEqual([uuid(102)]);
    expect(await idsOf({ health: 'ok', authorization: 'revoked' })).toEqual([]);
    expect(await idsOf({ healthCode: 'no_such_code' })).toEqual([]);
  });

  it('shows connections of a status or a health alone, and reads the accounts of the tenant once', async () => {
    const blocked = aConnection({ id: uuid(2), status: 'blocked' });
    const { connections, looksAtAll } = reading([linked], [aConnection(), blocked]);
    const idsOf = async (filter: Parameters<typeof connections.list>[2]) =>
      (await connections.list('tenant-1', { limit: 10 }, filter)).items.map(({ connection }) => connection.id);

    expect(await idsOf({ status: 'blocked' })).toEqual([uuid(2)]);
    expect(await idsOf({ health: 'ok' })).toEqual([uuid(1)]);
    expect(await idsOf({ healthCode: 'organization_blocked' })).toEqual([uuid(2)]);
    expect(await idsOf({ status: 'active', healthCode: 'organization_blocked' })).toEqual([]);
    expect(looksAtAll).toHaveLength(4);
  });

  it('sums up a connection with the health of its accounts', async () => {
    const revoked = anAccount({ id: uuid(102), authorization: { revoked: true } });
    const { connections } = reading([linked, revoked, anAccount({ id: uuid(103), connectionId: uuid(2) })]);

    const view = await connections.get('tenant-1', uuid(1));
    const page = await connections.list('tenant-1', { limit: 10 }, {});

    expect(view?.accounts.map(({ health }) => health.code)).toEqual(['all_well', 'ended']);
    expect(page.items).toEqual([view]);
    expect(await connections.get('tenant-1', uuid(9))).toBeUndefined();
  });
});

describe('an account that is gone, beside one that may continue it', () => {
  const gone = anAccount({ id: uuid(101), link: aLink(), authorization: { revoked: true } });
  const goneToo = anAccount({ ...gone, id: uuid(104), reference: 'BE71096123456769' });
  const next = anAccount({ id: uuid(102), connectionId: uuid(2), pontoId: uuid(900_002), product: 'Zichtrekening' });
  const undecided = { state: 'action_required', code: 'succession_undecided' } as const;

  it('names that one, with the call by which a person says so, on the connection too', async () => {
    const { accounts, connections } = reading([gone, next], [aConnection(), aConnection({ id: uuid(2) })]);

    const view = await accounts.get('tenant-1', gone.id);
    const connection = await connections.get('tenant-1', uuid(1));

    const candidates = [{ accountId: next.id, reference: next.reference, label: 'Zichtrekening' }];
    expect(view).toMatchObject({ health: { ...undecided, values: { candidates, more: 0 } }, candidates: [next] });
    expect(connection?.health).toMatchObject({ ...undecided, of: { accountId: gone.id } });
    for (const [health, subject] of [
      [view?.health, { connectionId: uuid(1), accountId: gone.id }],
      [connection?.health, { connectionId: uuid(1) }],
    ] as const) {
      expect(health && renderHealth('en', health, subject)).toMatchObject({
        message: expect.stringContaining('BE68539007547034 (Zichtrekening) may continue it.'),
        action: { call: { method: 'POST', path: `/v1/accounts/${next.id}/succeed`, body: { predecessorId: gone.id } } },
      });
    }
  });

  it('leaves the choice to the person where several may, and names some', async () => {
    const several = [102, 103, 105, 106].map((id) => anAccount({ ...next, id: uuid(id), product: `pocket ${id}` }));
    const { accounts } = reading([gone, ...several]);

    const view = await accounts.get('tenant-1', gone.id);

    expect(view?.health).toMatchObject({ ...undecided, values: { more: 1 } });
    expect(view && renderHealth('en', view.health, { connectionId: uuid(1), accountId: gone.id })).toMatchObject({
      message: expect.stringMatching(/One of these .*\(pocket 102\), .*\(pocket 103\), .*\(pocket 105\) and 1 more/),
      action: { call: { method: 'GET', path: `/v1/accounts/${gone.id}` } },
    });
  });

  it('is told to keep it selected where no other one may, and has ended where it feeds nothing', async () => {
    const alone = await reading([gone]).accounts.get('tenant-1', gone.id);
    const { link: _link, ...unlinked } = gone;
    const over = await reading([unlinked, next]).accounts.get('tenant-1', gone.id);

    expect([alone?.health.code, over?.health.code]).toEqual(['authorization_lost', 'ended']);
  });

  it('reads the accounts of the tenant once in a request, and not at all for one that is there', async () => {
    const many = reading([gone, goneToo, next]);
    const none = reading([next]);

    await many.connections.list('tenant-1', { limit: 10 }, {});
    await none.connections.get('tenant-1', next.connectionId);

    expect([many.looksAtAll.length, none.looksAtAll.length]).toEqual([1, 0]);
  });
});

describe('filling a page', () => {
  it.each([1, 2, 3, 5, 50])('gives every wanted item once, %d at a time', async (limit) => {
    const items = Array.from({ length: 40 }, (_, number) => ({ id: uuid(number), wanted: number % 7 < 2 }));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await fillPage(
        { limit, ...defined({ cursor }) },
        async (request) => pageOf(items, request),
        async ({ wanted }) => wanted,
      );
      expect(page.items.length).toBeLessThanOrEqual(limit);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== undefined);

    expect(seen).toEqual(items.filter(({ wanted }) => wanted).map(({ id }) => id));
  });

  it('ends when nothing is wanted', async () => {
    const items = Array.from({ length: 9 }, (_, number) => ({ id: uuid(number) }));

    expect(
      await fillPage(
        { limit: 2 },
        async (request) => pageOf(items, request),
        async () => false,
      ),
    ).toEqual({ items: [] });
  });
});
