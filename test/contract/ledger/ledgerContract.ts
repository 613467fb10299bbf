import { DynamoLedgerReader } from '../../../shared/adapters/dynamodb/ledger/dynamoLedgerReader.ts';
import { DynamoLedgerWriter } from '../../../shared/adapters/dynamodb/ledger/dynamoLedgerWriter.ts';
import { ledgerKey, sortKey } from '../../../shared/adapters/dynamodb/ledger/ledgerKeys.ts';
import type { Table } from '../../../shared/adapters/dynamodb/table.ts';
import type { Change, Segment } from '../../../shared/domain/ledger/change.ts';
import { emptyHead, type LedgerHead } from '../../../shared/domain/ledger/head.ts';
import { carriedForwardOf, monthPartsOf } from '../../../shared/domain/ledger/monthView.ts';
import type { Statement } from '../../../shared/domain/statements/statement.ts';
import { LeaseLost, type LedgerReader, type LedgerWriter, type WriteLease } from '../../../shared/ports/ledger.ts';
import type { AccountRef } from '../../../shared/ports/refsAndPages.ts';
import { aContent, aLine, uuid } from '../../builders/bank.ts';
import { runMark } from '../../setup/deployedStage.ts';

const at = '2026-03-10T09:00:00.000Z';
const leaseMs = 360_000;
/** What the writer takes for now when it renews a lease. */
let wallClock = at;
const later = (milliseconds: number): string => new Date(Date.parse(at) + milliseconds).toISOString();

const aChange = (sequence: number, overrides: Partial<Change> = {}): Change => ({
  sequence,
  kind: 'added',
  line: sequence,
  version: 1,
  pontoId: uuid(sequence),
  content: aContent(),
  at,
  syncId: 'sync-1',
  ...overrides,
});
const aSegment = (...changes: Change[]): Segment => ({ first: changes[0]?.sequence ?? 0, changes });
const headAt = (sequence: number): LedgerHead => ({ ...emptyHead, sequence });
const aStatement = (from: string, overrides: Partial<Statement> = {}): Statement => ({
  number: '2026-0001',
  period: { from, to: from },
  openingBalance: '0',
  closingBalance: '1',
  lineCount: 1,
  totalCredit: '1',
  totalDebit: '0',
  after: 0,
  through: 1,
  carriesLate: false,
  proof: { verdict: 'unproven', awaiting: 'later_balance' },
  ...overrides,
});

interface Ledger {
  readonly writer: LedgerWriter;
  readonly reader: LedgerReader;
  readonly ledger: AccountRef;
}

const segmentsOf = async ({ reader, ledger }: Ledger, after = 0): Promise<readonly Segment[]> => {
  const segments: Segment[] = [];
  for await (const segment of reader.segmentsAfter(ledger, after)) segments.push(segment);
  return segments;
};

const acquired = async ({ writer, ledger }: Ledger, now = at): Promise<WriteLease> => {
  const outcome = await writer.acquire(ledger, now, leaseMs);
  if (outcome.kind === 'busy') throw new Error('the lease is taken');
  return outcome.lease;
};

