import type { Account, Connection } from '../../../../shared/domain/connections/connection.ts';
import type { Sync } from '../../../../shared/domain/syncs/sync.ts';
import { amountOf } from '../../../../shared/domain/money/currency.ts';
import { makeExplainPayment } from '../../../../shared/usecases/ledger/explainPayment.ts';
import { aContent, aFeedAccount, aLine, aLinkedAccount, uuid } from '../../../builders/bank.ts';
import { anEngine } from '../../../builders/engine.ts';
import { aConnection, aSync } from '../../../builders/syncWorker.ts';

const now = '2026-03-20T12:00:00.000Z';

/** Books that were read on 20 March at 9; Ponto got through to the bank at 8. */
const aPlace = () => {
  const engine = anEngine();
  const state = {
    account: { ...aLinkedAccount(), bankReachedAt: '2026-03-20T08:00:00.000Z' } as Account | undefined,
    others: [] as readonly Account[],
    connection: aConnection() as Connection | undefined,
    lastSync: aSync({ status: 'succeeded', createdAt: now, updatedAt: now }) as Sync | undefined,
  };
  const explain = makeExplainPayment({
    reader: engine.reader,
    accounts: { get: async () => state.account, list: async () => ({ items: state.others }) },
    connections: { get: async () => state.connection },
    syncs: { list: async () => ({ items: state.lastSync ? [state.lastSync] : [] }) },
    clock: { now: () => now },
  });
  const ask = async (amount: string, date: string) =>
    explain('tenant-1', 'account-1', { amount: amountOf(amount), date });
  return {
    ...engine,
    state,
    ask,
    read: () => engine.run({ now: '2026-03-20T09:00:00.000Z' }),
    codes: async (amount: string, date: string) => (await ask(amount, date))?.reasons.map(({ code }) => code),
  };
};
const id = (line: number): string => `account-1-${line}`;
const unsettled = {
  id: uuid(800_001),
  subtype: 'accountTransactionsWithUnsettled',
  status: 'success' as const,
  errorCodes: [],
};

