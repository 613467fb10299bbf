import { Fault } from '../../../../shared/domain/faults/fault.ts';
import { aFeedAccount, uuid } from '../../../builders/bank.ts';
import { aLink } from '../../../builders/records.ts';
import { connectionsTableSuite } from '../../../setup/connectionsTable.ts';
import { aToldWorld, happenedAt } from './aToldWorld.ts';

describe('an account that was authorised anew', () => {
  const suite = connectionsTableSuite();
  const expired = {
    authorization: { authorizedAt: '2025-09-01T08:00:00.000Z', expiresAt: '2026-03-01T08:00:00.000Z', revoked: false },
  };
  const renewed = aFeedAccount({
    authorizedAt: happenedAt,
    authorizationExpectedEnd: '2026-09-06T08:59:58.000Z',
  });

  it('is no longer expired, other software is told, and it is read', async () => {
    const world = await aToldWorld(suite, { accounts: [{ ...expired, link: aLink() }], listed: [renewed] });

    await world.tell({ effect: 'resume' });

    expect((await world.account())?.authorization).toEqual({
      authorizedAt: happenedAt,
      expiresAt: '2026-09-06T08:59:58.000Z',
      revoked: false,
    });
    expect(world.events).toMatchObject([
      { occurredAt: happenedAt, event: { type: 'AccountReauthorized', accountId: uuid(101) } },
    ]);
    expect(world.put).toMatchObject([{ job: { kind: 'account', accountId: uuid(101) } }]);
  });

  it.each([
    ['manual', { link: aLink({ frequency: 'manual' }) }],
    ['not linked', {}],
  ])('is looked at but not read when it is %s', async (_how, account) => {
    const world = await aToldWorld(suite, { accounts: [{ ...expired, ...account }], listed: [renewed] });

    await world.tell({ effect: 'resume' });

    expect((await world.account())?.authorization.expiresAt).toBe('2026-09-06T08:59:58.000Z');
    expect([world.events.length, world.put]).toEqual([1, []]);
  });

  it('is told of under the same id when the event comes twice', async () => {
    const world = await aToldWorld(suite, { accounts: [{ ...expired, link: aLink() }], listed: [renewed] });

    await world.tell({ effect: 'resume' });
    await world.tell({ effect: 'resume' });

    expect(new Set(world.events.map(({ id }) => id)).size).toBe(1);
  });

  it('is found by a second look, after its holder came back before Ponto showed it', async () => {
    const world = await aToldWorld(suite, { accounts: [{ ...expired, link: aLink() }] });
    world.ponto.accounts = async () => [aFeedAccount(expired.authorization)];
    await world.tell({ effect: 'look_again' });
    const before = [world.events.length, world.put.splice(0).length];
    world.ponto.accounts = async () => [renewed];

    await world.tell({ effect: 'look_again' });
    await world.tell({ effect: 'look_again' });

    expect(before).toEqual([0, 1]);
    expect((await world.account())?.authorization.authorizedAt).toBe(happenedAt);
    expect(world.events).toMatchObject([{ event: { type: 'AccountReauthorized', accountId: uuid(101) } }]);
    expect(world.put).toMatchObject([{ job: { kind: 'account', accountId: uuid(101) } }]);
  });

  it('is looked at a few times more while nothing new shows, and then left to the schedule', async () => {
    const world = await aToldWorld(suite, { accounts: [{ ...expired, link: aLink() }] });
    world.ponto.accounts = async () => [aFeedAccount(expired.authorization)];

    for (const attempts of [0, 1, 2]) await world.tell({ effect: 'look_again', attempts });

    expect(world.put).toMatchObject([
      { job: { effect: 'look_again', attempts: 1 }, delaySeconds: 120 },
      { job: { effect: 'look_again', attempts: 2 }, delaySeconds: 600 },
    ]);
    expect(world.events).toEqual([]);
  });

  it.each([
    ['that we do not know', { accountPontoId: uuid(900_055) }, 0],
    ['that is no longer shared with us', {}, 1],
  ])('%s changes nothing', async (_which, event, looks) => {
    const world = await aToldWorld(suite, { accounts: [{ ...expired, link: aLink() }], listed: [] });

    await world.tell({ effect: 'resume', ...event });

    expect((await world.account())?.authorization).toEqual(expired.authorization);
    expect([world.events, world.put, world.ponto.looks]).toEqual([[], [], looks]);
  });
});

