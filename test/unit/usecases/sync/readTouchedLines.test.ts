import type { FeedLine, LineContent } from '../../../../shared/domain/ledger/line.ts';
import { Fault } from '../../../../shared/domain/faults/fault.ts';
import type { LinesPage } from '../../../../shared/ports/bankFeed.ts';
import { aFeedAccount, aLine, uuid } from '../../../builders/bank.ts';
import { anEngine, ledger } from '../../../builders/engine.ts';

const synchronization = (number: number, subtype = 'accountTransactions') =>
  ({ id: uuid(800_000 + number), subtype, status: 'success', errorCodes: [] }) as const;

/** Books of 250 lines; Ponto has run since. */
const aLongList = async () => {
  const engine = anEngine();
  for (let number = 1; number <= 250; number += 1) engine.feed.create(aLine(number));
  await engine.run();
  engine.feed.calls = [];
  const correct = (number: number, by: number, content: Partial<LineContent> = { remittanceText: 'Rye' }): void => {
    const line = aLine(number, content);
    engine.feed.lines_ = engine.feed.lines_.map((known) => (known.pontoId === line.pontoId ? line : known));
    engine.feed.updated.set(uuid(800_000 + by), [line]);
  };
  const ranAtPonto = (number: number, subtype?: string): void => {
    engine.feed.account = aFeedAccount({ latestSynchronization: synchronization(number, subtype) });
  };
  const corrected = async (): Promise<readonly string[]> => {
    const changes: string[] = [];
    for await (const segment of engine.reader.segmentsAfter(ledger, 250))
      changes.push(...segment.changes.map(({ kind, pontoId }) => `${kind} ${Number(pontoId.slice(-6))}`));
    return changes;
  };
  return { ...engine, correct, ranAtPonto, corrected };
};

describe('a correction far down the list', () => {
  it('is seen in the run that finds that Ponto has synchronized, although no line is new', async () => {
    const { run, correct, ranAtPonto, corrected } = await aLongList();
    correct(7, 2);
    ranAtPonto(2);

    const outcome = await run();

    expect(await corrected()).toEqual(['corrected 7']);
    expect(outcome).toMatchObject({ counts: { corrected: 1 } });
  });

  it('is found by the synchronization that the list names, when the account names one of its balance', async () => {
    const { run, feed, correct, ranAtPonto, corrected } = await aLongList();
    correct(7, 2);
    ranAtPonto(3, 'accountDetails');
    feed.namedByList = uuid(800_002);

    await run();

    expect(await corrected()).toEqual(['corrected 7']);
  });

  it('is found by the synchronization that an event has named, although a later one has run since', async () => {
    const { run, correct, ranAtPonto, corrected } = await aLongList();
    correct(7, 2);
    correct(8, 3);
    ranAtPonto(3);

    await run({ touchedBy: [uuid(800_002)] });

    expect([...(await corrected())].sort()).toEqual(['corrected 7', 'corrected 8']);
  });

  it('is not lost when the run that should have read it has died, and Ponto has run again since', async () => {
    const { run, feed, correct, ranAtPonto, corrected, passTime } = await aLongList();
    correct(7, 2);
    ranAtPonto(2);
    feed.onCall = (call) => {
      if (call === 'updatedLines') throw new Fault('ponto_unavailable');
    };
    await expect(run()).rejects.toThrow();
    feed.onCall = () => undefined;
    ranAtPonto(3);
    passTime(60_000);

    await run();

    expect(await corrected()).toEqual(['corrected 7']);
  });

  it('is not lost when the worker that should have read it has died, and Ponto has run again since', async () => {
    const { run, feed, table, correct, ranAtPonto, corrected, passTime } = await aLongList();
    correct(7, 2);
    ranAtPonto(2);
    const die = (): never => {
      throw new Error('crash');
    };
    feed.onCall = (call) => {
      if (call !== 'updatedLines') return;
      table.onCall = die;
      die();
    };
    await expect(run()).rejects.toThrow('crash');
    feed.onCall = () => undefined;
    table.onCall = () => undefined;
    ranAtPonto(3);
    passTime(60_000);

    await run();

    expect(await corrected()).toEqual(['corrected 7']);
  });

  it('asks once for what a synchronization touched, and not for a refresh of balances alone', async () => {
    const { run, feed, correct, ranAtPonto } = await aLongList();
    correct(7, 2);
    ranAtPonto(2);
    await run();
    await run({ touchedBy: [uuid(800_002)] });
    ranAtPonto(3, 'accountDetails');
    feed.namedByList = uuid(800_002);

    await run();

    expect(feed.calls.filter((call) => call === 'updatedLines')).toHaveLength(1);
  });

  it('is found when Ponto synchronizes while the whole list is read', async () => {
    const { run, feed, correct, ranAtPonto, corrected } = await aLongList();
    ranAtPonto(2);
    let pages = 0;
    feed.onCall = (call) => {
      if (call !== 'lines' || (pages += 1) !== 2) return;
      correct(249, 3);
      feed.namedByList = uuid(800_003);
    };

    await run({ now: '2026-04-20T09:00:00.000Z' });

    expect(await corrected()).toEqual(['corrected 249']);
  });

  it('is read on where the time ran out', async () => {
    const { run, feed, ranAtPonto, corrected } = await aLongList();
    const touched = Array.from({ length: 150 }, (_, index) => aLine(150 - index, { remittanceText: 'Rye' }));
    feed.lines_ = feed.lines_.map((line) => touched.find(({ pontoId }) => pontoId === line.pontoId) ?? line);
    feed.updated.set(uuid(800_002), touched);
    ranAtPonto(2);
    let looks = 2;
    const outcome = await run({ hasTime: () => (looks -= 1) >= 0 });
    const before = (await corrected()).length;

    await run();

    expect([outcome.kind, before, (await corrected()).length]).toEqual(['unfinished', 100, 150]);
    // The page of the list twice, both pages of touched lines once.
    expect(feed.calls.filter((call) => call === 'updatedLines')).toHaveLength(2);
  });

  it('does not stop an account for ever when what an earlier run was told of cannot be read', async () => {
    const { run, feed, correct, ranAtPonto } = await aLongList();
    correct(7, 2);
    ranAtPonto(2);
    const { updatedLines } = feed;
    feed.updatedLines = async (id, options): Promise<LinesPage | 'gone'> => {
      if (id === uuid(800_002)) throw new Fault('ponto_answer_not_understood');
      return updatedLines.call(feed, id, options);
    };
    await expect(run()).rejects.toThrow();
    ranAtPonto(3);

    expect(await run()).toMatchObject({ kind: 'complete' });
  });
});