describe('explaining where a payment is', () => {
  it('names the lines of exactly this amount, on days not further than a long Easter', async () => {
    const { feed, read, ask } = aPlace();
    feed.create(
      aLine(1, { amount: '-12.50', executionDate: '2026-03-05' }),
      aLine(2, { amount: '-12.5', executionDate: '2026-03-15' }),
      aLine(3, { amount: '-12.50', executionDate: '2026-03-04' }),
      aLine(4, { amount: '-12.50', executionDate: '2026-03-16' }),
      aLine(5, { amount: '-12.501', executionDate: '2026-03-10' }),
    );
    await read();

    expect(await ask('-12.500', '2026-03-10')).toMatchObject({
      days: { from: '2026-03-05', to: '2026-03-15' },
      reasons: [{ code: 'found', transactionIds: [id(1), id(2)] }],
    });
  });

  it('looks into two months where the days touch two', async () => {
    const { feed, read, codes } = aPlace();
    feed.create(aLine(1, { executionDate: '2026-03-31' }));
    await read();

    expect(await codes('-12.50', '2026-04-03')).toEqual(['found']);
  });

  it('says that it is pending, was corrected, or was removed', async () => {
    const { feed, read, run, ask } = aPlace();
    feed.account = aFeedAccount({ latestSynchronization: unsettled });
    feed.create(aLine(1, { amount: '1.00' }), aLine(2, { amount: '2.00' }), aLine(3, { amount: '9.00' }));
    feed.pending_ = [aLine(50, { amount: '3.00' })];
    await read();
    feed.lines_ = [aLine(3, { amount: '9.00' }), aLine(1, { amount: '1.10', executionDate: '2026-04-09' })];
    await run({ now: '2026-04-20T09:00:00.000Z' });

    const told = await Promise.all(['1.00', '2.00', '3.00'].map((amount) => ask(amount, '2026-03-10')));

    expect(told.map((one) => one?.reasons.map(({ code, transactionIds }) => [code, transactionIds]))).toEqual([
      [['corrected', [id(1)]]],
      [['removed', [id(2)]]],
      [['pending', [`account-1-pending-${uuid(50)}`]]],
    ]);
  });

  it('points at a payment in the other direction, and still tells why this one is not there', async () => {
    const { feed, read, codes } = aPlace();
    feed.create(aLine(1, { amount: '-12.50' }));
    await read();

    expect(await codes('12.50', '2026-03-10')).toEqual(['other_sign', 'not_at_ponto']);
  });

  it('points at an announced payment in the other direction too', async () => {
    const { feed, read, ask } = aPlace();
    feed.account = aFeedAccount({ latestSynchronization: unsettled });
    feed.create(aLine(1, { amount: '1.00' }));
    feed.pending_ = [aLine(50, { amount: '-64.16' })];
    await read();

    const [first] = (await ask('64.16', '2026-03-10'))?.reasons ?? [];
    expect(first).toEqual({ code: 'other_sign', transactionIds: [`account-1-pending-${uuid(50)}`] });
  });

  it('names the account that may continue one that is gone, as its health does', async () => {
    const { state, read, ask } = aPlace();
    await read();
    const gone = { ...aLinkedAccount(), authorization: { revoked: true } };
    state.account = gone;
    const alone = await ask('1', '2026-03-25');
    const { link: _link, ...unlinked } = aLinkedAccount();
    state.others = [gone, { ...unlinked, id: 'account-2' }];

    const told = await ask('1', '2026-03-25');

    expect(alone?.reasons[0]).toMatchObject({ code: 'authorization_gap', blocked: { code: 'authorization_lost' } });
    expect(told?.reasons[0]).toMatchObject({
      code: 'authorization_gap',
      blocked: { code: 'succession_undecided', values: { candidates: [{ accountId: 'account-2' }] } },
    });
  });

  it('says that the account is not linked', async () => {
    const { state, codes } = aPlace();
    const { link: _link, ...account } = aLinkedAccount();
    state.account = account;

    expect(await codes('1', '2026-03-10')).toEqual(['account_not_linked']);
  });

  it('says that the day lies before the start of the books, alone or among other reasons', async () => {
    const { read, ask, codes } = aPlace();
    await read();

    expect(await codes('1', '2026-02-20')).toEqual(['before_import_from']);
    expect(await codes('1', '2026-03-04')).toEqual(['before_import_from', 'not_at_ponto']);
    expect((await ask('1', '2026-02-20'))?.reasons[0]).toMatchObject({ startsOn: '2026-03-01' });
  });

  it.each([
    [
      'an expired authorisation',
      (state: ReturnType<typeof aPlace>['state']) => {
        if (state.account)
          state.account = { ...state.account, authorization: { revoked: false, expiresAt: '2026-03-15T00:00:00Z' } };
      },
    ],
    [
      'an account that is no longer shared',
      (state: ReturnType<typeof aPlace>['state']) => {
        if (state.account) state.account = { ...state.account, authorization: { revoked: true } };
      },
    ],
    [
      'a connection that Ponto refuses',
      (state: ReturnType<typeof aPlace>['state']) => {
        state.connection = aConnection({ status: 'reconnect_required' });
      },
    ],
    [
      'an end that only the last run met',
      (state: ReturnType<typeof aPlace>['state']) => {
        state.lastSync = aSync({ status: 'failed', errorCode: 'authorization_expired' });
      },
    ],
  ])('says that %s left a gap, and only for days that Ponto did not see to their end', async (_what, breakIt) => {
    const { state, read, ask, codes } = aPlace();
    await read();
    breakIt(state);

    expect(await codes('1', '2026-03-14')).not.toContain('authorization_gap');
    expect(await codes('1', '2026-03-15')).toEqual(['authorization_gap']);
    expect((await ask('1', '2026-03-15'))?.reasons[0]).toMatchObject({ bankReachedAt: '2026-03-20T08:00:00.000Z' });
  });

  it.each([
    ['failed', { status: 'failed', errorCode: 'bank_unavailable' }],
    ['fetching', { status: 'fetching', updatedAt: now }],
  ] as const)('says that the account is not read to its end: %s', async (_what, sync) => {
    const { state, read, codes } = aPlace();
    await read();
    state.lastSync = aSync(sync);

    expect(await codes('1', '2026-03-10')).toEqual(['not_read_yet', 'not_at_ponto']);
  });

  it('never says that Ponto has not what was never read', async () => {
    const { state, codes } = aPlace();
    state.lastSync = undefined;

    expect(await codes('1', '2026-03-10')).toEqual(['not_read_yet']);
  });

  it('says that the payment may be a line that cannot be booked', async () => {
    const { feed, read, codes } = aPlace();
    feed.create(aLine(1), aLine(2));
    feed.unreadable.add(uuid(2));
    await read();

    expect(await codes('1', '2026-03-10')).toEqual(['line_refused']);
  });

  it('finds a pending payment that has no day yet', async () => {
    const { feed, read, ask } = aPlace();
    feed.account = aFeedAccount({ latestSynchronization: unsettled });
    feed.create(aLine(1, { amount: '1.00' }));
    const { executionDate: _none, ...content } = aContent({ amount: '3.00' });
    feed.pending_ = [{ pontoId: uuid(50), content }];
    await read();

    expect((await ask('3.00', '2026-03-10'))?.reasons).toEqual([
      { code: 'pending', transactionIds: [`account-1-pending-${uuid(50)}`] },
    ]);
    expect((await ask('4.00', '2026-03-10'))?.reasons).toMatchObject([{ code: 'not_at_ponto' }]);
  });

  it('never says that Ponto has none while pending lines are not on show', async () => {
    const { feed, read, run, codes } = aPlace();
    feed.account = aFeedAccount({ latestSynchronization: unsettled });
    feed.create(aLine(1, { amount: '1.00' }));
    feed.pending_ = [aLine(50, { amount: '3.00' }), aLine(51, { amount: '4.00' })];
    feed.unreadable.add(uuid(51));
    await read();
    const unreadable = await codes('4.00', '2026-03-10');
    feed.pending_ = Array.from({ length: 400 }, (_, index) => aLine(100 + index, { amount: `${index}.00` }));
    await run();
    const tooMany = await codes('350.00', '2026-03-10');
    feed.pending_ = [];
    await run();

    expect([unreadable, tooMany]).toEqual([['line_refused'], ['line_refused']]);
    expect(await codes('350.00', '2026-03-10')).toEqual(['not_at_ponto']);
  });

  it('says when Ponto was read last, and when it got through to the bank', async () => {
    const { read, ask } = aPlace();
    await read();

    const told = await ask('1', '2026-03-10');

    const moments = { readAt: '2026-03-20T09:00:00.000Z', bankReachedAt: '2026-03-20T08:00:00.000Z' };
    expect(told).toMatchObject({ ...moments, reasons: [{ code: 'not_at_ponto', ...moments }] });
  });

  it('says that the bank has booked no such payment only where the books are proven to be whole', async () => {
    const { feed, run, codes } = aPlace();
    const balance = (amount: string, referenceDate: string) => ({ amount, currency: 'EUR', referenceDate });
    feed.create(aLine(1, { executionDate: '2026-03-02', amount: '200.00' }));
    feed.account = aFeedAccount({ currentBalance: balance('1000.00', '2026-03-10') });
    await run({ now: '2026-03-11T09:00:00.000Z' });
    feed.create(aLine(2, { executionDate: '2026-03-14', amount: '-5.00' }));
    feed.account = aFeedAccount({
      currentBalance: balance('995.00', '2026-03-30'),
      latestSynchronization: { ...unsettled, subtype: 'accountTransactions', id: uuid(800_002) },
    });
    await run({ now: '2026-03-31T09:00:00.000Z' });

    expect(await codes('77', '2026-03-16')).toEqual(['not_at_bank']);
    expect(await codes('77', '2026-03-26')).toEqual(['not_at_ponto']);
    // Days up to the balance that the books were computed back from are not proven.
    expect(await codes('77', '2026-03-15')).toEqual(['not_at_ponto']);
  });

  it('knows no other account', async () => {
    const { state, ask } = aPlace();
    state.account = undefined;

    expect(await ask('1', '2026-03-10')).toBeUndefined();
  });
});
