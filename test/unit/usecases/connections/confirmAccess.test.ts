import { DynamoConnectionHistory } from '../../../../shared/adapters/dynamodb/connectionHistory.ts';
import { DynamoConnectionStore } from '../../../../shared/adapters/dynamodb/connectionStore.ts';
import { DynamoOrganizationIndex } from '../../../../shared/adapters/dynamodb/dueIndex.ts';
import { DynamoTokenVault } from '../../../../shared/adapters/dynamodb/tokenVault.ts';
import { DynamoAccountStore } from '../../../../shared/adapters/dynamodb/accountStore.ts';
import { DynamoDueIndex } from '../../../../shared/adapters/dynamodb/dueIndex.ts';
import { digest } from '../../../../shared/composition/fingerprint.ts';
import type { Connection } from '../../../../shared/domain/connections/connection.ts';
import {
  identityOf,
  summaryOf,
  type UnconfirmedAccess,
} from '../../../../shared/domain/connections/unconfirmedAccess.ts';
import { Fault } from '../../../../shared/domain/faults/fault.ts';
import type { BankFeed } from '../../../../shared/ports/bankFeed.ts';
import { makeAdoptAccess } from '../../../../shared/usecases/connections/adoptAccess.ts';
import { makeConfirmAccess } from '../../../../shared/usecases/connections/confirmAccess.ts';
import { makeStoreAccounts } from '../../../../shared/usecases/connections/storeAccounts.ts';
import { unconfirmedRef, waitingUnder } from '../../../../shared/usecases/connections/unconfirmedRef.ts';
import { aFeedAccount, uuid } from '../../../builders/bank.ts';
import { inert } from '../../../builders/inert.ts';
import { MemoryTable } from '../../../builders/memoryTable.ts';
import { plainSealer } from '../../../builders/plainSealer.ts';
import { aClock, aConnection, anInstitution, countedIds } from '../../../builders/records.ts';

const ref = { tenantId: 'tenant-1', connectionId: uuid(1) };
const person = { tenantId: 'tenant-1', userId: 'user-1' };
const tokens = { accessToken: 'a', accessTokenExpiresAt: '2026-03-10T09:30:00.000Z', refreshToken: 'r' };
const unconfirmed: UnconfirmedAccess = {
  token: 'the-token',
  accessId: 'access-1',
  userId: 'user-1',
  organizationId: 'organization-1',
  organizationName: 'Bakkerij Els',
  ...summaryOf([aFeedAccount()]),
  accountsDigest: digest(identityOf([aFeedAccount()])),
  at: '2026-03-10T08:00:00.000Z',
};

const parked = unconfirmedRef(ref, unconfirmed);
const keepUntil = '2026-04-09T08:00:00.000Z';
const theirs: UnconfirmedAccess = {
  ...unconfirmed,
  token: 'their-token',
  accessId: 'access-2',
  organizationId: 'organization-2',
};
const theirTokens = { ...tokens, accessToken: 'theirs', refreshToken: 'their-r' };

interface World {
  readonly connection?: Partial<Connection>;
  readonly feed?: Partial<BankFeed>;
  readonly table?: MemoryTable;
}

const aWorld = async ({ connection = {}, feed = {}, table = new MemoryTable() }: World = {}) => {
  const clock = aClock();
  const ids = countedIds();
  const connections = new DynamoConnectionStore(table);
  const vault = new DynamoTokenVault(table, plainSealer);
  const accounts = new DynamoAccountStore(table);
  const organizations = new DynamoOrganizationIndex(table);
  const history = new DynamoConnectionHistory(table);
  const { organizationId: _, ...fresh } = aConnection({ status: 'awaiting_consent' });
  await connections.create({ ...fresh, unconfirmed, ...connection });
  await vault.store(parked, tokens, { keepUntil });
  await organizations.add(waitingUnder('organization-1'), parked);
  const asked: string[] = [];
  const confirm = makeConfirmAccess({
    connections,
    organizations,
    digest,
    vault,
    feeds: {
      of: ({ id }) => {
        asked.push(id);
        return inert<BankFeed>('feed', {
          organization: async () => ({ id: 'organization-1', onboardingComplete: true }),
          accounts: async () => [aFeedAccount()],
          ...feed,
        });
      },
    },
    adoptAccess: makeAdoptAccess({
      vault,
      connections,
      organizations,
      storeAccounts: makeStoreAccounts({
        history,
        accounts,
        connections,
        catalogue: { get: async () => anInstitution() },
        due: new DynamoDueIndex(table),
        ids,
      }),
      lookAtNeighbours: async () => 0,
      fillGap: async () => undefined,
      announceActive: async () => true,
    }),
    ids,
    clock,
  });
  const now = async () => ({
    connection: await connections.get(ref),
    own: await vault.read(ref),
    parked: await vault.read(parked),
    accounts: (await accounts.list(ref.tenantId, {}, { limit: 10 })).items.map(({ pontoId }) => pontoId),
    organizations: await organizations.connectionsOf('organization-1'),
    waiting: await organizations.connectionsOf(waitingUnder('organization-1')),
  });
  const what = async () => (await history.list(ref, { limit: 10 })).items.map((entry) => [entry.what, entry.by.kind]);
  /** The next consent comes back, of another organisation. */
  const anotherComesBack = async () => {
    await vault.store(unconfirmedRef(ref, theirs), theirTokens, { keepUntil });
    return connections.keepUnconfirmed(ref, theirs, { at: clock.now() });
  };
  return { table, confirm, asked, now, what, connections, organizations, vault, anotherComesBack };
};

