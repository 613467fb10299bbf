import type { CheckResult } from '../../../../shared/domain/syncs/check.ts';
import { Fault } from '../../../../shared/domain/faults/fault.ts';
import type { SyncLedgerInput } from '../../../../shared/usecases/sync/syncContext.ts';
import type { SyncLedgerOutcome } from '../../../../shared/usecases/sync/syncLedger.ts';
import { makeReadCheckReport } from '../../../../shared/usecases/syncs/readCheckReport.ts';
import { aFeedAccount, aLine, aLinkedAccount, uuid } from '../../../builders/bank.ts';
import { anEngine, ledger } from '../../../builders/engine.ts';
import { aSync } from '../../../builders/syncWorker.ts';

const march = { from: '2026-03-01', to: '2026-03-31' };
const later = '2026-03-12T09:00:00.000Z';
const nothing = {
  missing: 0,
  corrected: 0,
  removed: 0,
  same: 0,
  notListed: 0,
  beforeImportFrom: 0,
  stayRemoved: 0,
  unreadable: 0,
};

const checkedIn = (outcome: SyncLedgerOutcome): CheckResult => {
  if (outcome.kind !== 'complete' || !outcome.checked) throw new Error(`no check was done: ${outcome.kind}`);
  return outcome.checked;
};

/** An engine that checks a period under one sync, and reports as the API does. */
const aChecker = () => {
  const engine = anEngine();
  const syncId = 'sync-check';
  const checking = async (period = march, overrides: Partial<SyncLedgerInput> = {}): Promise<SyncLedgerOutcome> => {
    const { sequence } = await engine.reader.head(ledger);
    return engine.run({ syncId, now: later, check: { ...period, after: sequence }, ...overrides });
  };
  const report = async (outcome: SyncLedgerOutcome, { period = march, after = 0, limit = 100 } = {}) => {
    const sync = aSync({ ...ledger, id: syncId, check: { ...period, after }, checked: checkedIn(outcome) });
    const page = await makeReadCheckReport(engine)(sync, { limit });
    return page?.findings.map(({ kind, change, before }) => [
      kind,
      Number(change.pontoId.slice(-4)),
      before?.content.amount,
    ]);
  };
  return { ...engine, checking, report, syncId };
};

