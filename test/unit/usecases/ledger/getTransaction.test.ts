import { defined } from '../../../../shared/language/defined.ts';
import type { Sync } from '../../../../shared/domain/syncs/sync.ts';
import type { LedgerReader } from '../../../../shared/ports/ledger.ts';
import type { AccountRef } from '../../../../shared/ports/refsAndPages.ts';
import {
  makeGetTransaction,
  type LineWithVersions,
  type VersionsPage,
} from '../../../../shared/usecases/ledger/getTransaction.ts';
import { aFeedAccount, aLine, uuid } from '../../../builders/bank.ts';
import { anEngine, ledger } from '../../../builders/engine.ts';
import { aSync } from '../../../builders/syncWorker.ts';

const reading =
  (reader: LedgerReader, runs: readonly Sync[] = []) =>
  async (of: AccountRef, line: number, page: VersionsPage = { limit: 50 }): Promise<LineWithVersions | undefined> => {
    const syncs = { get: async ({ syncId }: { syncId: string }) => runs.find(({ id }) => id === syncId) };
    const found = await makeGetTransaction({ reader, syncs })(of, line, page);
    if (found === 'cursor_unknown') throw new Error('the cursor is not known');
    return found;
  };
const unsettled = {
  id: uuid(800_001),
  subtype: 'accountTransactionsWithUnsettled',
  status: 'success' as const,
  errorCodes: [],
};

