import { tenantFeedPlace } from '../../../../shared/api/render/tenantFeedCursor.ts';
import { aFeedAccount, aLine, uuid } from '../../../builders/bank.ts';
import type { FeedMirror } from '../../../builders/feedMirror.ts';
import { aTenant, tenantId } from './aTenant.ts';

/** A list that is worth keeping what was told of it. */
const many = 30;
const on = (day: number): string => `2026-03-${String(day).padStart(2, '0')}`;

/** An account with one long monthly statement, and a reader who has read everything. */
const aLongStatement = async () => {
  const tenant = aTenant();
  const opened = await tenant.openAccount();
  const state = { statementPeriod: 'monthly' as 'monthly' | 'daily', synchronization: 0 };
  /** A run in the morning of a day, on which the bank gives a balance. */
  const run = async (now: string, amount: string, overrides: { readonly syncId?: string } = {}): Promise<void> => {
    state.synchronization += 1;
    tenant.passTime(24 * 3_600_000);
    opened.bank.account = aFeedAccount({
      pontoId: opened.account.pontoId,
      currentBalance: { amount, currency: 'EUR', referenceDate: now },
      latestSynchronization: {
        id: uuid(800_100 + state.synchronization),
        subtype: 'accountTransactions',
        status: 'success',
        errorCodes: [],
      },
    });
    const account = { ...opened.account, link: { ...opened.account.link, statementPeriod: state.statementPeriod } };
    await opened.run({ account, feedAccount: opened.bank.account, now: `${now}T09:00:00.000Z`, ...overrides });
  };
  const tellingOf = async ({ cursor }: FeedMirror) => {
    const page = await tenant.readTenantFeed(tenantId, tenantFeedPlace(tenantId, cursor), 200);
    if (page === 'cursor_unknown') throw new Error('the place was given out');
    return page.items.flatMap(({ item: { news } }) =>
      news.kind === 'statement' ? [[news.view.statement.period.from, news.offset, news.lines.length]] : [],
    );
  };
  opened.bank.create(
    ...Array.from({ length: many }, (_, index) => aLine(index + 1, { executionDate: on(5 + (index % 3)) })),
  );
  await run(on(9), '1000.00');
  const mirror = tenant.mirror();
  await mirror.readOn(200);
  return { tenant, ...opened, state, run, mirror, tellingOf };
};

