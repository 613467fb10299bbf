import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { TheProduct } from '../local/story/theProduct.ts';
import type { Hands } from './hands.ts';
import { findings, isTooWide, watch } from './watched.ts';

export interface Person {
  readonly hands: Hands;
  readonly locale: string;
  readonly viewport: { readonly width: number; readonly height: number };
}

/** More than a customer of the sandbox has at one bank. */
const maxAccounts = 5;

/** A person before the pages, and what was noticed of each page that was looked at. */
export class BakeryStory {
  readonly page: Page;
  readonly noticed: string[] = [];
  readonly #context: BrowserContext;
  readonly #hands: Hands;
  readonly #product: TheProduct;

  private constructor(product: TheProduct, page: Page, hands: Hands) {
    this.#product = product;
    this.#context = page.context();
    this.#hands = hands;
    this.page = page;
  }

  static async begin(product: TheProduct, browser: Browser, { hands, locale, viewport }: Person): Promise<BakeryStory> {
    const context = await browser.newContext({ locale, viewport, acceptDownloads: true });
    const story = new BakeryStory(product, await context.newPage(), hands);
    const { complaints } = watch(context, product.url, [product.sandboxUrl]);
    context.on('close', () => story.noticed.push(...complaints));
    await story.page.goto(`${product.url}/`);
    return story;
  }

  /** Everything that anybody could complain of on this page. */
  async look(name: string): Promise<void> {
    for (const finding of await findings(this.page)) this.noticed.push(`${name}: ${finding}`);
    if (await isTooWide(this.page)) this.noticed.push(`${name}: wider than the screen`);
  }

  /** What is pressed leads on to another page. */
  async follow(what: Locator, to: string | RegExp): Promise<void> {
    await Promise.all([this.page.waitForURL(to), this.#hands.press(what)]);
  }

  main(selector: string): Locator {
    return this.page.locator(`main ${selector}`).first();
  }

  async openFeed(): Promise<void> {
    await this.#welcome();
    await this.follow(this.main('form[action="/local/pages/open"] button.button:not(.secondary)'), '**/pages/overview');
  }

  async letADayPass(): Promise<void> {
    await this.#welcome();
    await this.follow(this.main('form[action="/local/pages/day"] button'), '**/?done=day');
  }

  async #welcome(): Promise<void> {
    if (new URL(this.page.url()).pathname !== '/') await this.page.goto(`${this.#product.url}/`);
  }

  /** From the overview to books that are filled. */
  async connectBank(): Promise<void> {
    await this.follow(this.main('a[href="/pages/connect"]'), '**/pages/connect');
    await this.look('find the bank');
    await this.#hands.type(this.main('input[type="search"]'), 'kbc');
    await this.follow(
      this.main('a[href^="/pages/connect/"]:visible').filter({ hasText: /^KBC$/ }),
      /\/pages\/connect\/[^/]+$/,
    );
    await this.look('before the consent');
    await this.follow(this.main('form button.button:not(.secondary)'), '**/oauth/consent**');
    await this.look('the consent');
    await this.allowAtPonto('**/pages/connect/accounts/**', this.main('form button'));
    await this.look('accounts');
    await this.#hands.press(this.main('form button.button:not(.secondary)'));
    await this.main('form input[name="step"][value="start"]').waitFor({ state: 'attached' });
    await this.look('preview');
    await this.follow(
      this.main('form:has(input[name="step"][value="start"]) button.button'),
      '**/pages/connect/progress/**',
    );
    await this.look('progress');
    await this.page.locator('[data-refresh]').waitFor({ state: 'detached' });
    await this.look('imported');
  }

  /** @param button of our page before it */
  async allowAtPonto(back: string, button: Locator): Promise<void> {
    await this.follow(button, `${this.#product.sandboxUrl}/**`);
    await this.follow(this.page.getByRole('button', { name: 'Allow' }), back);
  }

  /** From the overview to a statement that the bank agrees with, taken home as a file and on paper. */
  async readStatement(): Promise<{ readonly verdict: string; readonly file: string; readonly paper: Buffer }> {
    await this.look('overview');
    await this.follow(this.main('table a[href^="/pages/accounts/"]'), /\/pages\/accounts\/[^/]+$/);
    await this.look('account');
    const proven = this.page.locator('main tr', { has: this.page.locator('.chip.well') });
    await this.follow(proven.locator('a[href^="/pages/statements/"]').first(), '**/pages/statements/**');
    await this.look('statement');
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.#hands.press(this.main('a[href*="/file?"]')),
    ]);
    return {
      verdict: await this.page.locator('main').innerText(),
      file: download.suggestedFilename(),
      paper: await this.page.pdf(),
    };
  }

  /** From two weeks before the end: the one thing to do on the overview, at Ponto, and back. */
  async renew(): Promise<string> {
    await this.#welcome();
    await this.#hands.press(this.main('details:has(form[action="/local/pages/ending"]) summary'));
    await this.follow(this.main('form[action="/local/pages/ending"] button'), '**/?done=ending');
    await this.openFeed();
    await this.look('overview before the end');
    await this.follow(this.main('a.button[href^="/pages/renew/"]'), '**/pages/renew/**');
    await this.look('renew');
    // Each account has a button of its own.
    const button = this.main('form button.button');
    for (let account = 0; account < maxAccounts && (await button.isVisible()); account += 1) {
      await this.follow(button, `${this.#product.sandboxUrl}/**`);
      await this.follow(this.page.getByRole('button').first(), '**/pages/renew/**');
    }
    await this.look('renewed');
    return await this.page.locator('main').innerText();
  }

  /** The reminder as a mail program shows it; its button opens a window of its own. */
  async openReminder(): Promise<string> {
    await this.page.goto(`${this.#product.url}/local/pages/mailbox`);
    await this.follow(this.main('table a'), /\/mailbox\/\d+$/);
    const button = this.page.frameLocator('iframe.mail').getByRole('link').first();
    const [opened] = await Promise.all([this.#context.waitForEvent('page'), this.#hands.press(button)]);
    await opened.waitForLoadState();
    return new URL(opened.url()).pathname;
  }

  /** Everything else that there is of an account and its bank. */
  async lookAround(): Promise<void> {
    const account = (await this.main('table a[href^="/pages/accounts/"]').getAttribute('href')) ?? '';
    const connection = this.page.locator('main a[href^="/pages/connections/"]').first();
    const bank = (await connection.getAttribute('href')) ?? '';
    const paths = [
      ...['/lines', '/settings', '/syncs', '/settings/end'].map((part) => `${account}${part}`),
      ...['', '/history', '/disconnect'].map((part) => `${bank}${part}`),
      '/pages/month',
    ];
    for (const path of paths) {
      await this.page.goto(`${this.#product.url}${path}`);
      await this.look(path.replace(/[\w-]{30,}/, ':id'));
    }
    await this.follow(this.main('form[action="/pages/month"] button.button'), '**/pages/certificates/**');
    await this.look('certificate');
  }

  /** The way out. */
  async signOut(): Promise<void> {
    await this.follow(this.page.locator('form[action="/pages/sign-out"] button'), '**/pages/sign-out');
    await this.look('signed out');
  }

  /** The cookie by which the pages know who is there. */
  async cookie() {
    return (await this.#context.cookies()).find(({ name }) => name === '__Host-pages');
  }

  async close(): Promise<readonly string[]> {
    await this.#context.close();
    return this.noticed;
  }
}
