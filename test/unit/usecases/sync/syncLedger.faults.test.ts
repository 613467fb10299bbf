import { aFeedAccount, aLine, aLinkedAccount, uuid } from '../../../builders/bank.ts';
import { anEngine, ledger } from '../../../builders/engine.ts';
import { Fault } from '../../../../shared/domain/faults/fault.ts';
import type { Change } from '../../../../shared/domain/ledger/change.ts';
import type { BankSynchronization } from '../../../../shared/domain/ledger/feedAccount.ts';
import { makeGetStatement } from '../../../../shared/usecases/ledger/statements.ts';

type Engine = ReturnType<typeof anEngine>;

const changesOf = async ({ reader }: Engine): Promise<Change[]> => {
  const changes: Change[] = [];
  for await (const segment of reader.segmentsAfter(ledger, 0)) changes.push(...segment.changes);
  return changes;
};
const pontoIdsOf = async (engine: Engine): Promise<readonly string[]> =>
  (await changesOf(engine)).map(({ pontoId }) => pontoId);
const balance = (amount: string, referenceDate: string) => ({ amount, currency: 'EUR', referenceDate });
const synchronization = (number: number, overrides: Partial<BankSynchronization> = {}): BankSynchronization => ({
  id: uuid(800_000 + number),
  subtype: 'accountTransactions',
  status: 'success',
  errorCodes: [],
  ...overrides,
});
const create = ({ feed }: Engine, from: number, to: number, overrides: Parameters<typeof aLine>[1] = {}): void => {
  for (let number = from; number <= to; number += 1) feed.create(aLine(number, overrides));
};
/** How often the head has been written to since. */
const countHeadMoves = ({ table }: Engine): (() => number) => {
  let moves = 0;
  table.onCall = (moment, command, key) => {
    if (moment === 'before' && command === 'update' && key?.sk === 'HEAD') moves += 1;
  };
  return () => moves;
};
/** Time for so many pages and no more. */
const pages = (count: number) => {
  let left = count;
  return { hasTime: () => (left -= 1) >= 0 };
};

