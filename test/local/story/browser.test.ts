import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../setup/launchChromium.ts';
import { withBrowser } from '../../setup/withBrowser.ts';
import { bankNamed, beginConnection, connectBank } from './aPerson.ts';
import { TheProduct } from './theProduct.ts';

withBrowser('a person with a browser', () => {
  let product: TheProduct;
  let browser: Browser;

  beforeAll(async () => {
    product = await TheProduct.start();
    browser = await launchChromium(product.dataDir);
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await product.stop();
  });

  const openConsent = async (tenantId: string): Promise<{ readonly page: Page; readonly connectionId: string }> => {
    const caller = await product.as(tenantId);
    const begun = await beginConnection(caller, await bankNamed(caller, 'KBC'));
    const page = await browser.newPage();
    await page.goto(begun.authorizationUrl);
    await page.getByRole('button', { name: 'Continue to Ponto' }).click();
    // Ponto was told the bank: nobody searches it twice.
    await page.getByRole('heading', { name: /at KBC\?/ }).waitFor();
    return { page, connectionId: begun.id };
  };

  it('goes to the consent page, allows, and comes back to a page that says that all is well', async () => {
    const { page, connectionId } = await openConsent('browser-allows');
    const ticked = await page.getByRole('checkbox', { checked: true }).count();

    await page.getByRole('button', { name: 'Allow' }).click();

    await page.waitForURL(`${product.url}/oauth/callback**`);
    const { body } = await (await product.as('browser-allows')).get(`/v1/connections/${connectionId}`);
    expect(ticked).toBeGreaterThan(0);
    expect(await page.getByRole('heading').first().innerText()).toMatch(/connected/i);
    expect(body).toMatchObject({ status: 'active' });
    expect(body.accounts).toHaveLength(ticked);
    await page.close();
  });

  it('cancels, and is told that nothing was connected', async () => {
    const { page, connectionId } = await openConsent('browser-cancels');

    await page.getByRole('button', { name: 'Cancel' }).click();

    await page.waitForURL(`${product.url}/oauth/callback**`);
    const { body } = await (await product.as('browser-cancels')).get(`/v1/connections/${connectionId}`);
    expect(await page.getByRole('heading').first().innerText()).toMatch(/not connected|cancel/i);
    expect(body).toMatchObject({ status: 'awaiting_consent', accounts: [] });
    await page.close();
  });

  it('reloads the last page, and is told that it was done already', async () => {
    const { page, connectionId } = await openConsent('browser-reloads');
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.waitForURL(`${product.url}/oauth/callback**`);

    const again = await page.reload();

    const { body } = await (await product.as('browser-reloads')).get(`/v1/connections/${connectionId}`);
    expect(again?.status()).toBe(400);
    expect(body.status).toBe('active');
    await page.close();
  });

  it('reads on a phone who will read the accounts, goes back and on again, and finishes; another browser cannot', async () => {
    const { body } = await product.local.post('/tokens', { tenantId: 'browser-reads', tenantName: 'Bakkerij Els' });
    const caller = product.withToken(body.token);
    const begun = await beginConnection(caller, await bankNamed(caller, 'KBC'));
    const [phone, other] = [
      await browser.newContext({ viewport: { width: 360, height: 640 }, locale: 'nl-BE' }),
      await browser.newContext(),
    ];
    const page = await phone.newPage();
    const refused: string[] = [];
    page.on('console', (message) => void refused.push(message.text()));

    await page.goto(begun.authorizationUrl);
    const title = await page.getByRole('heading').first().innerText();
    const isWithinTheScreen = await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth');
    const [cookie] = await phone.cookies();
    await page.getByRole('button', { name: 'Verder naar Ponto' }).click();
    await page.getByRole('heading', { name: /at KBC\?/ }).waitFor();
    await page.goBack();
    await page.getByRole('button', { name: 'Verder naar Ponto' }).click();
    await page.getByRole('heading', { name: /at KBC\?/ }).waitFor();
    const stranger = await other.newPage();
    await stranger.goto(page.url());
    await stranger.getByRole('button', { name: 'Allow' }).click();
    await stranger.waitForURL(`${product.url}/oauth/callback**`);
    const toStranger = await stranger.getByRole('heading').first().innerText();
    const before = (await caller.get(`/v1/connections/${begun.id}`)).body.status;
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.waitForURL(`${product.url}/oauth/callback**`);

    expect(title).toBe('Mag Bakkerij Els uw rekeningen bij KBC lezen?');
    expect(isWithinTheScreen).toBe(true);
    expect(cookie).toMatchObject({ name: '__Host-consent', httpOnly: true, secure: true, sameSite: 'Lax', path: '/' });
    expect([toStranger, before]).toEqual(['Go on in the browser in which you began', 'awaiting_consent']);
    expect(await page.getByRole('heading').first().innerText()).toBe('Uw bank is gekoppeld');
    expect(refused).toEqual([]);
    await Promise.all([phone.close(), other.close()]);
  });

  it('opens the link of a mail on a phone, presses the one button, and is at Ponto', async () => {
    const caller = await product.as('browser-renews');
    const { accounts } = await connectBank(caller);
    const time = new Date(Date.parse(accounts[0].authorization.expiresAt) - 14 * 86_400_000).toISOString();
    await product.local.post('/schedules/expiry-alert', { time });
    await product.local.post('/idle');
    const { items } = (await product.local.get('/mailbox')).body;
    const [link = ''] = /http\S+\/renew\?link=\S+/.exec(items.at(-1).text) ?? [];
    const page = await browser.newPage({ viewport: { width: 360, height: 640 } });
    const refused: string[] = [];
    page.on('console', (message) => void refused.push(message.text()));

    await page.goto(link);
    const isWithinTheScreen = await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth');
    await page.getByRole('button').click();

    // The policy of the page must let the redirect after its form pass.
    await page.waitForURL(`${product.sandboxUrl}/organizations/**`);
    await page.getByRole('button').first().click();
    await page.waitForURL(`${product.url}/oauth/reauthorized`);
    const title = await page.getByRole('heading').first().innerText();
    expect(title).toBe('Access is renewed');
    expect(isWithinTheScreen).toBe(true);
    expect(refused).toEqual([]);
    await page.close();
  });
});
