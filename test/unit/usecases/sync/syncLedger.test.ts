import { aFeedAccount, aLine, aLinkedAccount, uuid } from '../../../builders/bank.ts';
import { anEngine, ledger } from '../../../builders/engine.ts';
import type { FakeBankFeed } from '../../../builders/fakeBankFeed.ts';
import type { Change } from '../../../../shared/domain/ledger/change.ts';
import type { LedgerReader } from '../../../../shared/ports/ledger.ts';

const changesOf = async (reader: LedgerReader): Promise<Change[]> => {
  const changes: Change[] = [];
  for await (const segment of reader.segmentsAfter(ledger, 0)) changes.push(...segment.changes);
  return changes;
};

const balance = (amount: string, referenceDate: string) => ({ amount, currency: 'EUR', referenceDate });
const synchronization = (number: number) => ({
  id: uuid(800_000 + number),
  subtype: 'accountTransactions',
  status: 'success' as const,
  errorCodes: [],
});

describe('syncLedger', () => {
  it('reads the whole list once, however many pages it has', async () => {
    const { feed, run, reader } = anEngine();
    for (let number = 1; number <= 250; number += 1) feed.create(aLine(number));

    const outcome = await run();

    expect(outcome).toMatchObject({ kind: 'complete', counts: { added: 250 }, pages: 3 });
    const changes = await changesOf(reader);
    expect(changes.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 250 }, (_, index) => index + 1));
    expect(new Set(changes.map(({ pontoId }) => pontoId)).size).toBe(250);
  });

  it('changes nothing when it runs again', async () => {
    const { feed, run, reader } = anEngine();
    feed.create(aLine(1), aLine(2));
    await run();
    const before = await changesOf(reader);

    const outcome = await run();

    expect(outcome).toMatchObject({ kind: 'complete', counts: { added: 0, unchanged: 2 }, pages: 1 });
    expect(await changesOf(reader)).toEqual(before);
  });

  it('keeps identical twin payments as two lines', async () => {
    const { feed, run, reader } = anEngine();
    feed.create({ ...aLine(1), content: aLine(1).content }, { ...aLine(2), content: aLine(1).content });

    await run();

    expect(await changesOf(reader)).toHaveLength(2);
  });

  it('takes in a late booking with an old date', async () => {
    const { feed, run, reader } = anEngine();
    feed.create(aLine(1, { executionDate: '2026-03-10' }));
    await run();
    feed.create(aLine(2, { executionDate: '2026-03-02' }));

    await run();

    expect((await changesOf(reader)).map(({ content }) => content.executionDate)).toEqual(['2026-03-10', '2026-03-02']);
  });

  it('leaves lines before importFrom out', async () => {
    const { feed, run, reader } = anEngine();
    feed.create(aLine(1, { executionDate: '2026-02-28' }), aLine(2, { executionDate: '2026-03-01' }));

    await run();

    expect((await changesOf(reader)).map(({ pontoId }) => pontoId)).toEqual([uuid(2)]);
  });

  it('goes on below the last committed page when the time runs out', async () => {
    const { feed, run, reader } = anEngine();
    for (let number = 1; number <= 250; number += 1) feed.create(aLine(number));
    let pages = 0;
    const first = await run({ hasTime: () => (pages += 1) <= 1 });

    const second = await run();

    expect([first.kind, second.kind]).toEqual(['unfinished', 'complete']);
    expect(await changesOf(reader)).toHaveLength(250);
    // Three pages, and all of them once more before the opening balance is computed.
    expect(feed.calls.filter((call) => call === 'lines')).toHaveLength(6);
  });

  it('reads from the top when the line under the cursor is gone', async () => {
    const { feed, run, reader } = anEngine();
    for (let number = 1; number <= 250; number += 1) feed.create(aLine(number));
    let pages = 0;
    await run({ hasTime: () => (pages += 1) <= 1 });
    feed.lines_ = feed.lines_.filter(({ pontoId }) => pontoId !== uuid(151));

    await run();

    const ids = (await changesOf(reader)).map(({ pontoId }) => pontoId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(250);
  });

  it('makes no version of a line of which only the bank’s own marks are new', async () => {
    const { feed, run, reader } = anEngine();
    feed.create(aLine(1));
    await run();
    feed.lines_ = [aLine(1, { internalReference: 'B-1', digest: 'abc', cardReferenceType: 'MASKEDPAN' })];

    const outcome = await run();

    expect(outcome).toMatchObject({ counts: { corrected: 0, unchanged: 1 } });
    expect(await changesOf(reader)).toHaveLength(1);
  });

  it('makes no version of a line whose card number an earlier release kept whole, and shows it no more', async () => {
    const { feed, run, reader, table } = anEngine();
    const [whole, hidden] = ['4111111111111111', '************1111'];
    feed.create(aLine(1, { cardReference: whole }));
    await run();
    feed.lines_ = [{ ...aLine(1, { cardReference: hidden, cardReferenceType: 'PAN' }), formerCardReference: whole }];
    feed.pending_ = [{ ...aLine(2, { cardReference: hidden }), formerCardReference: whole }];

    const outcome = await run({ ownSynchronizations: [uuid(800_001)] });
    feed.account = aFeedAccount({ pontoId: uuid(900_009) });
    feed.lines_ = [{ ...aLine(11, { cardReference: hidden }), formerCardReference: whole }];
    const returned = await run();

    expect(outcome).toMatchObject({ counts: { corrected: 0, unchanged: 1, pending: 1 } });
    expect(returned).toMatchObject({ counts: { corrected: 0 } });
    expect((await changesOf(reader)).map(({ content }) => content.cardReference)).toEqual([hidden, hidden]);
    const pending = [...table.items.values()].filter((item) => JSON.stringify(item).includes(uuid(2)));
    expect(pending).toHaveLength(1);
    expect(JSON.stringify(pending)).not.toContain(whole);
  });

  it('makes a version of a line that the bank tells differently', async () => {
    const { feed, run, reader } = anEngine();
    feed.create(aLine(1));
    await run();
    feed.lines_ = [aLine(1, { remittanceText: 'Flour, May' })];

    await run();

    const changes = await changesOf(reader);
    expect(changes.map(({ kind, line, version }) => ({ kind, line, version }))).toEqual([
      { kind: 'added', line: 1, version: 1 },
      { kind: 'corrected', line: 1, version: 2 },
    ]);
  });

  it('finds a corrected line whose date moved to another month', async () => {
    const { feed, run, reader } = anEngine();
    feed.create(aLine(1, { executionDate: '2026-03-10' }));
    await run();
    feed.lines_ = [aLine(1, { executionDate: '2026-04-01' })];

    await run({ now: '2026-04-02T09:00:00.000Z' });
    await run({ now: '2026-04-02T10:00:00.000Z' });

    expect((await changesOf(reader)).map(({ kind }) => kind)).toEqual(['added', 'corrected']);
  });

  it('asks what a synchronization touched only while the list goes on below what it has seen', async () => {
    const { feed, run } = anEngine();
    for (let number = 1; number <= 99; number += 1) feed.create(aLine(number));
    await run();
    feed.create(aLine(100));
    await run();
    const whileOnOnePage = feed.calls.filter((call) => call === 'updatedLines').length;
    feed.create(aLine(101));
    feed.namedByList = uuid(800_002);

    await run();

    expect(whileOnOnePage).toBe(0);
    expect(feed.calls.filter((call) => call === 'updatedLines')).toHaveLength(1);
  });

  it('makes a tombstone only after a read of the whole list, and the line does not return', async () => {
    const { feed, run, reader } = anEngine();
    feed.create(aLine(1), aLine(2), aLine(3));
    await run();
    const removed = feed.lines_.filter(({ pontoId }) => pontoId === uuid(2));
    feed.lines_ = feed.lines_.filter(({ pontoId }) => pontoId !== uuid(2));
    await run();
    const afterQuickRun = await changesOf(reader);

    await run({ now: '2026-04-10T09:00:00.000Z' });
    feed.lines_.push(...removed);
    await run({ now: '2026-05-10T09:00:00.000Z' });

    expect(afterQuickRun).toHaveLength(3);
    expect((await changesOf(reader)).slice(3).map(({ kind, line }) => ({ kind, line }))).toEqual([
      { kind: 'removed', line: 2 },
    ]);
  });

  it('keeps the history of an account that comes back under a new Ponto id', async () => {
    const { feed, run, reader } = anEngine();
    feed.create(aLine(1), aLine(2), aLine(3, { amount: '5.00' }));
    await run();
    feed.account = aFeedAccount({ pontoId: uuid(900_009) });
    feed.lines_ = [];
    feed.create(aLine(11), aLine(12), aLine(13, { amount: '5.00' }), aLine(14, { amount: '7.00' }));

    const outcome = await run();

    expect(outcome).toMatchObject({ counts: { added: 1, corrected: 0, unchanged: 3 } });
    expect((await changesOf(reader)).filter(({ kind }) => kind !== 'relinked')).toHaveLength(4);
  });

  it('reports reworded twins of an account that came back, until the balance of the bank agrees', async () => {
    const { feed, run, reader } = anEngine();
    const twin = { executionDate: '2026-03-09', amount: '5.00' };
    feed.create(aLine(1, { ...twin, remittanceText: 'a' }), aLine(2, { ...twin, remittanceText: 'b' }));
    await run();
    feed.account = aFeedAccount({ pontoId: uuid(900_009), latestSynchronization: synchronization(2) });
    feed.lines_ = [];
    feed.create(
      ...['c', 'd', 'e'].map((remittanceText, index) => aLine(11 + index, { ...twin, remittanceText })),
      aLine(20, { executionDate: '2026-03-10', amount: '7.00' }),
    );

    await run();
    const reported = (await reader.head(ledger)).relinked;
    feed.account = {
      ...feed.account,
      currentBalance: balance('1022.00', '2026-03-11'),
      latestSynchronization: synchronization(3),
    };
    await run({ now: '2026-03-12T09:00:00.000Z' });

    expect(reported).toMatchObject({ uncertain: 3, uncertainDays: { from: '2026-03-09', to: '2026-03-09' } });
    const { relinked } = await reader.head(ledger);
    expect(relinked).toMatchObject({ pontoId: uuid(900_009), after: 2 });
    expect(relinked).not.toHaveProperty('uncertain');
    expect(relinked).not.toHaveProperty('uncertainDays');
  });

  it('computes the opening balance back and does not call its own anchor a proof', async () => {
    const { feed, run, reader } = anEngine();
    feed.create(aLine(1, { executionDate: '2026-03-10', amount: '200.00' }));
    feed.account = aFeedAccount({ currentBalance: balance('1000.00', '2026-03-10') });

    await run();

    expect(await reader.statements(ledger, { limit: 10 })).toMatchObject([
      { number: '2026-0001', openingBalance: '800', closingBalance: '1000', proof: { verdict: 'unproven' } },
    ]);
  });

  it('proves a day by a later balance of the bank', async () => {
    const { feed, run, reader } = anEngine();
    feed.create(aLine(1, { amount: '200.00' }));
    await run();
    feed.create(aLine(2, { executionDate: '2026-03-11', amount: '-50.10' }));
    feed.account = aFeedAccount({
      currentBalance: balance('949.90', '2026-03-11'),
      latestSynchronization: synchronization(2),
    });

    await run({ now: '2026-03-11T20:00:00.000Z' });

    const [second] = await reader.statements(ledger, { limit: 1 });
    expect(second).toMatchObject({
      number: '2026-0002',
      openingBalance: '1000',
      closingBalance: '949.9',
      proof: { verdict: 'proven', bankBalance: '949.90' },
    });
    expect((await reader.head(ledger)).completeUpTo).toBe('2026-03-10');
  });

  it('says broken, with the difference and the first day, when the bank disagrees', async () => {
    const { feed, run, reader, events } = anEngine();
    feed.create(aLine(1, { amount: '200.00' }));
    await run();
    feed.create(aLine(2, { executionDate: '2026-03-11', amount: '-50.00' }));
    feed.account = aFeedAccount({
      currentBalance: balance('940.00', '2026-03-11'),
      latestSynchronization: synchronization(2),
    });

    await run({ now: '2026-03-12T08:00:00.000Z' });

    const [second] = await reader.statements(ledger, { limit: 1 });
    expect(second?.proof).toMatchObject({ verdict: 'broken', difference: '10', brokenFrom: '2026-03-10' });
    expect(events.map(({ event }) => event.type)).toContain('BalanceMismatchFound');
  });

  it('compares the whole list of a difference in the next run when the time ran out', async () => {
    const { feed, run, reader } = anEngine();
    for (let number = 1; number <= 250; number += 1) feed.create(aLine(number, { amount: '1.00' }));
    await run();
    // The bank takes an old line back, far down the list.
    feed.lines_ = feed.lines_.filter(({ pontoId }) => pontoId !== uuid(3));
    feed.account = aFeedAccount({
      currentBalance: balance('999.00', '2026-03-11'),
      latestSynchronization: synchronization(2),
    });
    let pages = 0;
    const first = await run({ now: '2026-03-12T08:00:00.000Z', hasTime: () => (pages += 1) <= 2 });

    const second = await run({ now: '2026-03-12T20:00:00.000Z' });

    expect(first.kind).toBe('unfinished');
    expect(second).toMatchObject({ kind: 'complete', counts: { removed: 1 } });
    expect((await reader.head(ledger)).chain.balance).not.toHaveProperty('mismatch');
  });

  it('heals a broken statement when the missing line arrives', async () => {
    const { feed, run, reader } = anEngine();
    feed.create(aLine(1, { amount: '200.00' }));
    await run();
    feed.create(aLine(2, { executionDate: '2026-03-11', amount: '-50.00' }));
    feed.account = aFeedAccount({
      currentBalance: balance('940.00', '2026-03-11'),
      latestSynchronization: synchronization(2),
    });
    await run({ now: '2026-03-12T08:00:00.000Z' });
    feed.create(aLine(3, { executionDate: '2026-03-11', amount: '-10.00' }));
    feed.account = { ...feed.account, latestSynchronization: synchronization(3) };

    await run({ now: '2026-03-12T20:00:00.000Z' });

    const [second] = await reader.statements(ledger, { limit: 1 });
    expect(second).toMatchObject({ lineCount: 2, proof: { verdict: 'proven' } });
  });

  describe('with lines that the bank books late for days before the start', () => {
    const list = [
      aLine(1, { executionDate: '2026-02-20', amount: '9.00' }),
      aLine(2, { executionDate: '2026-03-10', amount: '200.00' }),
    ];
    const tell = (feed: FakeBankFeed, amount: string, on: string, number: number) => {
      feed.account = aFeedAccount({
        currentBalance: balance(amount, on),
        latestSynchronization: synchronization(number),
      });
    };

    it('moves the opening balance while nothing is final', async () => {
      const { feed, run, reader } = anEngine();
      feed.create(...list);
      await run();
      feed.create(
        aLine(3, { executionDate: '2026-02-25', amount: '-30.00' }),
        aLine(4, { executionDate: '2026-03-11', amount: '5.00' }),
      );
      tell(feed, '975.00', '2026-03-11', 2);

      const outcome = await run({ now: '2026-03-11T20:00:00.000Z' });

      expect(outcome).toMatchObject({ counts: { added: 1 } });
      expect(await reader.statements(ledger, { limit: 2 })).toMatchObject([
        { closingBalance: '975', proof: { verdict: 'proven', bankBalance: '975.00' } },
        { openingBalance: '770', closingBalance: '970' },
      ]);
    });

    const aClosedMonth = async () => {
      const engine = anEngine();
      const { feed, run } = engine;
      feed.create(...list);
      await run();
      feed.create(aLine(3, { executionDate: '2026-03-20', amount: '1.00' }));
      tell(feed, '1001.00', '2026-03-20', 2);
      await run({ now: '2026-03-25T09:00:00.000Z' });
      expect((await engine.reader.head(ledger)).chain.final?.periodTo).toBe('2026-03-20');
      return engine;
    };

    it('counts them in the proof, and says so, once statements are final', async () => {
      const { feed, run, reader } = await aClosedMonth();
      feed.create(
        aLine(4, { executionDate: '2026-02-25', amount: '-30.00' }),
        aLine(5, { executionDate: '2026-03-26', amount: '5.00' }),
      );
      tell(feed, '976.00', '2026-03-26', 3);

      await run({ now: '2026-03-27T09:00:00.000Z' });
      await run({ now: '2026-03-27T15:00:00.000Z' });

      expect(await reader.statements(ledger, { limit: 1 })).toMatchObject([
        {
          openingBalance: '1001',
          closingBalance: '1006',
          proof: { verdict: 'proven', bankBalance: '976.00', beforeStart: '-30' },
        },
      ]);
    });

    it('stays broken when something else is missing too', async () => {
      const { feed, run, reader } = await aClosedMonth();
      feed.create(
        aLine(4, { executionDate: '2026-02-25', amount: '-30.00' }),
        aLine(5, { executionDate: '2026-03-26', amount: '5.00' }),
      );
      tell(feed, '946.00', '2026-03-26', 3);

      await run({ now: '2026-03-27T09:00:00.000Z' });

      const [open] = await reader.statements(ledger, { limit: 1 });
      expect(open?.proof).toMatchObject({ verdict: 'broken', difference: '30', beforeStart: '-30' });
    });

    it('takes older history, which the opening balance has counted, for what it is', async () => {
      const { feed, run, reader } = await aClosedMonth();
      feed.create(
        aLine(4, { executionDate: '2026-01-15', amount: '-70.00' }),
        aLine(5, { executionDate: '2026-03-26', amount: '5.00' }),
      );
      tell(feed, '1006.00', '2026-03-26', 3);

      await run({ now: '2026-03-27T09:00:00.000Z' });

      const [open] = await reader.statements(ledger, { limit: 1 });
      expect(open?.proof).toMatchObject({ verdict: 'proven', bankBalance: '1006.00' });
      expect(open?.proof).not.toHaveProperty('beforeStart');
    });

    it('counts them once, although the scan that meets them begins again', async () => {
      const { feed, run, reader } = await aClosedMonth();
      feed.create(
        aLine(4, { executionDate: '2026-02-25', amount: '-30.00' }),
        ...Array.from({ length: 150 }, (_, index) =>
          aLine(10 + index, { executionDate: '2026-03-26', amount: '0.01' }),
        ),
        aLine(200, { executionDate: '2026-02-26', amount: '-2.00' }),
      );
      tell(feed, '970.50', '2026-03-26', 3);
      let pages = 0;
      await run({ now: '2026-03-27T09:00:00.000Z', hasTime: () => (pages += 1) <= 1 });
      feed.lines_ = feed.lines_.filter(({ pontoId }) => pontoId !== uuid(61));

      await run({ now: '2026-03-27T10:00:00.000Z' });

      expect((await reader.head(ledger)).chain.beforeStart).toBe('-32');
    });
  });

  it('keeps the start that it has read from when it moves forward before the opening balance is known', async () => {
    const { feed, run, reader } = anEngine();
    const { currentBalance: _none, ...silent } = feed.account;
    feed.account = silent;
    feed.create(aLine(1, { executionDate: '2026-03-01', amount: '1.00' }));
    await run();
    feed.create(aLine(2, { executionDate: '2026-03-01', amount: '20.00' }));
    feed.account = aFeedAccount({
      currentBalance: balance('1000.00', '2026-03-10'),
      latestSynchronization: synchronization(2),
    });
    const account = aLinkedAccount({ importFrom: '2026-03-03' });

    await run({ account });
    await run({ account, now: '2026-03-10T20:00:00.000Z' });

    expect(await reader.statements(ledger, { limit: 10 })).toMatchObject([
      { openingBalance: '979', closingBalance: '1000', lineCount: 2 },
    ]);
  });

  it('carries a late line on the open statement and leaves the final one as it is', async () => {
    const { feed, run, reader } = anEngine();
    feed.create(
      aLine(1, { executionDate: '2026-03-02', amount: '200.00' }),
      aLine(2, { executionDate: '2026-03-20', amount: '1.00' }),
    );
    feed.account = aFeedAccount({ currentBalance: balance('1000.00', '2026-03-20') });
    await run({ now: '2026-03-20T09:00:00.000Z' });
    const closed = await reader.statement(ledger, '2026-03-02');
    feed.create(aLine(3, { executionDate: '2026-03-02', amount: '-5.00' }));
    feed.account = aFeedAccount({
      currentBalance: balance('995.00', '2026-03-21'),
      latestSynchronization: synchronization(2),
    });

    await run({ now: '2026-03-21T09:00:00.000Z' });

    expect((await reader.head(ledger)).chain.final?.periodTo).toBe('2026-03-02');
    expect(await reader.statement(ledger, '2026-03-02')).toEqual(closed);
    expect(await reader.statement(ledger, '2026-03-20')).toMatchObject({
      lineCount: 2,
      carriesLate: true,
      closingBalance: '995',
    });
  });

  it('adjusts the open statement when the amount of a line on a final one is corrected', async () => {
    const { feed, run, reader } = anEngine();
    feed.create(aLine(1, { executionDate: '2026-03-02', amount: '200.00' }));
    feed.account = aFeedAccount({ currentBalance: balance('1000.00', '2026-03-20') });
    await run({ now: '2026-03-20T09:00:00.000Z' });
    feed.lines_ = [aLine(1, { executionDate: '2026-03-02', amount: '210.00', remittanceText: 'corrected' })];
    feed.account = aFeedAccount({
      currentBalance: balance('1010.00', '2026-03-21'),
      latestSynchronization: synchronization(2),
    });

    await run({ now: '2026-03-21T09:00:00.000Z' });

    const [open, closed] = await reader.statements(ledger, { limit: 2 });
    expect(closed).toMatchObject({ period: { from: '2026-03-02' }, closingBalance: '1000' });
    expect(open).toMatchObject({
      openingBalance: '1000',
      closingBalance: '1010',
      totalCredit: '10',
      lineCount: 1,
      proof: { verdict: 'proven' },
    });
  });

  it.each([
    ['before', 'put'],
    ['after', 'put'],
    ['before', 'update'],
    ['after', 'update'],
    ['before', 'batchPut'],
    ['after', 'batchPut'],
  ] as const)('ends with the same books after a crash %s any %s', async (moment, name) => {
    const undisturbed = anEngine();
    const load = ({ feed }: ReturnType<typeof anEngine>): void => {
      for (let number = 1; number <= 250; number += 1)
        feed.create(aLine(number, { executionDate: `2026-03-${String(1 + (number % 9)).padStart(2, '0')}` }));
    };
    load(undisturbed);
    await undisturbed.run({ now: '2026-03-12T09:00:00.000Z' });
    const expected = await undisturbed.reader.statements(ledger, { limit: 50 });
    let crashes = 0;
    for (let crashAt = 1; crashAt <= 12; crashAt += 1) {
      const engine = anEngine();
      load(engine);
      let seen = 0;
      engine.table.onCall = (when, command) => {
        if (when === moment && command === name && (seen += 1) >= crashAt && seen < crashAt + 4)
          throw new Error('crash');
      };
      await engine.run({ now: '2026-03-12T09:00:00.000Z' }).catch(() => (crashes += 1));
      engine.table.onCall = () => undefined;
      engine.passTime(10 * 60_000);
      await engine.run({ now: '2026-03-12T09:00:00.000Z' });

      const changes = await changesOf(engine.reader);
      expect(new Set(changes.map(({ pontoId }) => pontoId)).size).toBe(250);
      expect(changes).toHaveLength(250);
      expect(
        (await engine.reader.statements(ledger, { limit: 50 })).map(({ number, closingBalance, lineCount }) => ({
          number,
          closingBalance,
          lineCount,
        })),
      ).toEqual(expected.map(({ number, closingBalance, lineCount }) => ({ number, closingBalance, lineCount })));
    }
    expect(crashes).toBeGreaterThan(0);
  });

  it('does not let an overtaken run write after its successor', async () => {
    const engine = anEngine();
    for (let number = 1; number <= 250; number += 1) engine.feed.create(aLine(number));
    let successor: Promise<unknown> | undefined;
    engine.feed.onCall = () => {
      if (successor || engine.feed.calls.length < 2) return;
      engine.passTime(10 * 60_000);
      successor = engine.run();
    };

    const outcome = await engine.run();
    await successor;

    expect(outcome.kind).toBe('busy');
    expect(new Set((await changesOf(engine.reader)).map(({ pontoId }) => pontoId)).size).toBe(250);
    expect(await changesOf(engine.reader)).toHaveLength(250);
  });

  it('stops at a page that leads back to itself', async () => {
    const { feed, run } = anEngine();
    for (let number = 1; number <= 250; number += 1) feed.create(aLine(number));
    const lines = feed.lines.bind(feed);
    feed.lines = async (account, options) => {
      const page = await lines(account, options);
      return page !== 'gone' && options.cursor && 'after' in options.cursor
        ? { ...page, older: options.cursor.after }
        : page;
    };

    await expect(run()).rejects.toMatchObject({ code: 'ponto_answer_not_understood' });
  });

  it('fills in what an earlier start of the import brings', async () => {
    const { feed, run, reader } = anEngine();
    feed.create(
      aLine(1, { executionDate: '2026-03-08', amount: '-20.00' }),
      aLine(2, { executionDate: '2026-03-10', amount: '100.00' }),
    );
    await run({ account: aLinkedAccount({ importFrom: '2026-03-09' }) });

    await run({ account: aLinkedAccount({ importFrom: '2026-03-01' }) });

    expect(await reader.statements(ledger, { limit: 10 })).toMatchObject([
      { openingBalance: '900', closingBalance: '1000', number: '2026-0002' },
      { openingBalance: '920', closingBalance: '900', number: '2026-0001' },
    ]);
  });

  describe('when Ponto names another synchronization beside the balance than beside the lines', () => {
    /** Runs on the day after the balance's, whose lines are all in; the balance is that of another look of Ponto. */
    const prepared = async (laterBalance: string) => {
      const { feed, run, reader } = anEngine();
      const beside = (number: number, amount: string, day: string) => ({
        ...feed.account,
        currentBalance: balance(amount, day),
        latestSynchronization: synchronization(number),
      });
      feed.create(aLine(1, { executionDate: '2026-03-08', amount: '-10.00' }));
      const first = beside(3, '100.00', '2026-03-09');
      await run({ feedAccount: first, now: '2026-03-10T09:00:00.000Z' });
      feed.create(aLine(2, { executionDate: '2026-03-10', amount: '-5.00' }));
      await run({ feedAccount: beside(2, laterBalance, '2026-03-10'), now: '2026-03-11T09:00:00.000Z' });
      return reader.statements(ledger, { limit: 10 });
    };

    it('opens the books and proves a day that was over, when the two agree', async () => {
      const [latest] = await prepared('95.00');

      expect(latest).toMatchObject({
        period: { from: '2026-03-10' },
        proof: { verdict: 'proven', bankBalance: '95.00' },
      });
    });

    it('accuses nobody when they do not', async () => {
      const [latest] = await prepared('90.00');

      expect(latest).toMatchObject({ period: { from: '2026-03-10' }, proof: { verdict: 'unproven' } });
    });
  });
});
