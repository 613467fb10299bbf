import { Fault } from '../../../../shared/domain/faults/fault.ts';
import { aLine } from '../../../builders/bank.ts';
import { anEngine } from '../../../builders/engine.ts';

describe('the counts of a run', () => {
  const aLongImport = () => {
    const engine = anEngine();
    for (let number = 1; number <= 330; number += 1) engine.feed.create(aLine(number));
    return engine;
  };
  const whole = { kind: 'complete', counts: { added: 330, corrected: 0, removed: 0, unchanged: 0 }, pages: 4 };

  it.each([1, 2, 3, 4])('are of the whole run when a worker was killed at page %d of it', async (page) => {
    const { feed, run, passTime } = aLongImport();
    let pages = 0;
    feed.onCall = (call) => {
      if (call === 'lines' && (pages += 1) === page) throw new Error('killed');
    };
    await expect(run({ syncId: 'one' })).rejects.toThrow('killed');
    feed.onCall = () => undefined;
    passTime(60_000);

    const outcome = await run({ syncId: 'one' });

    // What lies above an interrupted scan is read again; what the run has brought itself is not called unchanged.
    expect(outcome).toMatchObject({ ...whole, pages: page === 1 ? 4 : 8 });
  });

  it('are of the whole run when a worker was killed at any call to the store', async () => {
    const counts = new Set<string>();
    for (let call = 1; ; call += 1) {
      const { table, run, passTime } = aLongImport();
      let calls = 0;
      table.onCall = () => {
        if ((calls += 1) === call) throw new Error('killed');
      };
      const survived = await run({ syncId: 'one' }).then(
        () => true,
        () => false,
      );
      table.onCall = () => undefined;
      passTime(60_000);
      if (!survived) {
        const outcome = await run({ syncId: 'one' });
        counts.add('counts' in outcome ? JSON.stringify(outcome.counts) : outcome.kind);
      }
      if (calls < call) break;
    }
    expect([...counts]).toEqual([JSON.stringify({ ...whole.counts, pending: 0, refused: 0 })]);
  });

  it('are of the whole run when its time ran out twice', async () => {
    const { run } = aLongImport();
    for (const part of [1, 2]) {
      let pages = 1;
      const outcome = await run({ syncId: 'one', hasTime: () => (pages -= 1) >= 0 });
      expect(outcome).toMatchObject({ kind: 'unfinished', counts: { added: part * 100 }, pages: part });
    }

    expect(await run({ syncId: 'one' })).toMatchObject({ counts: { added: 330 } });
  });

  it('tell how many lines of the account are refused, also where the run has read none of them', async () => {
    const { feed, run } = aLongImport();
    feed.unreadable.add('00000000-0000-4000-8000-000000000002');

    const counts = [await run({ syncId: 'one' }), await run({ syncId: 'two' })].map(
      (outcome) => 'counts' in outcome && outcome.counts,
    );

    expect(counts).toMatchObject([
      { added: 329, refused: 1 },
      { added: 0, refused: 1 },
    ]);
  });

  it('begin at nothing for another run', async () => {
    const { feed, run } = aLongImport();
    await run({ syncId: 'one' });
    feed.create(aLine(331));

    expect(await run({ syncId: 'two' })).toMatchObject({ counts: { added: 1 } });
  });

  it('are told of a run that fails on its way', async () => {
    const { feed, run } = aLongImport();
    feed.onCall = (call) => {
      if (call === 'lines' && feed.calls.length === 3) throw new Fault('ponto_unavailable');
    };
    const told: unknown[] = [];

    await expect(run({ onFailure: (work) => void told.push(work) })).rejects.toThrow(Fault);

    expect(told).toMatchObject([{ counts: { added: 200 }, pages: 2 }]);
  });
});
