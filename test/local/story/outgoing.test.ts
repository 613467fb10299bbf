import { verifyWebhook, type WebhookEvent } from '../../../client/src/index.ts';
import { connectBank } from './aPerson.ts';
import { startReceiver, type Received, type Receiver } from './aReceiver.ts';
import { startForTests, quickBanks, type Answer, type Caller, type TheProduct } from './theProduct.ts';

let product: TheProduct;
let caller: Caller;
let receiver: Receiver;

startForTests((started) => (product = started), quickBanks);

beforeAll(async () => {
  caller = await product.as('bakery');
});
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(async () => {
  for (const { id } of (await caller.get('/v1/webhook-endpoints')).body.items)
    await caller.delete(`/v1/webhook-endpoints/${id}`);
  await receiver.close();
});

const idle = () => product.local.post('/idle');

const anEndpoint = async (more: object = {}): Promise<Answer['body']> => {
  const { status, body } = await caller.post('/v1/webhook-endpoints', { url: receiver.url, ...more });
  if (status !== 201) throw new Error(`no endpoint was made: ${JSON.stringify(body)}`);
  return body;
};

/** What was received, as the client verifies it. Not how long ago: the product's clock is moved on here. */
const verified = (secret: string | readonly string[], { headers, text: body }: Received): WebhookEvent =>
  verifyWebhook({ headers, body }, secret, { toleranceSeconds: Number.POSITIVE_INFINITY });

/** That it was disabled is an event too, which the endpoint itself misses first. */
const lastDelivery = async (id: string): Promise<Answer['body']> =>
  (await caller.get(`/v1/webhook-endpoints/${id}/deliveries`)).body.items.find(
    ({ type }: Answer['body']) => type !== 'WebhookEndpointDisabled',
  );

const letPass = (advance: string) => product.local.post('/clock', { advance });