/** Every case was once wrong; the simulation or a review found it. */
describe('syncLedger, whatever interrupts it', () => {
  it('reads what Ponto has made above an interrupted scan in the run that ends it', async () => {
    const engine = anEngine();
    create(engine, 1, 10);
    await engine.run();
    create(engine, 11, 260);
    await engine.run(pages(1));
    create(engine, 261, 263);

    const outcome = await engine.run();

    expect(outcome.kind).toBe('complete');
    expect(new Set(await pontoIdsOf(engine)).size).toBe(263);
  });

  it('does not take half a page of a crashed run for known ground', async () => {
    const engine = anEngine();
    create(engine, 1, 3);
    await engine.run();
    const long = { remittanceText: 'x'.repeat(2_000) };
    create(engine, 4, 250, long);
    let commits = 0;
    engine.table.onCall = (moment, command) => {
      if (moment === 'before' && command === 'update' && (commits += 1) === 3) throw new Error('crash');
    };
    await engine.run().catch(() => undefined);
    const partly = (await changesOf(engine)).length;
    engine.table.onCall = () => undefined;
    engine.passTime(10 * 60_000);

    await engine.run();

    expect(partly).toBeGreaterThan(3);
    expect(partly).toBeLessThan(100);
    expect((await pontoIdsOf(engine)).length).toBe(250);
    expect(new Set(await pontoIdsOf(engine)).size).toBe(250);
  });

  it('recognises an account that comes back while its first read was interrupted', async () => {
    const engine = anEngine();
    for (let number = 1; number <= 150; number += 1)
      engine.feed.create(aLine(number, { remittanceText: `order ${number}` }));
    await engine.run(pages(1));
    engine.feed.account = aFeedAccount({ pontoId: uuid(900_009) });
    engine.feed.lines_ = [];
    for (let number = 1; number <= 150; number += 1)
      engine.feed.create(aLine(1_000 + number, { remittanceText: `order ${number}` }));

    await engine.run();

    const changes = await changesOf(engine);
    expect(changes.filter(({ kind }) => kind === 'added')).toHaveLength(150);
    expect(changes.filter(({ kind }) => kind === 'relinked')).toHaveLength(100);
  });

  it('keeps the history that an account did not bring back under its new id', async () => {
    const engine = anEngine();
    engine.feed.create(aLine(1, { executionDate: '2026-03-02', amount: '7.00' }), aLine(2));
    await engine.run();
    engine.feed.account = aFeedAccount({ pontoId: uuid(900_009) });
    engine.feed.lines_ = [aLine(12)];
    await engine.run();

    await engine.run({ now: '2026-04-20T09:00:00.000Z' });

    expect((await changesOf(engine)).filter(({ kind }) => kind === 'removed')).toEqual([]);
  });

  it('compares the whole list when the start moves back while a scan is interrupted', async () => {
    const engine = anEngine();
    engine.feed.create(aLine(1, { executionDate: '2026-03-10', amount: '100.00' }));
    const late = aLinkedAccount({ importFrom: '2026-03-09' });
    await engine.run({ account: late });
    create(engine, 2, 250, { executionDate: '2026-03-10', amount: '0.00' });
    create(engine, 251, 251, { executionDate: '2026-03-03', amount: '-20.00' });
    await engine.run({ account: late, ...pages(1) });

    await engine.run({ account: aLinkedAccount({ importFrom: '2026-03-01' }) });

    expect(await pontoIdsOf(engine)).toContain(uuid(251));
    expect((await engine.reader.head(ledger)).chain.opening?.amount).toBe('920');
  });

  it('gives lines that come in before final statements statements of their own, and leaves the final ones alone', async () => {
    const engine = anEngine();
    engine.feed.create(
      aLine(1, { executionDate: '2026-02-20', amount: '-20.00' }),
      aLine(2, { executionDate: '2026-03-02', amount: '100.00' }),
    );
    engine.feed.account = aFeedAccount({ currentBalance: balance('1000.00', '2026-03-02') });
    await engine.run({ now: '2026-03-20T09:00:00.000Z' });
    const final = await engine.reader.statement(ledger, '2026-03-02');

    await engine.run({ now: '2026-03-21T09:00:00.000Z', account: aLinkedAccount({ importFrom: '2026-02-01' }) });

    const [second, first] = await engine.reader.statements(ledger, { limit: 5 });
    expect(second).toEqual(final);
    expect(first).toMatchObject({
      number: '2026-0002',
      period: { from: '2026-02-20' },
      openingBalance: '920',
      closingBalance: '900',
      lineCount: 1,
    });
    expect(await makeGetStatement({ reader: engine.reader })(ledger, '2026-02-20', { limit: 10 })).toMatchObject({
      state: 'final',
      lines: [{ kind: 'line', line: { pontoId: uuid(1) } }],
    });
    expect(engine.events.filter(({ event }) => event.type === 'StatementFinalised')).toHaveLength(2);
  });

  it('names unreadable lines of every page, and forgets them when they can be read', async () => {
    const engine = anEngine();
    create(engine, 1, 250);
    engine.feed.unreadable.add(uuid(240)).add(uuid(2));
    await engine.run();
    const refused = (await engine.reader.head(ledger)).refused;
    engine.feed.unreadable.clear();

    await engine.run({ now: '2026-04-20T09:00:00.000Z' });

    expect(new Set(refused.map(({ pontoId }) => pontoId))).toEqual(new Set([uuid(240), uuid(2)]));
    expect((await engine.reader.head(ledger)).refused).toEqual([]);
    expect(await pontoIdsOf(engine)).toHaveLength(250);
  });

  it('keeps when a refused line was first seen, and forgets one that Ponto has removed', async () => {
    const engine = anEngine();
    create(engine, 1, 3);
    engine.feed.unreadable.add(uuid(2)).add(uuid(3));
    await engine.run({ now: '2026-03-10T09:00:00.000Z' });
    engine.feed.lines_ = engine.feed.lines_.filter(({ pontoId }) => pontoId !== uuid(3));

    await engine.run({ now: '2026-04-20T09:00:00.000Z' });

    expect((await engine.reader.head(ledger)).refused).toEqual([
      {
        pontoId: uuid(2),
        reason: 'amount_unreadable',
        executionDate: '2026-03-10',
        currency: 'EUR',
        firstSeenAt: '2026-03-10T09:00:00.000Z',
        lastSeenAt: '2026-04-20T09:00:00.000Z',
      },
    ]);
  });

  it('forgets a refused line that Ponto has removed when the list is compared in parts, and no other', async () => {
    const engine = anEngine();
    create(engine, 1, 250);
    engine.feed.unreadable.add(uuid(2)).add(uuid(240)).add(uuid(245));
    await engine.run({ now: '2026-03-10T09:00:00.000Z' });
    engine.feed.lines_ = engine.feed.lines_.filter(({ pontoId }) => pontoId !== uuid(240));

    const first = await engine.run({ now: '2026-04-20T09:00:00.000Z', ...pages(1) });
    // The run of a schedule that took its time goes on: its own time lies before the scan's beginning.
    const second = await engine.run({ now: '2026-04-20T08:40:00.000Z' });

    expect([first.kind, second.kind]).toEqual(['unfinished', 'complete']);
    const { refused } = await engine.reader.head(ledger);
    expect(new Set(refused.map(({ pontoId }) => pontoId))).toEqual(new Set([uuid(245), uuid(2)]));
  });

  it.each(['unreadable', 'unlisted'] as const)(
    'keeps a booked line that becomes %s, and comes to its end',
    async (how) => {
      const engine = anEngine();
      create(engine, 1, 3);
      await engine.run();
      engine.feed[how].add(uuid(2));

      const outcome = await engine.run({ now: '2026-04-20T09:00:00.000Z' });

      expect(outcome).toMatchObject({ kind: 'complete', counts: { removed: 0 } });
      expect((await engine.reader.head(ledger)).lastFullComparisonAt).toBe('2026-04-20T09:00:00.000Z');
    },
  );

  it('looks for vanished lines again when the time ran out while it did', async () => {
    const engine = anEngine();
    create(engine, 1, 4);
    await engine.run();
    engine.feed.lines_ = engine.feed.lines_.filter(({ pontoId }) => pontoId === uuid(4));
    const now = '2026-04-20T09:00:00.000Z';

    const first = await engine.run({ now, ...pages(2) });
    const second = await engine.run({ now });

    expect([first.kind, second.kind]).toEqual(['unfinished', 'complete']);
    expect((await changesOf(engine)).filter(({ kind }) => kind === 'removed')).toHaveLength(3);
  });

  it('compares everything when the start moves back after half a page', async () => {
    const engine = anEngine();
    const { currentBalance: _none, ...silent } = engine.feed.account;
    engine.feed.account = silent;
    engine.feed.create(aLine(1, { executionDate: '2026-02-20' }));
    await engine.run({ account: aLinkedAccount({ importFrom: '2026-03-01' }) });
    for (let number = 2; number <= 151; number += 1) {
      engine.feed.create(aLine(number, { remittanceText: 'long '.repeat(800) }));
    }
    let segments = 0;
    engine.table.onCall = (moment, command) => {
      if (moment === 'before' && command === 'put' && (segments += 1) === 2) throw new Error('it dies');
    };
    const later = aLinkedAccount({ importFrom: '2026-03-05' });
    await expect(engine.run({ account: later })).rejects.toThrow('it dies');
    engine.table.onCall = () => undefined;
    engine.passTime(60_000);

    await engine.run({ account: aLinkedAccount({ importFrom: '2026-03-01' }) });

    expect(await pontoIdsOf(engine)).toHaveLength(150);
  });

  it('finds what is missing from a list that never fits into one run', async () => {
    const engine = anEngine();
    create(engine, 1, 450);
    await engine.run();
    engine.feed.lines_ = engine.feed.lines_.filter(({ pontoId }) => pontoId !== uuid(7) && pontoId !== uuid(320));
    const now = '2026-04-20T09:00:00.000Z';

    const kinds: string[] = [];
    for (let run = 0; run < 4; run += 1) kinds.push((await engine.run({ now, ...pages(2) })).kind);

    expect(kinds.slice(0, 2)).toEqual(['unfinished', 'unfinished']);
    const removed = (await changesOf(engine)).filter(({ kind }) => kind === 'removed');
    expect(removed.map(({ pontoId }) => pontoId).sort()).toEqual([uuid(7), uuid(320)]);
    expect((await engine.reader.head(ledger)).lastFullComparisonAt).toBe(now);
  });

  it('compares everything before it opens the books, also when a comparison was cut short before', async () => {
    const engine = anEngine();
    const { currentBalance, ...silent } = engine.feed.account;
    engine.feed.account = silent;
    create(engine, 1, 250);
    await engine.run();
    engine.feed.lines_ = engine.feed.lines_.filter(({ pontoId }) => pontoId !== uuid(249));
    engine.feed.account = { ...silent, ...(currentBalance && { currentBalance }) };
    let looks = 0;
    engine.feed.onCall = (call) => {
      if (call === 'lines' && (looks += 1) === 3) throw new Error('the worker dies');
    };
    await expect(engine.run()).rejects.toThrow('the worker dies');

    await engine.run();

    expect((await changesOf(engine)).filter(({ kind }) => kind === 'removed')).toHaveLength(1);
  });

  it('gives up, and does not ask for ever, when the account itself is gone', async () => {
    const engine = anEngine();
    engine.feed.lines = async () => 'gone';

    await expect(engine.run()).rejects.toMatchObject({ code: 'ponto_answer_not_understood' });
  });

  it('leaves lines that Ponto made after the scan to the next scan', async () => {
    const engine = anEngine();
    create(engine, 1, 120);
    await engine.run();
    create(engine, 121, 121);
    const made: number[] = [];
    engine.feed.onCall = (call) => {
      if (call !== 'updatedLines' || made.length > 0) return;
      made.push(1);
      create(engine, 122, 260);
      engine.feed.updated.set(uuid(800_009), [aLine(260), aLine(121)]);
    };
    engine.feed.updated.set(uuid(800_009), [aLine(121)]);
    await engine.run({ ownSynchronizations: [uuid(800_009)] });

    await engine.run();

    expect(made).toEqual([1]);
    expect(new Set(await pontoIdsOf(engine)).size).toBe(260);
  });

  it('is not done when its last commit fails, and comes to the same when it is taken up again', async () => {
    const engine = anEngine();
    create(engine, 1, 3);
    const moves = countHeadMoves(engine);
    await engine.run();
    const ofOneRun = moves();
    const other = anEngine();
    create(other, 1, 3);
    let left = ofOneRun;
    other.table.onCall = (moment, command) => {
      if (moment === 'before' && command === 'update' && (left -= 1) === 0) throw new Error('throttled');
    };

    await expect(other.run()).rejects.toThrow('throttled');
    other.table.onCall = () => undefined;
    other.passTime(60_000);

    expect(await other.run({ syncId: 'sync-1' })).toMatchObject({ kind: 'complete', counts: { added: 3 } });
    const { run: _other, ...same } = await engine.reader.head(ledger);
    expect(await other.reader.head(ledger)).toMatchObject(same);
  });

  it('keeps what a page said when a later request fails', async () => {
    const engine = anEngine();
    create(engine, 1, 3);
    await engine.run();
    engine.feed.account = aFeedAccount({
      latestSynchronization: synchronization(2, { subtype: 'accountTransactionsWithUnsettled' }),
    });
    engine.feed.unreadable.add(uuid(2));
    engine.feed.onCall = (call) => {
      if (call === 'pendingLines') throw new Fault('ponto_unavailable');
    };

    await expect(engine.run({ ownSynchronizations: [uuid(800_002)] })).rejects.toThrow();

    expect((await engine.reader.head(ledger)).refused).toMatchObject([{ pontoId: uuid(2) }]);
    expect(await engine.run()).toMatchObject({ kind: 'complete' });
  });

  it('moves the head once for its lease and once for all that a run without news has to say', async () => {
    const engine = anEngine();
    create(engine, 1, 3);
    await engine.run();
    engine.feed.account = aFeedAccount({ latestSynchronization: synchronization(2) });
    const moves = countHeadMoves(engine);

    await engine.run();

    expect(moves()).toBe(2);
    expect(engine.feed.calls.filter((call) => call === 'lines')).toHaveLength(2);
  });

  it('moves the head twice more for news: with the lines, and before anybody is told', async () => {
    const engine = anEngine();
    create(engine, 1, 3);
    await engine.run();
    create(engine, 4, 5);
    const moves = countHeadMoves(engine);
    let beforeAnybodyIsTold = 0;
    engine.bus.publish = async () => void (beforeAnybodyIsTold = moves());

    await engine.run();

    expect({ beforeAnybodyIsTold, atTheEnd: moves() }).toEqual({ beforeAnybodyIsTold: 3, atTheEnd: 4 });
  });

  it('leaves the lease free for the next run at once', async () => {
    const engine = anEngine();
    create(engine, 1, 3);

    await engine.run();

    expect(await engine.run()).toMatchObject({ kind: 'complete' });
  });

  it('stores a line of the last day of the calendar', async () => {
    const engine = anEngine();
    engine.feed.create(aLine(1, { executionDate: '9999-12-31' }), aLine(2));

    const outcome = await engine.run({ account: aLinkedAccount({ statementPeriod: 'monthly' }) });

    expect(outcome.kind).toBe('complete');
    expect(await engine.reader.statements(ledger, { limit: 5 })).toMatchObject([
      { period: { from: '9999-12-01', to: '9999-12-31' } },
      { period: { from: '2026-03-01' } },
    ]);
  });
});

