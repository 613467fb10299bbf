import { addDays } from '../../../shared/domain/calendar/calendarDate.ts';
import { aMove, moved, movedFrom } from './aMove.ts';
import { all, replay, today, wholeFeed } from './aPerson.ts';
import { type TheProduct, type Answer, startForTests, quickBanks } from './theProduct.ts';

let product: TheProduct;

startForTests((started) => (product = started), quickBanks);

const saying = (lines: readonly Answer['body'][], text: string): number =>
  lines.filter(({ remittance }) => remittance.text === text).length;

describe('an account that a person has continue another one', () => {
  it('goes on with journal, books and numbering, repeats nothing, and answers by both ids', async () => {
    const { caller, before, after } = await aMove(product);
    const path = `/v1/accounts/${before.id}`;
    const lost = (await caller.get(path)).body;
    const [feedBefore, statementsBefore] = [
      await wholeFeed(caller, before.id),
      await all(caller, `${path}/statements`),
    ];

    const said = await caller.post(`/v1/accounts/${after.id}/succeed`, { predecessorId: before.id });
    await product.local.post('/idle');

    const lines = await all(caller, `${path}/transactions?status=booked`);
    const feed = await wholeFeed(caller, before.id);
    const statements = await all(caller, `${path}/statements`);
    expect(lost.authorization.state).toBe('revoked');
    expect(Math.min(feedBefore.length, statementsBefore.length)).toBeGreaterThan(3);
    expect(said).toMatchObject({ status: 200, body: { id: before.id, reference: after.reference, link: lost.link } });
    expect(moved.map(({ remittanceInformation }) => saying(lines, remittanceInformation))).toEqual([1, 1, 1, 1]);
    expect(saying(lines, 'Flour')).toBe(1);
    expect(feed.slice(0, feedBefore.length)).toEqual(feedBefore);
    expect(feed.some(({ kind }) => kind === 'removed')).toBe(false);
    const numbers = statements.map(({ number }) => number).toSorted();
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const { id, number } of statementsBefore)
      expect(statements).toContainEqual(expect.objectContaining({ id, number }));
    expect((await caller.get('/v1/accounts?all=true')).body.items.map(({ id }: Answer['body']) => id)).toEqual([
      before.id,
    ]);

    const alias = `/v1/accounts/${after.id}`;
    for (const list of ['transactions', 'statements', 'changes', 'syncs']) {
      const answers = [await caller.get(`${path}/${list}`), await caller.get(`${alias}/${list}`)];
      expect([list, answers[1]?.status]).toEqual([list, 200]);
      expect(answers[1]?.body).toEqual(answers[0]?.body);
    }
    expect((await caller.get(alias)).body.id).toBe(before.id);
    const explained = await caller.get(`${alias}/explain?amount=-99.98&date=${addDays(today, -1)}`);
    expect(explained.body.reasons).toMatchObject([{ code: 'found' }]);
  });

  it('is again two accounts when the person takes it back: the books are as before, every reader of changes can follow', async () => {
    const { caller, before, after } = await aMove(product, 'A bakery that was wrong');
    const path = `/v1/accounts/${before.id}`;
    const books = async () => ({
      link: (await caller.get(path)).body.link,
      lines: (await all(caller, `${path}/transactions?status=booked`)).map(({ id, amount }) => [id, amount]).toSorted(),
      statements: (await all(caller, `${path}/statements`)).map(({ number, closingBalance, proof, lineCount }) => [
        number,
        closingBalance,
        proof.verdict,
        lineCount,
      ]),
    });
    const was = await books();
    await caller.post(`/v1/accounts/${after.id}/succeed`, { predecessorId: before.id });
    await product.local.post('/idle');
    const during = await books();

    const taken = await caller.delete(`/v1/accounts/${after.id}/succession`);
    await product.local.post('/idle');

    expect(during.lines).not.toEqual(was.lines);
    expect(taken).toMatchObject({ status: 200, body: { id: before.id, reference: before.reference, link: was.link } });
    expect(await books()).toEqual(was);
    const read = [...replay(await wholeFeed(caller, before.id))].map(([id, { amount }]) => [id, amount]);
    expect(read.toSorted()).toEqual(was.lines);
    expect((await caller.get(`/v1/accounts/${after.id}`)).body).toMatchObject({
      id: after.id,
      link: { action: 'none' },
    });
    expect(await caller.delete(`${path}/succession`)).toMatchObject({ status: 409, body: { code: 'no_succession' } });

    await caller.put(`/v1/accounts/${after.id}/link`, { importFrom: movedFrom });
    await product.local.post('/idle');
    const own = await all(caller, `/v1/accounts/${after.id}/transactions?status=booked`);
    expect([saying(own, 'Flour'), saying(own, 'Invoice 2026/0')]).toEqual([1, 1]);
    expect(await books()).toEqual(was);
  });
});
