import { giveConsent } from '../../../local/demo/consentingPerson.ts';
import { bankNamed, beginConnection } from './aPerson.ts';
import { TheProduct, type Answer, type Caller } from './theProduct.ts';

let product: TheProduct;
beforeAll(async () => {
  product = await TheProduct.start(undefined, { CONSENT_CONFIRMATION: 'required', PRODUCT_NAME: 'Bookly' });
}, 120_000);
afterAll(() => product?.stop());

/** A consent that was given, by whomever, and waits. */
const aGivenConsent = async (
  tenantId: string,
  organization?: string,
): Promise<{ readonly caller: Caller; readonly path: string }> => {
  const caller = await product.as(tenantId);
  const { id, authorizationUrl } = await beginConnection(caller, await bankNamed(caller, 'KBC'));
  const back = await giveConsent(authorizationUrl, { organization });
  expect(await back.text()).toContain('One step is left');
  return { caller, path: `/v1/connections/${id}` };
};
const shownAt = async (caller: Caller, path: string): Promise<Answer['body']> => (await caller.get(path)).body;

describe('a first consent where a user confirms what it brings', () => {
  it('shows the organisation and its accounts, and reads nothing, until the user who began confirms', async () => {
    const { caller, path } = await aGivenConsent('confirms');
    const waiting = await shownAt(caller, path);
    const before = (await caller.get('/v1/accounts?all=true')).body.items;
    const other = product.withToken(
      (await product.local.post('/tokens', { tenantId: 'confirms', userId: 'somebody-else' })).body.token,
    );
    const { token } = waiting.unconfirmed;

    const refused = [
      await other.post(`${path}/confirm`, { token }),
      await caller.post(`${path}/confirm`, { token: 'another' }),
    ];
    const confirmed = await caller.post(`${path}/confirm`, { token });

    const { items: history } = (await caller.get(`${path}/history`)).body;
    const again = await caller.post(`${path}/confirm`, { token });
    expect(waiting).toMatchObject({
      status: 'awaiting_consent',
      health: {
        state: 'action_required',
        code: 'awaiting_confirmation',
        action: { label: 'Confirm the access', call: { method: 'POST', path: `${path}/confirm` } },
      },
      unconfirmed: { userId: 'user-of-confirms', organizationName: expect.any(String), accountCount: 2 },
      accounts: [],
    });
    expect(waiting.unconfirmed.accounts).toEqual([
      { reference: expect.stringMatching(/^BE/), currency: 'EUR' },
      { reference: expect.stringMatching(/^BE/), currency: 'EUR' },
    ]);
    expect(before).toEqual([]);
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual([
      [403, 'confirmation_not_yours'],
      [409, 'confirmation_outdated'],
    ]);
    expect(confirmed).toMatchObject({ status: 200, body: { status: 'active', accountCount: 2 } });
    expect(confirmed.body).not.toHaveProperty('unconfirmed');
    expect([again.status, again.body.code]).toEqual([409, 'nothing_to_confirm']);
    expect(history.map(({ what, by }: Answer['body']) => [what, by.kind])).toEqual([
      ['consent_finished', 'user'],
      ['account_added', 'user'],
      ['account_added', 'user'],
      ['consent_unconfirmed', 'visitor'],
      ['consent_begun', 'user'],
      ['connection_begun', 'user'],
    ]);
  });

  it('is refused by a disconnect, which ends the access at Ponto', async () => {
    // Nobody else stands on it.
    const { body: own } = await product.sandbox.post('/organizations', { name: 'Refused', accounts: 'bakery' });
    const { caller, path } = await aGivenConsent('refuses', own.id);

    const goodbye = await caller.delete(path);

    const after = await shownAt(caller, path);
    expect(goodbye.body).toEqual({ status: 'disconnected', revokedAtPonto: 'done' });
    expect(after).not.toHaveProperty('unconfirmed');
    expect((await caller.post(`${path}/confirm`, { token: 'any' })).body.code).toBe('connection_disconnected');
  });

  it('asks for nothing more once it was confirmed: a later consent is of the same organisation, or is refused', async () => {
    const { caller, path } = await aGivenConsent('again');
    await caller.post(`${path}/confirm`, { token: (await shownAt(caller, path)).unconfirmed.token });
    const { body } = await caller.post(`${path}/reconnect`);

    const back = await giveConsent(body.authorizationUrl);

    expect(await back.text()).toContain('Your bank is connected');
    expect(await shownAt(caller, path)).toMatchObject({ status: 'active' });
  });
});
