import { uuid } from '../../../builders/bank.ts';
import { aMove, aConnection, aLink } from '../../../builders/records.ts';
import { connectionsTableSuite } from '../../../setup/connectionsTable.ts';
import { at, aToldWorld, later } from '../webhooks/aToldWorld.ts';

describe('an event that tells of lines or of a synchronization', () => {
  const suite = connectionsTableSuite();
  const other = { id: uuid(102), pontoId: uuid(900_009), reference: 'BE71096123456769', link: aLink() };

  it('has the account read at once, without asking the bank or Ponto first', async () => {
    const world = await aToldWorld(suite, { accounts: [{ link: aLink() }, other] });

    await world.tell({ effect: 'read' });

    expect(await world.syncsOf()).toMatchObject([{ trigger: 'webhook', status: 'queued' }]);
    expect(world.put).toMatchObject([{ job: { kind: 'account', accountId: uuid(101) }, delaySeconds: 0 }]);
    expect(world.put[0]?.job).not.toHaveProperty('customerIpAddress');
    expect(await world.syncsOf(uuid(102))).toEqual([]);
    expect(world.ponto.looks).toBe(0);
  });

  it.each([
    ['feeds nothing', {}],
    ['is read only on request', { link: aLink({ frequency: 'manual' }) }],
    ['is another one', { link: aLink(), pontoId: uuid(900_009) }],
  ])('leaves an account alone that %s', async (_why, account) => {
    const world = await aToldWorld(suite, { accounts: [account] });

    await world.tell({ effect: 'read' });

    expect([await world.syncsOf(), world.put]).toEqual([[], []]);
  });

  it.each(['awaiting_consent', 'reconnect_required', 'blocked', 'migration_required', 'disconnected'] as const)(
    'reads nothing of a connection that is %s',
    async (status) => {
      const world = await aToldWorld(suite, { connection: { status } });

      for (const effect of ['read', 'read_if_failed', 'resume', 'fetch_accounts'] as const)
        await world.tell({ effect });

      expect([await world.syncsOf(), world.put, world.events, world.ponto.looks]).toEqual([[], [], [], 0]);
    },
  );

  it('reads nothing of a tenant that the operator has paused, but takes its facts', async () => {
    const world = await aToldWorld(suite);
    await world.pauses.pause(world.ref.tenantId, at);

    for (const effect of ['read', 'read_if_failed'] as const) await world.tell({ effect });
    await world.tell({ effect: 'block' });

    expect([await world.syncsOf(), world.put, await world.status()]).toEqual([[], [], 'blocked']);
    await world.pauses.resume(world.ref.tenantId);
  });

  it('does nothing about a connection that is not there', async () => {
    const world = await aToldWorld(suite);

    for (const effect of ['read', 'block', 'unblock', 'revoke'] as const) {
      await world.tell({ effect, connectionId: uuid(77) });
    }

    expect([world.put, world.events]).toEqual([[], []]);
  });

  it('is one run for the several events of one synchronization, and none once that has been read', async () => {
    const world = await aToldWorld(suite);
    const synchronizationId = uuid(800_001);
    await world.tell({ synchronizationId });
    await world.tell({ synchronizationId });
    await world.endRun('succeed');
    await world.runs.markRead(world.ref, uuid(900_001), synchronizationId);

    await world.tell({ synchronizationId });

    // The second event has gone behind the run, in case that passes it by.
    expect((await world.syncsOf()).length).toBe(1);
    expect(world.put.map(({ job: { kind } }) => kind)).toEqual(['account', 'event']);
  });

  it('has the run read what its synchronization touched, and reads no more once a run has', async () => {
    const world = await aToldWorld(suite);
    await world.tell({ synchronizationId: uuid(800_001) });
    await world.endRun('succeed');
    world.touched.push(uuid(800_002));

    await world.tell({ synchronizationId: uuid(800_002) });

    expect(world.put).toMatchObject([{ job: { kind: 'account', touchedBy: [uuid(800_001)] } }]);
  });

  it('is not lost on a run that waits already and was told of another one', async () => {
    const world = await aToldWorld(suite);
    await world.tell({ synchronizationId: uuid(800_001) });
    await world.tell({ synchronizationId: uuid(800_002) });
    await world.endRun('succeed');
    const behind = world.put[1]?.job;

    await world.tell(behind?.kind === 'event' ? behind : {});

    expect(world.put.at(-1)).toMatchObject({ job: { kind: 'account', touchedBy: [uuid(800_002)] } });
  });

  it('reads again for another synchronization than the one that was read last', async () => {
    const world = await aToldWorld(suite);
    await world.runs.markRead(world.ref, uuid(900_001), uuid(800_001));

    await world.tell({ synchronizationId: uuid(800_002) });

    expect(await world.syncsOf()).toHaveLength(1);
  });

  it('comes back when a run reads already, which may have passed by what is new', async () => {
    const world = await aToldWorld(suite);
    await world.tell({ synchronizationId: uuid(800_001) });
    await world.beginReading();

    await world.tell({ synchronizationId: uuid(800_002) });
    await world.tell({ synchronizationId: uuid(800_002), attempts: 30 });

    expect(world.put.slice(1)).toMatchObject([
      { job: { kind: 'event', effect: 'read', synchronizationId: uuid(800_002), attempts: 1 }, delaySeconds: 20 },
      { job: { kind: 'event', effect: 'read', synchronizationId: uuid(800_002), attempts: 31 }, delaySeconds: 300 },
    ]);
  });

  it('ends in the dead letters when it came back for hours', async () => {
    const world = await aToldWorld(suite);
    await world.tell({});
    await world.beginReading();
    await world.tell({ attempts: 99 });

    await expect(world.tell({ attempts: 100 })).rejects.toThrow('for hours');

    expect(world.put.at(-1)).toMatchObject({ job: { attempts: 100 }, delaySeconds: 300 });
  });
});

