import { addDays } from '../../../shared/domain/calendar/calendarDate.ts';
import { connectBank, importFrom, today } from './aPerson.ts';
import { type Answer, type TheProduct, startForTests, quickBanks } from './theProduct.ts';

let product: TheProduct;

startForTests((started) => (product = started), quickBanks);

describe('lines that cannot be booked', () => {
  it('are told with their reason, on the account and its runs too, until the bank has put them right', async () => {
    const caller = await product.as('odd');
    const { accounts } = await connectBank(caller);
    const { id, pontoId } = accounts[0];
    const path = `/v1/accounts/${id}`;
    await caller.put(`${path}/link`, { importFrom });
    await product.local.post('/idle');
    const told = async () => {
      const { body: account } = await caller.get(path);
      const { body: runs } = await caller.get(`${path}/syncs?limit=1`);
      const { body: list } = await caller.get(`${path}/refused-lines`);
      return { account, run: runs.items[0].counts.refused, lines: list.items };
    };
    const eveningAfter = (days: number) => product.readOnEvening(addDays(today, days));
    const before = await told();

    const add = [
      { amount: -25, currency: 'USD', executionDate: `${addDays(today, 1)}T12:00:00Z`, counterpartName: 'Odd Ltd' },
      { amount: -7.5, description: 'no day at all' },
    ];
    const { body: booked } = await product.sandbox.post('/transactions', { accountId: pontoId, add });
    await eveningAfter(2);
    const meanwhile = await told();
    const [, second] = booked.added;
    const change = [{ id: second, attributes: { executionDate: `${addDays(today, 2)}T12:00:00Z` } }];
    await product.sandbox.post('/transactions', { accountId: pontoId, change });
    await eveningAfter(3);
    const after = await told();

    expect(
      [before, meanwhile, after].map(({ account, run, lines }) => [account.refusedLineCount, run, lines.length]),
    ).toEqual([
      [0, 0, 0],
      [2, 2, 2],
      [1, 1, 1],
    ]);
    expect(meanwhile.lines.map((line: Answer['body']) => [line.reason.code, line]).toSorted()).toMatchObject([
      ['currency_of_another_account', { amount: '-25.00', currency: 'USD', executionDate: addDays(today, 1) }],
      ['date_unreadable', { amount: '-7.50', currency: 'EUR' }],
    ]);
    expect(JSON.stringify(meanwhile.lines)).not.toMatch(/Odd Ltd|no day at all/);
    expect(meanwhile.account.health.state).toBe('attention');
    expect(meanwhile.account.health.message).toMatch(/cannot be booked/);
    const { body: found } = await caller.post(`${path}/transactions/search`, { text: 'no day at all' });
    expect(found.items).toMatchObject([{ amount: '-7.50', status: 'booked' }]);
  });
});
