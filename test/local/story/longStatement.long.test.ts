import { all, connectBank, thousandths } from './aPerson.ts';
import { type TheProduct, type Answer, startForTests } from './theProduct.ts';

let product: TheProduct;

startForTests((started) => (product = started));

const lines = 12_000;
const maxBytes = 5_000_000;

describe('a monthly statement of 12,000 lines', () => {
  it('is read in pages through the gateway, and they add up to its closing balance', async () => {
    const shop = await product.as('shop');
    const [account] = (await connectBank(shop)).accounts;
    await product.sandbox.post('/generate', { accountId: account.pontoId, lines });
    await shop.put(`/v1/accounts/${account.id}/link`, { statementPeriod: 'monthly' });
    await product.local.post('/idle');
    const [listed] = await all(shop, `/v1/accounts/${account.id}/statements`);

    const { status, body } = await shop.get(`/v1/statements/${listed.id}`);
    const rest = await all(shop, `/v1/statements/${listed.id}/lines?limit=200`);

    const amounts = rest.map(({ amount }: Answer['body']) => thousandths(amount));
    expect(status).toBe(200);
    expect(body.lineCount).toBeGreaterThanOrEqual(lines);
    expect(body.lines).toEqual(rest.slice(0, 200));
    expect(JSON.stringify(body).length).toBeLessThan(maxBytes);
    expect(new Set(rest.map(({ id }: Answer['body']) => id)).size).toBe(body.lineCount);
    expect(amounts.reduce((sum, amount) => sum + amount, thousandths(body.openingBalance))).toBe(
      thousandths(body.closingBalance),
    );
  }, 240_000);
});