describe('a synchronization that failed', () => {
  const suite = connectionsTableSuite();

  it('has the account read, to judge why', async () => {
    const world = await aToldWorld(suite);

    await world.tell({ effect: 'read_failure' });

    expect(await world.syncsOf()).toMatchObject([{ trigger: 'webhook', status: 'queued' }]);
  });

  it('has nobody read an account that has told already that its authorisation has ended', async () => {
    const world = await aToldWorld(suite);
    await world.tell({ effect: 'read_failure' });
    await world.endRun('fail');

    await world.tell({ effect: 'read_failure', synchronizationId: uuid(800_002) });

    expect(await world.syncsOf()).toHaveLength(1);
  });
});

describe('a synchronization that changed nothing', () => {
  const suite = connectionsTableSuite();

  it('has nobody read an account whose last run was good, or that has had none', async () => {
    const world = await aToldWorld(suite);
    await world.tell({ effect: 'read_if_failed' });
    await world.tell({ effect: 'read' });
    await world.endRun('succeed');

    await world.tell({ effect: 'read_if_failed' });

    expect(await world.syncsOf()).toHaveLength(1);
  });

  it('ends a failure that is still shown: the account is read', async () => {
    const world = await aToldWorld(suite);
    await world.tell({ effect: 'read' });
    await world.endRun('fail');

    await world.tell({ effect: 'read_if_failed' });

    expect(await world.syncsOf()).toMatchObject([{ trigger: 'webhook', status: 'queued' }, { status: 'failed' }]);
  });

  it('also ends one that nobody wrote down, because its worker crashed', async () => {
    const world = await aToldWorld(suite);
    await world.tell({ effect: 'read' });
    world.clock.pass(2 * 3_600_000);

    await world.tell({ effect: 'read_if_failed', requestedAt: world.clock.now() });

    expect(await world.syncsOf()).toMatchObject([{ status: 'queued' }, { errorCode: 'interrupted' }]);
  });
});