describe('what the engine says of its books', () => {
  const anchored = async (): Promise<Engine> => {
    const engine = anEngine();
    engine.feed.create(aLine(1, { executionDate: '2026-03-10', amount: '200.00' }));
    await engine.run();
    return engine;
  };
  const told = (
    engine: Engine,
    amount: string,
    on: string,
    number: number,
    overrides: Partial<BankSynchronization> = {},
  ): void => {
    engine.feed.account = aFeedAccount({
      currentBalance: balance(amount, on),
      latestSynchronization: synchronization(number, overrides),
    });
  };

  it('does not count days as complete on which Ponto could not get through to the bank', async () => {
    const engine = await anchored();
    told(engine, '1000.00', '2026-03-11', 2);
    await engine.run({ now: '2026-03-11T10:00:00.000Z' });
    told(engine, '1000.00', '2026-03-11', 3, { status: 'error', errorCodes: ['authorizationInvalid'] });

    await engine.run({ now: '2026-03-14T10:00:00.000Z' });

    expect((await engine.reader.head(ledger)).completeUpTo).toBe('2026-03-10');
  });

  it('counts days up to the one before Ponto looked, however much later the run is', async () => {
    const engine = await anchored();
    told(engine, '1000.00', '2026-03-11', 2, { updatedAt: '2026-03-11T10:00:00.000Z' });

    await engine.run({ now: '2026-03-14T10:00:00.000Z' });

    expect((await engine.reader.head(ledger)).completeUpTo).toBe('2026-03-10');
  });

  it('takes completeness back to before a late line until the bank confirms it', async () => {
    const engine = await anchored();
    told(engine, '1000.00', '2026-03-20', 2);
    await engine.run({ now: '2026-03-21T10:00:00.000Z' });
    const before = (await engine.reader.head(ledger)).completeUpTo;
    engine.feed.create(aLine(2, { executionDate: '2026-03-15', amount: '-5.00' }));
    engine.feed.account = { ...aFeedAccount(), latestSynchronization: synchronization(3) };
    const { currentBalance: _none, ...withoutBalance } = engine.feed.account;
    engine.feed.account = withoutBalance;
    await engine.run({ now: '2026-03-21T20:00:00.000Z' });
    const meanwhile = (await engine.reader.head(ledger)).completeUpTo;
    told(engine, '995.00', '2026-03-21', 4);

    await engine.run({ now: '2026-03-22T10:00:00.000Z' });

    expect([before, meanwhile, (await engine.reader.head(ledger)).completeUpTo]).toEqual([
      '2026-03-20',
      '2026-03-14',
      '2026-03-21',
    ]);
  });

  it('does not call complete what it could not read', async () => {
    const engine = await anchored();
    engine.feed.create(aLine(2));
    engine.feed.unreadable.add(uuid(2));
    told(engine, '1000.00', '2026-03-11', 2);

    await engine.run({ now: '2026-03-12T10:00:00.000Z' });

    expect((await engine.reader.head(ledger)).completeUpTo).toBeUndefined();
  });

  it('calls nothing proven by a balance that the bank has taken back for the same day', async () => {
    const engine = await anchored();
    engine.feed.create(aLine(2, { executionDate: '2026-03-11', amount: '-50.00' }));
    told(engine, '950.00', '2026-03-11', 2);
    await engine.run({ now: '2026-03-11T10:00:00.000Z' });
    const first = (await engine.reader.statement(ledger, '2026-03-11'))?.proof.verdict;
    told(engine, '940.00', '2026-03-11', 3);
    await engine.run({ now: '2026-03-11T20:00:00.000Z' });
    const second = (await engine.reader.statement(ledger, '2026-03-11'))?.proof.verdict;

    await engine.run({ now: '2026-03-12T08:00:00.000Z' });

    expect([first, second, (await engine.reader.statement(ledger, '2026-03-11'))?.proof.verdict]).toEqual([
      'proven',
      'broken',
      'broken',
    ]);
  });

  it('closes no statement by a balance that was compared while its day still ran', async () => {
    const engine = anEngine();
    engine.feed.account = aFeedAccount({ currentBalance: balance('1000.00', '2026-03-10') });
    await engine.run();
    engine.feed.create(aLine(2, { executionDate: '2026-03-11', amount: '-50.00' }));
    told(engine, '950.00', '2026-03-11', 2);
    await engine.run({ now: '2026-03-11T10:00:00.000Z' });
    const { currentBalance: _none, ...withoutBalance } = engine.feed.account;
    engine.feed.account = { ...withoutBalance, latestSynchronization: synchronization(3) };
    await engine.run({ now: '2026-03-12T10:00:00.000Z' });
    const tooEarly = (await engine.reader.head(ledger)).chain.final;
    told(engine, '950.00', '2026-03-12', 4);

    await engine.run({ now: '2026-03-12T20:00:00.000Z' });

    expect(tooEarly).toBeUndefined();
    expect((await engine.reader.head(ledger)).chain.final?.periodTo).toBe('2026-03-11');
  });

  it('compares everything before it computes the opening balance from a balance that came later', async () => {
    const engine = anEngine();
    create(engine, 1, 150, { amount: '1.00' });
    const { currentBalance: _none, ...withoutBalance } = aFeedAccount();
    engine.feed.account = withoutBalance;
    await engine.run();
    engine.feed.lines_ = engine.feed.lines_.filter(({ pontoId }) => pontoId !== uuid(1));
    told(engine, '149.00', '2026-03-10', 2);

    await engine.run();

    expect((await engine.reader.head(ledger)).chain.opening?.amount).toBe('0');
  });

  it('computes no opening balance from a balance that is older than a page of its lines', async () => {
    const engine = anEngine();
    create(engine, 1, 150, { amount: '1.00' });
    const { feed } = engine;
    const now = feed.account;
    let calls = 0;
    feed.onCall = () => {
      if ((calls += 1) !== 2) return;
      feed.lines_ = feed.lines_.filter(({ pontoId }) => pontoId !== uuid(1));
      feed.account = aFeedAccount({ latestSynchronization: synchronization(2) });
    };

    await engine.run({ feedAccount: now });
    const first = (await engine.reader.head(ledger)).chain.opening;
    await engine.run();

    expect(first).toBeUndefined();
    expect((await engine.reader.head(ledger)).chain.opening?.amount).toBe('851');
  });

  it('leaves no statement of a crashed run in books without an opening balance', async () => {
    const engine = anEngine();
    create(engine, 1, 2);
    let statements = 0;
    engine.table.onCall = (moment, command) => {
      if (moment === 'after' && command === 'put' && (statements += 1) === 2) throw new Error('crash');
    };
    await engine.run().catch(() => undefined);
    engine.table.onCall = () => undefined;
    const left = await engine.reader.statements(ledger, { limit: 5 });
    const { currentBalance: _none, ...withoutBalance } = aFeedAccount({ latestSynchronization: synchronization(2) });
    engine.feed.account = withoutBalance;
    engine.passTime(10 * 60_000);

    await engine.run();

    expect(left).toHaveLength(1);
    expect(await engine.reader.statements(ledger, { limit: 5 })).toEqual([]);
  });

  it('fills the gap when an account is linked again with a later start and another period', async () => {
    const engine = await anchored();
    engine.feed.create(
      aLine(2, { executionDate: '2026-04-15', amount: '-30.00' }),
      aLine(3, { executionDate: '2026-06-03', amount: '-1.00' }),
    );
    told(engine, '969.00', '2026-06-03', 2);

    await engine.run({
      now: '2026-06-04T10:00:00.000Z',
      account: aLinkedAccount({ importFrom: '2026-06-01', statementPeriod: 'monthly' }),
    });

    const statements = await engine.reader.statements(ledger, { limit: 5 });
    expect(statements.map(({ period, closingBalance }) => [period.from, closingBalance])).toEqual([
      ['2026-06-01', '969'],
      ['2026-04-01', '970'],
      ['2026-03-01', '1000'],
    ]);
  });
});
