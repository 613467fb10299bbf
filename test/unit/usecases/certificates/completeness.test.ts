import type { Account } from '../../../../shared/domain/connections/connection.ts';
import { aLinkedAccount, aLine, uuid } from '../../../builders/bank.ts';
import { aMonth, aProvenMarch, march } from './aMonth.ts';

const unlinked = (account: Account): Account => {
  const { link: _link, ...rest } = account;
  return rest;
};

describe('a period of an account', () => {
  it('is complete when every day is in, balances of the bank prove it, and its statements are final', async () => {
    const { judge } = await aProvenMarch();

    const { verdict, accounts } = await judge();

    expect(verdict).toBe('complete');
    expect(accounts).toEqual([
      {
        accountId: 'account-1',
        reference: 'BE68539007547034',
        referenceType: 'IBAN',
        currency: 'EUR',
        journal: { id: 'journal-1', code: 'KBC', name: 'KBC current account' },
        verdict: 'complete',
        completeFrom: '2026-03-01',
        completeUpTo: '2026-03-31',
        openingBalance: '1000.00',
        closingBalance: '850.00',
        provenBy: { by: 'bank', bankBalance: { amount: '850.00', date: '2026-03-31' } },
        statements: { count: 3, first: '2026-0001', last: '2026-0003' },
        corrections: { lateLines: 0, adjustments: 0, sum: '0.00' },
        open: [],
      },
    ]);
  });

  it('is complete with days without lines at its end, which a balance of the last day or later proves', async () => {
    const world = aMonth();
    await world.begin();
    world.line(1, '2026-03-02', '-200.00');
    await world.read('2026-03-05T09:00:00.000Z', '800.00', '2026-03-04');
    await world.read('2026-04-01T09:00:00.000Z', '800.00', '2026-03-30');
    const before = await world.told();

    await world.read('2026-04-02T09:00:00.000Z', '800.00', '2026-04-01');

    expect(before).toEqual(['open', '2026-03-01', '2026-03-30', ['later_balance']]);
    expect(await world.told()).toEqual(['complete', '2026-03-01', '2026-03-31', []]);
    expect((await world.first()).provenBy).toEqual({
      by: 'bank',
      bankBalance: { amount: '800.00', date: '2026-04-01' },
    });
  });

  it('is open with the days that are proven told, when a balance proves a part of it', async () => {
    const world = aMonth();
    await world.begin();
    world.line(1, '2026-03-02', '-200.00');
    await world.read('2026-03-18T09:00:00.000Z', '800.00', '2026-03-17');

    const account = await world.first();

    expect(await world.told()).toEqual(['open', '2026-03-01', '2026-03-17', ['later_balance']]);
    expect(account.open).toEqual([{ code: 'later_balance', from: '2026-03-18', to: '2026-03-31' }]);
    expect([account.openingBalance, account.closingBalance]).toEqual(['1000.00', undefined]);
  });

  it('is open today and for days to come, whatever has been proven so far', async () => {
    const { state, told, certificates } = await aProvenMarch();
    state.now = '2026-03-31T12:00:00.000Z';
    const today = await told();
    state.now = '2026-03-31T22:30:00.000Z';
    const afterMidnightInBrussels = await told();
    state.now = '2026-03-20T12:00:00.000Z';

    expect(today).toEqual(['open', '2026-03-01', '2026-03-30', ['period_not_over']]);
    expect(afterMidnightInBrussels).toEqual(['complete', '2026-03-01', '2026-03-31', []]);
    expect(await told()).toEqual(['open', '2026-03-01', '2026-03-19', ['period_not_over']]);
    expect(await certificates.judge('tenant-1', { from: '2026-04-01', to: '2026-04-30' }, { limit: 10 })).toBe(
      'period_invalid',
    );
  });

  it('is open before the start of the books, and before the first day that can be proven', async () => {
    const { told, first } = await aProvenMarch();

    expect(await told({ from: '2026-02-01', to: '2026-03-31' })).toEqual([
      'open',
      '2026-02-28',
      '2026-03-31',
      ['before_import_from'],
    ]);
    expect(await told({ from: '2026-02-20', to: '2026-03-31' })).toEqual([
      'open',
      '2026-02-28',
      '2026-03-31',
      ['balance_before_start'],
    ]);
    expect(await told({ from: '2026-01-01', to: '2026-01-31' })).toEqual([
      'open',
      undefined,
      undefined,
      ['before_import_from'],
    ]);
    expect((await first({ from: '2026-02-01', to: '2026-02-28' })).openingBalance).toBeUndefined();
  });

  it('is open in the days before the account was linked, until a figure of the tenant proves them', async () => {
    const world = aMonth();
    world.line(1, '2026-03-02', '-200.00');
    world.line(2, '2026-03-20', '50.00');
    const link = { importFrom: '2026-03-01' };
    await world.read('2026-03-11T09:00:00.000Z', '800.00', '2026-03-10', link);
    await world.read('2026-04-01T09:00:00.000Z', '850.00', '2026-03-31', link);
    const before = await world.first();
    const known = { ...link, knownBalance: { amount: '1000.00', on: '2026-02-28' } };

    await world.read('2026-04-01T12:00:00.000Z', '850.00', '2026-03-31', known);

    expect([before.verdict, before.open]).toEqual([
      'open',
      [{ code: 'balance_before_start', from: '2026-03-01', to: '2026-03-10' }],
    ]);
    expect(await world.told()).toEqual(['complete', '2026-03-01', '2026-03-31', []]);
    expect((await world.first()).provenBy).toEqual({
      by: 'tenant',
      knownBalance: { amount: '1000.00', date: '2026-02-28' },
      bankBalance: { amount: '850.00', date: '2026-03-31' },
    });
  });

  it('is open while the figure of the tenant differs from the books', async () => {
    const world = await aProvenMarch({ knownBalance: { amount: '990.00', on: '2026-02-28' } });

    const { verdict, open } = await world.first();

    expect([verdict, open]).toEqual([
      'open',
      [
        {
          code: 'known_balance_differs',
          difference: '10.00',
          balance: { amount: '990.00', date: '2026-02-28' },
        },
      ],
    ]);
  });

  it.each([
    ['weekly', { from: '2026-03-02', to: '2026-03-31' }, '850.25', '2026-03-30', '2026-04-05'],
    ['monthly', { from: '2026-03-01', to: '2026-03-15' }, '800.00', '2026-03-01', '2026-03-31'],
  ] as const)(
    'waits for a %s statement that reaches over its end',
    async (statementPeriod, period, closing, from, to) => {
      const world = aMonth();
      await world.begin({ statementPeriod });
      world.line(1, '2026-03-02', '-200.00');
      world.line(2, '2026-03-16', '50.25');
      world.line(3, '2026-03-31', '0.00');
      await world.read('2026-03-17T09:00:00.000Z', '800.00', '2026-03-15', { statementPeriod });
      world.line(4, '2026-04-01', '5.00');
      const isMonthly = statementPeriod === 'monthly';
      if (!isMonthly) await world.read('2026-04-02T09:00:00.000Z', '855.25', '2026-04-01', { statementPeriod });
      world.state.now = '2026-04-03T09:00:00.000Z';

      const account = await world.first(period);

      expect(account.open).toEqual([expect.objectContaining({ code: 'statement_not_final', from, to })]);
      expect([account.verdict, account.closingBalance]).toEqual(['open', closing]);
    },
  );

  it('takes the ends of a period from within statements that cross them', async () => {
    const world = await aProvenMarch({ statementPeriod: 'monthly' });

    const { verdict, openingBalance, closingBalance } = await world.first({ from: '2026-03-10', to: '2026-03-20' });

    expect([verdict, openingBalance, closingBalance]).toEqual(['complete', '800.00', '850.25']);
  });

  it('is open while books and bank differ, with the amount, the first day and the balance of the bank', async () => {
    const world = await aProvenMarch();
    world.line(4, '2026-04-02', '-7.00');
    await world.read('2026-04-03T09:00:00.000Z', '843.00', '2026-04-02');
    await world.read('2026-04-05T09:00:00.000Z', '836.00', '2026-04-04');
    await world.read('2026-04-06T09:00:00.000Z', '836.00', '2026-04-05');
    world.state.now = '2026-05-02T09:00:00.000Z';
    const april = await world.first({ from: '2026-04-01', to: '2026-04-30' });

    expect(april.open[0]).toEqual({
      code: 'books_differ',
      from: '2026-04-03',
      difference: '7.00',
      balance: { amount: '836.00', date: '2026-04-05' },
    });
    expect([april.verdict, april.completeUpTo]).toEqual(['open', '2026-04-02']);
    expect((await world.told())[0]).toBe('complete');
  });

  it('is open again when a line comes late into it, until a balance proves it anew; the line counts as a correction', async () => {
    const world = await aProvenMarch();
    world.line(9, '2026-03-20', '-42.50');
    await world.read('2026-04-02T09:00:00.000Z', '850.00', '2026-03-31');
    const before = await world.first();

    await world.read('2026-04-03T09:00:00.000Z', '807.50', '2026-04-02');

    expect([before.verdict, before.completeUpTo]).toEqual(['open', '2026-03-19']);
    expect(before.open).toContainEqual(expect.objectContaining({ code: 'proof_withdrawn', from: '2026-03-20' }));
    expect(await world.first()).toMatchObject({
      verdict: 'complete',
      closingBalance: '850.00',
      corrections: { lateLines: 1, adjustments: 0, sum: '-42.50' },
    });
    expect(await world.first({ from: '2026-03-01', to: '2026-03-15' })).toMatchObject({
      corrections: { lateLines: 0 },
    });
  });

  it('is open while a run that has come upon a late line has not held the books against a balance', async () => {
    const world = await aProvenMarch();
    world.line(9, '2026-03-20', '-42.50');
    world.table.onCall = (_moment, _call, key) => {
      if (key?.sk.startsWith('S#')) throw new Error('the run ends here');
    };
    await expect(world.read('2026-04-02T09:00:00.000Z', '850.00', '2026-03-31')).rejects.toThrow('the run ends here');
    world.table.onCall = () => undefined;

    expect(await world.told()).toEqual(['open', '2026-03-01', '2026-03-19', ['not_read_yet']]);
    expect((await world.told({ from: '2026-03-01', to: '2026-03-15' }))[0]).toBe('complete');
  });

  it('is open from the earliest of several late lines on, whichever came first', async () => {
    const world = await aProvenMarch();
    world.line(9, '2026-03-20', '-42.50');
    await world.read('2026-04-02T09:00:00.000Z', '850.00', '2026-03-31');
    world.line(10, '2026-03-10', '-1.00');

    await world.read('2026-04-03T09:00:00.000Z', '850.00', '2026-03-31');

    const half = { from: '2026-03-01', to: '2026-03-15' };
    expect(await world.told(half)).toEqual(['open', '2026-03-01', '2026-03-09', ['books_differ', 'proof_withdrawn']]);
    expect((await world.told())[2]).toBe('2026-03-09');
  });

  it('is open while lines of the bank cannot be booked, though nothing else is in the way', async () => {
    const world = await aProvenMarch();
    world.feed.create(aLine(70, { executionDate: '2026-04-01' }));
    world.feed.unreadable.add(uuid(70));
    await world.read('2026-04-02T09:00:00.000Z', '850.00', '2026-04-01');

    expect((await world.told())[0]).toBe('open');
    expect((await world.first()).open).toContainEqual({ code: 'line_refused', lines: 1 });
  });

  it('is open while the account has not been read, and says what is in the way', async () => {
    const world = aMonth();
    world.state.health = {
      state: 'passing',
      code: 'first_import',
      values: { lines: 3, since: '2026-03-01T00:00:00Z' },
    };

    expect((await world.first()).open).toEqual([{ code: 'not_read_yet', ...march, health: 'first_import' }]);
  });

  it('is open where the access has ended before its end, and needs somebody', async () => {
    const world = aMonth();
    await world.begin();
    await world.read('2026-03-18T09:00:00.000Z', '1000.00', '2026-03-17');
    world.state.health = { state: 'action_required', code: 'authorization_expired' };

    expect((await world.first()).open).toEqual([
      { code: 'authorization_gap', from: '2026-03-18', to: '2026-03-31', health: 'authorization_expired' },
    ]);
  });

  it('looks at the health of those accounts only that are behind', async () => {
    const world = await aProvenMarch();
    world.state.health = { state: 'action_required', code: 'authorization_expired' };

    expect((await world.told())[0]).toBe('complete');
    expect(world.state.judged).toEqual([]);
  });

  it('counts as corrections of a month what came after it was closed, not what its own statements carry', async () => {
    const world = await aProvenMarch();
    world.line(9, '2026-03-20', '-42.50');
    world.line(10, '2026-04-10', '1.00');
    await world.read('2026-04-12T09:00:00.000Z', '808.50', '2026-04-11');
    world.line(11, '2026-05-02', '0.50');
    await world.read('2026-05-04T09:00:00.000Z', '809.00', '2026-05-03');
    world.state.now = '2026-05-10T09:00:00.000Z';

    expect(await world.first({ from: '2026-03-01', to: '2026-04-30' })).toMatchObject({
      verdict: 'complete',
      openingBalance: '1000.00',
      closingBalance: '808.50',
      corrections: { lateLines: 0, adjustments: 0, sum: '0.00' },
    });
    expect(await world.first({ from: '2026-04-01', to: '2026-04-30' })).toMatchObject({
      openingBalance: '850.00',
      closingBalance: '808.50',
    });
  });

  it('stays complete for an account that has ended since, and is open for one that ended within it', async () => {
    const world = await aProvenMarch();
    world.state.accounts = world.state.accounts.map(unlinked);
    world.state.now = '2026-05-02T09:00:00.000Z';

    expect(await world.told()).toEqual(['complete', '2026-03-01', '2026-03-31', []]);
    expect(await world.told({ from: '2026-03-15', to: '2026-04-15' })).toEqual([
      'open',
      '2026-03-15',
      '2026-03-31',
      ['ended'],
    ]);
  });

  it.each([
    ['that lists the lines of its history', ['-200.00']],
    ['that lists nothing of its history', []],
  ] as const)('goes on when the account is continued in the middle of it by one %s', async (_how, lines) => {
    const world = aMonth();
    await world.begin();
    world.line(1, '2026-03-02', '-200.00');
    await world.read('2026-03-10T09:00:00.000Z', '800.00', '2026-03-09');
    world.feed.lines_ = [];
    for (const amount of lines) world.line(101, '2026-03-02', amount);
    world.line(102, '2026-03-20', '25.00');
    await world.read('2026-03-21T09:00:00.000Z', '825.00', '2026-03-20', {}, { pontoId: uuid(900_009) });
    const between = await world.told();

    await world.read('2026-04-01T09:00:00.000Z', '825.00', '2026-03-31', {}, { pontoId: uuid(900_009) });

    expect(between).toEqual(['open', '2026-03-01', '2026-03-20', ['later_balance']]);
    expect(await world.told()).toEqual(['complete', '2026-03-01', '2026-03-31', []]);
    expect(await world.first()).toMatchObject({ openingBalance: '1000.00', closingBalance: '825.00' });
  });

  it('goes on under another number of the account, and names the one that stood on its statements', async () => {
    const world = await aProvenMarch();
    world.state.accounts = world.state.accounts.map((account) => ({ ...account, reference: 'BE71096123456769' }));

    expect(await world.first()).toMatchObject({
      verdict: 'complete',
      reference: 'BE71096123456769',
      formerReferences: ['BE68539007547034'],
    });
  });

  it('is not proven by lines alone: a bank that gives no balance leaves it open', async () => {
    const world = aMonth();
    world.line(1, '2026-03-02', '-200.00');
    const { currentBalance: _none, ...silent } = world.feed.account;
    world.feed.account = silent;
    await world.run({ now: '2026-04-01T09:00:00.000Z', account: aLinkedAccount({ importFrom: '2026-02-15' }) });

    expect(await world.told()).toEqual(['open', undefined, undefined, ['later_balance']]);
  });
});