describe('a line that the bank moves into the books from a day before them', () => {
  const madeAt = '2026-03-01T06:00:00.000Z';

  it.each([
    ['at the same moment as the newest line', (line: FeedLine): FeedLine => ({ ...line, createdAt: madeAt })],
    ['at a moment that nobody tells', ({ createdAt: _untold, ...line }: FeedLine): FeedLine => line],
  ])('comes in with the run that is told of it, also when Ponto made it %s', async (_when, made) => {
    const { feed, run, reader } = anEngine();
    const list = (moved: string) =>
      Array.from({ length: 250 }, (_, index) =>
        made(aLine(250 - index, index === 200 ? { executionDate: moved } : {})),
      );
    feed.lines_ = list('2026-02-20');
    await run();
    feed.lines_ = list('2026-03-04');
    feed.updated.set(uuid(800_002), feed.lines_.slice(200, 201));
    feed.account = aFeedAccount({ latestSynchronization: synchronization(2) });

    const outcome = await run();
    const head = await reader.head(ledger);
    await run();

    expect(outcome).toMatchObject({ kind: 'complete', counts: { added: 1 } });
    expect(head.changesWait).toBeUndefined();
    expect((await reader.head(ledger)).sequence).toBe(250);
  });

  it('does not come in out of its place when Ponto surely made it after the newest one', async () => {
    const { feed, run, reader } = anEngine();
    feed.create(aLine(1), aLine(2));
    await run();
    feed.updated.set(uuid(800_002), [aLine(3)]);
    feed.account = aFeedAccount({ latestSynchronization: synchronization(2) });
    feed.calls = [];

    await run();

    expect((await reader.head(ledger)).sequence).toBe(2);
    expect(feed.calls.filter((call) => call === 'lines')).toHaveLength(1);
  });
});
