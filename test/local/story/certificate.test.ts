import { createHash } from 'node:crypto';
import { addDays } from '../../../shared/domain/calendar/calendarDate.ts';
import { connectBank, importFrom, today } from './aPerson.ts';
import { type Answer, type TheProduct, startForTests, quickBanks } from './theProduct.ts';

let product: TheProduct;

startForTests((started) => (product = started), quickBanks);

/** What RFC 8785 makes of JSON that has texts, whole numbers and truths only, as anybody outside would write it. */
const canonical = (value: Answer['body']): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const members = Object.keys(value).toSorted();
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
};

describe('the certificate of a period', () => {
  it('is complete up to yesterday, and says that it has changed when a line comes late into it', async () => {
    const caller = await product.as('certified');
    const { accounts } = await connectBank(caller);
    const [account] = accounts;
    const date = addDays(importFrom, -1);
    const { body: last } = await product.sandbox.get(`/accounts/${account.pontoId}/closing-balance?date=${date}`);
    await caller.put(`/v1/accounts/${account.id}/link`, { knownBalance: last });
    await product.local.post('/idle');
    const period = { from: importFrom, to: addDays(today, -1) };

    const made = await caller.post('/v1/certificates', period);
    const until = await caller.post('/v1/certificates', { ...period, to: today });
    const held = await caller.get(`/v1/certificates/${made.body.id}`);

    expect([made.status, made.body.content.verdict]).toEqual([201, 'complete']);
    expect(made.body.content.accounts[0]).toMatchObject({
      completeFrom: period.from,
      completeUpTo: period.to,
      openingBalance: last.amount,
      provenBy: { by: 'tenant', knownBalance: { amount: last.amount, date: last.date } },
    });
    expect(made.body.digest).toBe(createHash('sha256').update(canonical(made.body.content)).digest('hex'));
    expect(until.body.reasons.map(({ code }: Answer['body']) => code)).toEqual(['period_not_over']);
    expect(held.body).toMatchObject({ ...made.body, standing: { state: 'holds', changes: [] } });

    const late = { amount: -42.5, executionDate: `${addDays(today, -3)}T12:00:00Z` };
    await product.sandbox.post('/transactions', { accountId: account.pontoId, add: [late] });
    for (const days of [1, 2]) await product.readOnEvening(addDays(today, days));

    const changed = await caller.get(`/v1/certificates/${made.body.id}`);
    expect([changed.body.digest, changed.body.content]).toEqual([made.body.digest, made.body.content]);
    expect(changed.body.standing).toMatchObject({
      state: 'changed',
      changes: [{ code: 'corrected', corrections: { lateLines: 1, adjustments: 0, sum: '-42.50' } }],
    });
    const { items } = (await caller.get('/v1/certificates')).body;
    expect(items.map(({ id }: Answer['body']) => id)).toEqual([until.body.id, made.body.id]);
  }, 120_000);
});
