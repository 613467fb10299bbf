import { allowAtPonto, giveConsent } from '../../../local/demo/consentingPerson.ts';
import { passOurPage } from '../../../local/demo/ourConsentPage.ts';
import { bankNamed, beginConnection, contact } from './aPerson.ts';
import { startForTests, type Caller, type TheProduct } from './theProduct.ts';

let product: TheProduct;
startForTests((started) => (product = started));

const begin = async (caller: Caller) => beginConnection(caller, await bankNamed(caller, 'KBC'));
const statusOf = async (caller: Caller, id: string): Promise<string> =>
  (await caller.get(`/v1/connections/${id}`)).body.status;
const historyOf = async (caller: Caller, id: string) => (await caller.get(`/v1/connections/${id}/history`)).body.items;

describe('an address of a consent that was sent to somebody else', () => {
  it('shows them who would read their accounts, and is not yet Ponto’s', async () => {
    const { body } = await product.local.post('/tokens', { tenantId: 'burglar', tenantName: 'Burglar & Sons' });
    const { authorizationUrl } = await begin(product.withToken(body.token));

    const page = await fetch(authorizationUrl, { redirect: 'manual' });

    expect(new URL(authorizationUrl).origin).toBe(product.url);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('Let Burglar &amp; Sons read your accounts at KBC?');
  });

  it('names the number of a tenant whose name no token tells', async () => {
    const { authorizationUrl } = await begin(await product.as('nameless'));

    const page = await (await fetch(authorizationUrl, { redirect: 'manual' })).text();

    expect(page).toContain('“nameless”');
    expect(page).not.toContain(contact.email);
  });

  it('lets nobody finish who was sent to Ponto past our page', async () => {
    const burglar = await product.as('past-the-page');
    const { id, authorizationUrl } = await begin(burglar);
    const { pontoUrl } = await passOurPage(authorizationUrl);

    const back = await allowAtPonto({ pontoUrl, cookie: '' });

    expect(back.status).toBe(403);
    expect(await back.text()).toContain('Go on in the browser in which you began');
    expect(await statusOf(burglar, id)).toBe('awaiting_consent');
    expect((await burglar.get(`/v1/accounts?connectionId=${id}`)).body.items).toEqual([]);
  });

  it('still serves the person who came by our page', async () => {
    const caller = await product.as('refused-then-good');
    const { id, authorizationUrl } = await begin(caller);
    const { pontoUrl } = await passOurPage(authorizationUrl);
    await allowAtPonto({ pontoUrl, cookie: `__Host-consent=${'A'.repeat(43)}` });

    const back = await giveConsent(authorizationUrl);

    const history = await historyOf(caller, id);
    expect([back.status, await statusOf(caller, id)]).toEqual([200, 'active']);
    expect(history).toContainEqual(
      expect.objectContaining({
        what: 'consent_finished',
        by: { kind: 'visitor', begunBy: 'user-of-refused-then-good' },
      }),
    );
    expect(history).toContainEqual(expect.objectContaining({ what: 'consent_failed', code: 'other_browser' }));
    expect(history).toContainEqual(
      expect.objectContaining({ what: 'consent_begun', by: { kind: 'user', userId: 'user-of-refused-then-good' } }),
    );
  });
});

describe('the page of a consent', () => {
  it('is spent by no scanner of mails that opens it first, whatever it presses', async () => {
    const caller = await product.as('scanned');
    const { id, authorizationUrl } = await begin(caller);
    await fetch(authorizationUrl);
    await passOurPage(authorizationUrl);

    await giveConsent(authorizationUrl);

    expect(await statusOf(caller, id)).toBe('active');
  });

  it('is over once the consent is finished', async () => {
    const caller = await product.as('finished');
    const { authorizationUrl } = await begin(caller);
    await giveConsent(authorizationUrl);

    const again = await fetch(authorizationUrl);

    expect(again.status).toBe(404);
    expect(await again.text()).toContain('This step is already done, or took too long');
  });

  it('says which linked accounts would stop, by their last digits only', async () => {
    const caller = await product.as('keeps');
    const { id, authorizationUrl } = await begin(caller);
    await giveConsent(authorizationUrl);
    const [account] = (await caller.get(`/v1/accounts?connectionId=${id}`)).body.items;
    await caller.put(`/v1/accounts/${account.id}/link`, {});
    await product.local.post('/idle');
    const { body } = await caller.post(`/v1/connections/${id}/reconnect`);

    const page = await (await fetch(body.authorizationUrl)).text();

    expect(page).toContain(account.reference.slice(-4));
    expect(page).not.toContain(account.reference);
    expect(body.notice.message).toContain(account.reference);
  });
});