describe('a long list that a reader holds', () => {
  it('is told from the line on that is new, also after a run without news', async () => {
    const { bank, run, mirror, tellingOf, differences } = await aLongStatement();
    await run(on(9), '1000.00');
    expect(await tellingOf(mirror)).toEqual([]);
    bank.create(aLine(101, { executionDate: on(9) }), aLine(102, { executionDate: on(9) }));
    await run(on(10), '975.00');

    expect(await tellingOf(mirror)).toEqual([['2026-03-01', many, 2]]);
    await mirror.readOn(200);
    expect(await differences(mirror)).toEqual([]);
  });

  it('is told from the first line on that was corrected or removed, or that came in between', async () => {
    const { bank, run, mirror, tellingOf, differences } = await aLongStatement();
    bank.create(aLine(101, { executionDate: on(6) }));
    await run(on(10), '987.50');
    expect(await tellingOf(mirror)).toEqual([['2026-03-01', 20, 11]]);
    await mirror.readOn(200);
    bank.lines_ = bank.lines_.map((line) =>
      line.pontoId === uuid(4) ? aLine(4, { executionDate: on(5), amount: '-1.00' }) : line,
    );
    await run(on(10), '999.00');

    expect(await tellingOf(mirror)).toEqual([['2026-03-01', 1, 30]]);
    await mirror.readOn(7);
    expect(await differences(mirror)).toEqual([]);
  });

  it.each([
    { number: 4, from: 5, to: 9, offset: 1 },
    { number: 101, from: 9, to: 5, offset: 10 },
  ])('is told from the first place on that a line has left or taken: of day $from, then of day $to', async (moved) => {
    const { bank, run, mirror, tellingOf, differences } = await aLongStatement();
    bank.create(aLine(101, { executionDate: on(9) }));
    await run(on(10), '987.50');
    await mirror.readOn(200);
    bank.lines_ = bank.lines_.map((line) =>
      line.pontoId === uuid(moved.number) ? aLine(moved.number, { executionDate: on(moved.to) }) : line,
    );
    await run(on(10), '987.50');

    expect(await tellingOf(mirror)).toEqual([['2026-03-01', moved.offset, many + 1 - moved.offset]]);
    await mirror.readOn(200);
    expect(await differences(mirror)).toEqual([]);
  });

  it('is not told, and no line of it read, where only its proof has changed', async () => {
    const { tenant, run, mirror, tellingOf, differences } = await aLongStatement();
    await run(on(10), '990.00');
    const asked: string[] = [];
    const query = tenant.table.query.bind(tenant.table);
    tenant.table.query = (pk, range) => {
      asked.push(range?.prefix ?? range?.between?.[0] ?? '');
      return query(pk, range);
    };

    expect(await tellingOf(mirror)).toEqual([['2026-03-01', many, 0]]);
    expect(asked).not.toHaveLength(0);
    expect(asked.filter((sk) => sk.startsWith('M#'))).toEqual([]);
    await mirror.readOn(200);
    expect(await differences(mirror)).toEqual([]);
  });

  it('is told whole when it becomes final, without its lines when it is judged otherwise, and not while a difference stands', async () => {
    const { bank, run, mirror, tellingOf, differences } = await aLongStatement();
    bank.create(aLine(101, { executionDate: '2026-04-12' }));
    await run('2026-04-13', '900.00');
    expect(await tellingOf(mirror)).toEqual([
      ['2026-03-01', 0, many],
      ['2026-04-01', 0, 1],
    ]);
    await mirror.readOn(200);
    await run('2026-04-14', '880.00');

    expect(await tellingOf(mirror)).toEqual([
      ['2026-03-01', many, 0],
      ['2026-04-01', 0, 1],
    ]);
    await mirror.readOn(200);
    bank.create(aLine(102, { executionDate: '2026-04-15' }));
    await run('2026-04-15', '867.50');

    expect(await tellingOf(mirror)).toEqual([['2026-04-01', 0, 2]]);
    await mirror.readOn(200);
    expect(await differences(mirror)).toEqual([]);
  });

  it('ends with what it carries forward, which is told again', async () => {
    const { bank, run, mirror, tellingOf, differences } = await aLongStatement();
    bank.create(...Array.from({ length: many }, (_, index) => aLine(201 + index, { executionDate: '2026-04-10' })));
    await run('2026-04-13', '900.00');
    await mirror.readOn(200);
    bank.create(aLine(301, { executionDate: on(20) }));
    await run('2026-04-14', '887.50');
    expect(await tellingOf(mirror)).toContainEqual(['2026-04-01', many, 1]);
    await mirror.readOn(200);
    await run('2026-04-15', '880.00');

    expect(await tellingOf(mirror)).toContainEqual(['2026-04-01', many, 1]);
    await mirror.readOn(200);
    expect(await differences(mirror)).toEqual([]);
  });

  it.each([
    { by: 'the run that comes again', cutShort: [['one', on(10), '987.50']], last: 'one' },
    { by: 'another one', cutShort: [['one', on(10), '987.50']], last: 'two' },
    {
      by: 'one before that of another statement',
      cutShort: [
        ['one', on(10), '987.50'],
        ['two', on(12), '1000.00'],
      ],
      last: 'three',
    },
  ] as const)('is told to who holds a line that came and went before a run told of it: by $by', async (told) => {
    const { tenant, bank, run, mirror, differences } = await aLongStatement();
    const newcomer = tenant.mirror();
    bank.create(aLine(101, { executionDate: on(5) }));
    for (const [syncId, day, amount] of told.cutShort) {
      tenant.table.onCall = (moment, call, key) => {
        if (moment === 'before' && call === 'put' && key?.pk.startsWith('FEED#')) throw new Error('crash');
      };
      await expect(run(day, amount, { syncId })).rejects.toThrow('crash');
      tenant.table.onCall = () => undefined;
      if (syncId === 'one') await newcomer.readOn(200);
      bank.lines_ = bank.lines_.filter(({ pontoId }) => pontoId !== uuid(101));
    }
    if (told.last === 'three') bank.create(aLine(102, { executionDate: '2026-04-01' }));
    await run('2026-04-02', told.last === 'three' ? '987.50' : '1000.00', { syncId: told.last });

    for (const reader of [mirror, newcomer]) {
      await reader.readOn(200);
      expect(await differences(reader)).toEqual([]);
    }
  });

  it('is told whole after its days were others', async () => {
    const { state, run, bank, mirror, tellingOf, differences } = await aLongStatement();
    state.statementPeriod = 'daily';
    bank.create(aLine(101, { executionDate: on(9) }));
    await run(on(10), '987.50');
    await mirror.readOn(200);
    state.statementPeriod = 'monthly';
    await run(on(11), '987.50');

    expect(await tellingOf(mirror)).toEqual([['2026-03-01', 0, many + 1]]);
    await mirror.readOn(200);
    expect(await differences(mirror)).toEqual([]);
  });

  it('is told whole to who comes to it when its days are others already', async () => {
    const { state, run, bank, mirror, tellingOf, differences } = await aLongStatement();
    state.statementPeriod = 'daily';
    bank.create(...Array.from({ length: many }, (_, index) => aLine(101 + index, { executionDate: '2026-04-01' })));
    await run('2026-04-02', '600.00');
    await mirror.readOn(200);
    await run('2026-04-03', '590.00');
    state.statementPeriod = 'monthly';
    bank.create(aLine(201, { executionDate: '2026-04-03' }));
    await run('2026-04-04', '580.00');

    const april = (await tellingOf(mirror)).filter(([periodFrom]) => periodFrom === '2026-04-01');
    expect(april).toEqual([
      ['2026-04-01', 0, many + 1],
      ['2026-04-01', 0, many + 1],
    ]);
    await mirror.readOn(200);
    expect(await differences(mirror)).toEqual([]);
  });
});
