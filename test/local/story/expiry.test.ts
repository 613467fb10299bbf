import { setTimeout as pause } from 'node:timers/promises';
import { addDays, dayOf } from '../../../shared/domain/calendar/calendarDate.ts';
import { connectBank, contact } from './aPerson.ts';
import { TheProduct, type Answer, type Caller } from './theProduct.ts';

let product: TheProduct;
let caller: Caller;
let accounts: Answer['body'][];
let lastDay: string;

const mostLooks = 200;
const lookMs = 50;

const mailbox = async (): Promise<Answer['body'][]> => (await product.local.get('/mailbox')).body.items;
const accountNow = async (): Promise<Answer['body']> => (await caller.get(`/v1/accounts/${accounts[0].id}`)).body;

/** Ponto tells only now and then here: half a year of its daily runs in one moment would be thousands of events. */
const listen = (url: string | null) => product.sandbox.patch('/settings', { webhookUrl: url });

/** Fires the daily schedule of the alerts on a day before (or after) the last one, and gives the mails that it sent. */
const alertOn = async (daysBefore: number): Promise<Answer['body'][]> => {
  const before = (await mailbox()).length;
  const time = `${addDays(lastDay, -daysBefore)}T06:00:00Z`;
  const { status } = await product.local.post('/schedules/expiry-alert', { time });
  if (status !== 200) throw new Error(`the schedule failed with ${status}`);
  return (await mailbox()).slice(before);
};

beforeAll(async () => {
  product = await TheProduct.start();
  caller = await product.as('bakery');
  ({ accounts } = await connectBank(caller));
  await caller.put(`/v1/accounts/${accounts[0].id}/link`, {});
  await product.local.post('/idle');
  lastDay = dayOf(accounts[0].authorization.expiresAt, 'Europe/Brussels');
}, 120_000);

afterAll(async () => {
  await product.stop();
});

describe('every 180 days you must re-authorise', () => {
  it('warns nobody a month and a day before', async () => {
    expect(await alertOn(31)).toEqual([]);
  }, 60_000);

  it('mails the contact in their language 30 days before: one mail for all accounts, and none on the day after', async () => {
    const mails = await alertOn(30);
    const dayAfter = await alertOn(29);

    expect(mails).toMatchObject([
      { to: contact.email, subject: 'KBC: de machtiging van uw bankkoppeling verloopt over 30 dagen' },
    ]);
    for (const { reference } of accounts) {
      expect(mails[0].text).toContain(reference);
      expect(mails[0].html).toContain(reference);
    }
    expect(dayAfter).toEqual([]);
  }, 60_000);

  it('sends the one mail that fits when runs were missed', async () => {
    const mails = await alertOn(5);

    expect(mails.map(({ subject }) => subject)).toEqual([expect.stringContaining('verloopt over 5 dagen')]);
  }, 60_000);

  it('says on the day and after it that the end is there, to people and to other software', async () => {
    const onTheDay = await alertOn(0);
    const after = await alertOn(-1);

    const { items } = (await product.local.get('/events')).body;
    const expired = items.filter(({ detailType }: { detailType: string }) => detailType === 'AuthorizationExpired');
    expect(onTheDay.map(({ subject }) => subject)).toEqual([expect.stringContaining('verloopt vandaag')]);
    expect(after).toEqual([]);
    expect(expired.map(({ detail }: Answer['body']) => detail.accountId).sort()).toEqual(
      accounts.map(({ id }) => id).sort(),
    );
  }, 60_000);

  it('is over with the renewal, and the ladder of the new authorisation begins 30 days before its end', async () => {
    await listen(`${product.url}/webhooks/ponto`);
    const { body } = await caller.post(`/v1/accounts/${accounts[0].id}/reauthorize`, {});
    await fetch(body.redirectUrl, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ decision: 'allow' }),
    });
    let renewed = await accountNow();
    for (let look = 1; renewed.authorization.expiresAt === accounts[0].authorization.expiresAt; look += 1) {
      if (look > mostLooks) throw new Error('the renewal did not come in');
      await pause(lookMs);
      await product.local.post('/idle');
      renewed = await accountNow();
    }
    await listen(null);
    const nothing = await alertOn(-2);
    lastDay = dayOf(renewed.authorization.expiresAt, 'Europe/Brussels');

    const mails = await alertOn(30);

    expect(nothing).toEqual([]);
    expect(mails.map(({ subject }) => subject)).toEqual([expect.stringContaining('verloopt over 30 dagen')]);
    expect(mails[0].text).toContain(accounts[0].reference);
    expect(mails[0].text).not.toContain(accounts[1].reference);
  }, 60_000);
});
