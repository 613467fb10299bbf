import * as fc from 'fast-check';
import type { ConnectionStatus } from '../../../../shared/domain/connections/connection.ts';
import { completeFromOf } from '../../../../shared/domain/statements/completeness.ts';
import { makePreviewLink, type PreviewRequest } from '../../../../shared/usecases/accounts/previewLink.ts';
import { maxPagesAhead } from '../../../../shared/usecases/sync/readAhead.ts';
import { aFeedAccount, aLine, aLinkedAccount, uuid } from '../../../builders/bank.ts';
import { anEngine, ledger } from '../../../builders/engine.ts';
import { aConnection, anInstitution } from '../../../builders/records.ts';

const now = '2026-03-11T08:00:00.000Z';
const balance = (amount: string, referenceDate: string) => ({ amount, currency: 'EUR', referenceDate });

/** An account that feeds nothing yet, a bank feed in memory, and the engine that would read it. */
const aWorld = ({ status = 'active', msPerPage = 0 }: { status?: ConnectionStatus; msPerPage?: number } = {}) => {
  const engine = anEngine();
  const { link: _none, ...account } = aLinkedAccount();
  const clock = () => new Date(Date.parse(now) + engine.feed.calls.length * msPerPage).toISOString();
  const preview = makePreviewLink({
    accounts: { get: async ({ accountId }) => (accountId === account.id ? account : undefined) },
    connections: { get: async () => aConnection({ status }) },
    catalogue: { get: async () => anInstitution() },
    reader: engine.reader,
    feeds: { of: () => engine.feed },
    clock: { now: clock },
  });
  const ask = (request: PreviewRequest = {}) => preview(ledger.tenantId, account.id, request);
  const shown = async (request: PreviewRequest = {}) => {
    const outcome = await ask(request);
    if (outcome.kind !== 'previewed') throw new Error(outcome.kind);
    return outcome.preview;
  };
  return { ...engine, preview, ask, shown };
};

/** Lines of the 5th and the 9th, one of February; the bank says 1000.00 at the end of the 10th. */
const withLines = (options: Parameters<typeof aWorld>[0] = {}) => {
  const world = aWorld(options);
  world.feed.create(
    aLine(1, { executionDate: '2026-02-20', amount: '-5.00' }),
    aLine(2, { executionDate: '2026-03-05', amount: '200.00' }),
    aLine(3, { executionDate: '2026-03-09', amount: '-50.00' }),
  );
  world.feed.account = aFeedAccount({ currentBalance: balance('1000.00', '2026-03-10') });
  return world;
};