describe('an endpoint of a tenant', () => {
  it('is sent what stands on the bus, signed with the secret that it was shown', async () => {
    const { id, secret } = await anEndpoint({ events: ['AccountsFetched'] });

    await connectBank(caller);
    await idle();

    const onBus = (await product.local.get('/events')).body.items.find(
      (event: Answer['body']) => event.detailType === 'AccountsFetched',
    );
    expect(receiver.received.map((received) => verified(secret, received))).toEqual([
      { type: 'AccountsFetched', timestamp: onBus.detail.occurredAt, data: onBus.detail },
    ]);
    expect(receiver.received[0]?.headers['webhook-id']).toBe(onBus.detail.id);
    expect(await lastDelivery(id)).toMatchObject({ state: 'delivered', attempts: [{ status: 200 }] });
    expect(JSON.stringify((await caller.get(`/v1/webhook-endpoints/${id}`)).body)).not.toContain(secret);
  }, 60_000);

  it('is sent an event again, the same, until it takes it', async () => {
    const { id, secret } = await anEndpoint();
    receiver.answer(503);
    await caller.post(`/v1/webhook-endpoints/${id}/test`);
    await idle();
    expect(await lastDelivery(id)).toMatchObject({ state: 'pending', attempts: [{ status: 503 }] });

    receiver.answer(204);
    await letPass('PT1M');

    const [first, second] = receiver.received;
    expect([receiver.received.length, second?.text, second?.headers['webhook-id']]).toEqual([
      2,
      first?.text,
      first?.headers['webhook-id'],
    ]);
    expect(second && verified(secret, second)).toMatchObject({ type: 'Test' });
    expect(await lastDelivery(id)).toMatchObject({ state: 'delivered' });
  }, 60_000);

  it('that nothing reaches for three days is disabled, and gets what it missed when it is back', async () => {
    const { id } = await anEndpoint({ contact: { email: 'it@books.example', locale: 'nl' } });
    receiver.answer(500);
    await caller.post(`/v1/webhook-endpoints/${id}/test`);
    await letPass('P4D');

    const { body: disabled } = await caller.get(`/v1/webhook-endpoints/${id}`);
    expect(disabled).toMatchObject({ state: 'disabled', disabled: { because: 'failing' } });
    const { body: mailbox } = await product.local.get('/mailbox');
    expect(mailbox.items.at(-1)).toMatchObject({
      to: 'it@books.example',
      subject: 'Uw software krijgt onze gebeurtenissen niet meer',
    });
    const told = (await product.local.get('/events')).body.items.at(-1);
    expect(told).toMatchObject({
      detailType: 'WebhookEndpointDisabled',
      detail: { endpointId: id, because: 'failing' },
    });
    const missed = await lastDelivery(id);
    expect([missed.state, missed.attempts.length]).toEqual(['failed', 10]);

    receiver.answer(200);
    await caller.patch(`/v1/webhook-endpoints/${id}`, { state: 'enabled' });
    const { body: replayed } = await caller.post(`/v1/webhook-endpoints/${id}/replay`, { since: missed.occurredAt });
    await idle();

    expect(replayed).toEqual({ replayed: 2 });
    expect(await lastDelivery(id)).toMatchObject({ id: missed.id, state: 'delivered' });
  }, 120_000);

  it('that answers 410 gets nothing more', async () => {
    const { id } = await anEndpoint();
    receiver.answer(410);
    await caller.post(`/v1/webhook-endpoints/${id}/test`);
    await idle();

    expect((await caller.get(`/v1/webhook-endpoints/${id}`)).body.disabled.because).toBe('gone');
    expect((await caller.post(`/v1/webhook-endpoints/${id}/test`)).body.code).toBe('endpoint_disabled');
    expect(await lastDelivery(id)).toMatchObject({ state: 'failed', failedBecause: 'gone' });
  }, 60_000);

  it('is signed with both secrets while a rotation overlaps, also an attempt that began before it', async () => {
    const { id, secret: before } = await anEndpoint();
    receiver.answer(500);
    await caller.post(`/v1/webhook-endpoints/${id}/test`);
    await idle();
    const { secret: after } = (await caller.post(`/v1/webhook-endpoints/${id}/rotate-secret`)).body;
    receiver.answer(200);
    await letPass('PT1M');

    const last = receiver.received.at(-1);
    if (!last) throw new Error('nothing was received');
    expect([verified(before, last).type, verified(after, last).type]).toEqual(['Test', 'Test']);

    await letPass('P1D');
    await caller.post(`/v1/webhook-endpoints/${id}/test`);
    await idle();
    const next = receiver.received.at(-1);
    if (!next) throw new Error('nothing was received');
    expect(verified(after, next).type).toBe('Test');
    expect(verified([before, after], next).type).toBe('Test');
    expect(() => verified(before, next)).toThrow('not signed with a secret of this endpoint');
  }, 60_000);

  it('keeps both old secrets for their day: a third rotation is refused until then', async () => {
    const { id } = await anEndpoint();
    const rotate = () => caller.post(`/v1/webhook-endpoints/${id}/rotate-secret`);
    const answers = [await rotate(), await rotate(), await rotate()];
    await letPass('PT24H1M');

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 409]);
    expect(answers[2]?.body).toMatchObject({
      code: 'secrets_overlap',
      detail: expect.stringMatching(/after .*20\d\d/),
    });
    expect((await rotate()).status).toBe(200);
  }, 60_000);

  it('that is deleted with events on their way ends quietly', async () => {
    const { id } = await anEndpoint();
    receiver.answer(500);
    await caller.post(`/v1/webhook-endpoints/${id}/test`);
    await idle();
    await caller.delete(`/v1/webhook-endpoints/${id}`);

    await letPass('P1D');

    expect(receiver.received).toHaveLength(1);
    expect((await caller.get(`/v1/webhook-endpoints/${id}/deliveries`)).status).toBe(404);
  }, 60_000);
});
