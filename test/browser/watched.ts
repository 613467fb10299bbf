import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What a page did that it may not: said on the console (as breaches of its policy are), thrown, or asked of somebody else. */
export interface Watch {
  readonly complaints: string[];
}

/**
 * @param own where our pages are: what they load comes from there
 * @param led where a person may be led to besides
 */
export const watch = (context: BrowserContext, own: string, led: readonly string[] = []): Watch => {
  const complaints: string[] = [];
  context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol !== 'http:' && protocol !== 'https:') return;
    const from = request.isNavigationRequest() ? undefined : new URL(request.frame().url()).origin;
    const isAllowed = from === undefined ? [own, ...led].includes(origin) : origin === from;
    if (!isAllowed) complaints.push(`${from ?? 'a person'} was led to ${request.url()}`);
  });
  context.on('console', (message) => {
    const { url } = message.location();
    // A test that asks where the focus is in a sandboxed mail is what is blocked there.
    const isOurs = url.endsWith('/html') && message.text().startsWith('Blocked script execution');
    // Browsers ask for the icon of their own accord.
    if (!isOurs && !url.endsWith('/favicon.ico')) complaints.push(`${message.type()}: ${message.text()} ${url}`);
  });
  context.on('weberror', (error) => void complaints.push(String(error.error())));
  return { complaints };
};

/** What axe-core finds wrong, in both themes; each finding names its rule and the elements. */
export const findings = async (page: Page): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(axe);
    const { violations } = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
    for (const { id, nodes } of violations) {
      found.push(`${colorScheme}: ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
    }
  }
  await page.emulateMedia({ colorScheme: null });
  return found;
};

/** A page that is wider than the screen has to be pushed about. */
export const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
