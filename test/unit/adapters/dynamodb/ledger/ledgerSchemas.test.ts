import {
  readCarriedForward,
  readChanges,
  readHead,
  writeCarriedForward,
  writeChanges,
  writeHead,
} from '../../../../../shared/adapters/dynamodb/ledger/ledgerSchemas.ts';
import { readMonthEntries, writeMonthEntries } from '../../../../../shared/adapters/dynamodb/ledger/monthPartText.ts';

const at = '2026-03-10T09:00:00.000Z';

/** Texts as the table holds them. They are read for years: a name in them never changes. */
const stored = {
  changes: [
    {
      sequence: 9,
      kind: 'rebound',
      line: 2,
      version: 1,
      pontoId: 'p-2',
      content: { executionDate: '2026-03-01', amount: '-5.00', currency: 'EUR' },
      before: { sequence: 2, executionDate: '2026-03-01' },
      lateSince: 2,
      settled: true,
      carriage: { kind: 'adjustment', amount: '1' },
      at,
      syncId: 's-1',
    },
  ],
  carried: { sequence: 9, line: 2, executionDate: '2026-03-01', carriage: { kind: 'late_line', amount: '-5.00' } },
  head: {
    sequence: 9,
    viewedSequence: 8,
    pontoId: 'p-a',
    rebound: { pontoId: 'p-a', after: 4, uncertain: 1, uncertainDays: { from: '2026-02-03', to: '2026-02-09' } },
    descent: { purpose: 'audit', knownUpTo: 8, importFrom: '2026-01-01', startedAt: at, seen: [[1, 3]] },
    lastAuditAt: at,
    refused: [],
    chain: {},
    announced: { sequence: 4, finalUpTo: '2026-02-01', finalFrom: '2026-01-01', mismatchSince: at },
  },
  month: '[[2,9,"2026-03-01","-5.00","=p-2","abc",{"l":2,"s":1}]]',
};

describe('what the transactions table holds', () => {
  it('is a change in the words of today, and is stored as it was', () => {
    const changes = readChanges(stored.changes);

    expect(changes[0]).toMatchObject({
      kind: 'relinked',
      onFinalStatement: true,
      carryForward: { kind: 'adjustment', amount: '1' },
    });
    expect(JSON.parse(writeChanges(changes))).toEqual(stored.changes);
  });

  it('is a change carried forward', () => {
    const carried = readCarriedForward(stored.carried);

    expect(carried.carryForward).toEqual({ kind: 'late_line', amount: '-5.00' });
    expect(JSON.parse(writeCarriedForward(carried))).toEqual(stored.carried);
  });

  it.each([
    ['initial', 'initial'],
    ['catch_up', 'catch_up'],
    ['audit', 'full_comparison'],
    ['rebind', 'relink'],
  ])('is a head with a scan, stored as %s', (purpose, today) => {
    const item = { ...stored.head, descent: { ...stored.head.descent, purpose } };
    const head = readHead(item);

    expect(head).toMatchObject({
      relinked: stored.head.rebound,
      scan: { ...stored.head.descent, purpose: today },
      lastFullComparisonAt: at,
      published: stored.head.announced,
    });
    expect(JSON.parse(writeHead(head))).toEqual(item);
  });

  it('is a head of which little is known yet', () => {
    const item = { sequence: 0, viewedSequence: 0, refused: [], chain: {}, announced: { sequence: 0 } };

    expect(JSON.parse(writeHead(readHead(item)))).toEqual(item);
  });

  it('is a head with refused lines, of which a former release kept the ids alone', () => {
    const facts = { reason: 'date_unreadable', amount: '-1.00', currency: 'EUR', firstSeenAt: at, lastSeenAt: at };
    const refused = { refused: ['p-1'], refusedAs: [facts] };
    const before = { sequence: 1, ...refused, chain: {}, statementPeriod: 'daily', builtOn: '2026-03-01' };
    const item = { ...stored.head, ...refused, rebound: { pontoId: 'p-a', after: 4, before } };
    const head = readHead(item);

    expect(head.refused).toEqual([{ pontoId: 'p-1', ...facts }]);
    expect(head.relinked?.before?.refused).toEqual(head.refused);
    expect(JSON.parse(writeHead(head))).toEqual(item);
    expect(readHead({ ...stored.head, refused: ['p-1'] }).refused).toEqual([{ pontoId: 'p-1', reason: 'unknown' }]);
    expect(readHead({ ...item, refusedAs: [{ ...facts, reason: 'of_a_later_release' }] }).refused).toMatchObject([
      { reason: 'unknown' },
    ]);
  });

  it('is a month with a line on a final statement', () => {
    const entries = readMonthEntries(stored.month);

    expect(entries[0]).toMatchObject({ lateSince: 2, onFinalStatement: true });
    expect(writeMonthEntries(entries)).toBe(stored.month);
  });
});
