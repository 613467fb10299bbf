import { DynamoAccountStore } from '../../../../shared/adapters/dynamodb/accountStore.ts';
import { DynamoConnectionHistory } from '../../../../shared/adapters/dynamodb/connectionHistory.ts';
import { DynamoConnectionStore } from '../../../../shared/adapters/dynamodb/connectionStore.ts';
import { DynamoConsentStore } from '../../../../shared/adapters/dynamodb/consentStore.ts';
import { DynamoDueIndex, DynamoOrganizationIndex } from '../../../../shared/adapters/dynamodb/dueIndex.ts';
import { DynamoTokenVault } from '../../../../shared/adapters/dynamodb/tokenVault.ts';
import { connectionKey } from '../../../../shared/adapters/dynamodb/keys.ts';
import { digest } from '../../../../shared/composition/fingerprint.ts';
import type { Account, Connection } from '../../../../shared/domain/connections/connection.ts';
import { Fault, type FaultCode } from '../../../../shared/domain/faults/fault.ts';
import type { BankFeed } from '../../../../shared/ports/bankFeed.ts';
import type { PublishedEvent } from '../../../../shared/ports/events.ts';
import type { TokenSet } from '../../../../shared/ports/tokens.ts';
import type { ConnectionRef } from '../../../../shared/ports/refsAndPages.ts';
import { makeAnnounceActive } from '../../../../shared/usecases/connections/announceActive.ts';
import { makeFinishConsent } from '../../../../shared/usecases/connections/finishConsent.ts';
import { unconfirmedRef, waitingUnder } from '../../../../shared/usecases/connections/unconfirmedRef.ts';
import { makeVerifyNewAccess } from '../../../../shared/usecases/connections/verifyNewAccess.ts';
import { makeStoreAccounts } from '../../../../shared/usecases/connections/storeAccounts.ts';
import { aFeedAccount, uuid } from '../../../builders/bank.ts';
import { inert } from '../../../builders/inert.ts';
import { MemoryTable } from '../../../builders/memoryTable.ts';
import { plainSealer } from '../../../builders/plainSealer.ts';
import { aMove, aClock, aConnection, aLink, anAccount, anInstitution, countedIds } from '../../../builders/records.ts';
import { connectionsTableSuite } from '../../../setup/connectionsTable.ts';

const browser = 'the-secret-of-a-browser';
const aNamedOrganization = { id: 'organization-1', name: 'Bakkerij Els' };

const granted: TokenSet = {
  accessToken: 'access-new',
  accessTokenExpiresAt: '2026-03-10T09:30:00.000Z',
  refreshToken: 'refresh-new',
};

const grantedToAnother: TokenSet = { ...granted, accessToken: 'access-other', refreshToken: 'refresh-other' };
const ofAnother = {
  exchange: async () => grantedToAnother,
  feed: {
    organization: async () => ({ id: 'organization-2' }),
    accounts: async () => [aFeedAccount({ pontoId: uuid(2), reference: 'BE71096123456769' })],
  },
};

