import {
  daysOfRefused,
  maxRefused,
  seenSince,
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

  it('have days to check: their own, or the one on which they were first seen', () => {
    const seen = {
      reason: 'date_unreadable',
      firstSeenAt: '2026-03-10T23:30:00.000Z',
      lastSeenAt: '2026-03-20T09:00:00.000Z',
    } as const;
    const old = { pontoId: 'of a former release', reason: 'unknown' } as const;
    const dated = { pontoId: 'c', reason: 'too_large', executionDate: '2026-03-02' } as const;

    expect(daysOfRefused([{ pontoId: 'a', ...seen }, old, dated])).toEqual({ from: '2026-03-02', to: '2026-03-11' });
    expect(daysOfRefused([{ pontoId: 'a', ...seen, executionDate: '2026-03-01' }])).toEqual({
      from: '2026-03-01',
      to: '2026-03-01',
    });
    expect(daysOfRefused([old])).toBeUndefined();
  });

  it('are only those that were seen since the beginning of a reading of the whole list', () => {
    const kept = [...withRefused(withRefused([], [line('gone')], first), [line('there')], later)];
    const old = { pontoId: 'of a former release', reason: 'unknown' } as const;

    expect([
      idsOf(seenSince([...kept, old], later, true)),
      // What an earlier run of the same reading has seen, a former release may not have dated.
      idsOf(seenSince([...kept, old], later, false)),
    ]).toEqual([['there'], ['there', old.pontoId]]);
  });
});