const untouched = { own: undefined, parked: { tokens, version: 1 }, accounts: [], organizations: [] };

describe('confirming what a consent has brought', () => {
  it('makes the access the connection’s own, by the hand of the user who confirms', async () => {
    const { confirm, asked, now, what } = await aWorld();

    expect(await confirm(person, ref.connectionId, 'the-token')).toEqual({ kind: 'confirmed' });

    const { connection, ...rest } = await now();
    expect(asked).toEqual([parked.connectionId]);
    expect(connection).toMatchObject({ status: 'active', organizationId: 'organization-1', method: 'oauth' });
    expect(connection).not.toHaveProperty('unconfirmed');
    expect(rest).toEqual({
      own: { tokens, version: 1 },
      parked: undefined,
      accounts: [aFeedAccount().pontoId],
      organizations: [ref],
      waiting: [],
    });
    expect(await what()).toEqual([
      ['consent_finished', 'user'],
      ['account_added', 'user'],
    ]);
  });

  it.each<[string, string, World, typeof person, string]>([
    ['another user’s', 'confirmation_not_yours', {}, { ...person, userId: 'user-2' }, 'the-token'],
    ['not what was seen', 'confirmation_outdated', {}, person, 'another'],
    ['another tenant’s', 'unknown_connection', {}, { ...person, tenantId: 'tenant-2' }, 'the-token'],
    ['over', 'disconnected', { connection: { status: 'disconnected' } }, person, 'the-token'],
    ['active by now', 'nothing_to_confirm', { connection: { status: 'active' } }, person, 'the-token'],
    ['without accounts by now', 'no_accounts', { feed: { accounts: async () => [] } }, person, 'the-token'],
  ])('takes nothing that is %s: %s', async (_what, kind, world, who, token) => {
    const { confirm, now } = await aWorld(world);

    expect(await confirm(who, ref.connectionId, token)).toEqual({ kind });

    expect(await now()).toMatchObject(untouched);
  });

  it('lets any user of the tenant confirm what began with a link in a mail', async () => {
    const { userId: _, ...byMail } = unconfirmed;
    const { confirm } = await aWorld({ connection: { unconfirmed: byMail } });

    expect(await confirm({ ...person, userId: 'user-9' }, ref.connectionId, 'the-token')).toEqual({
      kind: 'confirmed',
    });
  });

  it('shows anew what has changed since it was seen, and takes only that', async () => {
    const accounts = async () => [aFeedAccount(), aFeedAccount({ pontoId: uuid(2), reference: 'BE71096123456769' })];
    const { confirm, now } = await aWorld({ feed: { accounts } });

    const outdated = await confirm(person, ref.connectionId, 'the-token');
    const { connection, ...rest } = await now();
    const token = connection?.unconfirmed?.token ?? '';
    const late = await confirm(person, ref.connectionId, 'the-token');
    const confirmed = await confirm(person, ref.connectionId, token);

    expect(outdated).toEqual({ kind: 'confirmation_outdated' });
    expect(rest).toMatchObject(untouched);
    expect(connection?.unconfirmed).toMatchObject({ accountCount: 2, organizationName: 'Bakkerij Els' });
    expect([late.kind, confirmed.kind]).toEqual(['confirmation_outdated', 'confirmed']);
  });

  it.each([60, 2])('shows anew that one of %s accounts was exchanged, also where it is only counted', async (count) => {
    const listed = Array.from({ length: count }, (_, index) =>
      aFeedAccount({ pontoId: uuid(1000 + index), reference: `BE${index}` }),
    );
    const last = listed.slice(0, -1);
    const seen = { ...unconfirmed, ...summaryOf(listed), accountsDigest: digest(identityOf(listed)) };
    const exchanged = aFeedAccount({ pontoId: uuid(9), reference: `BE${count - 1}` });
    const { confirm, now } = await aWorld({
      connection: { unconfirmed: seen },
      feed: { accounts: async () => [exchanged, ...last] },
    });
    const same = await aWorld({
      connection: { unconfirmed: seen },
      feed: { accounts: async () => listed.toReversed() },
    });

    expect(await confirm(person, ref.connectionId, 'the-token')).toEqual({ kind: 'confirmation_outdated' });

    expect(await now()).toMatchObject(untouched);
    expect(await same.confirm(person, ref.connectionId, 'the-token')).toEqual({ kind: 'confirmed' });
  });

  it('makes nothing of another organisation the connection’s own, at whatever moment its consent comes back', async () => {
    /** Confirms; at a moment another consent comes back, unless the confirmation has come to its end. */
    const aTry = async (comesBack: number, accounts = [aFeedAccount()]) => {
      const world = await aWorld({ feed: { accounts: async () => accounts } });
      let moments = 0;
      let kept: unknown;
      world.table.onCall = async () => {
        moments += 1;
        if (moments !== comesBack) return;
        world.table.onCall = () => void (moments += 1);
        kept = await world.anotherComesBack();
      };
      const { kind } = await world.confirm(person, ref.connectionId, 'the-token');
      world.table.onCall = () => undefined;
      const { connection, own, organizations } = await world.now();
      const theirAccess = await world.vault.read(unconfirmedRef(ref, theirs));
      return { moments, end: { kind, kept, connection, own: own?.tokens, organizations }, theirAccess };
    };
    const { moments } = await aTry(Infinity);
    expect(moments).toBeGreaterThan(20);
    const seen = new Set<string>();

    for (let comesBack = 1; comesBack <= moments; comesBack += 1) {
      const { end, theirAccess } = await aTry(comesBack);
      seen.add(end.kind);
      expect({ comesBack, ...end }).toMatchObject(
        end.kind === 'confirmed'
          ? {
              comesBack,
              kept: 'refused',
              connection: { status: 'active', organizationId: 'organization-1' },
              own: tokens,
              organizations: [ref],
            }
          : {
              comesBack,
              kind: 'confirmation_outdated',
              kept: 'kept',
              connection: { status: 'awaiting_consent', unconfirmed: theirs },
              own: undefined,
              organizations: [],
            },
      );
      expect(theirAccess?.tokens).toEqual(theirTokens);
      const changed = await aTry(comesBack, [aFeedAccount({ reference: 'BE71096123456769' })]);
      if (changed.end.kept === 'kept') {
        expect(changed.end).toMatchObject({ kind: 'confirmation_outdated', connection: { unconfirmed: theirs } });
      }
    }
    expect([...seen].sort()).toEqual(['confirmation_outdated', 'confirmed']);
  });

  it('confirms what an earlier release has kept, once it was shown with everything that is told apart now', async () => {
    const { accessId: _access, accountsDigest: _digest, ...before } = unconfirmed;
    const { confirm, now, vault } = await aWorld({ connection: { unconfirmed: before } });
    await vault.store(unconfirmedRef(ref, {}), tokens, { keepUntil });

    const shown = await confirm(person, ref.connectionId, 'the-token');
    const token = (await now()).connection?.unconfirmed?.token ?? '';

    expect(shown).toEqual({ kind: 'confirmation_outdated' });
    expect(await confirm(person, ref.connectionId, token)).toEqual({ kind: 'confirmed' });
  });

  it('leaves everything as it was where Ponto cannot be looked at, or the access has ended', async () => {
    for (const code of ['ponto_unavailable', 'reconnect_required'] as const) {
      const { confirm, now } = await aWorld({ feed: { organization: () => Promise.reject(new Fault(code)) } });

      await expect(confirm(person, ref.connectionId, 'the-token')).rejects.toThrow(Fault);

      expect(await now()).toMatchObject(untouched);
    }
  });

  it('comes to the same end by the next try, wherever a first one died', async () => {
    /** Confirms, and dies at a moment. */
    const aTry = async (dies: number) => {
      const world = await aWorld();
      let moments = 0;
      world.table.onCall = () => {
        moments += 1;
        if (moments > dies) throw new Error('dead');
      };
      const outcome = await world.confirm(person, ref.connectionId, 'the-token').catch(() => ({ kind: 'dead' }));
      world.table.onCall = () => undefined;
      return { ...world, outcome, moments };
    };
    const whole = await aTry(Infinity);
    const wanted = await whole.now();
    expect(whole.moments).toBeGreaterThan(20);

    for (let dies = 0; dies < whole.moments; dies += 1) {
      const { confirm, now, outcome } = await aTry(dies);
      const { status } = (await now()).connection ?? {};

      const again = await confirm(person, ref.connectionId, 'the-token');

      const end = await now();
      const isDone = status === 'active';
      expect([dies, again.kind]).toEqual([dies, isDone ? 'nothing_to_confirm' : 'confirmed']);
      expect([dies, outcome.kind]).toEqual([dies, expect.stringMatching(/dead|confirmed/)]);
      expect({ dies, ...end, parked: undefined, own: end.own?.tokens }).toMatchObject({
        dies,
        connection: { status: 'active', organizationId: 'organization-1' },
        own: wanted.own?.tokens,
        accounts: wanted.accounts,
        organizations: wanted.organizations,
      });
    }
  });
});