describe('finishing a consent', () => {
  const suite = connectionsTableSuite();
  const ids = countedIds();

  interface Options {
    readonly connection?: Partial<Connection>;
    readonly exchange?: () => Promise<TokenSet>;
    readonly feed?: Partial<BankFeed>;
    readonly publish?: () => Promise<void>;
    /** Linked accounts on other connections that the consent leaves out. */
    readonly beside?: number;
    readonly mustBeConfirmed?: boolean;
    readonly table?: MemoryTable;
    /** Happens while Ponto is being looked at. */
    readonly meanwhile?: (world: { ref: ConnectionRef; staged: ConnectionRef }) => Promise<void>;
  }

  const aWorld = async (options: Options = {}) => {
    const tenantId = suite.aTenant();
    const ref = { tenantId, connectionId: uuid(1) };
    const state = `state-of-${tenantId}`;
    const table = options.table ?? suite.table();
    const clock = aClock('2026-03-10T09:00:00.000Z');
    const vault = new DynamoTokenVault(table, plainSealer);
    const connections = new DynamoConnectionStore(table);
    const accounts = new DynamoAccountStore(table);
    const consents = new DynamoConsentStore(table);
    const organizations = new DynamoOrganizationIndex(table);
    await connections.create(aConnection({ tenantId, status: 'awaiting_consent', ...options.connection }));
    const consent = {
      tenantId,
      userId: 'user-1',
      connectionId: ref.connectionId,
      expiresAt: '2026-03-10T09:10:00.000Z',
    };
    /** Begun, and a browser led to Ponto with the state. */
    const begin = async (next: string): Promise<void> => {
      await consents.begin(`token ${next}`, consent);
      await pass(next, next, browser);
    };
    const pass = async (begun: string, next: string, by: string): Promise<void> => {
      const passage = {
        state: next,
        browser: by,
        codeVerifier: 'verifier',
        redirectUri: 'https://sync.example/oauth/callback',
        expiresAt: consent.expiresAt,
      };
      await consents.pass(`token ${begun}`, passage, clock.now());
    };
    await begin(state);
    const asked: unknown[] = [];
    const events: PublishedEvent[] = [];
    const read: Account[] = [];
    const finishing = (changes: Options = {}) => {
      const now = { ...options, ...changes };
      return makeFinishConsent({
        digest,
        history: new DynamoConnectionHistory(table),
        consents,
        authorizationServer: {
          exchangeCode: async (request) => {
            asked.push(request);
            return now.exchange ? now.exchange() : granted;
          },
        },
        vault,
        verifyNewAccess: makeVerifyNewAccess({
          vault,
          feeds: {
            of: ({ id }) =>
              inert<BankFeed>('feed', {
                organization: async () => ({ id: 'organization-1' }),
                accounts: async () => {
                  await now.meanwhile?.({ ref, staged: { tenantId, connectionId: id } });
                  return [aFeedAccount()];
                },
                ...now.feed,
              }),
          },
          ids,
        }),
        connections,
        organizations,
        storeAccounts: makeStoreAccounts({
          history: new DynamoConnectionHistory(table),
          accounts,
          connections,
          catalogue: { get: async () => anInstitution() },
          due: new DynamoDueIndex(table),
          ids,
        }),
        lookAtNeighbours: async () => now.beside ?? 0,
        fillGap: async (found) => void read.push(...found),
        ids,
        mustBeConfirmed: now.mustBeConfirmed ?? false,
        announceActive: makeAnnounceActive({
          events: {
            publish: async (published) => {
              await now.publish?.();
              events.push(...published);
            },
          },
          ids,
        }),
        clock,
      });
    };
    const own = () => vault.read(ref);
    const connection = () => connections.get(ref);
    const listed = async () => (await accounts.list(tenantId, {}, { limit: 10 })).items;
    /** Everything that lies at the connection, staged tokens included. */
    const beside = async () => (await table.query(connectionKey(ref).pk, { prefix: connectionKey(ref).sk })).items;
    /** Tokens of what waits to be confirmed. */
    const parked = async () => {
      const { unconfirmed } = (await connection()) ?? {};
      return unconfirmed && vault.read(unconfirmedRef(ref, unconfirmed));
    };
    return {
      parked,
      ref,
      state,
      clock,
      consent,
      begin,
      passWith: (by: string) => pass(state, `${state} ${by}`, by),
      asked,
      events,
      read,
      finishing,
      own,
      connection,
      listed,
      beside,
      vault,
      accounts,
      organizations,
    };
  };

  it('tells how many linked accounts it has left out, here and on the other connections of the tenant', async () => {
    const world = await aWorld({ beside: 2 });
    await world.accounts.create(
      anAccount({ tenantId: world.ref.tenantId, pontoId: uuid(77), reference: 'BE71096123456769', link: aLink() }),
    );

    const finished = await world.finishing()({ state: world.state, code: 'code-1', browser });

    expect(finished).toMatchObject({ kind: 'connected', withdrawn: 3 });
  });

  it('connects: tokens, accounts, organisation and events, and nothing staged stays', async () => {
    const world = await aWorld();

    const finished = await world.finishing()({ state: world.state, code: 'code-1', browser });

    expect(finished).toEqual({ kind: 'connected', consent: world.consent, announced: true, withdrawn: 0 });
    expect(world.asked).toEqual([
      { code: 'code-1', codeVerifier: 'verifier', redirectUri: 'https://sync.example/oauth/callback' },
    ]);
    expect(await world.own()).toEqual({ tokens: granted, version: 1 });
    expect(await world.connection()).toMatchObject({ status: 'active', organizationId: 'organization-1' });
    expect(await world.listed()).toMatchObject([{ pontoId: uuid(900_001), connectionId: uuid(1) }]);
    expect(await world.organizations.connectionsOf('organization-1')).toContainEqual(world.ref);
    expect(world.events.map(({ event }) => event)).toEqual([
      { type: 'ConnectionActivated', connectionId: uuid(1) },
      { type: 'AccountsFetched', connectionId: uuid(1), added: 1, kept: 0, lost: 0 },
    ]);
    expect(await world.beside()).toHaveLength(2);
  });

  it('takes a state once', async () => {
    const world = await aWorld();

    const both = await Promise.all([
      world.finishing()({ state: world.state, code: 'code-1', browser }),
      world.finishing()({ state: world.state, code: 'code-1', browser }),
    ]);

    expect(both.map(({ kind }) => kind).sort()).toEqual(['connected', 'unverified']);
    expect(world.asked).toHaveLength(1);
    expect(await world.listed()).toHaveLength(1);
  });

  it('does nothing for a state that nobody began, that is missing, or whose time is over', async () => {
    const world = await aWorld();

    const outcomes = [
      await world.finishing()({ state: 'made-up', code: 'code-1', browser }),
      await world.finishing()({ code: 'code-1', browser }),
    ];
    world.clock.at = '2026-03-10T09:10:00.000Z';
    outcomes.push(await world.finishing()({ state: world.state, code: 'code-1', browser }));

    expect(outcomes).toEqual([{ kind: 'unverified' }, { kind: 'unverified' }, { kind: 'unverified' }]);
    expect(world.asked).toEqual([]);
    expect(await world.connection()).toMatchObject({ status: 'awaiting_consent' });
  });

  it.each([
    ['access_denied', { kind: 'cancelled' }],
    ['server_error', { kind: 'failed', code: 'ponto_unavailable' }],
    ['temporarily_unavailable', { kind: 'failed', code: 'ponto_unavailable' }],
    ['invalid_scope', { kind: 'failed', code: 'consent_failed' }],
    [undefined, { kind: 'failed', code: 'consent_failed' }],
  ])('tells what Ponto said with %s, and stores nothing', async (error, expected) => {
    const world = await aWorld();

    const finished = await world.finishing()({ state: world.state, error, browser });

    expect(finished).toMatchObject({ ...expected, consent: world.consent });
    expect(await world.beside()).toHaveLength(1);
    expect(world.events).toEqual([]);
  });

  it.each<[FaultCode, string]>([
    ['reconnect_required', 'consent_failed'],
    ['ponto_unavailable', 'ponto_unavailable'],
    ['ponto_throttled', 'ponto_throttled'],
    ['ponto_answer_not_understood', 'ponto_answer_not_understood'],
    ['organization_blocked', 'organization_blocked'],
    ['credentials_refused', 'internal_error'],
  ])('tells %s from Ponto as %s; nothing is half-stored and the next try works', async (fault, code) => {
    const world = await aWorld();
    const fails = async () => {
      throw new Fault(fault);
    };

    const atExchange = await world.finishing({ exchange: fails })({ state: world.state, code: 'code-1', browser });
    await world.begin(`second ${world.state}`);
    const atLook = await world.finishing({ feed: { accounts: fails } })({
      state: `second ${world.state}`,
      code: 'code-2',
      browser,
    });
    const left = [await world.connection(), await world.beside(), await world.listed(), [...world.events]];
    await world.begin(`third ${world.state}`);
    const next = await world.finishing()({ state: `third ${world.state}`, code: 'code-3', browser });

    expect([atExchange, atLook]).toMatchObject([
      { kind: 'failed', code },
      { kind: 'failed', code },
    ]);
    expect(left).toMatchObject([{ status: 'awaiting_consent' }, [{ status: 'awaiting_consent' }], [], []]);
    expect(next).toMatchObject({ kind: 'connected' });
  });

  it('does not count a consent without accounts', async () => {
    const world = await aWorld();

    const finished = await world.finishing({ feed: { accounts: async () => [] } })({
      state: world.state,
      code: 'c',
      browser,
    });

    expect(finished).toMatchObject({ kind: 'failed', code: 'no_accounts' });
    expect(await world.connection()).toMatchObject({ status: 'awaiting_consent' });
    expect(await world.beside()).toHaveLength(1);
  });

  it('notes the organisation at once, so that an access without accounts can be ended, and binds nobody to it', async () => {
    const world = await aWorld();
    await world.finishing({ feed: { accounts: async () => [] } })({ state: world.state, code: 'c', browser });
    const noted = await world.connection();
    await world.begin('state-2-' + world.state);

    const second = await world.finishing({ feed: { organization: async () => ({ id: 'organization-2' }) } })({
      browser,
      state: 'state-2-' + world.state,
      code: 'c',
    });

    expect(noted).toMatchObject({ status: 'awaiting_consent', organizationId: 'organization-1' });
    expect(second).toMatchObject({ kind: 'connected' });
    expect(await world.connection()).toMatchObject({ status: 'active', organizationId: 'organization-2' });
  });

  it('keeps whether the organisation has completed its registration at Ponto', async () => {
    const world = await aWorld({
      feed: { organization: async () => ({ id: 'organization-1', onboardingComplete: false }) },
    });

    await world.finishing()({ state: world.state, code: 'c', browser });

    expect(await world.connection()).toMatchObject({ status: 'active', onboardingComplete: false });
  });

  it('keeps it too when no account is shared yet, and nothing of it when another organisation consents', async () => {
    const world = await aWorld();
    const unfinished = { organization: async () => ({ id: 'organization-1', onboardingComplete: false }) };
    await world.finishing({ feed: { accounts: async () => [], ...unfinished } })({
      state: world.state,
      code: 'c',
      browser,
    });
    const noted = await world.connection();
    await world.begin('state-2-' + world.state);

    await world.finishing({ feed: {} })({ state: 'state-2-' + world.state, code: 'c', browser });

    expect(noted).toMatchObject({ status: 'awaiting_consent', onboardingComplete: false });
    expect(await world.connection()).toMatchObject({ status: 'active' });
    expect(await world.connection()).not.toHaveProperty('onboardingComplete');
  });

  it('tells in the history how each consent ended, and who gave it', async () => {
    const world = await aWorld();
    const states = [1, 2].map((number) => `state-${number}-${world.state}`);
    for (const state of states) await world.begin(state);
    await world.finishing()({ state: states[0], error: 'access_denied', browser });
    world.clock.pass(1000);
    await world.finishing()({ state: states[1], error: 'server_error', browser });
    world.clock.pass(1000);
    await world.finishing()({ state: world.state, code: 'c', browser });

    const { items } = await new DynamoConnectionHistory(suite.table()).list(world.ref, { limit: 10 });

    expect(items).toMatchObject([
      { what: 'consent_finished', status: 'active', by: { kind: 'visitor', begunBy: 'user-1' } },
      { what: 'account_added', by: { kind: 'visitor', begunBy: 'user-1' } },
      { what: 'consent_failed', code: 'ponto_unavailable' },
      { what: 'consent_cancelled' },
    ]);
  });

  it('asks Ponto nothing for a browser that did not pass our page, tells it once, and lets the one that did finish', async () => {
    const world = await aWorld();
    const { state } = world;

    const refused = [
      await world.finishing()({ state, code: 'code-1' }),
      await world.finishing()({ state, code: 'code-1', browser: 'somebody-else' }),
      await world.finishing()({ state, error: 'access_denied', browser: 'somebody-else' }),
    ];

    const { items } = await new DynamoConnectionHistory(suite.table()).list(world.ref, { limit: 10 });
    expect(refused).toEqual([
      { kind: 'other_browser', consent: world.consent },
      { kind: 'other_browser' },
      { kind: 'other_browser' },
    ]);
    expect(world.asked).toEqual([]);
    expect(await world.own()).toBeUndefined();
    expect(items).toMatchObject([
      { what: 'consent_failed', code: 'other_browser', by: { kind: 'visitor', begunBy: 'user-1' } },
    ]);
    expect(await world.finishing()({ state, code: 'code-1', browser })).toMatchObject({ kind: 'connected' });
  });

  it('keeps a first access apart until a user confirms it, where that is asked for', async () => {
    const world = await aWorld({ mustBeConfirmed: true, feed: { organization: async () => aNamedOrganization } });

    const finished = await world.finishing()({ state: world.state, code: 'code-1', browser });

    const { items } = await new DynamoConnectionHistory(suite.table()).list(world.ref, { limit: 10 });
    expect(finished).toEqual({ kind: 'unconfirmed', consent: world.consent });
    expect(await world.connection()).toMatchObject({
      status: 'awaiting_consent',
      unconfirmed: {
        token: expect.any(String),
        userId: 'user-1',
        organizationId: 'organization-1',
        organizationName: 'Bakkerij Els',
        accounts: [{ reference: aFeedAccount().reference, currency: 'EUR' }],
        accountCount: 1,
        at: '2026-03-10T09:00:00.000Z',
      },
    });
    expect([await world.own(), await world.listed(), world.events, world.read]).toEqual([undefined, [], [], []]);
    expect(await world.parked()).toEqual({ tokens: granted, version: 1 });
    expect(await world.organizations.connectionsOf('organization-1')).not.toContainEqual(world.ref);
    expect(items).toMatchObject([{ what: 'consent_unconfirmed', by: { kind: 'visitor', begunBy: 'user-1' } }]);
  });

  it('keeps a first access apart by the next consent, wherever the one before was cut short', async () => {
    /** Comes back from Ponto, to a process that dies at a moment. */
    const aTry = async (dies: number) => {
      const table = new MemoryTable();
      const world = await aWorld({ mustBeConfirmed: true, table });
      let moments = 0;
      table.onCall = () => {
        moments += 1;
        if (moments > dies) throw new Error('dead');
      };
      await world
        .finishing()({ state: world.state, code: 'code-1', browser })
        .catch(() => undefined);
      table.onCall = () => undefined;
      return { world, moments };
    };
    const { moments } = await aTry(Infinity);
    expect(moments).toBeGreaterThan(15);

    for (let dies = 0; dies < moments; dies += 1) {
      const { world } = await aTry(dies);
      const before = [await world.own(), await world.listed(), (await world.connection())?.status];
      await world.begin('next');

      const next = await world.finishing()({ state: 'next', code: 'code-2', browser });

      expect([dies, before]).toEqual([dies, [undefined, [], 'awaiting_consent']]);
      expect([dies, next.kind]).toEqual([dies, 'unconfirmed']);
      expect(await world.connection()).toMatchObject({ unconfirmed: { organizationId: 'organization-1' } });
      expect([await world.own(), await world.listed()]).toEqual([undefined, []]);
      expect(await world.parked()).toMatchObject({ tokens: granted });
    }
  });

  it('keeps the last of two accesses that wait, with tokens of its own, and nothing of the one before', async () => {
    const world = await aWorld({ mustBeConfirmed: true, table: new MemoryTable() });
    await world.finishing()({ state: world.state, code: 'code-1', browser });
    const first = await world.connection();
    await world.begin('next');

    await world.finishing(ofAnother)({ state: 'next', code: 'code-2', browser });

    expect(first).toMatchObject({ unconfirmed: { organizationId: 'organization-1' } });
    expect(await world.connection()).toMatchObject({ unconfirmed: { organizationId: 'organization-2' } });
    expect(await world.parked()).toMatchObject({ tokens: grantedToAnother });
    expect(await world.beside()).toHaveLength(2);
    expect(await world.organizations.connectionsOf(waitingUnder('organization-1'))).toEqual([]);
    expect(await world.organizations.connectionsOf(waitingUnder('organization-2'))).toHaveLength(1);
  });

  it('connects one organisation whole, and nothing of the other, at whatever moment that one comes back', async () => {
    /** Comes back from Ponto; at a moment somebody of another organisation does so too. */
    const aTry = async (comesBack: number) => {
      const table = new MemoryTable();
      const world = await aWorld({ table });
      await world.begin('another');
      let moments = 0;
      let another: string | undefined;
      table.onCall = async () => {
        moments += 1;
        if (moments !== comesBack) return;
        table.onCall = () => void (moments += 1);
        const finished = await world.finishing(ofAnother)({ state: 'another', code: 'code-2', browser });
        another = 'code' in finished ? finished.code : finished.kind;
      };
      const finished = await world.finishing()({ state: world.state, code: 'code-1', browser });
      table.onCall = () => undefined;
      const { status, organizationId } = (await world.connection()) ?? {};
      return {
        moments,
        end: {
          outcomes: ['code' in finished ? finished.code : finished.kind, another],
          status,
          organizationId,
          accessToken: (await world.own())?.tokens.accessToken,
          accounts: (await world.listed()).map(({ reference }) => reference),
          organizations: [
            (await world.organizations.connectionsOf('organization-1')).length,
            (await world.organizations.connectionsOf('organization-2')).length,
          ],
          beside: (await world.beside()).length,
        },
      };
    };
    const { moments } = await aTry(Infinity);
    expect(moments).toBeGreaterThan(30);
    const seen = new Set<string>();

    for (let comesBack = 1; comesBack <= moments; comesBack += 1) {
      const { end } = await aTry(comesBack);
      seen.add(end.outcomes.join());
      const isFirst = end.outcomes[0] === 'connected';
      expect({ comesBack, ...end }).toEqual({
        comesBack,
        outcomes: isFirst ? ['connected', 'other_organization'] : [expect.anything(), 'connected'],
        status: 'active',
        organizationId: isFirst ? 'organization-1' : 'organization-2',
        accessToken: (isFirst ? granted : grantedToAnother).accessToken,
        accounts: [isFirst ? aFeedAccount().reference : 'BE71096123456769'],
        organizations: isFirst ? [1, 0] : [0, 1],
        beside: 2,
      });
    }
    expect([...seen].sort()).toEqual(['connected,other_organization', 'other_organization,connected']);
  });

  it('lets another organisation in once a claim has lapsed whose owner has died', async () => {
    const world = await aWorld();
    const claim = { organizationId: 'organization-1', at: world.clock.now() };
    await new DynamoConnectionStore(suite.table()).claim(world.ref, claim);
    const early = await world.finishing(ofAnother)({ state: world.state, code: 'code-1', browser });
    world.clock.at = '2026-03-10T09:02:00.000Z';
    await world.begin(`later ${world.state}`);

    const late = await world.finishing(ofAnother)({ state: `later ${world.state}`, code: 'code-2', browser });

    expect(early).toMatchObject({ kind: 'failed', code: 'other_organization' });
    expect(late).toMatchObject({ kind: 'connected' });
    expect(await world.connection()).toMatchObject({ status: 'active', organizationId: 'organization-2' });
  });

  it('asks for no confirmation of an organisation that had one', async () => {
    const world = await aWorld({
      mustBeConfirmed: true,
      connection: { status: 'reconnect_required', organizationId: 'organization-1' },
    });

    const finished = await world.finishing()({ state: world.state, code: 'code-1', browser });

    expect(finished).toMatchObject({ kind: 'connected' });
  });

  it('keeps nothing to confirm on a connection that was disconnected while Ponto was looked at', async () => {
    const world = await aWorld({
      mustBeConfirmed: true,
      meanwhile: async ({ ref }) => {
        await new DynamoConnectionStore(suite.table()).move(
          ref,
          aMove('disconnect', { at: '2026-03-10T09:00:00.000Z' }),
        );
      },
    });

    const finished = await world.finishing()({ state: world.state, code: 'code-1', browser });

    expect(finished).toMatchObject({ kind: 'failed', code: 'connection_disconnected' });
    expect(await world.beside()).toMatchObject([{ status: 'disconnected' }]);
    expect(await world.organizations.connectionsOf(waitingUnder('organization-1'))).not.toContainEqual(
      expect.objectContaining({ tenantId: world.ref.tenantId }),
    );
    expect(await world.connection()).not.toHaveProperty('unconfirmed');
  });

  it('gives the accounts of one connection to no browser of another', async () => {
    const [mine, theirs] = [await aWorld(), await aWorld()];
    await theirs.passWith('their-browser');

    const finished = await mine.finishing()({ state: mine.state, code: 'code-1', browser: 'their-browser' });

    expect(finished).toMatchObject({ kind: 'other_browser' });
    expect(await mine.connection()).toMatchObject({ status: 'awaiting_consent' });
  });

  it('keeps an access that works when another organisation consents', async () => {
    const world = await aWorld({ connection: { status: 'active', organizationId: 'organization-0' } });
    const working = { ...granted, accessToken: 'access-old' };
    await world.vault.store(world.ref, working);

    const finished = await world.finishing()({ state: world.state, code: 'code-1', browser });

    expect(finished).toMatchObject({ kind: 'failed', code: 'other_organization' });
    expect(await world.own()).toEqual({ tokens: working, version: 1 });
    expect(await world.connection()).toMatchObject({ status: 'active', organizationId: 'organization-0' });
    expect(await world.organizations.connectionsOf('organization-1')).not.toContainEqual(world.ref);
  });

  it('turns a legacy connection into one by consent', async () => {
    const world = await aWorld({ connection: { method: 'legacy_token', status: 'migration_required' } });

    await world.finishing()({ state: world.state, code: 'code-1', browser });

    expect(await world.connection()).toMatchObject({ method: 'oauth', status: 'active', id: uuid(1) });
  });

  it('reads the accounts that it knew before, so that the gap is filled', async () => {
    const world = await aWorld({ connection: { status: 'reconnect_required', organizationId: 'organization-1' } });
    await world.finishing()({ state: world.state, code: 'code-1', browser });
    await world.begin(`again ${world.state}`);

    await world.finishing()({ state: `again ${world.state}`, code: 'code-2', browser });

    expect(world.read).toMatchObject([{ pontoId: uuid(900_001), connectionId: uuid(1) }]);
  });

  it('reconnects with the same organisation and forgets why it had to', async () => {
    const world = await aWorld({
      connection: { status: 'reconnect_required', statusCode: 'reconnect_required', organizationId: 'organization-1' },
    });

    await world.finishing()({ state: world.state, code: 'code-1', browser });

    expect(await world.connection()).toMatchObject({ status: 'active' });
    expect(await world.connection()).not.toHaveProperty('statusCode');
  });

  it('asks Ponto for nothing when the connection was disconnected before', async () => {
    const world = await aWorld({ connection: { status: 'disconnected' } });

    const finished = await world.finishing()({ state: world.state, code: 'code-1', browser });

    expect(finished).toMatchObject({ kind: 'failed', code: 'connection_disconnected' });
    expect(world.asked).toEqual([]);
  });

  it('stores nothing when the connection is disconnected while Ponto is looked at', async () => {
    const connections = new DynamoConnectionStore(suite.table());
    const world = await aWorld({
      meanwhile: async ({ ref }) => {
        await connections.move(ref, aMove('disconnect', { at: '2026-03-10T09:00:00.000Z' }));
      },
    });

    const finished = await world.finishing()({ state: world.state, code: 'code-1', browser });

    expect(finished).toMatchObject({ kind: 'failed', code: 'connection_disconnected' });
    expect([await world.beside(), await world.listed()]).toMatchObject([[{ status: 'disconnected' }], []]);
  });

  it('keeps the tokens that are valid when they were refreshed during the look', async () => {
    const refreshed = { ...granted, refreshToken: 'refresh-newer' };
    const vault = new DynamoTokenVault(suite.table(), plainSealer);
    const world = await aWorld({ meanwhile: ({ staged }) => vault.store(staged, refreshed, { fromVersion: 1 }) });

    await world.finishing()({ state: world.state, code: 'code-1', browser });

    expect(await world.own()).toMatchObject({ tokens: refreshed });
  });

  it('stands also when the bus takes no news', async () => {
    const world = await aWorld({
      publish: async () => {
        throw new Error('bus down');
      },
    });

    const finished = await world.finishing()({ state: world.state, code: 'code-1', browser });

    expect(finished).toMatchObject({ kind: 'connected', announced: false });
    expect(await world.connection()).toMatchObject({ status: 'active' });
  });

  it('tells an error of ours as ours, with its cause for the log', async () => {
    const world = await aWorld();
    const cause = new Error('a bug');
    const finished = await world.finishing({
      exchange: async () => {
        throw cause;
      },
    })({ state: world.state, code: 'code-1', browser });

    expect(finished).toEqual({ kind: 'failed', consent: world.consent, code: 'internal_error', cause });
  });
});
