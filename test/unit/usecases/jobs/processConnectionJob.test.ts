import { Fault } from '../../../../shared/domain/faults/fault.ts';
import type { ConnectionJob } from '../../../../shared/usecases/jobs/job.ts';
import { makeProcessConnectionJob } from '../../../../shared/usecases/jobs/processConnectionJob.ts';
import { aFeedAccount, aLinkedAccount, uuid } from '../../../builders/bank.ts';
import { aConnection, aDelivery, aSync, aWorker, requestedAt } from '../../../builders/syncWorker.ts';

const aJob = (overrides: Partial<ConnectionJob> = {}): ConnectionJob => ({
  kind: 'connection',
  tenantId: 'tenant-1',
  connectionId: 'connection-1',
  frequency: 'every_12_hours',
  scheduledAt: requestedAt,
  ...overrides,
});
const prepared = () => {
  const worker = aWorker();
  return { ...worker, process: makeProcessConnectionJob(worker.deps) };
};
const readAlready = { readSynchronizations: { [uuid(900_001)]: uuid(800_001) } };

describe('processConnectionJob', () => {
  it('looks whether the registration at Ponto is complete, only until it is', async () => {
    const { process, state, deps } = prepared();
    const noted: boolean[] = [];
    const looks: boolean[] = [];
    deps.connections.markOnboarded = async () => void noted.push(true);
    state.runs = readAlready;
    let complete = false;
    state.feed = { organization: async () => (looks.push(complete), { id: 'o', onboardingComplete: complete }) };
    state.connection = aConnection({ onboardingComplete: false });
    await process(aJob(), aDelivery);
    complete = true;
    await process(aJob(), aDelivery);
    state.connection = aConnection({ onboardingComplete: true });
    await process(aJob(), aDelivery);

    expect([looks, noted]).toEqual([[false, true], [true]]);
  });

  it('looks once at the accounts and is done when every synchronization has been read', async () => {
    const { process, state, noted, syncs } = prepared();
    state.runs = readAlready;

    await process(aJob(), aDelivery);

    expect([state.ran, syncs.size, noted]).toEqual([0, 0, ['run']]);
  });

  it('reads an account whose synchronization has moved, as a scheduled run that asks no bank', async () => {
    const { process, state, noted, syncs } = prepared();
    state.runs = { readSynchronizations: { [uuid(900_001)]: uuid(1) } };

    await process(aJob(), aDelivery);

    expect([...syncs.values()]).toMatchObject([{ trigger: 'schedule', status: 'succeeded' }]);
    expect(noted).toEqual(['account-1 seen', `${uuid(900_001)} ${uuid(800_001)}`, 'run']);
  });

  it('leaves accounts of another frequency to their own schedule', async () => {
    const { process, state } = prepared();
    state.accounts = [aLinkedAccount({ frequency: 'weekly' })];

    await process(aJob(), aDelivery);

    expect(state.ran).toBe(0);
  });

  it('notes an account that feeds nothing as read', async () => {
    const { process, state, noted } = prepared();
    const { link: _link, ...unlinked } = aLinkedAccount();
    state.accounts = [unlinked as ReturnType<typeof aLinkedAccount>];

    await process(aJob(), aDelivery);

    expect([state.ran, noted]).toEqual([0, ['account-1 seen', `${uuid(900_001)} ${uuid(800_001)}`, 'run']]);
  });

  it('notes an account that is no longer shared as lost, once', async () => {
    const { process, state, noted } = prepared();
    state.runs = readAlready;
    state.feedAccounts = [];
    await process(aJob(), aDelivery);
    state.accounts = [{ ...aLinkedAccount(), authorization: { revoked: true } }];

    await process(aJob(), aDelivery);

    expect(noted).toEqual(['account-1 lost', 'run', 'run']);
  });

  it('does nothing for a connection that is disconnected', async () => {
    const { process, state, noted, counted } = prepared();
    state.connection = aConnection({ status: 'disconnected' });

    await process(aJob(), aDelivery);

    expect([state.ran, noted, counted]).toEqual([0, [], []]);
  });

  it.each(['reconnect_required', 'blocked'] as const)(
    'reads nothing of a connection that is %s, and counts it with the accounts that wait for it, once a day',
    async (status) => {
      const { process, state, noted, counted } = prepared();
      state.connection = aConnection({ status });
      state.accounts = [aLinkedAccount(), { ...aLinkedAccount({ frequency: 'manual' }), id: 'account-2' }];

      await process(aJob(), aDelivery);
      state.runs = { readSynchronizations: {}, lastRunAt: requestedAt };
      await process(aJob({ scheduledAt: '2026-03-10T19:40:00.000Z' }), aDelivery);

      expect([state.ran, noted, counted]).toEqual([0, ['run'], [status, '1 stale: access']]);
    },
  );

  it('does nothing for a tenant that the operator has paused, and reads what came once it is resumed', async () => {
    const { process, state, noted } = prepared();
    state.paused = ['tenant-1'];
    await process(aJob(), aDelivery);
    const whilePaused = [state.ran, noted.length];
    state.paused = ['tenant-2'];

    await process(aJob(), aDelivery);

    expect(whilePaused).toEqual([0, 0]);
    expect(state.ran).toBe(1);
  });

  describe('of an account whose authorisation has ended', () => {
    const authorizedAt = '2025-09-01T10:00:00.000Z';
    const failedAtTheBank = (id: number, more: Partial<ReturnType<typeof aFeedAccount>> = {}) => [
      aFeedAccount({
        authorizedAt,
        latestSynchronization: {
          id: uuid(id),
          subtype: 'accountTransactions',
          status: 'error',
          errorCodes: ['authorizationInvalid'],
          createdAt: '2026-03-10T07:00:00.000Z',
        },
        ...more,
      }),
    ];
    const expired = () => {
      const world = prepared();
      world.state.accounts = [{ ...aLinkedAccount(), authorization: { authorizedAt, revoked: false } }];
      world.state.feedAccounts = failedAtTheBank(800_001);
      return world;
    };

    it('reads once more what Ponto held, says that it has ended, and then stands still', async () => {
      const { process, state, syncs, events, noted } = expired();
      await process(aJob(), aDelivery);
      state.feedAccounts = failedAtTheBank(800_002);
      noted.length = 0;

      await process(aJob({ scheduledAt: '2026-03-10T21:00:00.000Z' }), aDelivery);

      expect([...syncs.values()]).toMatchObject([{ status: 'failed', errorCode: 'authorization_expired' }]);
      expect(state.ran).toBe(1);
      expect(events.map(({ event }) => event.type)).toEqual(['SyncFailed']);
      expect(noted).toEqual(['account-1 seen', `${uuid(900_001)} ${uuid(800_002)}`, 'run']);
    });

    it.each([
      ['Ponto fetched lines all the same', [aFeedAccount({ authorizedAt })]],
      ['it was authorised anew', failedAtTheBank(800_002, { authorizedAt: '2026-03-10T08:00:00.000Z' })],
      [
        'it was authorised anew, however soon that failed too',
        failedAtTheBank(800_002, { authorizedAt: '2026-03-10T06:00:00.000Z' }),
      ],
    ])('reads again when %s', async (_why, feedAccounts) => {
      const { process, state } = expired();
      await process(aJob(), aDelivery);
      state.feedAccounts = feedAccounts;

      await process(aJob({ scheduledAt: '2026-03-10T21:00:00.000Z' }), aDelivery);

      expect(state.ran).toBe(2);
    });

    it('does not stand still for a bank that is down', async () => {
      const { process, state } = expired();
      state.feedAccounts = [
        aFeedAccount({
          latestSynchronization: { ...failedAtTheBank(1)[0]!.latestSynchronization!, errorCodes: ['x'] },
        }),
      ];
      await process(aJob(), aDelivery);

      await process(aJob({ scheduledAt: '2026-03-10T21:00:00.000Z' }), aDelivery);

      expect(state.ran).toBe(2);
    });
  });

  it('counts a connection and the ends of its authorizations once a day', async () => {
    const { process, state, counted } = prepared();
    state.feedAccounts = [
      aFeedAccount({ authorizationExpectedEnd: '2026-03-20T00:00:00.000Z' }),
      aFeedAccount({ pontoId: uuid(900_003), authorizedAt: '2026-03-01T00:00:00.000Z' }),
    ];
    state.runs = { readSynchronizations: {}, lastRunAt: '2026-03-09T19:40:00.000Z' };

    await process(aJob(), aDelivery);
    state.runs = { readSynchronizations: {}, lastRunAt: requestedAt };
    await process(aJob({ scheduledAt: '2026-03-10T19:40:00.000Z' }), aDelivery);

    expect(counted).toEqual(['active', 'ends week_2', 'ends later']);
  });

  it('counts accounts whose bank has given nothing for too long, but none that feeds nothing', async () => {
    const { process, state, counted } = prepared();
    const silent = { synchronizedAt: '2026-03-07T02:00:00.000Z' };
    state.feedAccounts = [aFeedAccount(silent), aFeedAccount({ ...silent, pontoId: uuid(900_003) })];

    await process(aJob(), aDelivery);

    expect(counted).toEqual(['active', '1 stale: bank']);
  });

  it('counts accounts whose last run did not come through in time', async () => {
    const { process, state, counted } = prepared();
    state.runs = { ...readAlready, lastRunAt: '2026-03-09T08:00:00.000Z' };

    await process(aJob(), aDelivery);

    expect(counted).toEqual(['active', '1 stale: run', '0 stale: bank']);
  });

  it('counts nothing of a run that did not come through: the next one does', async () => {
    const { process, state, counted } = prepared();
    state.feed = {
      accounts: async () => {
        throw new Fault('ponto_unavailable');
      },
    };

    await process(aJob(), aDelivery);

    expect(counted).toEqual([]);
  });

  it('leaves an account to the run that is under way', async () => {
    const { process, state, syncs } = prepared();
    syncs.set('other', aSync({ id: 'other', trigger: 'person', status: 'fetching' }));

    await process(aJob(), aDelivery);

    expect(state.ran).toBe(0);
  });

  it('begins a run as one that was taken up when it was, and moves it once more, to its end', async () => {
    const { process, state, deps, syncs } = prepared();
    const moved: string[] = [];
    const { move } = deps.syncs;
    deps.syncs.move = async (ref, transition, change) => (moved.push(transition), move(ref, transition, change));
    state.now = '2026-03-10T09:20:00.000Z';

    await process(aJob(), aDelivery);

    expect([...syncs.values()]).toMatchObject([{ createdAt: requestedAt, startedAt: state.now, status: 'succeeded' }]);
    expect(moved).toEqual(['succeed']);
  });

  it('takes its own run up again when it is delivered again after a crash', async () => {
    const { process, state, syncs } = prepared();
    syncs.set('crashed', aSync({ id: 'crashed', trigger: 'schedule', status: 'fetching' }));

    await process(aJob(), aDelivery);

    expect(state.ran).toBe(1);
    expect(syncs.get('crashed')?.status).toBe('succeeded');
  });

  it('reads the other accounts when our own error stops one, and is delivered again for it', async () => {
    const { process, state, syncs } = prepared();
    state.accounts = [aLinkedAccount(), { ...aLinkedAccount(), id: 'account-2', pontoId: uuid(900_003) }];
    state.feedAccounts = [aFeedAccount(), aFeedAccount({ pontoId: uuid(900_003) })];
    const outcome = state.outcome;
    state.outcome = async () => {
      if (state.ran > 1) return outcome();
      for (const sync of syncs.values()) syncs.delete(sync.id);
      throw new Error('a bug');
    };

    await expect(process(aJob(), aDelivery)).rejects.toThrow('a bug');

    expect([...syncs.values()]).toMatchObject([{ accountId: 'account-2', status: 'succeeded' }]);
  });

  it('tries a passing fault again, and leaves it to the next schedule after the last try', async () => {
    const { process, state, put } = prepared();
    state.feed = {
      accounts: async () => {
        throw new Fault('ponto_unavailable');
      },
    };

    for (let attempts = 0; attempts <= 3; attempts += 1) await process(aJob({ attempts }), aDelivery);

    expect(put.map(({ delaySeconds }) => delaySeconds)).toEqual([30, 120, 600]);
  });

  it('moves the connection when Ponto refuses our access', async () => {
    const { process, state, put, moves } = prepared();
    state.feed = {
      accounts: async () => {
        throw new Fault('reconnect_required');
      },
    };

    await process(aJob(), aDelivery);

    expect([moves, put]).toEqual([['tokensRefused'], []]);
  });
});
