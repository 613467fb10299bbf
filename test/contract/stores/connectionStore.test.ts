import { DynamoAccountantIndex } from '../../../shared/adapters/dynamodb/accountants.ts';
import { DynamoConnectionRuns } from '../../../shared/adapters/dynamodb/connectionRuns.ts';
import { DynamoConnectionStore } from '../../../shared/adapters/dynamodb/connectionStore.ts';
import {
  connectionTransitions,
  type ConnectionStatus,
  type ConnectionTransition,
} from '../../../shared/domain/connections/connection.ts';
import type { ConnectionRef } from '../../../shared/ports/refsAndPages.ts';
import { uuid } from '../../builders/bank.ts';
import { aMove, aConnection } from '../../builders/records.ts';
import { engineName } from '../../setup/deployedStage.ts';
import { connectionsTableSuite } from '../../setup/connectionsTable.ts';

const statuses: readonly ConnectionStatus[] = [
  'awaiting_consent',
  'active',
  'reconnect_required',
  'blocked',
  'migration_required',
  'disconnected',
];
const transitions: readonly ConnectionTransition[] = ['activate', 'tokensRefused', 'block', 'unblock', 'disconnect'];
const moves = transitions.flatMap((transition) => statuses.map((status) => ({ transition, status })));

const waiting = {
  token: 'token-1',
  accessId: 'access-1',
  userId: 'user-1',
  organizationId: 'organization-1',
  organizationName: 'Bakkerij Els',
  accounts: [{ reference: 'BE68539007547034', currency: 'EUR' }],
  accountCount: 1,
  accountsDigest: 'digest-1',
  at: '2026-03-10T09:00:00.000Z',
};

