import { Fault } from '../../../../shared/domain/faults/fault.ts';
import { makeProcessConnectionJob, type ConnectionJob } from '../../../../shared/usecases/sync/processConnectionJob.ts';
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

  it.each(['reconnect_required', 'blocked', 'disconnected'] as const)(
    'does nothing for a connection that is %s',
    async (status) => {
      const { process, state, noted } = prepared();
      state.connection = aConnection({ status });

      await process(aJob(), aDelivery);

      expect([state.ran, noted]).toEqual([0, []]);
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

  it('leaves an account to the run that is under way', async () => {
    const { process, state, syncs } = prepared();
    syncs.set('other', aSync({ id: 'other', trigger: 'person', status: 'fetching' }));

    await process(aJob(), aDelivery);

    expect(state.ran).toBe(0);
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
