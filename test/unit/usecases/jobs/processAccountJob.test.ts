import fc from 'fast-check';
import { Fault, type FaultCode } from '../../../../shared/domain/faults/fault.ts';
import type { BankSynchronization } from '../../../../shared/domain/ledger/feedAccount.ts';
import type { BankFeed } from '../../../../shared/ports/bankFeed.ts';
import type { AccountJob } from '../../../../shared/usecases/jobs/job.ts';
import { makeProcessAccountJob } from '../../../../shared/usecases/jobs/processAccountJob.ts';
import { aFeedAccount, uuid } from '../../../builders/bank.ts';
import { aComplete, aConnection, aDelivery, aSync, aWorker, requestedAt } from '../../../builders/syncWorker.ts';

const aJob = (overrides: Partial<AccountJob> = {}): AccountJob => ({
  kind: 'account',
  tenantId: 'tenant-1',
  connectionId: 'connection-1',
  accountId: 'account-1',
  syncId: aSync().id,
  requestedAt,
  ...overrides,
});
const attended = { customerIpAddress: '203.0.113.7' };
const bankSays = (status: BankSynchronization['status'], errorCodes: readonly string[] = []): Partial<BankFeed> => ({
  synchronization: async (id) => ({ id, subtype: 'accountTransactions', status, errorCodes }),
});
type Prepared = ReturnType<typeof prepared>;
const prepared = () => {
  const worker = aWorker();
  worker.syncs.set(aSync().id, aSync());
  return { ...worker, process: makeProcessAccountJob(worker.deps), sync: () => worker.syncs.get(aSync().id) };
};