describe(`ConnectionStore on ${engineName}`, () => {
  const suite = connectionsTableSuite();
  const aStore = () => new DynamoConnectionStore(suite.table());
  const at = '2026-03-11T08:00:00.000Z';
  /** What a move brings along, beside the status. */
  const carried = {
    activate: { activatedAt: at, organizationId: 'organization-1', method: 'oauth' },
    tokensRefused: { refusalUntoldAt: at, statusCode: 'reconnect_required' },
    block: { statusCode: 'organization_blocked' },
    unblock: {},
    disconnect: { revocation: 'pending' },
  } as const;

  it('gives back what was made, and nothing to another tenant', async () => {
    const [tenantId, other] = [suite.aTenant(), suite.aTenant()];
    const connection = aConnection({ tenantId, organizationId: 'organization-1', statusCode: 'reconnect_required' });

    await aStore().create(connection);

    expect(await aStore().get({ tenantId, connectionId: connection.id })).toEqual(connection);
    expect(await aStore().get({ tenantId: other, connectionId: connection.id })).toBeUndefined();
  });

  it('never makes a connection over another one', async () => {
    const tenantId = suite.aTenant();
    await aStore().create(aConnection({ tenantId }));

    await expect(aStore().create(aConnection({ tenantId, status: 'disconnected' }))).rejects.toThrow('exists');
    expect(await aStore().get({ tenantId, connectionId: uuid(1) })).toMatchObject({ status: 'active' });
  });

  it('keeps what waits to be confirmed, the last of it, until the connection becomes active', async () => {
    const ref = { tenantId: suite.aTenant(), connectionId: uuid(1) };
    await aStore().create(aConnection({ tenantId: ref.tenantId, status: 'awaiting_consent' }));
    const kept = [
      await aStore().keepUnconfirmed(ref, waiting, { at }),
      await aStore().keepUnconfirmed(ref, { ...waiting, token: 'token-2' }, { at }),
    ];
    const shown = await aStore().get(ref);
    await aStore().move(ref, aMove('activate', { at }));

    expect(kept).toEqual(['kept', 'kept']);
    expect(shown).toMatchObject({ status: 'awaiting_consent', unconfirmed: { ...waiting, token: 'token-2' } });
    expect(await aStore().get(ref)).not.toHaveProperty('unconfirmed');
    expect(await aStore().keepUnconfirmed(ref, waiting, { at })).toBe('refused');
    expect(await aStore().get(ref)).not.toHaveProperty('unconfirmed');
  });

  it('shows anew only what still waits', async () => {
    const ref = { tenantId: suite.aTenant(), connectionId: uuid(1) };
    await aStore().create(aConnection({ tenantId: ref.tenantId, status: 'awaiting_consent', unconfirmed: waiting }));

    const kept = [
      await aStore().keepUnconfirmed(ref, { ...waiting, token: 'token-2' }, { at, instead: 'token-1' }),
      await aStore().keepUnconfirmed(ref, { ...waiting, token: 'token-3' }, { at, instead: 'token-1' }),
    ];

    expect(kept).toEqual(['kept', 'refused']);
    expect(await aStore().get(ref)).toMatchObject({ unconfirmed: { token: 'token-2' } });
  });

  it('is claimed for one organisation at a time, for a while, before an access is stored', async () => {
    const ref = { tenantId: suite.aTenant(), connectionId: uuid(1) };
    // What was only noted binds nobody.
    await aStore().create(
      aConnection({ tenantId: ref.tenantId, status: 'awaiting_consent', organizationId: 'organization-0' }),
    );
    const claim = (organizationId: string, minute = 0) =>
      aStore().claim(ref, { organizationId, at: `2026-03-10T10:0${minute}:00.000Z` });
    const activate = (organizationId: string) =>
      aStore().move(ref, aMove('activate', { at, organizationId, claimed: true }));
    const before = await activate('organization-1');

    const claims = [
      await claim('organization-1'),
      await claim('organization-2', 1),
      await claim('organization-1', 1),
      await claim('organization-2', 3),
    ];
    const parked = await aStore().keepUnconfirmed(ref, waiting, { at: '2026-03-10T10:04:00.000Z' });
    const moves = [await activate('organization-1'), await activate('organization-2')];

    expect(claims).toEqual(['claimed', 'refused', 'claimed', 'claimed']);
    expect(parked).toBe('refused');
    expect([before, ...moves].map(({ kind }) => kind)).toEqual(['refused', 'refused', 'moved']);
    expect([await claim('organization-1', 9), await claim('organization-2', 9)]).toEqual(['refused', 'claimed']);
    expect(await aStore().claim({ ...ref, connectionId: uuid(2) }, { organizationId: 'o', at })).toBe('refused');
    expect(await aStore().get({ ...ref, connectionId: uuid(2) })).toBeUndefined();
  });

  it('is claimed by a confirmation only while what it confirms waits', async () => {
    const ref = { tenantId: suite.aTenant(), connectionId: uuid(1) };
    await aStore().create(aConnection({ tenantId: ref.tenantId, status: 'awaiting_consent', unconfirmed: waiting }));
    const claim = (confirms: string) => aStore().claim(ref, { organizationId: 'organization-1', confirms, at });

    const claims = [await claim('token-2'), await claim('token-1')];
    await aStore().move(ref, aMove('activate', { at }));

    expect([...claims, await claim('token-1')]).toEqual(['refused', 'claimed', 'refused']);
  });

  it.each([
    ['disconnected', 'organization-1', 'refused'],
    ['active', 'organization-2', 'refused'],
    ['reconnect_required', 'organization-1', 'claimed'],
    ['blocked', undefined, 'claimed'],
    ['migration_required', 'organization-2', 'claimed'],
  ] as const)(
    'that is %s and of %s takes an access of organization-1: %s',
    async (status, organizationId, expected) => {
      const ref = { tenantId: suite.aTenant(), connectionId: uuid(1) };
      const { organizationId: _, ...fresh } = aConnection({ tenantId: ref.tenantId, status });
      await aStore().create({ ...fresh, ...(organizationId && { organizationId }) });

      expect(await aStore().claim(ref, { organizationId: 'organization-1', at })).toBe(expected);
    },
  );

  it('lists connections in order of creation, once each, without what lies beside them', async () => {
    const tenantId = suite.aTenant();
    const runs = new DynamoConnectionRuns(suite.table());
    const made = [1, 2, 3, 4, 5, 6, 7].map(uuid);
    for (const id of made) {
      await aStore().create(aConnection({ tenantId, id }));
      await runs.recordRun({ tenantId, connectionId: id }, at);
      await runs.markRead({ tenantId, connectionId: id }, 'account', 'sync');
    }

    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await aStore().list(tenantId, { limit: 3, ...(cursor && { cursor }) });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== undefined);

    expect(seen).toEqual(made);
    expect(await aStore().list(suite.aTenant(), { limit: 3, cursor: uuid(3) })).toEqual({ items: [] });
  });

  it.each(moves)('$transition from $status goes as the state machine says', async ({ transition, status }) => {
    const tenantId = suite.aTenant();
    const ref = { tenantId, connectionId: uuid(1) };
    const before = aConnection({ tenantId, status, statusCode: 'credentials_refused' });
    await aStore().create(before);
    await aStore().recordBlocking(ref, at);
    const { from, to } = connectionTransitions[transition];

    const moved = await aStore().move(ref, aMove(transition, { at }));

    const { statusCode: _code, ...rest } = before;
    const expected = from.some((origin) => origin === status)
      ? {
          kind: 'moved',
          current: {
            ...rest,
            status: to,
            statusSince: at,
            updatedAt: at,
            ...carried[transition],
          },
        }
      : { kind: 'refused', current: before };
    expect(moved).toEqual(expected);
    expect(await aStore().get(ref)).toEqual(expected.current);
  });

  it('keeps the organisation through a move that does not name one', async () => {
    const tenantId = suite.aTenant();
    const ref = { tenantId, connectionId: uuid(1) };
    await aStore().create(aConnection({ tenantId, status: 'awaiting_consent' }));

    await aStore().move(ref, aMove('activate', { at, organizationId: 'organization-1' }));
    await aStore().move(ref, aMove('tokensRefused', { at, statusCode: 'reconnect_required' }));

    expect(await aStore().get(ref)).toMatchObject({
      status: 'reconnect_required',
      statusCode: 'reconnect_required',
      organizationId: 'organization-1',
    });
  });

  it('makes a live connection of a legacy one, which keeps what was recorded', async () => {
    const tenantId = suite.aTenant();
    const ref = { tenantId, connectionId: uuid(1) };
    const { contact: _contact, ...bare } = aConnection({
      tenantId,
      method: 'legacy_token',
      status: 'migration_required',
      name: 'Old Ponto',
      expectedAccounts: [{ reference: 'BE68539007547034' }, { reference: 'BE1', currency: 'USD' }],
    });
    await aStore().create(bare);

    const moved = await aStore().move(ref, aMove('activate', { at, method: 'client_credentials' }));

    const expected = {
      ...bare,
      method: 'client_credentials',
      organizationId: 'organization-1',
      status: 'active',
      statusSince: at,
      activatedAt: at,
      updatedAt: at,
    };
    expect(moved).toEqual({ kind: 'moved', current: expected });
    expect(await aStore().get(ref)).toEqual(expected);
  });

  it('tells how far the access of a disconnected connection is ended', async () => {
    const tenantId = suite.aTenant();
    const ref = { tenantId, connectionId: uuid(1) };
    await aStore().create(aConnection({ tenantId }));

    await aStore().move(ref, aMove('disconnect', { at, revocation: 'pending' }));
    const pending = await aStore().get(ref);
    await aStore().move(ref, aMove('disconnect', { at, revocation: 'done' }));

    expect(pending).toMatchObject({ status: 'disconnected', revocation: 'pending' });
    expect(await aStore().get(ref)).toMatchObject({ status: 'disconnected', revocation: 'done' });
  });

  it('lets one of two refusals at once move the connection', async () => {
    const tenantId = suite.aTenant();
    const ref = { tenantId, connectionId: uuid(1) };
    await aStore().create(aConnection({ tenantId }));

    const moved = await Promise.all([
      aStore().move(ref, aMove('tokensRefused', { at })),
      aStore().move(ref, aMove('tokensRefused', { at })),
    ]);

    expect(moved.map(({ kind }) => kind).sort()).toEqual(['moved', 'refused']);
  });

  it('says that a connection of another tenant is missing, and makes none', async () => {
    const [tenantId, other] = [suite.aTenant(), suite.aTenant()];
    await aStore().create(aConnection({ tenantId }));
    const foreign = { tenantId: other, connectionId: uuid(1) };

    expect(await aStore().move(foreign, aMove('disconnect', { at }))).toEqual({ kind: 'missing' });
    expect(await aStore().changeContacts(foreign, { notify: ['a@b.example'], at })).toBeUndefined();
    expect(await aStore().get(foreign)).toBeUndefined();
    expect(await aStore().get({ tenantId, connectionId: uuid(1) })).toEqual(aConnection({ tenantId }));
  });

  it('changes the contact and the list of people apart', async () => {
    const tenantId = suite.aTenant();
    const ref = { tenantId, connectionId: uuid(1) };
    await aStore().create(aConnection({ tenantId, notify: ['old@b.example'] }));

    await aStore().changeContacts(ref, { contact: { email: 'new@b.example', locale: 'nl' }, at });
    const changed = await aStore().changeContacts(ref, { notify: [], at });

    expect(changed).toMatchObject({ contact: { email: 'new@b.example', locale: 'nl' }, notify: [], updatedAt: at });
  });

  it('takes an edit that is meant for one state only while nobody has edited the settings since', async () => {
    const tenantId = suite.aTenant();
    const ref = { tenantId, connectionId: uuid(1) };
    await aStore().create(aConnection({ tenantId }));
    const edit = (name: string, expected: readonly number[]) => aStore().changeContacts(ref, { name, at }, expected);

    const first = await edit('First', [0]);
    // What moves by itself is no edit.
    await aStore().move(ref, aMove('tokensRefused', { at }));
    const outcomes = [await edit('Late', [0]), await edit('Never', [-1]), await edit('Second', [7, 1])];

    expect(first).toMatchObject({ name: 'First', settingsRevision: 1 });
    expect(outcomes).toMatchObject(['changed_meanwhile', 'changed_meanwhile', { name: 'Second', settingsRevision: 2 }]);
    const foreign = { tenantId: suite.aTenant(), connectionId: uuid(1) };
    expect(await aStore().changeContacts(foreign, { name: 'Mine', at }, [0])).toBeUndefined();
  });

  it('finds connections of any tenant by their accountant, in whatever letters the address is written', async () => {
    const index = new DynamoAccountantIndex(suite.table());
    const address = `an-${suite.aTenant()}@office.example`;
    const refs = [suite.aTenant(), suite.aTenant()].map((tenantId) => ({ tenantId, connectionId: uuid(1) }));
    const [first, second] = refs as [ConnectionRef, ConnectionRef];
    await aStore().create(aConnection({ tenantId: first.tenantId, accountant: address.toUpperCase() }));
    await aStore().create(aConnection({ tenantId: second.tenantId }));
    const changed = await aStore().changeContacts(second, { accountant: address, name: 'Garage Jan', at });

    const found: ConnectionRef[] = [];
    for await (const page of index.connectionsOf(address)) found.push(...page);

    expect(found.map(({ tenantId }) => tenantId).sort()).toEqual(refs.map(({ tenantId }) => tenantId).sort());
    expect(changed).toMatchObject({ accountant: address, name: 'Garage Jan' });
  });

  it('takes the accountant away, and makes no entry for a connection that is not there', async () => {
    const index = new DynamoAccountantIndex(suite.table());
    const address = `an-${suite.aTenant()}@office.example`;
    const ref = { tenantId: suite.aTenant(), connectionId: uuid(1) };
    await aStore().changeContacts(ref, { accountant: address, at });
    const entries: unknown[] = [];
    for await (const page of index.connectionsOf(address)) entries.push(...page);
    await aStore().create(aConnection({ tenantId: ref.tenantId, accountant: address }));

    const changed = await aStore().changeContacts(ref, { accountant: null, at });

    expect(entries).toEqual([]);
    expect(changed).not.toHaveProperty('accountant');
  });
});

