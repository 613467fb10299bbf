import { setTimeout as pause } from 'node:timers/promises';
import { all, connectBank, wholeFeed } from './aPerson.ts';
import { type TheProduct, type Answer, type Caller, startForTests } from './theProduct.ts';

let product: TheProduct;

startForTests((started) => (product = started));

const lines = 3000;
const importFrom = '2026-01-01';
const maxLooks = 2000;

/** What a bookkeeper would compare: every line with its place, and every statement. */
const booksOf = async (caller: Caller, accountId: string) => ({
  lines: (await all(caller, `/v1/accounts/${accountId}/transactions?status=booked&limit=200`))
    .map(({ pontoId, executionDate, amount, remittance }) => ({ pontoId, executionDate, amount, remittance }))
    .toSorted((a, b) => (a.pontoId < b.pontoId ? -1 : 1)),
  statements: (await all(caller, `/v1/accounts/${accountId}/statements?limit=200`)).map(
    ({ number, period, openingBalance, closingBalance, lineCount, proof }: Answer['body']) => ({
      number,
      period,
      openingBalance,
      closingBalance,
      lineCount,
      verdict: proof.verdict,
    }),
  ),
});

const begun = async (caller: Caller, accountId: string): Promise<void> => {
  for (let look = 0; look < maxLooks; look += 1) {
    const { body } = await caller.get(`/v1/accounts/${accountId}/changes?limit=1`);
    if (body.items.length > 0) return;
    await pause(5);
  }
  throw new Error('the import never began');
};

describe('the product killed in the middle of an import', () => {
  it('ends with the books of an undisturbed run once it is started again', async () => {
    const disturbed = await product.as('disturbed');
    const { accounts } = await connectBank(disturbed);
    const [account] = accounts;
    await product.sandbox.post('/generate', { accountId: account.pontoId, lines, from: importFrom, to: '2026-10-31' });
    await disturbed.put(`/v1/accounts/${account.id}/link`, { importFrom });
    await begun(disturbed, account.id);
    await product.kill();

    await product.run();
    const again = await product.as('disturbed');
    const { body: atRestart } = await again.get(`/v1/accounts/${account.id}`);

    // Meanwhile the lease of the worker that was killed runs out.
    const undisturbed = await product.as('undisturbed');
    const other = (await connectBank(undisturbed)).accounts[0];
    await undisturbed.put(`/v1/accounts/${other.id}/link`, { importFrom });
    await product.local.post('/idle');
    const { body: after } = await again.get(`/v1/accounts/${account.id}`);
    const expected = await booksOf(undisturbed, other.id);
    expect(atRestart.lastSync.status).not.toBe('succeeded');
    expect(after.lastSync).toMatchObject({ status: 'succeeded' });
    expect(expected.lines.length).toBeGreaterThanOrEqual(lines);
    expect(await booksOf(again, account.id)).toEqual(expected);
    const feed = await wholeFeed(again, account.id);
    expect(new Set(feed.map(({ transaction }) => transaction.pontoId)).size).toBe(feed.length);
  }, 180_000);
});
