import { giveConsent } from '../../../local/demo/consentingPerson.ts';
import { addDays } from '../../../shared/domain/calendar/calendarDate.ts';
import { all, bankNamed, beginConnection, replay, today, wholeFeed } from './aPerson.ts';
import { type TheProduct, type Answer, type Caller, startForTests, quickBanks } from './theProduct.ts';

let product: TheProduct;

startForTests((started) => (product = started), quickBanks);

const importFrom = addDays(today, -5);

/** Payments that both banks tell of, as happens where an account moved: equal in all that a customer sees. */
const moved = [-4, -4, -3, -2].map((day, index) => ({
  amount: 17.31 + index,
  executionDate: `${addDays(today, day)}T00:00:00Z`,
  valueDate: `${addDays(today, day)}T00:00:00Z`,
  counterpartName: 'Grand Café',
  remittanceInformation: `Invoice 2026/${index}`,
}));
const onlyNew = {
  ...moved[0],
  amount: -99.98,
  remittanceInformation: 'Flour',
  executionDate: `${addDays(today, -1)}T00:00:00Z`,
};

const sharing = async (caller: Caller, connectionId: string): Promise<Answer['body'][]> =>
  (await caller.get(`/v1/accounts?connectionId=${connectionId}&all=true`)).body.items;

const book = async (pontoId: string, add: readonly unknown[]): Promise<void> => {
  const { status, body } = await product.sandbox.post('/transactions', { accountId: pontoId, add, synchronize: true });
  if (status !== 200) throw new Error(`nothing was booked: ${JSON.stringify(body)}`);
};

/** A's books are fed; a consent at another bank then leaves A out and brings B, which tells of the same payments. */
const aMove = async (organization = 'A bakery that changes its bank') => {
  const caller = await product.as(organization.replaceAll(' ', '-'));
  await product.sandbox.post('/organizations', { name: organization, accounts: 'none' });
  const [kbc, ing] = [await bankNamed(caller, 'KBC'), await bankNamed(caller, 'ING Belgium')];
  const begun = await beginConnection(caller, kbc);
  await giveConsent(begun.authorizationUrl, { organization, bank: kbc });
  const [before] = await sharing(caller, begun.id);
  await book(before.pontoId, moved);
  await caller.put(`/v1/accounts/${before.id}/link`, { importFrom });
  await product.local.post('/idle');
  await product.sandbox.post(`/accounts/${before.pontoId}/unlink`);
  const { body: renewed } = await caller.post(`/v1/connections/${begun.id}/reconnect`, {});
  await giveConsent(renewed.authorizationUrl, { organization, bank: ing });
  const after = (await sharing(caller, begun.id)).find(({ id }) => id !== before.id);
  await book(after.pontoId, [...moved, onlyNew]);
  return { caller, before, after };
};

const saying = (lines: readonly Answer['body'][], text: string): number =>
  lines.filter(({ remittance }) => remittance.text === text).length;

describe('an account that a person has continue another one', () => {
  it('goes on with journal, books and numbering, repeats nothing, and answers by both ids', async () => {
    const { caller, before, after } = await aMove();
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
    const { caller, before, after } = await aMove('A bakery that was wrong');
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

    await caller.put(`/v1/accounts/${after.id}/link`, { importFrom });
    await product.local.post('/idle');
    const own = await all(caller, `/v1/accounts/${after.id}/transactions?status=booked`);
    expect([saying(own, 'Flour'), saying(own, 'Invoice 2026/0')]).toEqual([1, 1]);
    expect(await books()).toEqual(was);
  });
});
