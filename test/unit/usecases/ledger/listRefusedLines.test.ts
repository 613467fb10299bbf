import { emptyHead } from '../../../../shared/domain/ledger/head.ts';
import type { KeptRefusal } from '../../../../shared/domain/ledger/refusedLine.ts';
import { makeListRefusedLines } from '../../../../shared/usecases/ledger/listRefusedLines.ts';
import { fingerprint } from '../../../../shared/composition/fingerprint.ts';
import { ledger } from '../../../builders/engine.ts';

const line = (pontoId: string, day?: string): KeptRefusal => ({
  pontoId,
  reason: day === undefined ? 'unknown' : 'date_unreadable',
  ...(day !== undefined && { firstSeenAt: `2026-03-${day}T09:00:00.000Z` }),
});

const aList = (...refused: readonly KeptRefusal[]) => {
  const shown = { refused };
  const list = makeListRefusedLines({
    reader: { head: async () => ({ ...emptyHead, refused: shown.refused }) },
    fingerprint,
  });
  const idsOf = async (limit: number, cursor?: string) => {
    const { items, nextCursor } = await list(ledger, { limit, ...(cursor !== undefined && { cursor }) });
    return [items.map(({ pontoId }) => pontoId), nextCursor] as const;
  };
  return { shown, idsOf };
};

describe('refused lines of an account', () => {
  it('come page by page, those first seen last before the others', async () => {
    const { idsOf } = aList(line('of a former release'), line('old', '01'), line('new', '03'), line('middle', '02'));

    const [first, cursor] = await idsOf(2);
    const [second, end] = await idsOf(2, cursor);

    expect([first, second, end]).toEqual([['new', 'middle'], ['old', 'of a former release'], undefined]);
  });

  it('are all told, each once, also where a page ends between lines of one moment or at one that has left', async () => {
    const same = ['a', 'b', 'c', 'd'].map((id) => line(id, '02'));
    const { shown, idsOf } = aList(...same);

    const [first, cursor] = await idsOf(2);
    shown.refused = same.filter(({ pontoId }) => pontoId !== first[1]);
    const [second] = await idsOf(2, cursor);

    expect([...first, ...second].toSorted()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('are none where all could be booked', async () => {
    expect(await aList().idsOf(50)).toEqual([[], undefined]);
  });
});
