import type { Browser } from 'playwright-core';
import { launchChromium } from '../setup/launchChromium.ts';
import { withBrowser } from '../setup/withBrowser.ts';
import { TheProduct } from '../local/story/theProduct.ts';
import { findings, isTooWide, watch } from './watched.ts';

withBrowser('the first pages of a newcomer', () => {
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

  it.each([
    ['/', 'A bank feed, from end to end'],
    ['/local/pages/mailbox', 'E-mails'],
    ['/local/pages/events', 'Events'],
  ])('%s fits a phone, can be used by everybody in both themes, and asks nothing of others', async (path, title) => {
    const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
    const { complaints } = watch(context, product.url);
    const page = await context.newPage();

    await page.goto(`${product.url}${path}`);

    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(title);
    expect(await findings(page)).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it.each([
    ['the page of the API, on a desk', '/docs', { width: 1280, height: 800 }],
    ['the page of the API, on a phone', '/docs', { width: 390, height: 844 }],
    ['the problems', '/docs/problems', { width: 390, height: 844 }],
  ])(
    '%s fits the screen, can be used by everybody in both themes, and asks nothing of others',
    async (_what, path, viewport) => {
      const context = await browser.newContext({ viewport });
      const { complaints } = watch(context, product.url);
      const page = await context.newPage();

      await page.goto(`${product.url}${path}`);
      await page
        .getByText(path === '/docs' ? 'Idempotency-Key' : 'idempotency_key_reused')
        .first()
        .waitFor();

      expect(await findings(page)).toEqual([]);
      expect(await isTooWide(page)).toBe(false);
      expect(complaints).toEqual([]);
      await context.close();
    },
  );

  it('the page of the API can be used by everybody where its own script comes after the description', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const isDrawn = page.getByText('Idempotency-Key').first().waitFor();
    await page.route('**/*-theme.js', async (route) => {
      await isDrawn;
      await route.continue();
    });

    await page.goto(`${product.url}/docs`, { waitUntil: 'load' });

    expect(await findings(page)).toEqual([]);
    await page.close();
  });

  it('the page of the API shows all that it says first on a phone', async () => {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } });

    await page.goto(`${product.url}/docs`);
    const box = await page.locator('#api-info').boundingBox();

    expect(box?.x).toBeGreaterThanOrEqual(0);
    await page.close();
  });
});