/** What the ledger promises, whatever engine it stands on. Every case has a ledger of its own. */
export const ledgerContract = (name: string, open: () => Promise<{ table: Table; close: () => Promise<void> }>) =>
  describe(`ledger on ${name}`, () => {
    let engine: Awaited<ReturnType<typeof open>>;
    let accounts = 0;

    beforeAll(async () => {
      engine = await open();
    });
    afterAll(() => engine.close());

    const attributeOf = async (ledger: AccountRef, sk: string, name: string): Promise<unknown> =>
      (await engine.table.get(ledgerKey(ledger, sk)))?.[name];

    const aLedger = (): Ledger => {
      accounts += 1;
      return {
        writer: new DynamoLedgerWriter(engine.table, { now: () => wallClock, sleep: async () => undefined }),
        reader: new DynamoLedgerReader(engine.table, { consistent: true }),
        ledger: { tenantId: 'tenant-1', accountId: `account-${runMark}${accounts}` },
      };
    };

    it('is empty before anything was committed', async () => {
      const books = aLedger();

      const head = await books.reader.head(books.ledger);

      expect(head).toEqual(emptyHead);
      expect(await segmentsOf(books)).toEqual([]);
      expect(await books.reader.pending(books.ledger)).toEqual([]);
    });

    it('gives the lease to one, and to the next when it is over or given back', async () => {
      const { writer, ledger } = aLedger();

      const first = await writer.acquire(ledger, at, leaseMs);
      const tooEarly = await writer.acquire(ledger, later(leaseMs - 1), leaseMs);
      const over = await writer.acquire(ledger, later(leaseMs), leaseMs);
      if (over.kind === 'acquired') await writer.release(over.lease);
      const givenBack = await writer.acquire(ledger, later(leaseMs + 1), leaseMs);

      expect([first.kind, tooEarly.kind, over.kind, givenBack.kind]).toEqual([
        'acquired',
        'busy',
        'acquired',
        'acquired',
      ]);
    });

    it('renews the lease with every commit', async () => {
      const books = aLedger();
      const lease = await acquired(books);
      wallClock = later(leaseMs - 1);

      await books.writer.commit(lease, undefined, headAt(0));

      wallClock = at;
      expect(await books.writer.acquire(books.ledger, later(leaseMs), leaseMs)).toEqual({ kind: 'busy' });
      expect(await books.writer.acquire(books.ledger, later(2 * leaseMs), leaseMs)).toMatchObject({ kind: 'acquired' });
    });

    it('gives the lease back with a last commit', async () => {
      const books = aLedger();
      const lease = await acquired(books);

      await books.writer.conclude(lease, { ...emptyHead, completeUpTo: '2026-03-09' });

      expect(await books.reader.head(books.ledger)).toMatchObject({ completeUpTo: '2026-03-09' });
      expect(await books.writer.acquire(books.ledger, later(1), leaseMs)).toMatchObject({ kind: 'acquired' });
    });

    it('does not let an overtaken worker give back the lease of its successor', async () => {
      const books = aLedger();
      const overtaken = await acquired(books);
      await acquired(books, later(leaseMs));

      await books.writer.release(overtaken);

      expect(await books.writer.acquire(books.ledger, later(leaseMs + 1), leaseMs)).toEqual({ kind: 'busy' });
    });

    it('shows a segment only when the head has moved past it', async () => {
      const books = aLedger();
      const lease = await acquired(books);

      const committed = await books.writer.commit(lease, aSegment(aChange(1), aChange(2)), headAt(2));

      expect(committed.head.sequence).toBe(2);
      expect(await segmentsOf(books)).toEqual([aSegment(aChange(1), aChange(2))]);
      expect(await segmentsOf(books, 1)).toHaveLength(1);
      expect(await segmentsOf(books, 2)).toEqual([]);
      expect(await books.reader.segmentWith(books.ledger, 2)).toMatchObject({ first: 1 });
    });

    it('refuses every write of an overtaken worker after its successor has written', async () => {
      const books = aLedger();
      const { writer, ledger } = books;
      const overtaken = await acquired(books);
      const successor = await acquired(books, later(leaseMs));
      const after = await writer.commit(successor, aSegment(aChange(1, { syncId: 'successor' })), headAt(1));
      await writer.writeStatements(after, [aStatement('2026-03-10', { closingBalance: '7' })], {});
      await writer.writePending(after, [aLine(70)], at);

      await expect(writer.commit(overtaken, aSegment(aChange(1)), headAt(1))).rejects.toThrow(LeaseLost);
      const refused = [{ pontoId: 'x', reason: 'unknown' }] as const;
      await expect(writer.commit(overtaken, undefined, { ...emptyHead, refused })).rejects.toThrow(LeaseLost);
      await expect(writer.conclude(overtaken, { ...emptyHead, refused })).rejects.toThrow(LeaseLost);
      await expect(writer.writeStatements(overtaken, [aStatement('2026-03-10')], {})).rejects.toThrow(LeaseLost);
      await expect(writer.writeStatements(overtaken, [], {})).rejects.toThrow(LeaseLost);
      await expect(writer.writePending(overtaken, [], at)).rejects.toThrow(LeaseLost);

      expect(await segmentsOf(books)).toMatchObject([{ changes: [{ syncId: 'successor' }] }]);
      expect(await books.reader.statement(ledger, '2026-03-10')).toMatchObject({ closingBalance: '7' });
      expect(await books.reader.pending(ledger)).toHaveLength(1);
    });

    it('never shows what a worker that was overtaken before its commit has left', async () => {
      const books = aLedger();
      const first = await acquired(books);
      const successor = await acquired(books, later(leaseMs));
      await expect(
        books.writer.commit(first, aSegment(aChange(1, { syncId: 'left' }), aChange(2)), headAt(2)),
      ).rejects.toThrow(LeaseLost);

      expect(await segmentsOf(books)).toEqual([]);
      await books.writer.commit(successor, aSegment(aChange(1, { syncId: 'kept' })), headAt(1));

      expect(await segmentsOf(books)).toMatchObject([{ changes: [{ syncId: 'kept' }] }]);
    });

    it('takes a commit that is repeated because its answer was lost as done', async () => {
      const books = aLedger();
      const lease = await acquired(books);
      await books.writer.commit(lease, aSegment(aChange(1)), headAt(1));

      const repeated = await books.writer.commit(lease, aSegment(aChange(1)), headAt(1));

      expect(repeated.head.sequence).toBe(1);
      expect(await segmentsOf(books)).toHaveLength(1);
    });

    it('refuses a commit from a head that is not the current one', async () => {
      const books = aLedger();
      const lease = await acquired(books);
      const current = await books.writer.commit(lease, aSegment(aChange(1)), headAt(1));
      await books.writer.commit(current, aSegment(aChange(2)), headAt(2));

      await expect(
        books.writer.commit(current, aSegment(aChange(2, { syncId: 'stale' })), {
          ...headAt(2),
          refused: [{ pontoId: 'x', reason: 'unknown' }],
        }),
      ).rejects.toThrow(LeaseLost);
    });

    it('keeps months whole, in order, and the same however often they are written', async () => {
      const books = aLedger();
      const { writer, reader, ledger } = books;
      const fingerprint = (text: string): string => String(text.length);
      const changes = Array.from({ length: 60 }, (_, index) =>
        aChange(index + 1, { content: aContent({ executionDate: index % 2 === 0 ? '2026-02-27' : '2026-03-01' }) }),
      );
      const late = aChange(61, { lateSince: 61, carryForward: { kind: 'late_line', amount: '-5.00' } });
      const segment = aSegment(...changes, late);

      for (let time = 0; time < 2; time += 1) {
        await writer.writeViews(ledger, monthPartsOf(segment, fingerprint), carriedForwardOf(segment));
      }

      const february = await reader.month(ledger, '2026-02');
      expect(february).toEqual(monthPartsOf(segment, fingerprint).filter(({ month }) => month === '2026-02'));
      const months: string[] = [];
      for await (const { month } of reader.months(ledger, { order: 'descending' })) months.push(month);
      expect(months).toEqual(['2026-03', '2026-02']);
      expect(await reader.carriedForwardBetween(ledger, 60, 61)).toEqual(carriedForwardOf(segment));
      expect(await reader.carriedForwardBetween(ledger, 61, 99)).toEqual([]);
    });

    it('keeps ids that are no UUIDs, and everything rare about an entry', async () => {
      const { writer, reader, ledger } = aLedger();
      const entry = {
        line: 1,
        sequence: 4,
        executionDate: '2026-02-27',
        amount: '-0.0000001',
        pontoId: 'not-a-uuid',
        fingerprint: 'f',
        version: 3,
        removed: true,
        lateSince: 2,
        onFinalStatement: true,
      };

      await writer.writeViews(ledger, [{ month: '2026-02', first: 4, entries: [entry] }], []);

      expect(await reader.month(ledger, '2026-02')).toEqual([{ month: '2026-02', first: 4, entries: [entry] }]);
    });

    it('packs a long segment and its months, and gives them back as they were', async () => {
      const books = aLedger();
      const { writer, reader, ledger } = books;
      const lease = await acquired(books);
      const segment = aSegment(...Array.from({ length: 100 }, (_, index) => aChange(index + 1)));
      const parts = monthPartsOf(segment, (text) => String(text.length));

      await writer.commit(lease, segment, headAt(100));
      await writer.writeViews(ledger, parts, []);

      expect(await segmentsOf(books)).toEqual([segment]);
      expect(await reader.month(ledger, '2026-03')).toEqual(parts);
      const packed = await attributeOf(ledger, sortKey.segment(1), 'changes');
      expect(ArrayBuffer.isView(packed)).toBe(true);
      expect(Number((packed as Uint8Array).byteLength)).toBeLessThan(JSON.stringify(segment.changes).length / 5);
      expect(ArrayBuffer.isView(await attributeOf(ledger, sortKey.month('2026-03', 1), 'entries'))).toBe(true);
    });

    it('keeps a short segment readable, and reads a long one that was written as plain text', async () => {
      const books = aLedger();
      const { writer, ledger } = books;
      const short = aSegment(aChange(1));
      const long = aSegment(...Array.from({ length: 50 }, (_, index) => aChange(index + 2)));
      const lease = await writer.commit(await acquired(books), short, headAt(1));
      await writer.commit(lease, long, headAt(51));

      await engine.table.put(ledgerKey(ledger, sortKey.segment(2)), { changes: JSON.stringify(long.changes) });

      expect(await attributeOf(ledger, sortKey.segment(1), 'changes')).toContain('"sequence":1');
      expect(await segmentsOf(books)).toEqual([short, long]);
    });

    it('replaces the open part of the chain and leaves the final part alone', async () => {
      const books = aLedger();
      const { writer, reader, ledger } = books;
      const lease = await acquired(books);
      const days = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04'];
      await writer.writeStatements(
        lease,
        days.map((day) => aStatement(day)),
        {},
      );

      await writer.writeStatements(lease, [aStatement('2026-03-03', { closingBalance: '9' })], { after: '2026-03-02' });
      await writer.writeStatements(lease, [aStatement('2026-02-27')], { before: '2026-03-01' });

      const newestFirst = await reader.statements(ledger, { limit: 10 });
      expect(newestFirst.map(({ period }) => period.from)).toEqual([
        '2026-03-03',
        '2026-03-02',
        '2026-03-01',
        '2026-02-27',
      ]);
      expect(newestFirst[0]?.closingBalance).toBe('9');
      expect(
        (await reader.statements(ledger, { limit: 2, before: '2026-03-02' })).map(({ period }) => period.from),
      ).toEqual(['2026-03-01', '2026-02-27']);
      expect(
        (await reader.statementsBetween(ledger, '2026-03-01', '2026-03-02')).map(({ period }) => period.from),
      ).toEqual(['2026-03-01', '2026-03-02']);
    });

    it('finds a statement whose period began before the days that are asked for', async () => {
      const books = aLedger();
      const lease = await acquired(books);
      await books.writer.writeStatements(
        lease,
        [aStatement('2026-03-01', { period: { from: '2026-03-01', to: '2026-03-31' } })],
        {},
      );

      expect(await books.reader.statementsBetween(books.ledger, '2026-03-31', '2026-04-01')).toHaveLength(1);
      expect(await books.reader.statementsBetween(books.ledger, '2026-04-01', '2026-04-02')).toEqual([]);
    });

    it('replaces pending lines as a set', async () => {
      const books = aLedger();
      const lease = await acquired(books);
      await books.writer.writePending(lease, [aLine(1), aLine(2)], at);

      await books.writer.writePending(lease, [aLine(3)], at);

      expect(await books.reader.pending(books.ledger)).toEqual([aLine(3)]);

      const { executionDate: _none, ...content } = aLine(4).content;
      await books.writer.writePending(lease, [{ ...aLine(4), content }], at);

      expect(await books.reader.pending(books.ledger)).toEqual([{ ...aLine(4), content }]);
    });

    it('keeps every property of the head', async () => {
      const books = aLedger();
      const head: LedgerHead = {
        sequence: 0,
        viewedSequence: 0,
        pontoId: uuid(1),
        relinked: { pontoId: uuid(1), after: 4 },
        importFrom: '2026-03-01',
        newest: { pontoId: uuid(2), createdAt: at },
        scan: {
          purpose: 'full_comparison',
          top: { pontoId: uuid(2) },
          after: uuid(3),
          knownUpTo: 0,
          importFrom: '2026-03-01',
          startedAt: at,
        },
        lastFullComparisonAt: at,
        refused: [
          {
            pontoId: uuid(4),
            reason: 'date_unreadable',
            amount: '-1.00',
            currency: 'EUR',
            firstSeenAt: at,
            lastSeenAt: at,
          },
        ],
        chain: {
          opening: { amount: '1', anchoredOn: '2026-03-01' },
          coversFrom: '2026-03-01',
          final: { periodTo: '2026-03-01', closing: '1', through: 0 },
          numbers: { '2026': 1 },
          balance: {
            matchedOn: '2026-03-02',
            matched: { amount: '1', on: '2026-03-02', at },
            seenOn: '2026-03-03',
            mismatch: { amount: '2', on: '2026-03-03', difference: '1', since: at },
          },
        },
        completeUpTo: '2026-03-02',
        completedAt: at,
        published: { sequence: 0, finalUpTo: '2026-03-01', finalFrom: '2026-03-01', mismatchSince: at },
      };

      await books.writer.commit(await acquired(books), undefined, head);

      expect(await books.reader.head(books.ledger)).toEqual(head);
    });

    it('does not mix the ledgers of two tenants with equal account ids', async () => {
      const books = aLedger();
      const foreign: Ledger = { ...books, ledger: { ...books.ledger, tenantId: 'tenant-2' } };
      await books.writer.commit(await acquired(books), aSegment(aChange(1)), headAt(1));

      expect(await segmentsOf(foreign)).toEqual([]);
      expect((await acquired(foreign)).head).toEqual(emptyHead);
    });
  });
