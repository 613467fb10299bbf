import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What a page did that it may not: said on the console (as breaches of its policy are), thrown, or asked of somebody else. */
export interface Watch {
  readonly complaints: string[];
}

/** @param origins where requests may go to */
export const watch = (context: BrowserContext, origins: readonly string[]): Watch => {
  const complaints: string[] = [];
  context.on('request', (request) => {
    const url = request.url();
    if (/^(data|blob|about):/.test(url)) return;
    if (!origins.includes(new URL(url).origin)) complaints.push(`asked ${url}`);
  });
  context.on('console', (message) => void complaints.push(`${message.type()}: ${message.text()}`));
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