describe('a check of a period', () => {
  it('tells line by line what Ponto has, what it tells differently, and what it has no more', async () => {
    const { feed, run, checking, report } = aChecker();
    feed.create(aLine(1, { amount: '1.00' }), aLine(2, { amount: '2.00' }), aLine(3), aLine(4));
    await run();
    const { length } = feed.lines_;
    feed.lines_ = [aLine(5, { amount: '5.00' }), aLine(4), aLine(3), aLine(1, { amount: '1.10' })];

    const outcome = await checking();

    expect(checkedIn(outcome)).toMatchObject({
      singlePass: true,
      counts: { ...nothing, missing: 1, corrected: 1, removed: 1, same: 2 },
    });
    expect(await report(outcome, { after: length })).toEqual([
      ['corrected', 1, '1.00'],
      ['missing', 5, undefined],
      ['removed', 2, '2.00'],
    ]);
  });

  it('looks at every line that Ponto lists, also where nothing looks new', async () => {
    const { feed, run, checking } = aChecker();
    for (let number = 1; number <= 250; number += 1) feed.create(aLine(number));
    await run();
    feed.lines_ = feed.lines_.map((line) => (line.pontoId === uuid(7) ? aLine(7, { remittanceText: 'Rye' }) : line));

    expect(await run({ now: later })).toMatchObject({ counts: { corrected: 0 } });
    const outcome = await checking();

    expect(checkedIn(outcome).counts).toEqual({ ...nothing, corrected: 1, same: 249 });
    expect(outcome).toMatchObject({ pages: 3 });
  });

  it('speaks of the period alone; what it found elsewhere is in the books all the same', async () => {
    const { feed, run, checking, report, reader } = aChecker();
    feed.create(aLine(1, { executionDate: '2026-03-05' }), aLine(2, { executionDate: '2026-03-20' }));
    await run();
    feed.create(aLine(3, { executionDate: '2026-03-06' }), aLine(4, { executionDate: '2026-03-21' }));
    const period = { from: '2026-03-05', to: '2026-03-06' };

    const outcome = await checking(period);

    expect(checkedIn(outcome).counts).toEqual({ ...nothing, missing: 1, same: 1 });
    expect(await report(outcome, { period, after: 2 })).toEqual([['missing', 3, undefined]]);
    expect((await reader.head(ledger)).sequence).toBe(4);
  });

  it('tells a line whose day has moved out of the period, and one whose day has moved in', async () => {
    const { feed, run, checking, report } = aChecker();
    feed.create(aLine(1, { executionDate: '2026-03-05' }), aLine(2, { executionDate: '2026-04-20' }));
    await run();
    feed.lines_ = [aLine(2, { executionDate: '2026-03-30' }), aLine(1, { executionDate: '2026-04-05' })];

    const outcome = await checking();

    expect(checkedIn(outcome).counts).toEqual({ ...nothing, corrected: 2 });
    expect(await report(outcome, { after: 2 })).toHaveLength(2);
  });

  it('counts lines that stay out because of the start of the books, and tombstones that stay', async () => {
    const { feed, run, checking } = aChecker();
    const account = aLinkedAccount({ importFrom: '2026-03-03' });
    feed.create(
      aLine(1, { executionDate: '2026-02-28' }),
      aLine(2, { executionDate: '2026-03-02' }),
      aLine(3, { executionDate: '2026-03-03' }),
      aLine(4, { executionDate: '2026-03-04' }),
    );
    await run({ account });
    const [four] = feed.lines_;
    feed.lines_ = feed.lines_.slice(1);
    await checking(march, { account, now: '2026-03-11T09:00:00.000Z' });
    if (four) feed.create(four);

    const { counts } = checkedIn(await checking(march, { account }));

    expect(counts).toEqual({ ...nothing, same: 1, beforeImportFrom: 1, stayRemoved: 1 });
  });

  it('does not call a line removed that Ponto has but does not list, nor one that cannot be read', async () => {
    const { feed, run, checking } = aChecker();
    feed.create(aLine(1), aLine(2), aLine(3));
    await run();
    feed.unlisted.add(uuid(1));
    feed.unreadable.add(uuid(2));

    expect(checkedIn(await checking()).counts).toEqual({ ...nothing, same: 3, unreadable: 1 });
  });

  it('goes on after a fault, tells what its first part brought in, and compares in one go in the end', async () => {
    const { feed, run, checking, report, syncId, reader } = aChecker();
    for (let number = 1; number <= 250; number += 1) feed.create(aLine(number));
    await run();
    feed.lines_ = feed.lines_.filter(({ pontoId }) => pontoId !== uuid(3));
    feed.create(aLine(251));
    let pages = 0;
    feed.onCall = (call) => {
      if (call === 'lines' && (pages += 1) === 2) throw new Fault('ponto_unavailable');
    };
    await expect(checking()).rejects.toThrow(Fault);

    const outcome = await run({ syncId, now: later, check: { ...march, after: 250 } });

    expect(checkedIn(outcome)).toMatchObject({
      singlePass: true,
      counts: { ...nothing, missing: 1, removed: 1, same: 249 },
    });
    expect(await report(outcome, { after: 250 })).toEqual([
      ['missing', 251, undefined],
      ['removed', 3, '-12.50'],
    ]);
    expect((await reader.head(ledger)).scan).toBeUndefined();
  });

  describe('of a list that is too long for one go', () => {
    const aLongList = async () => {
      const checker = aChecker();
      const { feed, run } = checker;
      for (let number = 1; number <= 350; number += 1) feed.create(aLine(number));
      await run();
      feed.lines_ = feed.lines_.filter(({ pontoId }) => pontoId !== uuid(3));
      feed.create(aLine(351));
      return checker;
    };
    const forPages = (most: number) => {
      let pages = 0;
      return () => (pages += 1) <= most;
    };

    it('finds what is missing from it in several runs', async () => {
      const { checking, run, syncId, reader } = await aLongList();

      const first = await checking(march, { hasTime: forPages(2) });
      const second = await run({ syncId, now: later, check: { ...march, after: 350 }, hasTime: forPages(4) });

      expect(first).toMatchObject({ kind: 'unfinished' });
      expect(checkedIn(second)).toMatchObject({ singlePass: true, counts: { missing: 1, removed: 1 } });
      expect((await reader.head(ledger)).scan).toBeUndefined();
    });

    it('says that it tells no removals when one of them crashed, and does not begin for ever', async () => {
      const { feed, checking, run, syncId, reader } = await aLongList();
      const goesOn = { syncId, now: later, check: { ...march, after: 350 } };
      await checking(march, { hasTime: forPages(2) });
      let looks = 0;
      feed.onCall = (call) => {
        if (call === 'lines' && (looks += 1) === 2) throw new Error('the worker dies');
      };
      await expect(run(goesOn)).rejects.toThrow('the worker dies');

      const third = await run({ ...goesOn, hasTime: forPages(3) });

      expect(checkedIn(third)).toMatchObject({ singlePass: false, counts: { missing: 1, removed: 0 } });
      expect((await reader.head(ledger)).scan).toBeUndefined();
    });
  });

  it('finishes a scan that another run was cut short in, and then compares everything', async () => {
    const { feed, run, checking } = aChecker();
    feed.create(aLine(1), aLine(2));
    await run();
    feed.lines_ = feed.lines_.filter(({ pontoId }) => pontoId !== uuid(1));
    for (let number = 3; number <= 250; number += 1) feed.create(aLine(number));
    feed.create(aLine(251, { executionDate: '2026-02-28' }));
    let pages = 0;
    await run({ now: '2026-03-11T09:00:00.000Z', hasTime: () => (pages += 1) <= 1 });

    const { singlePass, counts } = checkedIn(await checking({ ...march, from: '2026-02-01' }));

    expect({ singlePass, counts }).toMatchObject({
      singlePass: true,
      // Counted once, however often this run has seen the top of the list.
      counts: { removed: 1, missing: 149, beforeImportFrom: 1 },
    });
  });

  it('matches an account that came back, and counts what Ponto can list no more', async () => {
    const { feed, run, checking } = aChecker();
    feed.create(aLine(1, { amount: '1.00' }), aLine(2, { amount: '2.00' }), aLine(3, { amount: '3.00' }));
    await run();
    feed.account = aFeedAccount({ pontoId: uuid(900_009) });
    feed.lines_ = [aLine(13, { amount: '3.00' }), aLine(12, { amount: '2.00' })];

    expect(checkedIn(await checking())).toMatchObject({ counts: { ...nothing, same: 2, notListed: 1 } });
  });

  it('gives its lines out in pages', async () => {
    const { feed, run, checking, syncId, reader } = aChecker();
    await run();
    for (let number = 1; number <= 5; number += 1) feed.create(aLine(number));
    const checked = checkedIn(await checking());
    // A later run is none of its business.
    feed.create(aLine(6));
    await run({ now: '2026-03-13T09:00:00.000Z' });
    const sync = aSync({ ...ledger, id: syncId, check: { ...march, after: 0 }, checked });
    const read = makeReadCheckReport({ reader });

    const one = await read(sync, { limit: 3 });
    const two = await read(sync, { limit: 3, after: one?.nextAfter ?? 99 });

    expect([one, two].map((page) => page?.findings.map(({ change }) => change.line))).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
    expect(two).not.toHaveProperty('nextAfter');
    expect(await read(aSync(), { limit: 3 })).toBeUndefined();
  });

  it('reads nothing more than another run when nobody asked for a check', async () => {
    const { feed, run } = anEngine();
    for (let number = 1; number <= 250; number += 1) feed.create(aLine(number));
    await run();

    expect(await run({ now: later })).toMatchObject({ pages: 1 });
    expect(await run({ now: later })).not.toHaveProperty('checked');
  });
});