describe('the organisation is blocked', () => {
  const suite = connectionsTableSuite();

  it('which pauses the connection and says why', async () => {
    const world = await aToldWorld(suite);

    await world.tell({ effect: 'block' });

    expect(await world.connections.get(world.ref)).toEqual(
      aConnection({
        ...(await world.connections.get(world.ref)),
        status: 'blocked',
        statusCode: 'organization_blocked',
        updatedAt: at,
      }),
    );
    expect(world.put).toEqual([]);
  });

  it('and unblocked again: what came in meanwhile is read, of accounts that are read by themselves', async () => {
    const accounts = [
      { link: aLink() },
      { id: uuid(102), pontoId: uuid(900_010), link: aLink({ frequency: 'manual' }) },
      { id: uuid(103), pontoId: uuid(900_011) },
      { id: uuid(104), pontoId: uuid(900_012), link: aLink(), authorization: { revoked: true } },
      { id: uuid(105), pontoId: uuid(900_013), link: aLink({ frequency: 'monthly' }) },
    ];
    const world = await aToldWorld(suite, { accounts });
    await world.tell({ effect: 'block' });

    await world.tell({ effect: 'unblock', happenedAt: later(60) });

    const { statusCode, status } = (await world.connections.get(world.ref)) ?? {};
    expect([status, statusCode]).toEqual(['active', undefined]);
    expect(world.put.map(({ job }) => job.kind === 'account' && job.accountId)).toEqual([uuid(101), uuid(105)]);
  });

  it.each([
    [
      'blocked comes late',
      [
        ['unblock', 60],
        ['block', 0],
      ],
      'active',
    ],
    [
      'blocked comes twice, the second time late',
      [
        ['block', 0],
        ['unblock', 60],
        ['block', 0],
      ],
      'active',
    ],
    [
      'unblocked comes twice, the second time late',
      [
        ['block', 0],
        ['unblock', 60],
        ['block', 120],
        ['unblock', 60],
      ],
      'blocked',
    ],
    [
      'unblocked comes late',
      [
        ['block', 120],
        ['unblock', 60],
      ],
      'blocked',
    ],
    [
      'all come backwards',
      [
        ['unblock', 180],
        ['block', 120],
        ['unblock', 60],
        ['block', 0],
      ],
      'active',
    ],
  ] as const)('what Ponto told last counts when %s', async (_how, told, status) => {
    const world = await aToldWorld(suite);

    for (const [effect, seconds] of told) await world.tell({ effect, happenedAt: later(seconds) });

    expect(await world.status()).toBe(status);
  });

  it('and unblocked, told late once more: nothing is read for that', async () => {
    const world = await aToldWorld(suite);
    await world.tell({ effect: 'unblock', happenedAt: later(120) });
    await world.endRun('succeed');

    await world.tell({ effect: 'unblock', happenedAt: later(60) });

    expect(await world.syncsOf()).toHaveLength(1);
  });

  it('and the worker crashed after the move: delivered again, the accounts are read', async () => {
    const world = await aToldWorld(suite);
    await world.tell({ effect: 'block' });
    await world.connections.recordBlocking(world.ref, later(60));
    await world.connections.move(world.ref, aMove('unblock', { at, reportedAt: later(60) }));

    await world.tell({ effect: 'unblock', happenedAt: later(60) });

    expect(world.put).toMatchObject([{ job: { kind: 'account' } }]);
  });

  it.each(['reconnect_required', 'disconnected', 'awaiting_consent'] as const)(
    'while the connection is %s, which it stays',
    async (status) => {
      const world = await aToldWorld(suite, { connection: { status } });

      await world.tell({ effect: 'block' });
      const between = await world.status();
      await world.tell({ effect: 'unblock', happenedAt: later(60) });

      expect([between, await world.status(), world.put]).toEqual([status, status, []]);
    },
  );
});

describe('the integration was revoked', () => {
  const suite = connectionsTableSuite();

  it.each(['active', 'blocked'] as const)('which makes a connection that was %s need a new consent', async (status) => {
    const world = await aToldWorld(suite, { connection: { status } });

    await world.tell({ effect: 'revoke' });
    await world.tell({ effect: 'revoke' });

    expect(await world.connections.get(world.ref)).toMatchObject({
      status: 'reconnect_required',
      statusCode: 'reconnect_required',
    });
    expect(world.events.map(({ event }) => event)).toEqual([
      { type: 'ConnectionReconnectRequired', connectionId: uuid(1), code: 'reconnect_required' },
    ]);
  });

  it('before the consent that is in force now, which stays', async () => {
    const world = await aToldWorld(suite);
    await world.tell({ effect: 'revoke' });
    await world.connections.move(world.ref, aMove('activate', { at: later(60) }));

    await world.tell({ effect: 'revoke' });

    expect([await world.status(), world.events.length]).toEqual(['active', 1]);
  });

  it('after the consent that was in force', async () => {
    const world = await aToldWorld(suite);
    await world.connections.move(world.ref, aMove('activate', { at: later(-60) }));

    await world.tell({ effect: 'revoke' });

    expect(await world.status()).toBe('reconnect_required');
  });
});