describe('getTransaction', () => {
  it('tells every version of a line whose date moved to another month, oldest first', async () => {
    const { feed, run, reader } = anEngine();
    feed.create(aLine(1, { executionDate: '2026-03-10' }));
    await run();
    feed.lines_ = [aLine(1, { executionDate: '2026-04-01' })];
    await run({ now: '2026-04-02T09:00:00.000Z' });

    const found = await reading(reader)(ledger, 1);

    expect(
      found?.versions.map(({ change: { version, kind, content } }) => [version, kind, content.executionDate]),
    ).toEqual([
      [1, 'added', '2026-03-10'],
      [2, 'corrected', '2026-04-01'],
    ]);
    expect(found?.line).toMatchObject({ version: 2, removed: false, content: { executionDate: '2026-04-01' } });
  });

  it('tells many versions in pages, the latest first, each with what it changed', async () => {
    const { feed, run, reader } = anEngine();
    feed.create(aLine(1, { remittanceText: 'text 1' }));
    await run();
    for (const version of [2, 3, 4, 5]) {
      feed.lines_ = [aLine(1, { remittanceText: `text ${version}` })];
      await run();
    }
    const pages: (LineWithVersions | undefined)[] = [];
    let from: number | undefined;
    do {
      const page = await reading(reader)(ledger, 1, { limit: 2, ...defined({ from }) });
      pages.push(page);
      from = page?.earlier;
    } while (from !== undefined);

    const told = pages.map((page) =>
      page?.versions.map(({ change, before }) => [change.version, before?.content.remittanceText]),
    );
    expect(told).toEqual([
      [
        [4, 'text 3'],
        [5, 'text 4'],
      ],
      [
        [2, 'text 1'],
        [3, 'text 2'],
      ],
      [[1, undefined]],
    ]);
    expect(new Set(pages.map((page) => page?.line.version))).toEqual(new Set([5]));
  });

  it('goes on from no record of another line, and from none that there is not', async () => {
    const { feed, run, reader } = anEngine();
    feed.create(aLine(1), aLine(2));
    await run();
    const get = makeGetTransaction({ reader, syncs: { get: async () => undefined } });

    for (const from of [2, 99]) expect(await get(ledger, 1, { limit: 1, from })).toBe('cursor_unknown');
  });

  it('still tells a line that was removed', async () => {
    const { feed, run, reader } = anEngine();
    feed.create(aLine(1), aLine(2));
    await run();
    feed.lines_ = [aLine(2)];
    await run({ now: '2026-04-20T09:00:00.000Z' });

    const found = await reading(reader)(ledger, 1);

    expect(found?.line).toMatchObject({ removed: true, version: 2 });
    expect(found?.line).not.toHaveProperty('statementFrom');
  });

  it('does not show a relinking as a version', async () => {
    const { feed, run, reader } = anEngine();
    feed.create(aLine(1));
    await run();
    feed.account = aFeedAccount({ pontoId: uuid(900_009) });
    feed.lines_ = [aLine(11)];
    await run();

    const found = await reading(reader)(ledger, 1);

    expect(found).toMatchObject({ line: { pontoId: uuid(11), version: 1 }, versions: [{ change: { version: 1 } }] });
  });

  it.each([2, 99])('knows no line %i', async (line) => {
    const { feed, run, reader } = anEngine();
    feed.create(aLine(1));
    await run();
    feed.lines_ = [aLine(1, { remittanceText: 'corrected' })];
    await run();

    expect(await reading(reader)(ledger, line)).toBeUndefined();
  });

  it('says which run brought each version, what started it, and why', async () => {
    const { feed, run, reader } = anEngine();
    feed.create(aLine(1), aLine(2, { amount: '7.00' }));
    await run();
    feed.lines_ = [aLine(2, { amount: '7.00' }), aLine(1, { amount: '-13.00' })];
    await run();
    feed.lines_ = [aLine(2, { amount: '7.00' })];
    await run({ now: '2026-04-20T09:00:00.000Z' });
    const first = aSync({ id: 'sync-1', trigger: 'link' });

    const found = await reading(reader, [first])(ledger, 1);

    expect(found?.versions.map(({ reason, run: behind, before }) => [reason, behind, before?.content.amount])).toEqual([
      ['new_at_ponto', { syncId: 'sync-1', sync: first }, undefined],
      ['corrected', { syncId: 'sync-2' }, '-12.50'],
      ['removed', { syncId: 'sync-3' }, '-13.00'],
    ]);
    expect(found).toMatchObject({ recognised: [], twins: [] });
  });

  it.each([
    ['content', {}, {}],
    ['bank_reference', { remittanceText: 'reworded', internalReference: 'B-1' }, { internalReference: 'B-1' }],
    ['bank_reference', { remittanceText: 'reworded', digest: 'd-1' }, { digest: 'd-1' }],
    ['parties', { description: 'reworded' }, {}],
    ['day_and_amount', { remittanceText: 'reworded' }, {}],
  ])('says that a returned account was recognised by %s', async (matchedBy, reworded, marks) => {
    const { feed, run, reader } = anEngine();
    feed.create(aLine(1, marks));
    await run();
    feed.account = aFeedAccount({ pontoId: uuid(900_009) });
    feed.lines_ = [aLine(11, reworded)];
    await run();

    const found = await reading(reader)(ledger, 1);

    expect(found?.recognised).toMatchObject([
      { matchedBy, run: { syncId: 'sync-2' }, before: { pontoId: uuid(1) }, change: { pontoId: uuid(11) } },
    ]);
    expect(found?.versions).toHaveLength(matchedBy === 'content' ? 1 : 2);
  });

  it('names true twins, and no line that differs in a word or was removed', async () => {
    const { feed, run, reader } = anEngine();
    feed.create(aLine(1), aLine(2), aLine(3), aLine(4, { description: 'another' }));
    await run();
    feed.lines_ = feed.lines_.filter(({ pontoId }) => pontoId !== uuid(3));
    await run({ now: '2026-04-20T09:00:00.000Z' });

    expect((await reading(reader)(ledger, 1))?.twins).toEqual([2]);
    expect((await reading(reader)(ledger, 3))?.twins).toEqual([]);
    expect((await reading(reader)(ledger, 4))?.twins).toEqual([]);
  });

  it('says which pending line came before a booked one', async () => {
    const { feed, run, reader } = anEngine();
    feed.account = aFeedAccount({ latestSynchronization: unsettled });
    feed.create(aLine(1));
    feed.pending_ = [aLine(50, { amount: '-3.00', executionDate: '2026-03-08' })];
    await run();
    feed.pending_ = [];
    feed.create(aLine(2, { amount: '-3.00' }));
    await run();

    const found = await reading(reader)(ledger, 2);

    expect(found?.versions).toMatchObject([{ reason: 'pending_booked', pendingPontoId: uuid(50) }]);
    expect((await reading(reader)(ledger, 1))?.versions).toMatchObject([{ reason: 'new_at_ponto' }]);
  });

  it('does not say so while that line is still pending', async () => {
    const { feed, run, reader } = anEngine();
    feed.account = aFeedAccount({ latestSynchronization: unsettled });
    feed.create(aLine(1));
    feed.pending_ = [aLine(50, { amount: '-3.00' })];
    await run();
    feed.create(aLine(2, { amount: '-3.00' }));
    await run();

    const [version] = (await reading(reader)(ledger, 2))?.versions ?? [];

    expect(version).toMatchObject({ reason: 'new_at_ponto' });
    expect(version).not.toHaveProperty('pendingPontoId');
  });

  it('says that a line came late for a final statement', async () => {
    const { feed, run, reader } = anEngine();
    const balance = (amount: string, referenceDate: string) => ({ amount, currency: 'EUR', referenceDate });
    feed.create(aLine(1, { executionDate: '2026-03-02', amount: '200.00' }));
    feed.account = aFeedAccount({ currentBalance: balance('1000.00', '2026-03-20') });
    await run({ now: '2026-03-20T09:00:00.000Z' });
    feed.create(aLine(3, { executionDate: '2026-03-02', amount: '-5.00' }));
    feed.account = aFeedAccount({ currentBalance: balance('995.00', '2026-03-21') });
    await run({ now: '2026-03-21T09:00:00.000Z' });

    expect((await reading(reader)(ledger, 2))?.versions).toMatchObject([{ reason: 'late_line' }]);
  });
});
