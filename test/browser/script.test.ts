import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { html } from 'hono/html';
import type { Browser, Page } from 'playwright-core';
import { menu } from '../../shared/presentation/pages/components/actions.ts';
import { errorSummary } from '../../shared/presentation/pages/components/errorSummary.ts';
import { field } from '../../shared/presentation/pages/components/field.ts';
import { progress } from '../../shared/presentation/pages/components/progress.ts';
import { layout, type Html } from '../../shared/presentation/pages/layout.ts';
import { overviewPage } from '../../shared/presentation/pages/overview.ts';
import { aFrame, anAccountBody, pageNow } from '../builders/pages.ts';
import { launchChromium } from '../setup/launchChromium.ts';
import { withBrowser } from '../setup/withBrowser.ts';

const asset = (name: string): string => readFileSync(`functions/tenant-pages/assets/${name}`, 'utf8');
const script = asset('pages.js');
const style = asset('pages.css');

withBrowser('the script of the pages', () => {
  let home = '';
  let browser: Browser;
  let page: Page;
  /** What the server says next: the last one stays. */
  let answers: { readonly status?: number; readonly body: Html }[] = [];
  let asked = 0;

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'pages-'));
    browser = await launchChromium(home);
  });
  afterAll(async () => {
    await browser.close();
    rmSync(home, { recursive: true, force: true });
  });

  beforeEach(async () => {
    asked = 0;
    page = await browser.newPage();
    await page.route('http://pages.test/**', async (route) => {
      const { pathname } = new URL(route.request().url());
      if (pathname.endsWith('.css')) return route.fulfill({ contentType: 'text/css', body: style });
      if (pathname.endsWith('.js')) return route.fulfill({ contentType: 'text/javascript', body: script });
      if (pathname !== '/pages/x') return route.fulfill({ status: 404 });
      asked += 1;
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      return route.fulfill({
        status: answer?.status ?? 200,
        contentType: 'text/html; charset=utf-8',
        body: String(answer?.body),
      });
    });
  });
  afterEach(() => page.close());

  const pageOf = (body: Html): Html => layout({ frame: aFrame(), title: 'A page', body });
  const open = async (...bodies: readonly Html[]): Promise<void> => {
    answers = bodies.map((body) => ({ body }));
    await page.goto('http://pages.test/pages/x');
  };

  it('looks again until what is going on is over, in place: what was opened stays open', async () => {
    const at = (text: string, refreshSeconds?: number): Html =>
      pageOf(
        html`<div id="part" ${refreshSeconds === undefined ? '' : html`data-refresh="${refreshSeconds}"`}>
          ${progress({ id: 'import', label: 'Importing', text })}
          <details id="more">
            <summary>More</summary>
            Text
          </details>
        </div>`,
      );
    await open(at('12 so far', 1), at('40 so far', 1), at('All 52 are in'));
    await page.locator('#more summary').click();
    await page.locator('#more summary').focus();

    await page.getByText('All 52 are in').waitFor();

    expect(await page.locator('#more').getAttribute('open')).toBe('');
    expect(await page.locator('#part').getAttribute('data-refresh')).toBeNull();
    expect(asked).toBe(3);
  });

  it('goes on after a failure of the server, and shows the page anew when nobody is signed in any more', async () => {
    const going = pageOf(html`<p id="part" data-refresh="1">Going on</p>`);
    const over = pageOf(html`<p>You are signed out</p>`);
    answers = [{ body: going }, { status: 500, body: over }, { status: 401, body: over }, { status: 401, body: over }];
    await page.goto('http://pages.test/pages/x');

    await page.getByText('You are signed out').waitFor();

    expect(asked).toBe(4);
  });

  it('finds an account while one types, without accents and in any order of words', async () => {
    const accounts = Array.from({ length: 12 }, (_, at) =>
      anAccountBody({
        id: `a${at}`,
        reference: `BE685390075470${10 + at}`,
        description: at === 3 ? 'Épargne été' : 'Zicht',
      }),
    );
    await open(
      overviewPage({ frame: aFrame(), now: pageNow, accounts, connections: [], banks: new Map([['ins-kbc', 'KBC']]) }),
    );

    await page.getByLabel('Find an account').fill('ete kbc');

    expect(await page.locator('#accounts tbody tr:visible').allInnerTexts()).toEqual([
      expect.stringContaining('Épargne été'),
    ]);
    await page.getByLabel('Find an account').fill('');
    expect(await page.locator('#accounts tbody tr:visible').count()).toBe(12);
  });

  it('closes a menu with Escape, where the focus stays, and when one looks elsewhere', async () => {
    await open(
      pageOf(html`${menu('en', [{ label: 'Settings', href: '/pages/x' }])}<button type="button">Other</button>`),
    );
    const opened = page.locator('details.menu');
    await page.locator('summary').click();
    await page.getByRole('link', { name: 'Settings' }).focus();

    await page.keyboard.press('Escape');

    expect(await opened.getAttribute('open')).toBeNull();
    expect(await page.evaluate('document.activeElement.tagName')).toBe('SUMMARY');
    await page.locator('summary').click();
    await page.getByRole('button', { name: 'Other' }).click();
    expect(await opened.getAttribute('open')).toBeNull();
  });

  it('brings whoever sent a form with errors to them', async () => {
    const errors = [{ name: 'email', message: 'Enter an address.' }];
    await open(
      pageOf(html`${errorSummary('en', errors)} ${field({ language: 'en', name: 'email', label: 'E-mail' })}`),
    );

    expect(await page.evaluate('document.activeElement.getAttribute("role")')).toBe('alert');
    await page.getByRole('link', { name: 'Enter an address.' }).click();
    expect(await page.evaluate('document.activeElement.id')).toBe('field-email');
  });
});

describe('the files of the pages', () => {
  it('are light', async () => {
    const { gzipSync } = await import('node:zlib');
    expect(gzipSync(script).length).toBeLessThan(10_000);
    expect(gzipSync(style).length).toBeLessThan(12_000);
  });

  it('load nothing from elsewhere', () => {
    expect(`${style}${script}`).not.toMatch(/https?:\/\/|@import|url\(/);
  });
});
