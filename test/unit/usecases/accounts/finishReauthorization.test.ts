import fc from 'fast-check';
import { DynamoAccountStore } from '../../../../shared/adapters/dynamodb/accountStore.ts';
import { DynamoConnectionHistory } from '../../../../shared/adapters/dynamodb/connectionHistory.ts';
import { DynamoConnectionStore } from '../../../../shared/adapters/dynamodb/connectionStore.ts';
import { DynamoReauthorizationStore } from '../../../../shared/adapters/dynamodb/reauthorizationStore.ts';
import type { Table } from '../../../../shared/adapters/dynamodb/table.ts';
import type { Connection } from '../../../../shared/domain/connections/connection.ts';
import { Fault } from '../../../../shared/domain/faults/fault.ts';
import type { ConnectionRef } from '../../../../shared/ports/refsAndPages.ts';
import type { FeedAccount } from '../../../../shared/domain/ledger/feedAccount.ts';
import type { BankFeed } from '../../../../shared/ports/bankFeed.ts';
import type { PublishedEvent } from '../../../../shared/ports/events.ts';
import type { SyncJob } from '../../../../shared/ports/syncs.ts';
import { makeFinishReauthorization } from '../../../../shared/usecases/accounts/finishReauthorization.ts';
import { lookForNewAuthorization } from '../../../../shared/usecases/accounts/newAuthorization.ts';
import { aFeedAccount, uuid } from '../../../builders/bank.ts';
import { inert } from '../../../builders/inert.ts';
import { aClock, aConnection, aLink, anAccount, anInstitution } from '../../../builders/records.ts';
import { connectionsTableSuite } from '../../../setup/connectionsTable.ts';