describe('an account that was added or taken out at Ponto', () => {
  const suite = connectionsTableSuite();
  const added = aFeedAccount({ pontoId: uuid(900_020), reference: 'BE71096123456769' });

  it('is found unlinked, the others stay as they are', async () => {
    const world = await aToldWorld(suite, { listed: [aFeedAccount(), added] });

    await world.tell({ effect: 'fetch_accounts', accountPontoId: uuid(900_020) });

    const accounts = await world.accounts.ofConnection(world.ref);
    expect(accounts.map(({ pontoId, link }) => [pontoId, link !== undefined])).toEqual(
      expect.arrayContaining([
        [uuid(900_001), true],
        [uuid(900_020), false],
      ]),
    );
    expect(world.events.map(({ event }) => event)).toEqual([
      { type: 'AccountsFetched', connectionId: uuid(1), added: 1, kept: 1, lost: 0 },
    ]);
  });

  it('is lost and keeps its link and its books', async () => {
    const world = await aToldWorld(suite, { listed: [] });

    await world.tell({ effect: 'fetch_accounts' });

    expect(await world.account()).toMatchObject({ authorization: { revoked: true }, link: aLink() });
  });

  it('is one account, however often the event comes', async () => {
    const world = await aToldWorld(suite, { listed: [aFeedAccount(), added] });

    await Promise.all([1, 2, 3].map(() => world.tell({ effect: 'fetch_accounts', accountPontoId: uuid(900_020) })));

    expect(await world.accounts.ofConnection(world.ref)).toHaveLength(2);
    expect(new Set(world.events.map(({ id }) => id)).size).toBe(1);
  });

  it.each(['active', 'blocked'] as const)(
    'does not wander from the other connection of the organisation, which is %s',
    async (status) => {
      const world = await aToldWorld(suite, {
        second: { status },
        accounts: [{ connectionId: uuid(2), link: aLink() }],
        listed: [aFeedAccount(), added],
      });

      await world.tell({ effect: 'fetch_accounts', accountPontoId: uuid(900_020) });

      expect((await world.account())?.connectionId).toBe(uuid(2));
      expect((await world.accounts.ofConnection(world.ref)).map(({ pontoId }) => pontoId)).toEqual([uuid(900_020)]);
    },
  );

  it('comes from a connection that was ended', async () => {
    const world = await aToldWorld(suite, {
      second: { status: 'disconnected' },
      accounts: [{ connectionId: uuid(2), link: aLink() }],
    });

    await world.tell({ effect: 'fetch_accounts' });

    expect((await world.account())?.connectionId).toBe(uuid(1));
  });
});

describe('an event for which Ponto has to be asked', () => {
  const suite = connectionsTableSuite();
  const effects = ['resume', 'fetch_accounts'] as const;

  it.each(effects)('waits while Ponto is away, for %s, as long as Ponto says', async (effect) => {
    const world = await aToldWorld(suite);
    world.ponto.accounts = () => Promise.reject(new Fault('ponto_unavailable'));
    await world.tell({ effect });
    world.ponto.accounts = () => Promise.reject(new Fault('ponto_throttled', { retryAfterSeconds: 90 }));

    await world.tell({ effect, attempts: 1 });
    await world.tell({ effect, attempts: 50 });

    expect(world.put).toMatchObject([
      { job: { kind: 'event', effect, attempts: 1 }, delaySeconds: 30 },
      { job: { kind: 'event', effect, attempts: 2 }, delaySeconds: 90 },
      { job: { kind: 'event', effect, attempts: 51 }, delaySeconds: 900 },
    ]);
  });

  it.each(['reconnect_required', 'credentials_refused'] as const)('says so when the answer is %s', async (code) => {
    const world = await aToldWorld(suite);
    world.ponto.accounts = () => Promise.reject(new Fault(code));

    await world.tell({ effect: 'fetch_accounts' });

    expect(await world.connections.get(world.ref)).toMatchObject({ status: 'reconnect_required', statusCode: code });
    expect(world.put).toEqual([]);
  });

  it('is not tried again for what only a person can heal', async () => {
    const world = await aToldWorld(suite);
    world.ponto.accounts = () => Promise.reject(new Fault('organization_blocked'));

    await world.tell({ effect: 'fetch_accounts' });

    expect([await world.status(), world.put]).toEqual(['active', []]);
  });

  it.each([new Fault('internal_error'), new Error('ours')])(
    'stays on the queue for an error of ours',
    async (error) => {
      const world = await aToldWorld(suite);
      world.ponto.accounts = () => Promise.reject(error);

      await expect(world.tell({ effect: 'fetch_accounts' })).rejects.toBe(error);
    },
  );
});