describe('the preview of a link', () => {
  it('tells what Ponto has, what comes in and the balance at the start, and writes nothing', async () => {
    const { shown, table, feed } = withLines();

    expect(await shown()).toMatchObject({
      importFrom: '2026-03-01',
      isWhole: true,
      earliestLine: '2026-02-20',
      latestLine: '2026-03-09',
      counts: { fromStart: 2, beforeStart: 1, unreadable: 0 },
      opening: { kind: 'known', amount: '850', mayChange: false },
    });
    expect(table.items.size).toBe(0);
    expect(new Set(feed.calls)).toEqual(new Set(['accounts', 'lines']));
  });

  it('begins on the day after the known balance, and says whether it agrees and what is proven then', async () => {
    const { shown } = withLines();

    expect(await shown({ knownBalance: { on: '2026-02-28', amount: '850.00' } })).toMatchObject({
      importFrom: '2026-03-01',
      known: { verdict: 'agrees' },
      completeFrom: '2026-03-01',
      completeUpTo: '2026-03-10',
      overlap: { lastBookedOn: '2026-02-28', inBoth: 0, inNeither: 0 },
    });
  });

  it('says by how much a known balance differs', async () => {
    const { shown } = withLines();

    const { known, completeUpTo } = await shown({ knownBalance: { on: '2026-02-28', amount: '843.00' } });

    expect(known).toMatchObject({ verdict: 'differs', difference: '7' });
    expect(completeUpTo).toBeUndefined();
  });

  it('counts the lines that the own books have too, and those that neither would have', async () => {
    const { shown } = withLines();

    const twice = await shown({ importFrom: '2026-03-01', lastBookedOn: '2026-03-05' });
    const never = await shown({ importFrom: '2026-03-06', lastBookedOn: '2026-03-01' });

    expect(twice.overlap).toEqual({ lastBookedOn: '2026-03-05', inBoth: 1, inNeither: 0 });
    expect(never.overlap).toEqual({ lastBookedOn: '2026-03-01', inBoth: 0, inNeither: 1 });
  });

  it('proves nothing while a line cannot be read', async () => {
    const { shown, feed } = withLines();
    feed.unreadable.add(uuid(1));

    const seen = await shown({ knownBalance: { on: '2026-02-28', amount: '850.00' } });

    expect(seen).toMatchObject({ counts: { fromStart: 2, unreadable: 1 }, known: { verdict: 'agrees' } });
    expect(seen.completeUpTo).toBeUndefined();
  });

  it('says why there is no balance at the start', async () => {
    const world = withLines();
    const whyWith = async (account: Parameters<typeof aFeedAccount>[0], request?: PreviewRequest) => {
      world.feed.account = aFeedAccount(account);
      return (await world.shown(request)).opening;
    };
    const currentBalance = balance('1000.00', '2026-03-10');
    const failed = { id: uuid(1), subtype: 'accountTransactions', status: 'error' as const, errorCodes: [] };
    const { currentBalance: _given, ...withoutBalance } = aFeedAccount();

    expect(await whyWith({ currentBalance, latestSynchronization: failed })).toEqual(unknown('bank_not_reached'));
    expect(await whyWith({ currentBalance }, { importFrom: '2026-03-20' })).toEqual(unknown('start_ahead'));
    world.feed.namedByList = uuid(7);
    const open = balance('1000.00', '2026-03-11');
    expect(await whyWith({ currentBalance: open })).toEqual(unknown('other_moment'));
    world.feed.account = withoutBalance;
    expect((await world.shown()).opening).toEqual(unknown('no_balance'));
  });

  it('computes nothing beside books that exist, which begin no later than they do', async () => {
    const { shown, run } = withLines();
    await run({ now });

    expect(await shown({ importFrom: '2026-03-06' })).toMatchObject({
      importFrom: '2026-03-01',
      counts: { fromStart: 2 },
      opening: { kind: 'unknown', why: 'books_exist' },
    });
  });

  it('stops at a bound of pages, and says that it has not counted everything', async () => {
    const { shown, feed } = aWorld();
    for (let number = 1; number <= (maxPagesAhead + 1) * 100; number += 1) feed.create(aLine(number));

    const seen = await shown();

    expect(seen).toMatchObject({ isWhole: false, opening: { kind: 'unknown', why: 'too_many_lines' } });
    expect(seen.counts.fromStart).toBe(maxPagesAhead * 100);
    expect(feed.calls.filter((call) => call === 'lines')).toHaveLength(maxPagesAhead);
  });

  it('stops when its time is over', async () => {
    const { shown, feed } = aWorld({ msPerPage: 3_000 });
    for (let number = 1; number <= 900; number += 1) feed.create(aLine(number));

    expect(await shown()).toMatchObject({ isWhole: false, counts: { fromStart: 200 } });
  });

  it('begins again when the line under its place has vanished', async () => {
    const { shown, feed } = aWorld();
    for (let number = 1; number <= 150; number += 1) feed.create(aLine(number));
    let hasGone = false;
    feed.onCall = (call) => {
      if (call !== 'lines' || feed.calls.length < 3 || hasGone) return;
      hasGone = true;
      feed.lines_ = feed.lines_.filter((_line, index) => index !== 99);
    };

    expect(await shown()).toMatchObject({ isWhole: true, counts: { fromStart: 149 } });
  });

  it.each([
    ['blocked', { kind: 'connection_not_active', status: 'blocked' }],
    ['disconnected', { kind: 'connection_not_active', status: 'disconnected' }],
  ] as const)('is refused where the connection is %s', async (status, outcome) => {
    expect(await withLines({ status }).ask()).toEqual(outcome);
  });

  it('is refused of an account that is not shared, of an unknown one, and of a figure that fits no day of the books', async () => {
    const world = withLines();
    const early = { importFrom: '2026-03-05', knownBalance: { on: '2026-02-01', amount: '1' } };

    expect(await world.preview(ledger.tenantId, 'another', {})).toEqual({ kind: 'unknown_account' });
    expect(await world.ask(early)).toEqual({ kind: 'known_balance_too_early', day: '2026-03-04' });
    world.feed.account = aFeedAccount({ pontoId: uuid(5) });
    expect(await world.ask()).toEqual({ kind: 'authorization_lost' });
  });

  it('says of the balance, the figure and the lines what the first run then writes', async () => {
    const day = fc.integer({ min: 0, max: 20 }).map((number) => `2026-03-${String(number + 1).padStart(2, '0')}`);
    const cents = fc.integer({ min: -5_000, max: 5_000 }).map((number) => (number / 100).toFixed(2));
    const moments = fc.constantFrom('accountTransactions', 'accountDetails');
    const situation = fc.record({
      lines: fc.array(fc.tuple(day, cents), { maxLength: 30 }),
      amount: cents,
      referenceDate: fc.option(fc.constantFrom('2026-03-08', '2026-03-10', '2026-03-11'), { nil: undefined }),
      subtype: moments,
      namedByList: fc.option(fc.constant(uuid(77)), { nil: undefined }),
      unreadable: fc.boolean(),
      importFrom: day,
      figure: fc.option(fc.tuple(fc.constantFrom(-1, -1, -1, 0, 2), cents, fc.constantFrom(true, true, false))),
    });
    let agreed = 0;
    await fc.assert(
      fc.asyncProperty(situation, async ({ lines, amount, referenceDate, subtype, importFrom, figure, ...rest }) => {
        const world = aWorld();
        const { currentBalance: _default, ...base } = aFeedAccount();
        world.feed.account = {
          ...base,
          currentBalance: { amount, currency: 'EUR', ...(referenceDate && { referenceDate }) },
          latestSynchronization: { id: uuid(78), subtype, status: 'success', errorCodes: [], updatedAt: now },
        };
        world.feed.namedByList = rest.namedByList;
        world.feed.create(
          ...lines.map(([executionDate, paid], index) => aLine(index + 1, { executionDate, amount: paid })),
        );
        if (rest.unreadable && lines.length > 0) world.feed.unreadable.add(uuid(1));
        const first = await world.shown({ importFrom });
        const on = new Date(Date.parse(importFrom) + (figure ? figure[0] : 0) * 86_400_000).toISOString().slice(0, 10);
        const [, anything = '0', isRight = false] = figure ?? [];
        const told = isRight && first.opening.kind === 'known' ? first.opening.amount : anything;
        const request = { importFrom, ...(figure && { knownBalance: { on, amount: told } }) };
        const outcome = await world.ask(request);
        if (outcome.kind !== 'previewed') return;

        await world.run({ now, account: aLinkedAccount(request) });

        const { chain, sequence, completeUpTo } = await world.reader.head(ledger);
        const { opening, known, counts, ...preview } = outcome.preview;
        expect(counts.fromStart).toBe(sequence);
        expect(opening.kind === 'known' ? opening.amount : undefined).toBe(chain.opening?.amount);
        expect(known?.verdict).toBe(chain.known?.verdict);
        expect(known?.difference).toBe(chain.known?.difference);
        expect(preview.completeUpTo).toBe(completeUpTo);
        expect(preview.completeFrom).toBe(completeUpTo === undefined ? undefined : completeFromOf(chain));
        if (known?.verdict === 'agrees') agreed += 1;
      }),
      { numRuns: 300 },
    );
    expect(agreed).toBeGreaterThan(10);
  });
});

const unknown = (why: string) => ({ kind: 'unknown', why });