describe('a person who comes back from Ponto’s page of a renewal', () => {
  const suite = connectionsTableSuite();
  const before = { authorizedAt: '2025-09-01T09:00:00.000Z', expiresAt: '2026-02-28T09:00:00.000Z' };
  const renewedAt = '2026-03-10T08:59:00.000Z';
  const renewed = aFeedAccount({ authorizedAt: renewedAt, authorizationExpectedEnd: '2026-09-06T08:59:00.000Z' });
  const unchanged = aFeedAccount({
    authorizedAt: before.authorizedAt,
    authorizationExpectedEnd: before.expiresAt,
  });

  const aWorld = async (
    listed: readonly FeedAccount[] | Error,
    connection: Partial<Connection> = {},
    queue?: 'away',
  ) => {
    const failures: unknown[] = [];
    const tenantId = suite.aTenant();
    const table = suite.table();
    const token = `${tenantId} token`;
    const accounts = new DynamoAccountStore(table);
    const connections = new DynamoConnectionStore(table);
    const history = new DynamoConnectionHistory(table);
    const reauthorizations = new DynamoReauthorizationStore(table);
    await connections.create(aConnection({ tenantId, ...connection }));
    await accounts.create(anAccount({ tenantId, link: aLink(), authorization: { ...before, revoked: false } }));
    await reauthorizations.begin(token, {
      tenantId,
      userId: 'user-1',
      connectionId: uuid(1),
      accountId: uuid(101),
      pontoUrl: 'https://ponto.example/renew',
      ending: { authorizedAt: before.authorizedAt, lastDay: '2026-02-28' },
      expiresAt: '2026-03-10T10:00:00.000Z',
    });
    const events: PublishedEvent[] = [];
    const put: { readonly job: SyncJob; readonly delaySeconds: number }[] = [];
    const filled: string[] = [];
    const deps = {
      accounts,
      connections,
      history,
      reauthorizations,
      catalogue: { get: async (id: string) => anInstitution({ id }) },
      feeds: {
        of: () =>
          inert<BankFeed>('feed', {
            accounts: async () => {
              if (listed instanceof Error) throw listed;
              return listed;
            },
          }),
      },
      bus: { publish: async (published: readonly PublishedEvent[]) => void events.push(...published) },
      fillGap: async (given: readonly { readonly id: string }[]) => void filled.push(...given.map(({ id }) => id)),
      jobs: {
        put: async (jobs: readonly SyncJob[], delaySeconds = 0) => {
          if (queue === 'away') throw new Fault('internal_error');
          put.push(...jobs.map((job) => ({ job, delaySeconds })));
        },
      },
      onLookFailure: (look: string, { tenantId: of, connectionId }: ConnectionRef, error: unknown) =>
        void failures.push([look, of === tenantId, connectionId, error]),
      clock: aClock('2026-03-10T09:00:00.000Z'),
    };
    const finishing = (through: Table) =>
      makeFinishReauthorization({
        ...deps,
        accounts: new DynamoAccountStore(through),
        history: new DynamoConnectionHistory(through),
      });
    const finish = finishing(table);
    const account = () => accounts.get({ tenantId, accountId: uuid(101) });
    return {
      events,
      failures,
      put,
      filled,
      account,
      comeBack: (given = token) => finish(given),
      comeBackThrough: (through: Table) => finishing(through)(token),
      webhook: async () =>
        lookForNewAuthorization(deps, {
          account: (await account()) ?? anAccount(),
          connection: aConnection({ tenantId }),
          by: { kind: 'ponto' },
          at: '2026-03-10T09:00:05.000Z',
          toldAt: '2026-03-10T08:59:02.000Z',
        }),
      told: async () =>
        (await history.list({ tenantId, connectionId: uuid(1) }, { limit: 50 })).items.flatMap(({ what, at, by }) =>
          what === 'account_reauthorized' ? [[at, by.kind]] : [],
        ),
    };
  };

  const again = {
    job: { kind: 'event', effect: 'look_again', connectionId: uuid(1), accountPontoId: uuid(900_001) },
    delaySeconds: 30,
  };

  it('finds the new end, what came in being read, and others told, without a word of Ponto', async () => {
    const world = await aWorld([renewed]);

    const finished = await world.comeBack();

    expect(finished).toMatchObject({ kind: 'reauthorized', begun: { accountId: uuid(101) } });
    expect((await world.account())?.authorization).toMatchObject({
      authorizedAt: renewedAt,
      expiresAt: '2026-09-06T08:59:00.000Z',
    });
    expect(world.filled).toEqual([uuid(101)]);
    expect(world.events).toMatchObject([
      { id: `${uuid(101)}:reauthorized:${renewedAt}`, event: { type: 'AccountReauthorized', accountId: uuid(101) } },
    ]);
    expect(await world.told()).toEqual([[renewedAt, 'visitor']]);
    expect(world.put).toEqual([]);
  });

  it('is told of once, whichever comes first: the person or Ponto’s event', async () => {
    const [first, second] = [await aWorld([renewed]), await aWorld([renewed])];

    await first.comeBack();
    await first.webhook();
    await second.webhook();
    const late = await second.comeBack();

    expect([first.events.length, second.events.length]).toEqual([1, 1]);
    expect(first.events[0]?.id).toBe(second.events[0]?.id);
    expect([await first.told(), await second.told()]).toEqual([[[renewedAt, 'visitor']], [[renewedAt, 'ponto']]]);
    expect(late.kind).toBe('reauthorized');
  });

  it('comes back in vain where a crash comes between two writes, and the next look makes up for it', async () => {
    let crashes = 0;
    for (let at = 1; at < 10; at += 1) {
      const world = await aWorld([renewed]);
      let writes = 0;
      let crashed = false;
      const table = suite.hookedTable({
        after: ({ name }) => {
          writes += name === 'GetItemCommand' || name === 'QueryCommand' ? 0 : 1;
          if (writes !== at) return;
          crashed = true;
          throw new Error('crashed');
        },
      });

      const first = await world.comeBackThrough(table);
      await world.webhook();
      const second = await world.comeBack();

      crashes += crashed ? 1 : 0;
      expect([first.kind, second.kind]).toEqual([crashed ? 'unconfirmed' : 'reauthorized', 'reauthorized']);
      expect((await world.account())?.authorization.authorizedAt).toBe(renewedAt);
      expect(new Set(world.events.map(({ id }) => id)).size).toBe(1);
      expect(await world.told()).toHaveLength(1);
      if (!crashed) break;
    }
    expect(crashes).toBeGreaterThan(1);
  });

  it('is not told that it worked when the account shows nothing new, and is looked at again', async () => {
    const world = await aWorld([unchanged]);

    expect(await world.comeBack()).toMatchObject({ kind: 'unconfirmed' });
    expect(world.put).toMatchObject([again]);
    expect([world.filled, world.events, await world.told()]).toEqual([[], [], []]);
  });

  it.each<[string, readonly FeedAccount[] | Error, unknown]>([
    ['Ponto is away', new Fault('ponto_unavailable'), expect.any(Fault)],
    ['the account is no longer shared', [], undefined],
  ])('goes on when %s', async (_why, listed, cause) => {
    const world = await aWorld(listed);

    const finished = await world.comeBack();

    expect(finished).toMatchObject({ kind: 'unconfirmed', begun: { connectionId: uuid(1) } });
    expect(finished.kind === 'unconfirmed' && finished.cause).toEqual(cause);
    expect(world.put).toMatchObject([again]);
  });

  it('goes on when it cannot be looked at again either, and that is told', async () => {
    const world = await aWorld(new Fault('ponto_unavailable'), {}, 'away');

    expect(await world.comeBack()).toMatchObject({ kind: 'unconfirmed', begun: { connectionId: uuid(1) } });
    expect(world.failures).toEqual([['renewal', true, uuid(1), new Fault('internal_error')]]);
  });

  it('asks Ponto for nothing where our access is gone', async () => {
    const world = await aWorld(new Error('was asked'), { status: 'reconnect_required' });

    expect(await world.comeBack()).toEqual({ kind: 'unconfirmed', begun: expect.anything() });
    expect(world.put).toEqual([]);
  });

  it('is not known by a token that nobody began', async () => {
    const world = await aWorld(new Error('was asked'));

    expect(await world.comeBack('made-up')).toEqual({ kind: 'unknown' });
  });

  it('is learned of by whichever channel comes first, once, in any order of coming back, Ponto’s word and a slow Ponto', async () => {
    const channel = fc.constantFrom('back' as const, 'word' as const);
    await fc.assert(
      fc.asyncProperty(
        fc.array(channel, { maxLength: 3 }),
        fc.array(channel, { minLength: 1, maxLength: 4 }),
        async (early, late) => {
          // What Ponto lists changes under way: at first it shows the authorization of before.
          const listed: FeedAccount[] = [unchanged];
          const world = await aWorld(listed);
          const go = (by: 'back' | 'word') => (by === 'back' ? world.comeBack() : world.webhook());
          for (const by of early) await go(by);
          const looksAgain = world.put.length;
          listed.splice(0, 1, renewed);
          for (const by of late) await go(by);

          expect(looksAgain).toBe(early.filter((by) => by === 'back').length);
          expect((await world.account())?.authorization.authorizedAt).toBe(renewedAt);
          expect(await world.told()).toHaveLength(1);
          expect(world.events).toHaveLength(1);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('is told anew when it is renewed once more, however soon', async () => {
    const listed: FeedAccount[] = [unchanged];
    const world = await aWorld(listed);
    await world.webhook();
    listed.splice(0, 1, renewed);
    await world.comeBack();
    listed.splice(0, 1, { ...renewed, authorizedAt: '2026-03-10T09:20:00.000Z' });
    await world.comeBack();

    // The newest first. The first one was told by Ponto, before the account showed its moment.
    expect((await world.told()).map(([at]) => at)).toEqual(['2026-03-10T09:20:00.000Z', '2026-03-10T08:59:02.000Z']);
    expect(world.events).toHaveLength(2);
  });
});
