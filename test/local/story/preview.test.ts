import { addDays } from '../../../shared/domain/calendar/calendarDate.ts';
import { all, connectBank, importFrom, today } from './aPerson.ts';
import { quickBanks, startForTests, type TheProduct } from './theProduct.ts';

let product: TheProduct;

startForTests((started) => (product = started), quickBanks);

describe('the preview of a link', () => {
  it('says what the link then brings, and leaves nothing behind', async () => {
    const caller = await product.as('previewing');
    const { accounts } = await connectBank(caller);
    const [account] = accounts;
    const { body: own } = await product.sandbox.get(
      `/accounts/${account.pontoId}/closing-balance?date=${addDays(importFrom, -1)}`,
    );
    const path = `/v1/accounts/${account.id}`;

    const seen = await caller.post(`${path}/link-preview`, { knownBalance: own });
    const wrong = { ...own, amount: (Number(own.amount) + 7).toFixed(2) };
    const differing = await caller.post(`${path}/link-preview`, { knownBalance: wrong });

    expect(seen.status).toBe(200);
    expect(differing.body.knownBalance).toMatchObject({ verdict: 'differs', difference: '-7.00' });
    expect((await caller.get(path)).body).toMatchObject({ link: { action: 'none' } });
    expect((await caller.get(`${path}/syncs`)).body.items).toEqual([]);
    expect((await (await product.as('stranger')).post(`${path}/link-preview`, {})).status).toBe(404);

    await caller.put(`${path}/link`, { knownBalance: own });
    await product.local.post('/idle');

    const { body: linked } = await caller.get(path);
    const lines = await all(caller, `${path}/transactions?status=booked`);
    const statements = await all(caller, `${path}/statements`);
    expect(seen.body).toMatchObject({
      importFrom: linked.link.importFrom,
      isWhole: true,
      counts: { fromStart: lines.length },
      opening: { kind: 'known', amount: statements.at(-1)?.openingBalance },
      knownBalance: { ...own, verdict: linked.proof.knownBalance.verdict },
      completeFrom: linked.completeFrom,
      completeUpTo: linked.completeUpTo,
      overlap: { lastBookedOn: own.date, inBoth: 0, inNeither: 0 },
    });
    expect(linked.completeUpTo).toBe(addDays(today, -1));
  });
});
