import { addDays } from '../../../shared/domain/calendar/calendarDate.ts';
import { all, connectBank, importFrom, today, todayOf } from './aPerson.ts';
import { type TheProduct, type Answer, startForTests, quickBanks } from './theProduct.ts';

let product: TheProduct;

startForTests((started) => (product = started), quickBanks);

const eveningAfter = (count: number): Promise<void> => product.readOnEvening(addDays(today, count));

const accountLinked = async (tenant: string, body: (account: Answer['body']) => Promise<object>) => {
  const caller = await product.as(tenant);
  const { accounts } = await connectBank(caller);
  const account = accounts[0];
  const { status } = await caller.put(`/v1/accounts/${account.id}/link`, await body(account));
  await product.local.post('/idle');
  const statements = () => all(caller, `/v1/accounts/${account.id}/statements`);
  const now = async () => (await caller.get(`/v1/accounts/${account.id}`)).body;
  return { caller, account, status, statements, now };
};

/** What the bank's own statement of the day before the books closes with. */
const lastStatement = async ({ pontoId }: Answer['body']): Promise<{ date: string; amount: string }> =>
  (await product.sandbox.get(`/accounts/${pontoId}/closing-balance?date=${addDays(importFrom, -1)}`)).body;

describe('the proof of the books', () => {
  it("begins with the tenant's last statement, and shows a line that Ponto does not get until it comes", async () => {
    const { account, status, statements, now } = await accountLinked('known', async (linked) => ({
      knownBalance: await lastStatement(linked),
    }));
    expect(status).toBe(200);
    expect(await now()).toMatchObject({
      link: { importFrom },
      proof: { verdict: 'proven', knownBalance: { date: addDays(importFrom, -1), verdict: 'agrees' } },
      health: { state: 'ok' },
      completeUpTo: addDays(today, -1),
    });
    const [newest, ...earlier] = (await statements()).filter(({ period }) => period.to < today);
    expect(new Set([newest, ...earlier].map(({ proof }) => `${proof.verdict} ${proof.by}`))).toEqual(
      new Set(['proven tenant']),
    );

    const add = [{ amount: -77.01, executionDate: `${addDays(today, 1)}T12:00:00Z`, withheld: true }];
    const { body: booked } = await product.sandbox.post('/transactions', { accountId: account.pontoId, add });
    for (const day of [2, 3]) await eveningAfter(day);
    expect(await now()).toMatchObject({
      health: { state: 'attention', code: 'books_differ' },
      proof: { verdict: 'broken', difference: '77.01' },
    });

    await product.sandbox.post('/transactions', { accountId: account.pontoId, deliver: booked.added });
    for (const day of [4, 5]) await eveningAfter(day);
    expect(await now()).toMatchObject({ health: { state: 'ok' }, proof: { verdict: 'proven' } });
    expect((await statements()).filter(({ proof }) => proof.verdict === 'broken')).toEqual([]);
  });

  it('stays readable, with its last complete day, when the account has ended', async () => {
    const { caller, account, now, statements } = await accountLinked('closing', async (linked) => ({
      knownBalance: await lastStatement(linked),
    }));
    const books = async () =>
      (await statements()).map(({ number, closingBalance, proof }) => [
        number,
        closingBalance,
        proof.verdict,
        proof.by,
      ]);
    const [before, known] = [await now(), await books()];

    const ended = await caller.delete(`/v1/accounts/${account.id}`);

    const after = await now();
    expect(ended.body).toMatchObject({ status: 'ended' });
    expect(after.health).toMatchObject({ state: 'ok', code: 'ended' });
    expect(after.health).not.toHaveProperty('action');
    expect([after.completeUpTo, await books()]).toEqual([before.completeUpTo, known]);
    expect(after.completeUpTo).toBe(addDays(await todayOf(product), -1));
  });

  it('says by how much a figure differs, takes a better one, and refuses days that prove nothing', async () => {
    const { caller, account, now } = await accountLinked('misread', async () => ({ importFrom }));
    const path = `/v1/accounts/${account.id}/known-balance`;
    const right = await lastStatement(account);
    const wrong = { ...right, amount: `${(Number(right.amount) - 3).toFixed(2).replace('.', ',')}` };

    const refused = [
      await caller.put(path, { ...right, date: addDays(importFrom, -2) }),
      await caller.put(path, { ...right, date: addDays(today, 400) }),
      await caller.put(path, { ...right, amount: '1e6' }),
      await (await product.as('stranger')).put(path, right),
    ];
    await caller.put(path, wrong);
    await product.local.post('/idle');
    const misread = await now();
    await caller.put(path, right);
    await product.local.post('/idle');

    expect(refused.map(({ status, body }) => [status, body.code])).toEqual([
      [422, 'known_balance_too_early'],
      [422, 'known_balance_too_late'],
      [400, 'invalid_request'],
      [404, 'not_found'],
    ]);
    expect(misread).toMatchObject({
      health: { state: 'attention', code: 'known_balance_differs', action: { call: { method: 'PUT', path } } },
      proof: { knownBalance: { verdict: 'differs', difference: '3.00' } },
    });
    expect(await now()).toMatchObject({ health: { state: 'ok' }, proof: { knownBalance: { verdict: 'agrees' } } });
  });
});
