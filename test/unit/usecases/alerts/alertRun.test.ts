import type { AlertJob } from '../../../../shared/ports/alertRuns.ts';
import type { Mail } from '../../../../shared/ports/mail.ts';
import { alertWorkers } from '../../../builders/alertWorkers.ts';
import { anExpiryWorld, runOn } from '../../../builders/expiry.ts';
import { aMortal } from '../../../builders/mortal.ts';
import { aConnection } from '../../../builders/records.ts';

const run = runOn('2026-05-31');
const nextRun = runOn('2026-06-01');
const person = 'els@bakery.example';
const accountant = 'an@books.example';

const aWorld = () => {
  const world = anExpiryWorld(aConnection({ contact: { email: person }, accountant }));
  const authorization = {
    authorizedAt: '2026-01-01T10:00:00.000Z',
    expiresAt: '2026-06-30T10:00:00.000Z',
    revoked: false,
  };
  world.observe({ authorization }, '2026-01-01T10:00:05.000Z');
  const mailsTo = (address: string): readonly Mail[] => world.mails.filter(({ to }) => to === address);
  return { ...world, mailsTo };
};

const kindsOf = (jobs: readonly AlertJob[]): readonly string[] =>
  jobs.map((job) => (job.kind === 'shard' ? `shard ${job.shard}` : job.kind));

describe('a run of the expiry alerts', () => {
  it('is a job for each shard, and sends the digests when all of them were checked', async () => {
    const { stores, mailsTo } = aWorld();
    const workers = alertWorkers(stores);

    await workers.begin(run);
    await workers.work();

    expect(kindsOf(workers.done)).toEqual(['shard 00', 'shard 01', 'digests', 'overdue']);
    expect([mailsTo(person).length, mailsTo(accountant).length]).toEqual([1, 1]);
    expect(workers.overdue).toEqual([]);
  });

  it('tells nobody anything twice when the schedule fires twice', async () => {
    const { stores, mails } = aWorld();
    const workers = alertWorkers(stores);

    await workers.begin(run);
    await workers.begin(run);
    await workers.work();

    expect(mails).toHaveLength(2);
  });

  it('makes a job of a connection that fails: the shard and the digests wait for nobody', async () => {
    const { stores, line, mailsTo, failures } = aWorld();
    line.bus = () => {
      throw new Error('the bus is down');
    };
    const workers = alertWorkers(stores);

    await workers.begin(run);
    await workers.work();

    expect(kindsOf(workers.done)).toEqual(['shard 00', 'shard 01', 'digests', 'overdue']);
    expect(workers.dead.map(({ job }) => job)).toEqual([expect.objectContaining({ kind: 'connection', run })]);
    expect([mailsTo(person).length, mailsTo(accountant).length]).toEqual([1, 1]);
    expect(failures).toHaveLength(1);
  });

  it('sends the digest of a connection that comes through later by itself', async () => {
    const { stores, state, mailsTo } = aWorld();
    let isDown = true;
    const workers = alertWorkers({
      ...stores,
      connections: {
        get: async () => {
          if (isDown) throw new Error('the table is throttled');
          return state.connection;
        },
      },
      digests: {
        ...stores.digests,
        all: (from) => {
          isDown = false;
          return stores.digests.all(from);
        },
      },
    });

    await workers.begin(run);
    await workers.work();

    expect(kindsOf(workers.done)).toEqual(['shard 00', 'shard 01', 'digests', 'overdue', 'connection', 'digests']);
    expect([mailsTo(person).length, mailsTo(accountant).length]).toEqual([1, 1]);
  });

  it('waits three hours for a shard that fails, and then sends the digests that are listed', async () => {
    const { stores, mailsTo } = aWorld();
    const workers = alertWorkers({
      ...stores,
      checks: {
        ...stores.checks,
        due: (shard, day, from) => {
          if (shard === '01') throw new Error('an item of unknown shape');
          return stores.checks.due(shard, day, from);
        },
      },
    });

    await workers.begin(run);
    await workers.work();

    expect(workers.dead.map(({ job }) => job)).toEqual([{ kind: 'shard', run, begunAt: run, shard: '01' }]);
    expect(workers.done.filter(({ kind }) => kind === 'overdue')).toHaveLength(12);
    expect(workers.overdue).toEqual([1]);
    expect(mailsTo(accountant)).toHaveLength(1);
  });

  it('has the digests sent by a shard that comes back from the dead letters on the same day', async () => {
    const { stores, mailsTo } = aWorld();
    const due = () => {
      throw new Error('the table is away');
    };
    const morning = alertWorkers({ ...stores, checks: { ...stores.checks, due } });
    await morning.begin(run);
    await morning.work();
    const before = mailsTo(accountant).length;

    const afternoon = alertWorkers(stores);
    await afternoon.put(morning.dead.map(({ job }) => job));
    await afternoon.work();

    expect([before, mailsTo(accountant).length]).toEqual([0, 1]);
  });

  it('ends with its day: a job that comes back later tells nobody anything', async () => {
    const { stores, mails, looks } = aWorld();
    const workers = alertWorkers(stores, { doneAt: '2026-06-01T05:00:00.000Z' });

    await workers.begin(run);
    await workers.work();

    expect(mails).toEqual([]);
    expect([...looks.values()]).toEqual([expect.not.objectContaining({ seenAt: expect.anything() })]);
  });

  it('tries a digest that fails again, and leaves it on the list for the next day', async () => {
    const { stores, digests, mailsTo } = aWorld();
    const connectionsOf = () => {
      throw new Error('the table is throttled');
    };
    const workers = alertWorkers({ ...stores, accountants: { ...stores.accountants, connectionsOf } });
    await workers.begin(run);
    await workers.work();
    const left = [...digests];

    const next = alertWorkers(stores);
    await next.begin(nextRun);
    await next.work();

    expect(workers.dead.map(({ job }) => job)).toEqual([{ kind: 'digest', run, begunAt: run, place: accountant }]);
    expect(left).toEqual([accountant]);
    expect(mailsTo(accountant)).toHaveLength(1);
  });

  it('loses nothing and repeats at most one mail, wherever a worker is killed', async () => {
    const outcomes: string[] = [];
    for (let diesAt = 1, isOver = false; !isOver; diesAt += 1) {
      const mortal = aMortal(diesAt);
      const { stores, mailsTo } = aWorld();
      const workers = alertWorkers(stores, { mortal });

      // The schedule delivers its event again.
      await workers.begin(run).catch(() => {
        mortal.rise();
        return workers.begin(run);
      });
      await workers.work();
      isOver = !mortal.hasDied();
      const next = alertWorkers(stores);
      await next.begin(nextRun);
      await next.work();

      expect(workers.dead).toEqual([]);
      outcomes.push(`person ${mailsTo(person).length}, accountant ${mailsTo(accountant).length}`);
    }

    expect(new Set(outcomes)).toEqual(
      new Set([
        'person 1, accountant 1',
        // Killed between the mail and its record.
        'person 2, accountant 1',
        'person 1, accountant 2',
      ]),
    );
    expect(outcomes.filter((outcome) => outcome !== 'person 1, accountant 1')).toHaveLength(4);
    expect(outcomes.length).toBeGreaterThan(60);
  });
});
