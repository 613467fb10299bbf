import {
  maxRefused,
  onlyRefused,
  withRefused,
  type RefusedLine,
} from '../../../../shared/domain/ledger/refusedLine.ts';

const first = '2026-03-10T09:00:00.000Z';
const later = '2026-03-11T09:00:00.000Z';
const line = (pontoId: string): RefusedLine => ({ pontoId, reason: 'date_unreadable' });
const idsOf = (kept: readonly { readonly pontoId: string }[]) => kept.map(({ pontoId }) => pontoId);

describe('refused lines that are kept', () => {
  it('say what was found last, and since when', () => {
    const kept = withRefused([], [line('a'), line('b')], first);

    expect(withRefused(kept, [{ pontoId: 'a', reason: 'amount_unreadable' }], later)).toEqual([
      { pontoId: 'b', reason: 'date_unreadable', firstSeenAt: first, lastSeenAt: first },
      { pontoId: 'a', reason: 'amount_unreadable', firstSeenAt: first, lastSeenAt: later },
    ]);
  });

  it('of a former release get their reason once they are read again, and no invented beginning', () => {
    expect(withRefused([{ pontoId: 'a', reason: 'unknown' }], [line('a')], later)).toEqual([
      { pontoId: 'a', reason: 'date_unreadable', lastSeenAt: later },
    ]);
  });

  it('are those seen last where there are too many', () => {
    const many = Array.from({ length: maxRefused }, (_, index) => line(String(index)));
    const kept = withRefused(withRefused([], many, first), [line('0'), line('new')], later);

    expect([kept.length, idsOf(kept).slice(-2), idsOf(kept).includes('1')]).toEqual([maxRefused, ['0', 'new'], false]);
  });

  it('are only those of the list where it was read whole', () => {
    const kept = withRefused([], [line('a'), line('b')], first);

    expect(onlyRefused(kept, [line('b'), line('c')], later)).toMatchObject([
      { pontoId: 'b', firstSeenAt: first },
      { pontoId: 'c', firstSeenAt: later },
    ]);
  });
});
