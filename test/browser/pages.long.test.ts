import type { Browser } from 'playwright-core';
import { launchChromium } from '../setup/launchChromium.ts';
import { withBrowser } from '../setup/withBrowser.ts';
import { TheProduct, quickBanks } from '../local/story/theProduct.ts';
import { BakeryStory, type Person } from './bakeryStory.ts';
import { keyboard, mouse } from './hands.ts';

const people: readonly (readonly [string, Person])[] = [
  ['by mouse on a desk, in English', { hands: mouse, locale: 'en-GB', viewport: { width: 1280, height: 800 } }],
  [
    'by keyboard alone on 320 px, in Dutch',
    { hands: keyboard, locale: 'nl-BE', viewport: { width: 320, height: 640 } },
  ],
];

withBrowser('a person who was given an address of the pages', () => {
  let product: TheProduct;
  let browser: Browser;

  beforeEach(async () => {
    product = await TheProduct.start();
    await product.sandbox.patch('/settings', quickBanks);
    browser = await launchChromium(product.dataDir);
  }, 120_000);
  afterEach(async () => {
    await browser.close();
    await product.stop();
  });

  it.each(people)(
    'links a bank, reads a proven statement, and renews %s',
    async (_, person) => {
      const story = await BakeryStory.begin(product, browser, person);

      await story.openFeed();
      const cookie = await story.cookie();
      await story.look('nothing yet');
      await story.connectBank();
      for (let day = 0; day < 3; day += 1) await story.letADayPass();
      await story.openFeed();
      const { verdict, file, paper } = await story.readStatement();
      await story.page.goto(`${product.url}/pages/overview`);
      await story.lookAround();
      const renewed = await story.renew();
      await story.signOut();
      const fromMail = await story.openReminder();

      expect(await story.close()).toEqual([]);
      expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax', path: '/', domain: 'localhost' });
      expect(renewed).toMatch(/renewed|vernieuwd/i);
      expect(fromMail).toBe('/renew');
      expect(verdict).toMatch(/proven|bewezen/i);
      expect(file).toMatch(/^[\w.-]+$/);
      expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
    },
    300_000,
  );
});