describe('processAccountJob', () => {
  it('runs, notes what was read and succeeds', async () => {
    const { process, sync, noted } = prepared();

    await process(aJob(), aDelivery);

    expect(sync()).toMatchObject({ status: 'succeeded', counts: { added: 3 }, pages: 1 });
    expect(noted).toContain(`${uuid(900_001)} ${uuid(800_001)}`);
  });

  it.each([
    ['the clock, however long ago it was asked for', '2026-03-10T09:04:00.000Z', '2026-03-10T09:04:00.000Z'],
    ['the time of its schedule, where that lies ahead of the clock', '2026-03-10T08:00:00.000Z', requestedAt],
  ])('moves by %s', async (_what, now, moved) => {
    const { process, sync, state } = prepared();
    state.now = now;

    await process(aJob(), aDelivery);

    expect(sync()).toMatchObject({ status: 'succeeded', createdAt: requestedAt, updatedAt: moved });
  });

  it('checks the period that the run was asked to check, and keeps what was found', async () => {
    const { process, sync, syncs, state, deps } = prepared();
    const check = { from: '2026-03-01', to: '2026-03-31', after: 4 };
    const kinds = { missing: 1, corrected: 0, removed: 0, same: 9 };
    const counts = { ...kinds, notListed: 0, beforeImportFrom: 0, stayRemoved: 0, unreadable: 0 };
    const checked = { through: 5, singlePass: true, counts };
    syncs.set(aSync().id, aSync({ check }));
    const seen: unknown[] = [];
    state.outcome = async () => aComplete({ checked });
    const { syncLedger } = deps;
    Object.assign(deps, {
      syncLedger: (run: Parameters<typeof syncLedger>[0]) => (seen.push(run.check), syncLedger(run)),
    });

    await process(aJob(), aDelivery);

    expect(seen).toEqual([check]);
    expect(sync()).toMatchObject({ status: 'succeeded', checked });
  });

  it('does nothing when it is delivered again after its end', async () => {
    const { process, syncs, state } = prepared();
    syncs.set(aSync().id, aSync({ status: 'succeeded' }));

    await process(aJob(), aDelivery);

    expect(state.ran).toBe(0);
  });

  it.each([
    ['account_not_linked', (worker: Prepared): void => void (worker.state.accounts = [])],
    [
      'organization_blocked',
      (worker: Prepared): void => void (worker.state.connection = aConnection({ status: 'blocked' })),
    ],
    [
      'reconnect_required',
      (worker: Prepared): void => void (worker.state.connection = aConnection({ status: 'reconnect_required' })),
    ],
    ['feed_paused', (worker: Prepared): void => void (worker.state.paused = ['tenant-1'])],
    ['authorization_lost', (worker: Prepared): void => void (worker.state.feedAccounts = [])],
  ] as const)('fails with %s, says so, and asks nobody again', async (code, breakIt) => {
    const worker = prepared();
    breakIt(worker);

    await worker.process(aJob(), aDelivery);

    expect(worker.sync()).toMatchObject({ status: 'failed', errorCode: code });
    expect(worker.events.map(({ event }) => event)).toMatchObject([{ type: 'SyncFailed', code }]);
    expect(worker.put).toEqual([]);
  });

  it('asks the bank with the true address of a customer who is there, balances first, and waits on the queue', async () => {
    const { process, state, put, sync } = prepared();
    const asked: string[] = [];
    state.feed = {
      startSynchronization: async ({ subtype, customerIpAddress, idempotencyKey }) => {
        asked.push(`${subtype} ${customerIpAddress} ${idempotencyKey}`);
        return { kind: 'started', synchronization: { id: subtype, subtype, status: 'pending', errorCodes: [] } };
      },
    };

    await process(aJob(attended), aDelivery);

    expect(asked).toEqual([
      'accountDetails 203.0.113.7 00000000-0000-4000-8000-000000500000',
      'accountTransactionsWithUnsettled 203.0.113.7 00000000-0000-4000-8000-000000500001',
    ]);
    expect(put).toMatchObject([
      { job: { waitingFor: ['accountDetails', 'accountTransactionsWithUnsettled'], looks: 0 }, delaySeconds: 2 },
    ]);
    expect(put[0]?.job).not.toHaveProperty('customerIpAddress');
    expect(sync()?.status).toBe('waiting_for_bank');
  });

  it('takes "recently synchronized" as fresh enough', async () => {
    const { process, state, put } = prepared();
    state.feed = { startSynchronization: async () => ({ kind: 'recently_synchronized' }) };

    await process(aJob(attended), aDelivery);

    expect(put).toMatchObject([{ job: { waitingFor: [] }, delaySeconds: 0 }]);
  });

  it('does not tell the bank that a customer is there who has surely left', async () => {
    const { process, state, sync } = prepared();
    state.now = '2026-03-10T09:05:01.000Z';

    await process(aJob(attended), aDelivery);

    expect(sync()?.status).toBe('succeeded');
  });

  it('looks again later while the bank is not done', async () => {
    const { process, state, put, sync } = prepared();
    state.feed = bankSays('running');

    await process(aJob({ waitingFor: [uuid(1)], looks: 3 }), aDelivery);

    expect(put).toMatchObject([{ job: { looks: 4, waitingFor: [uuid(1)] }, delaySeconds: 8 }]);
    expect(sync()?.status).toBe('queued');
  });

  it('ends within a minute for who waits for a slow bank, and reads apart what it has given later', async () => {
    const { process, state, put, sync, syncs, failures } = prepared();
    state.feed = { ...bankSays('running'), startSynchronization: async () => ({ kind: 'recently_synchronized' }) };
    let waited = 0;

    for (let job: AccountJob | undefined = aJob({ waitingFor: [uuid(1)], looks: 0 }); job;) {
      await process(job, aDelivery);
      const next = put.pop();
      const isSame = next?.job.kind === 'account' && next.job.syncId === aSync().id;
      if (!isSame) {
        if (next) put.push(next);
        break;
      }
      waited += next.delaySeconds;
      job = next.job.kind === 'account' ? next.job : undefined;
    }
    const [retry] = put;

    expect(waited).toBeLessThan(50);
    expect(sync()).toMatchObject({ status: 'failed', errorCode: 'bank_slow', retryAt: '2026-03-10T09:02:00.000Z' });
    expect(failures).toEqual([]);
    if (retry?.job.kind !== 'account') throw new Error('nothing goes on');
    await process(retry.job, aDelivery);
    expect(syncs.get(retry.job.syncId)).toMatchObject({ status: 'succeeded', trigger: 'schedule' });
  });

  it.each([
    ['authorization_expired', ['authorizationInvalid']],
    ['bank_unavailable', ['technicalFailure']],
  ] as const)('fails with %s when the bank answers %j', async (code, codes) => {
    const { process, state, sync } = prepared();
    state.feed = bankSays('error', codes);

    await process(aJob({ waitingFor: [uuid(1)] }), aDelivery);

    expect(sync()).toMatchObject({ status: 'failed', errorCode: code });
  });

  it('is not shown as success while the last attempt at the bank has failed', async () => {
    const { process, state, sync } = prepared();
    state.feedAccounts = [
      aFeedAccount({
        latestSynchronization: {
          id: uuid(1),
          subtype: 'accountTransactions',
          status: 'error',
          errorCodes: ['authorizationInvalid'],
        },
      }),
    ];

    await process(aJob(), aDelivery);

    expect(sync()).toMatchObject({ status: 'failed', errorCode: 'authorization_expired', counts: { added: 3 } });
  });

  const failing = (code: FaultCode = 'ponto_unavailable') => {
    const worker = prepared();
    worker.state.outcome = async () => {
      throw new Fault(code);
    };
    return worker;
  };

  it('tries a passing fault again in the same run, where that is soon enough for who waits', async () => {
    const { process, put, sync } = failing();

    await process(aJob(), aDelivery);

    expect(put).toMatchObject([{ job: { attempts: 1, syncId: aSync().id }, delaySeconds: 30 }]);
    expect(sync()?.status).toBe('fetching');
  });

  it.each([
    [1, 30_000, 120, '2026-03-10T09:02:30.000Z'],
    [2, 1_000, 600, '2026-03-10T09:10:01.000Z'],
    [0, 20_000, 30, '2026-03-10T09:00:50.000Z'],
  ])(
    'ends a run within a minute and says when it is tried again: after %i tries and %i ms, in %i seconds',
    async (attempts, passed, delaySeconds, retryAt) => {
      const { process, put, sync, syncs, state, events } = failing();
      state.now = new Date(Date.parse(requestedAt) + passed).toISOString();

      await process(aJob({ ...attended, waitingFor: [], attempts }), aDelivery);

      const retriedAs = sync()?.retriedAs ?? '';
      expect(sync()).toMatchObject({ status: 'failed', errorCode: 'ponto_unavailable', retryAt });
      expect(put).toMatchObject([
        {
          job: { attempts: attempts + 1, syncId: retriedAs, retryOf: aSync().id, requestedAt: retryAt },
          delaySeconds,
        },
      ]);
      expect(put[0]?.job).not.toHaveProperty('customerIpAddress');
      expect(syncs.has(retriedAs)).toBe(false);
      expect(events.map(({ event }) => event)).toMatchObject([{ type: 'SyncFailed', code: 'ponto_unavailable' }]);
    },
  );

  it('never asks for a minute of patience, however the bank fails: the pauses of one run stay below it', async () => {
    const { process, put, sync, state } = failing('bank_unavailable');
    let waited = 0;

    for (let job: AccountJob | undefined = aJob({ waitingFor: [] }); job && sync()?.status !== 'failed';) {
      state.now = new Date(Date.parse(requestedAt) + waited * 1000).toISOString();
      await process(job, aDelivery);
      const next = put.pop();
      job = next?.job.kind === 'account' ? next.job : undefined;
      if (sync()?.status !== 'failed') waited += next?.delaySeconds ?? 0;
    }

    expect(waited).toBeLessThan(60);
    expect(sync()).toMatchObject({ status: 'failed', errorCode: 'bank_unavailable' });
    expect(sync()?.retryAt).toBeDefined();
  });

  it('ends within a minute for who waits, whatever bank and Ponto do one after another, and says how it goes on', async () => {
    const moods = [
      'running',
      'pending',
      'success',
      'bank_unavailable',
      'ponto_unavailable',
      'ponto_throttled',
    ] as const;
    const property = fc.asyncProperty(
      fc.array(fc.constantFrom(...moods), { minLength: 1, maxLength: 12 }),
      async (days) => {
        const { process, put, sync, state } = prepared();
        let mood: (typeof moods)[number] = 'success';
        const answer = (id: string): BankSynchronization => {
          if (mood === 'bank_unavailable')
            return { id, subtype: 'accountTransactions', status: 'error', errorCodes: [] };
          if (mood === 'ponto_unavailable' || mood === 'ponto_throttled') throw new Fault(mood);
          return { id, subtype: 'accountTransactions', status: mood, errorCodes: [] };
        };
        state.feed = {
          startSynchronization: async () => ({ kind: 'started', synchronization: answer(uuid(1)) }),
          synchronization: async (id) => answer(id),
        };
        let waited = 0;
        let job: AccountJob | undefined = aJob(attended);
        for (let look = 0; job && look < 40; look += 1) {
          mood = days[look % days.length] ?? 'success';
          state.now = new Date(Date.parse(requestedAt) + waited * 1000).toISOString();
          await process(job, aDelivery);
          if (sync()?.status === 'succeeded' || sync()?.status === 'failed') break;
          const next = put.pop();
          waited += next?.delaySeconds ?? 0;
          job = next?.job.kind === 'account' ? next.job : undefined;
        }

        expect(['succeeded', 'failed']).toContain(sync()?.status);
        expect(waited).toBeLessThan(60);
        const apart = put.map((one) => (one.job.kind === 'account' ? one.job.retryOf : undefined));
        expect(apart).toEqual(sync()?.retryAt === undefined ? [] : [aSync().id]);
      },
    );
    const throttledBetween = ['running', 'running', 'ponto_throttled', 'running', 'running'] as const;
    await fc.assert(property, { numRuns: 200, examples: [[[...throttledBetween]]] });
  });

  describe('the run that tries a failed one again', () => {
    const retried = async (overrides: Partial<AccountJob> = {}) => {
      const worker = failing();
      await worker.process(aJob({ waitingFor: [], attempts: 1, ...overrides }), aDelivery);
      const job = worker.put.pop()?.job;
      if (job?.kind !== 'account') throw new Error('nothing goes on');
      worker.state.outcome = async () => aComplete();
      return { ...worker, job, retry: () => worker.syncs.get(job.syncId) };
    };

    it('begins with its job, by nobody in person, and ends by itself', async () => {
      const { process, job, retry, sync } = await retried();

      await process(job, aDelivery);
      await process(job, aDelivery);

      expect(retry()).toMatchObject({ status: 'succeeded', trigger: 'schedule', createdAt: sync()?.retryAt });
      expect(retry()?.id).toBe(sync()?.retriedAs);
    });

    it('does not begin beside another run, which reads the same', async () => {
      const { process, job, retry, syncs, state, put } = await retried();
      syncs.set(uuid(7), aSync({ id: uuid(7), status: 'fetching' }));

      await process(job, aDelivery);

      expect([retry(), state.ran, put]).toEqual([undefined, 1, []]);
    });

    it('waits for another run when it was asked for more than reading', async () => {
      const { process, job, syncs, put } = await retried({ touchedBy: [uuid(5)] });
      syncs.set(uuid(7), aSync({ id: uuid(7), status: 'fetching' }));

      await process(job, aDelivery);

      expect(put).toMatchObject([{ job: { syncId: job.syncId, touchedBy: [uuid(5)] } }]);
    });

    it('compares the period that the first one was asked to compare', async () => {
      const { process, job, retry, syncs, sync } = await retried();
      const check = { from: '2026-03-01', to: '2026-03-31', after: 4 };
      syncs.set(aSync().id, { ...(sync() ?? aSync()), check });

      await process(job, aDelivery);

      expect(retry()).toMatchObject({ status: 'succeeded', check });
    });

    it('comes to an end when it fails as well', async () => {
      const { process, job, retry, state, put } = await retried({ attempts: 2 });
      state.outcome = async () => {
        throw new Fault('ponto_unavailable');
      };

      await process(job, aDelivery);

      expect(retry()).toMatchObject({ status: 'failed', errorCode: 'ponto_unavailable' });
      expect(retry()).not.toHaveProperty('retryAt');
      expect(put).toEqual([]);
    });

    it('is there once when a crash comes between the job and the end of the run', async () => {
      const worker = failing();
      const { move } = worker.deps.syncs;
      Object.assign(worker.deps.syncs, {
        move: async (...args: Parameters<typeof move>) => {
          if (args[1] === 'fail') throw new Error('the worker crashed');
          return move(...args);
        },
      });
      await expect(worker.process(aJob({ attempts: 1 }), aDelivery)).rejects.toThrow('crashed');
      Object.assign(worker.deps.syncs, { move });
      worker.state.outcome = async () => aComplete();

      await worker.process(aJob({ attempts: 1 }), aDelivery);
      const job = worker.put.pop()?.job;
      if (job?.kind !== 'account') throw new Error('nothing goes on');
      await worker.process(job, aDelivery);

      expect([...worker.syncs.values()].map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
    });
  });

  it('waits as long as Ponto asks, and at most as long as the queue can', async () => {
    const { process, state, put, syncs } = prepared();
    state.feed = {
      accounts: async () => {
        throw new Fault('ponto_throttled', { retryAfterSeconds: put.length === 0 ? 90 : 86_400 });
      },
    };

    await process(aJob(), aDelivery);
    syncs.set(aSync().id, aSync());
    await process(aJob(), aDelivery);

    expect(put.map(({ delaySeconds }) => delaySeconds)).toEqual([90, 900]);
  });

  it.each(['ponto_unavailable', 'ponto_throttled', 'ponto_answer_not_understood', 'ponto_answer_too_large'] as const)(
    'shows %s after the last try',
    async (code) => {
      const { process, state, sync, put } = prepared();
      state.outcome = async () => {
        throw new Fault(code);
      };

      await process(aJob({ attempts: 3 }), aDelivery);

      expect(sync()).toMatchObject({ status: 'failed', errorCode: code });
      expect(put).toEqual([]);
    },
  );

  it.each(['reconnect_required', 'credentials_refused'] as const)(
    'moves the connection on %s and does not try again',
    async (code) => {
      const { process, state, sync, moves, events } = prepared();
      state.outcome = async () => {
        throw new Fault(code);
      };

      await process(aJob(), aDelivery);

      expect(moves).toEqual(['tokensRefused']);
      expect(sync()).toMatchObject({ status: 'failed', errorCode: code });
      expect(events.map(({ event }) => event.type)).toEqual(['ConnectionReconnectRequired', 'SyncFailed']);
    },
  );

  it('goes on at once when the time ran out, with what events have named, and shows the counts of the run so far', async () => {
    const { process, state, put, sync } = prepared();
    const counts = { added: 100, corrected: 1, removed: 0, unchanged: 2, pending: 0 };
    state.outcome = async () => ({ kind: 'unfinished', counts, pages: 1 });

    await process(aJob({ waitingFor: [], touchedBy: [uuid(7)] }), aDelivery);

    expect(put).toMatchObject([{ job: { attempts: 0, touchedBy: [uuid(7)], lane: 'scheduled' }, delaySeconds: 0 }]);
    expect(sync()).toMatchObject({ status: 'fetching', counts, pages: 1 });
  });

  it('goes on in the lane in which it is while it waits for something', async () => {
    for (const lane of [undefined, 'scheduled'] as const) {
      const { process, state, put } = prepared();
      state.outcome = async () => ({ kind: 'busy' });

      await process(aJob(lane && { lane }), aDelivery);

      expect(put.map(({ job }) => ('lane' in job ? job.lane : undefined))).toEqual([lane]);
    }
  });

  it('gives a run back for which there is no time, without beginning it, and says how often', async () => {
    const { process, state, put, sync, moves } = prepared();
    const late = { hasTime: () => false, lastTry: true };

    await process(aJob({ returned: 4, attempts: 2 }), late);

    expect(put).toMatchObject([{ job: { returned: 5, attempts: 2, lane: 'scheduled' }, delaySeconds: 0 }]);
    expect({ status: sync()?.status, ran: state.ran, moves }).toEqual({ status: 'queued', ran: 0, moves: [] });
  });

  it('spends a try when a run is given back without end', async () => {
    const { process, put } = prepared();
    const late = { hasTime: () => false, lastTry: false };

    await expect(process(aJob({ returned: 20 }), late)).rejects.toThrow('again and again for want of time');
    expect(put).toEqual([]);
  });

  it('outwaits the lease of a run that crashed before it calls itself interrupted, and goes on apart', async () => {
    const { process, state, put, sync, syncs } = prepared();
    state.outcome = async () => ({ kind: 'busy' });
    const delays: number[] = [];
    const ends: (string | undefined)[] = [];

    for (let job: AccountJob | undefined = aJob(); job;) {
      state.now = new Date(
        Date.parse(requestedAt) + delays.reduce((sum, delay) => sum + delay, 0) * 1000,
      ).toISOString();
      await process(job, aDelivery);
      const next = put.pop();
      if (sync()?.status === 'failed') ends.push(syncs.get(job.syncId)?.errorCode);
      job = next?.job.kind === 'account' ? next.job : undefined;
      if (next) delays.push(next.delaySeconds);
    }

    // The lease ends half a minute after the last commit of the run that crashed.
    expect(delays).toEqual([10, 10, 10, 10, 20]);
    expect(ends).toEqual(['interrupted', 'interrupted']);
  });

  it.each([
    [false, 'fetching'],
    [true, 'failed'],
  ] as const)(
    'throws our own errors for the queue to deliver again; on the last try (%s) the run is %s',
    async (lastTry, status) => {
      const { process, state, sync } = prepared();
      state.outcome = async () => {
        throw new Error('a bug');
      };

      await expect(process(aJob(), { ...aDelivery, lastTry })).rejects.toThrow('a bug');

      expect(sync()?.status).toBe(status);
    },
  );

  it('does not leave a run as running when our own error comes before the reading', async () => {
    const { process, state, sync } = prepared();
    state.feed = {
      accounts: async () => {
        throw new Error('a bug');
      },
    };

    await expect(process(aJob(), { ...aDelivery, lastTry: true })).rejects.toThrow('a bug');

    expect(sync()).toMatchObject({ status: 'failed', errorCode: 'internal_error' });
  });
});
