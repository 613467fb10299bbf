import { setTimeout as pause } from 'node:timers/promises';
import { addDays, dayOf } from '../../../shared/domain/calendar/calendarDate.ts';
import { renewAtPonto } from '../../../local/demo/renewingPerson.ts';
import { connectBank, contact } from './aPerson.ts';
import { TheProduct, type Answer, type Caller } from './theProduct.ts';

let product: TheProduct;
let caller: Caller;
let accounts: Answer['body'][];
let lastDay: string;
let lastMail: Answer['body'];

const maxLooks = 200;
const lookMs = 50;

const mailbox = async (): Promise<Answer['body'][]> => (await product.local.get('/mailbox')).body.items;
const accountNow = async (): Promise<Answer['body']> => (await caller.get(`/v1/accounts/${accounts[0].id}`)).body;

/** Ponto tells nothing here: half a year of its daily runs in one moment would be thousands of events. */
const beSilent = () => product.sandbox.patch('/settings', { webhookUrl: null });

/** Fires the daily schedule of the alerts on a day before (or after) the last one, and gives the mails that it sent. */
const alertOn = async (daysBefore: number): Promise<Answer['body'][]> => {
  const before = (await mailbox()).length;
  const time = `${addDays(lastDay, -daysBefore)}T06:00:00Z`;
  const { status } = await product.local.post('/schedules/expiry-alert', { time });
  if (status !== 200) throw new Error(`the schedule failed with ${status}`);
  await product.local.post('/idle');
  const mails = (await mailbox()).slice(before);
  lastMail = mails.at(-1) ?? lastMail;
  return mails;
};

/** Lets the schedule of the account read on the evening of a day after the last one. */
const readOn = async (daysAfter: number): Promise<void> => {
  const time = `${addDays(lastDay, daysAfter)}T20:00:00Z`;
  const { status } = await product.local.post('/schedules/every_12_hours', { time });
  if (status !== 200) throw new Error(`the schedule failed with ${status}`);
};

const syncs = async (): Promise<Answer['body'][]> =>
  (await caller.get(`/v1/accounts/${accounts[0].id}/syncs`)).body.items;

/** What a browser sends when the one button of a page is pressed. */
const formOn = (page: string): URLSearchParams => {
  const [, name = '', value = ''] = /<input type="hidden" name="(\w+)" value="([^"]+)">/.exec(page) ?? [];
  return new URLSearchParams({ [name]: value });
};

/** The way back from Ponto’s page tells of the renewal. */
const untilRenewed = async (): Promise<Answer['body']> => {
  for (let look = 1; look <= maxLooks; look += 1) {
    await product.local.post('/idle');
    const account = await accountNow();
    if (account.authorization.expiresAt !== accounts[0].authorization.expiresAt && account.health.state === 'ok') {
      return account;
    }
    await pause(lookMs);
  }
  throw new Error('the renewal did not come in');
};

/** The authorisation begins, and so ends, in the middle of a day: the alert of its last day comes before its end. */
const untilNoon = async (): Promise<void> => {
  const { now } = (await product.sandbox.get('/clock')).body;
  const noon = `${addDays(dayOf(now, 'UTC'), 1)}T12:00:00Z`;
  const { status } = await product.sandbox.post('/clock', { now: noon });
  if (status !== 200) throw new Error(`the sandbox's clock was not moved: ${status}`);
};

beforeAll(async () => {
  product = await TheProduct.start();
  caller = await product.as('bakery');
  await beSilent();
  await untilNoon();
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

  it('shows an address that bounced, and takes it as good when a person enters it again', async () => {
    const path = `/v1/connections/${accounts[0].connectionId}`;
    const address = 'bounce@simulator.amazonses.com';
    await caller.patch(path, { notify: [address] });
    const mails = await alertOn(-2);
    const { body: marked } = await caller.get(path);
    const dayAfter = await alertOn(-3);

    const { body: entered } = await caller.patch(path, { notify: [address] });
    await caller.patch(path, { notify: [] });

    expect(mails.map(({ to }) => to)).toEqual([address]);
    expect(marked.undeliverable).toEqual([{ address, reason: 'bounced', since: expect.any(String) }]);
    expect(dayAfter).toEqual([]);
    expect(entered).not.toHaveProperty('undeliverable');
    lastMail = (await mailbox()).findLast(({ to }) => to === contact.email);
  }, 60_000);

  it('otherwise the synchronisation stops for these accounts: one last read, which says why, and then none', async () => {
    const before = (await syncs()).length;

    for (const day of [1, 2, 3]) await readOn(day);

    const [last, ...others] = await syncs();
    const { health } = await accountNow();
    expect(last).toMatchObject({ status: 'failed', error: { code: 'authorization_expired' } });
    expect(others).toHaveLength(before);
    expect(health).toMatchObject({ state: 'action_required', code: 'authorization_expired' });
  }, 60_000);

  it('opens the link of the last mail, presses its button, confirms at the bank, and the gap is filled', async () => {
    const link = new RegExp(`${accounts[0].reference}[^\\n]*\\n +Nu vernieuwen: (\\S+)`).exec(lastMail.text)?.[1] ?? '';
    const page = await (await fetch(link)).text();
    const pressed = await fetch(new URL('/renew', link), { method: 'POST', redirect: 'manual', body: formOn(page) });
    const back = await renewAtPonto(pressed.headers.get('location') ?? '');

    const renewed = await untilRenewed();
    await readOn(4);
    const { body: gap } = await caller.get(
      `/v1/accounts/${accounts[0].id}/transactions?from=${addDays(lastDay, 1)}&to=${addDays(lastDay, 3)}`,
    );
    expect(page).toContain('Toegang tot KBC vernieuwen');
    expect(pressed.status).toBe(303);
    expect(await back.text()).toContain('Access is renewed');
    expect(renewed.health).toMatchObject({ state: 'ok' });
    expect((await syncs())[0]).toMatchObject({ status: 'succeeded' });
    expect(gap.items.length).toBeGreaterThan(0);
    expect(await (await fetch(link)).text()).toContain('Dit is al gebeurd');
  }, 60_000);

  it('is warned of the new authorisation from 30 days before its end, and not of the old one', async () => {
    const nothing = await alertOn(-6);
    lastDay = dayOf((await accountNow()).authorization.expiresAt, 'Europe/Brussels');

    const mails = await alertOn(30);

    expect(nothing).toEqual([]);
    expect(mails.map(({ subject }) => subject)).toEqual([expect.stringContaining('verloopt over 30 dagen')]);
    expect(mails[0].text).toContain(accounts[0].reference);
    expect(mails[0].text).not.toContain(accounts[1].reference);
  }, 60_000);
});
