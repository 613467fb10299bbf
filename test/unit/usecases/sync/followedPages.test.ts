import { pagesOf } from '../../../../shared/usecases/sync/followedPages.ts';
import { aLine, uuid } from '../../../builders/bank.ts';
import { anEngine, ledger } from '../../../builders/engine.ts';
import type { LinesPage } from '../../../../shared/ports/bankFeed.ts';

/** Pages a, b, a, b …: each leads on, and the list has no end. */
const inACircle = (after: string | undefined): LinesPage => ({
  lines: [],
  refused: [],
  pontoIds: [],
  older: after === uuid(1) ? uuid(2) : uuid(1),
});
const notUnderstood = { code: 'ponto_answer_not_understood' };

describe('pages that lead in a circle', () => {
  it('end the reading', async () => {
    const read = async () => {
      for await (const _page of pagesOf(async (after) => inACircle(after)));
    };

    await expect(read()).rejects.toMatchObject(notUnderstood);
  });

  it('end the scan of the list', async () => {
    const { feed, run } = anEngine();
    feed.lines = async (_account, { cursor }) => inACircle(cursor && 'after' in cursor ? cursor.after : undefined);

    await expect(run()).rejects.toMatchObject(notUnderstood);
  });

  it('end the recognition of an account that came back', async () => {
    const { feed, run } = anEngine();
    feed.create(aLine(3));
    await run();
    feed.account = { ...feed.account, pontoId: uuid(900_009) };
    feed.lines = async (_account, { cursor }) => inACircle(cursor && 'after' in cursor ? cursor.after : undefined);

    await expect(run()).rejects.toMatchObject(notUnderstood);
  });

  it('end the reading of touched lines', async () => {
    const { feed, run } = anEngine();
    feed.create(...Array.from({ length: 120 }, (_, index) => aLine(index + 1)));
    await run();
    feed.updatedLines = async (_id, { after }) => inACircle(after);

    await expect(run({ ownSynchronizations: [uuid(800_002)] })).rejects.toMatchObject(notUnderstood);
  });

  it('end the set of pending lines, and nothing else', async () => {
    const { feed, run, reader } = anEngine();
    feed.pendingLines = async (_account, { after }) => ({
      ...inACircle(after),
      lines: [aLine(after === uuid(1) ? 8 : 7)],
    });

    expect(await run({ ownSynchronizations: [uuid(800_001)] })).toMatchObject({ kind: 'complete' });
    expect(await reader.pending(ledger)).toHaveLength(2);
  });
});

describe('a cursor whose line has vanished', () => {
  it('is not begun again for ever', async () => {
    const { feed, run } = anEngine();
    feed.create(...Array.from({ length: 120 }, (_, index) => aLine(index + 1)));
    const { lines } = feed;
    feed.lines = async (account, options) => (options.cursor ? 'gone' : lines.call(feed, account, options));

    await expect(run()).rejects.toMatchObject(notUnderstood);
  });
});
