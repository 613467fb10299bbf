import { DynamoPageSessions } from '../../../../shared/adapters/dynamodb/pageSessions.ts';
import type { PageVisitor } from '../../../../shared/domain/pages/pageSession.ts';
import { makeOfferPageSession } from '../../../../shared/usecases/pages/offerPageSession.ts';
import { makePageSessions } from '../../../../shared/usecases/pages/pageSessions.ts';
import { MemoryTable } from '../../../builders/memoryTable.ts';
import { aConnection, anAccount, anInstitution, countedIds } from '../../../builders/records.ts';

const visitor: PageVisitor = { tenantId: 'tenant-1', userId: 'user-1', tenantName: 'De Korenaar', page: 'overview' };
const own = { connection: aConnection(), account: anAccount() };
const statementOfOwn = `${own.account.id}-2026-03-01`;

const aWorld = () => {
  const table = new MemoryTable();
  const pageSessions = new DynamoPageSessions(table);
  let now = '2026-03-10T09:00:00.000Z';
  const clock = { now: () => now };
  const ids = countedIds();
  const mine = (tenantId: string): boolean => tenantId === 'tenant-1';
  const offer = makeOfferPageSession({
    pageSessions,
    accounts: {
      get: async ({ tenantId, accountId }) =>
        mine(tenantId) && accountId === own.account.id ? own.account : undefined,
    },
    connections: {
      get: async ({ tenantId, connectionId }) =>
        mine(tenantId) && connectionId === own.connection.id ? own.connection : undefined,
    },
    catalogue: { get: async (id) => (id === 'kbc' ? anInstitution({ id }) : undefined) },
    reader: { statement: async () => undefined },
    ids,
    clock,
    returnUrlAllowList: ['https://books.example/banks'],
    openingUrl: 'https://sync.example/pages/open/',
  });
  const pages = makePageSessions({ pageSessions, ids, clock });
  const offered = async (asked: PageVisitor = visitor): Promise<string> => {
    const outcome = await offer(asked);
    if (outcome.kind !== 'offered') throw new Error(outcome.kind);
    return outcome.url.slice('https://sync.example/pages/open/'.length);
  };
  const signedIn = async () => {
    const opened = await pages.open(await offered());
    if (!opened) throw new Error('nothing opened');
    return opened;
  };
  return { table, offer, pages, offered, signedIn, at: (moment: string) => (now = moment) };
};

describe('an address of a page session', () => {
  it('opens once and tells who asked for it', async () => {
    const { pages, offered } = aWorld();
    const token = await offered();

    expect((await pages.open(token))?.session).toMatchObject(visitor);
    expect(await pages.open(token)).toBeUndefined();
  });

  it('opens no more after five minutes', async () => {
    const { pages, offered, at } = aWorld();
    const token = await offered();

    at('2026-03-10T09:05:00.000Z');

    expect(await pages.open(token)).toBeUndefined();
  });

  it('opens to one of two who come at the same moment', async () => {
    const { pages, offered } = aWorld();
    const token = await offered();

    const both = await Promise.all([pages.open(token), pages.open(token)]);

    expect(both.filter((opened) => opened !== undefined)).toHaveLength(1);
  });

  it('and its cookie are kept as hashes only', async () => {
    const { table, pages, offered } = aWorld();
    const token = await offered();
    const before = JSON.stringify([...table.items]);
    const opened = await pages.open(token);

    expect(before).not.toContain(token);
    expect(JSON.stringify([...table.items])).not.toContain(opened?.secret);
  });

  it.each([
    ['an account of nobody', { page: 'account', accountId: 'another' }, 'not_found'],
    ['a connection of nobody', { page: 'renew', connectionId: 'another' }, 'not_found'],
    ['a statement that is not there', { page: 'statement', statementId: statementOfOwn }, 'not_found'],
    ['a bank that Ponto does not know', { page: 'connect', institutionId: 'another' }, 'institution_unknown'],
    ['another site to return to', { returnUrl: 'https://books.example.evil/banks' }, 'return_url_not_allowed'],
  ] as const)('is not made for %s', async (_what, wanted, kind) => {
    const { table, offer } = aWorld();

    expect(await offer({ ...visitor, ...wanted })).toEqual({ kind });
    expect(table.items.size).toBe(0);
  });

  it("is not made for another tenant's account", async () => {
    const { offer } = aWorld();
    const wanted = { page: 'account', accountId: own.account.id } as const;

    expect(await offer({ ...visitor, ...wanted })).toMatchObject({ kind: 'offered' });
    expect(await offer({ ...visitor, ...wanted, tenantId: 'tenant-2' })).toEqual({ kind: 'not_found' });
  });
});

describe('a page session', () => {
  it('ends after half an hour without a page', async () => {
    const { pages, signedIn, at } = aWorld();
    const { secret } = await signedIn();

    at('2026-03-10T09:29:59.000Z');
    expect(await pages.read(secret)).toBeDefined();
    at('2026-03-10T09:59:58.000Z');
    expect(await pages.read(secret)).toBeDefined();
    at('2026-03-10T10:29:58.000Z');
    expect(await pages.read(secret)).toBeUndefined();
  });

  it('ends after eight hours however busy it is', async () => {
    const { pages, signedIn, at } = aWorld();
    const { secret } = await signedIn();
    for (let minutes = 20; minutes < 480; minutes += 20) {
      at(new Date(Date.parse('2026-03-10T09:00:00.000Z') + minutes * 60_000).toISOString());
      expect(await pages.read(secret)).toBeDefined();
    }

    at('2026-03-10T17:00:00.000Z');

    expect(await pages.read(secret)).toBeUndefined();
  });

  it('costs a write only when a minute has passed since the last one', async () => {
    const { table, pages, signedIn, at } = aWorld();
    const { secret } = await signedIn();
    let writes = 0;
    table.onCall = (moment, call) => void (writes += moment === 'before' && call === 'update' ? 1 : 0);

    at('2026-03-10T09:00:59.000Z');
    await pages.read(secret);
    expect(writes).toBe(0);
    at('2026-03-10T09:01:00.000Z');
    await pages.read(secret);
    expect(writes).toBe(1);
  });

  it('is over when its person signs out, also for a page that is opened at the same moment', async () => {
    const { table, pages, signedIn, at } = aWorld();
    const { secret } = await signedIn();
    at('2026-03-10T09:10:00.000Z');
    table.onCall = async (moment, call) => {
      if (moment !== 'before' || call !== 'update') return;
      table.onCall = () => undefined;
      await pages.end(secret);
    };
    await pages.read(secret);

    expect(await pages.read(secret)).toBeUndefined();
  });
});