describe(`ConnectionRuns on ${engineName}`, () => {
  const suite = connectionsTableSuite();
  const aStore = () => new DynamoConnectionRuns(suite.table());
  const at = '2026-03-11T08:00:00.000Z';

  it('knows nothing of a connection that does not exist', async () => {
    const tenantId = suite.aTenant();

    expect(await aStore().load({ tenantId, connectionId: uuid(1) })).toBeUndefined();
  });

  it('loads the connection with what its runs noted, and nothing of a connection beside it', async () => {
    const tenantId = suite.aTenant();
    const ref = { tenantId, connectionId: uuid(1) };
    await new DynamoConnectionStore(suite.table()).create(aConnection({ tenantId }));
    const fresh = await aStore().load(ref);

    await aStore().recordRun(ref, at);
    await Promise.all(['a', 'b', 'c'].map((account) => aStore().markRead(ref, account, `sync-${account}`)));
    await aStore().markRead(ref, 'a', 'sync-a2');
    await aStore().markRead({ tenantId, connectionId: uuid(2) }, 'x', 'sync-x');

    expect(fresh).toEqual({ connection: aConnection({ tenantId }), runs: { readSynchronizations: {} } });
    expect(await aStore().load(ref)).toEqual({
      connection: aConnection({ tenantId }),
      runs: { readSynchronizations: { a: 'sync-a2', b: 'sync-b', c: 'sync-c' }, lastRunAt: at },
    });
  });
});
