import { addDays, dayOf } from '../../../shared/domain/calendar/calendarDate.ts';
import { connectBank } from './aPerson.ts';
import { alertOn, mailbox } from './theAlerts.ts';
import { TheProduct, type Answer, type Caller } from './theProduct.ts';

const bouncing = 'bounce@simulator.amazonses.com';
const complaining = 'complaint@simulator.amazonses.com';

let product: TheProduct;
let bakery: Caller;
let garage: Caller;
let ofBakery: string;
let ofGarage: string;
let lastDay: string;

/** Before the last day of the authorization; negative after it. */
const alertsBefore = (days: number): Promise<Answer['body'][]> => alertOn(product, addDays(lastDay, -days));

const writtenTo = (mails: readonly Answer['body'][], address: string): number =>
  mails.filter(({ to }) => to === address).length;

const writeTo = async (caller: Caller, id: string, email: string, ...notify: string[]): Promise<Answer['body']> =>
  (await caller.patch(`/v1/connections/${id}`, { contact: { email }, notify })).body;

/** What a browser sends when the one button of a page is pressed. */
const formOn = (page: string): URLSearchParams => {
  const [, name = '', value = ''] = /<input type="hidden" name="(\w+)" value="([^"]+)">/.exec(page) ?? [];
  return new URLSearchParams({ [name]: value });
};

const shown = async (caller: Caller, id: string): Promise<Answer['body']> =>
  (await caller.get(`/v1/connections/${id}`)).body;

beforeAll(async () => {
  product = await TheProduct.start();
  [bakery, garage] = [await product.as('bakery'), await product.as('garage')];
  await product.sandbox.patch('/settings', { webhookUrl: null });
  const [first, second] = [await connectBank(bakery), await connectBank(garage)];
  [ofBakery, ofGarage] = [first.id, second.id];
  lastDay = dayOf(first.accounts[0].authorization.expiresAt, 'Europe/Brussels');
  await writeTo(garage, ofGarage, 'jan@garage.example');
}, 120_000);

afterAll(async () => {
  await product.stop();
});

describe('a mail that comes back', () => {
  it('marks its address for the tenant that sent it, which is told that nobody is reached', async () => {
    await writeTo(bakery, ofBakery, bouncing);

    const mails = await alertsBefore(30);

    expect(writtenTo(mails, bouncing)).toBe(1);
    expect(await shown(bakery, ofBakery)).toMatchObject({
      undeliverable: [{ address: bouncing, reason: 'bounced' }],
      health: {
        state: 'attention',
        code: 'nobody_reached',
        action: { call: { method: 'PATCH', path: `/v1/connections/${ofBakery}` } },
      },
    });
  }, 60_000);

  it('is neither seen nor taken back by another tenant that names the address', async () => {
    const entered = await writeTo(garage, ofGarage, bouncing);

    expect(entered).not.toHaveProperty('undeliverable');
    expect(entered.health.code).not.toBe('nobody_reached');
    expect((await shown(bakery, ofBakery)).undeliverable).toMatchObject([{ address: bouncing, reason: 'bounced' }]);
  }, 60_000);

  it('silences nobody else by a complaint that it brought about', async () => {
    await writeTo(garage, ofGarage, 'jan@garage.example');
    await writeTo(bakery, ofBakery, 'els@bakery.example', complaining);
    await alertsBefore(14);
    await writeTo(garage, ofGarage, complaining);

    const mails = await alertsBefore(7);

    expect((await shown(bakery, ofBakery)).undeliverable).toMatchObject([{ reason: 'complained' }]);
    expect(writtenTo(mails, complaining)).toBe(1);
  }, 60_000);

  it('is lifted after a complaint by its reader alone, on a page that a mail leads to', async () => {
    const before = (await mailbox(product)).length;
    await writeTo(bakery, ofBakery, 'els@bakery.example', complaining);
    await writeTo(bakery, ofBakery, 'els@bakery.example', complaining);
    const asked = (await mailbox(product)).slice(before);
    const link = /https?:\S+confirm-address\S+/.exec(asked[0]?.text)?.[0] ?? '';
    const page = await (await fetch(link)).text();
    const looked = (await shown(bakery, ofBakery)).undeliverable;

    const pressed = await fetch(new URL('/confirm-address', link), { method: 'POST', body: formOn(page) });

    expect(asked.map(({ to }) => to)).toEqual([complaining]);
    expect(JSON.stringify(asked)).not.toMatch(/bakery|els@/i);
    expect(looked).toMatchObject([{ address: complaining, reason: 'complained' }]);
    expect(pressed.status).toBe(200);
    expect(await shown(bakery, ofBakery)).not.toHaveProperty('undeliverable');
    expect(writtenTo(await alertsBefore(3), complaining)).toBe(1);
  }, 60_000);
});
