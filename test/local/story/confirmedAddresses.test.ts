import { addDays, dayOf } from '../../../shared/domain/calendar/calendarDate.ts';
import { connectBank, contact } from './aPerson.ts';
import { alertOn, mailbox } from './theAlerts.ts';
import { TheProduct, type Answer, type Caller } from './theProduct.ts';

let product: TheProduct;
let caller: Caller;
let id: string;
let lastDay: string;

/** Before the last day of the authorization; negative after it. */
const alertsBefore = (days: number): Promise<Answer['body'][]> => alertOn(product, addDays(lastDay, -days));

const linkIn = ({ text }: Answer['body']): string => /https?:\S+confirm-address\S+/.exec(text)?.[0] ?? '';

const pressOn = async (link: string): Promise<void> => {
  const page = await (await fetch(link)).text();
  const [, value = ''] = /name="link" value="([^"]+)"/.exec(page) ?? [];
  await fetch(new URL('/confirm-address', link), { method: 'POST', body: new URLSearchParams({ link: value }) });
};

beforeAll(async () => {
  product = await TheProduct.start(undefined, { CONFIRM_ADDRESSES: 'on' });
  await product.sandbox.patch('/settings', { webhookUrl: null });
  await connectAs('bakery');
}, 120_000);

/** From then on it is this tenant that the tests are about. */
const connectAs = async (tenantId: string): Promise<void> => {
  caller = await product.as(tenantId);
  const connected = await connectBank(caller);
  id = connected.id;
  lastDay = dayOf(connected.accounts[0].authorization.expiresAt, 'Europe/Brussels');
};

afterAll(async () => {
  await product.stop();
});

describe('where the operator wants addresses to be confirmed', () => {
  it('nothing but one neutral mail goes to a new address, and health says that nobody is reached', async () => {
    const asked = await mailbox(product);
    const reminders = await alertsBefore(30);

    const { body } = await caller.get(`/v1/connections/${id}`);

    expect(asked.map(({ to, subject }) => [to, subject])).toEqual([
      [contact.email, 'Wilt u berichten over een bankkoppeling ontvangen?'],
    ]);
    expect(JSON.stringify(asked)).not.toMatch(/KBC|Els\b|bakery/);
    expect(reminders).toEqual([]);
    expect(body).toMatchObject({
      undeliverable: [{ address: contact.email, reason: 'unconfirmed', since: expect.any(String) }],
      health: { state: 'attention', code: 'nobody_reached' },
    });
  }, 60_000);

  it('its reader confirms it on our page, and is told what is due', async () => {
    // The link of the first one has ended by now: five months have passed.
    await connectAs('florist');
    const asked = (await mailbox(product)).at(-1);

    await pressOn(linkIn(asked));

    const { body } = await caller.get(`/v1/connections/${id}`);
    expect(body).not.toHaveProperty('undeliverable');
    expect(body.health.code).not.toBe('nobody_reached');
    expect((await alertsBefore(29)).map(({ to, subject }) => [to, subject])).toEqual([
      [contact.email, expect.stringContaining('verloopt')],
    ]);
  }, 60_000);

  it('a further address is asked, and the others are written to meanwhile', async () => {
    await caller.patch(`/v1/connections/${id}`, { notify: ['jan@bakkerij.example', contact.email] });

    const reminders = await alertsBefore(14);

    expect((await mailbox(product)).at(-2)).toMatchObject({ to: 'jan@bakkerij.example' });
    expect(reminders.map(({ to }) => to)).toEqual([contact.email]);
  }, 60_000);
});
