import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startOwn } from '../../local/demo/product.ts';
import { launchChromium } from '../setup/launchChromium.ts';
import { palettePng } from './palettePng.ts';
import { setScene, type Scene } from './scene.ts';

/** `npm run pages`: draws each page for `docs/pages.md`: on a desk in light and dark, and on a phone. */
const folder = join(import.meta.dirname, '../../docs/pages');
const document = join(import.meta.dirname, '../../docs/pages.md');

interface Picture {
  readonly name: string;
  readonly title: string;
  readonly text: string;
  readonly path: (scene: Scene) => string;
  /** What a person does on the page before it is drawn. */
  readonly act?: (page: Page) => Promise<void>;
  /** @default desk, dark, phone */
  readonly forms?: readonly Form[];
}

const forms = {
  desk: { viewport: { width: 1120, height: 900 }, colorScheme: 'light' },
  dark: { viewport: { width: 1120, height: 900 }, colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: 'light' },
} as const;
type Form = keyof typeof forms;
const formNames: readonly Form[] = ['desk', 'dark', 'phone'];

const pictures: readonly Picture[] = [
  {
    name: 'connect',
    title: 'Connect: find the bank',
    text: 'Beta and maintenance are told here, and a bank that is connected already is not connected twice.',
    path: () => '/pages/connect',
    forms: ['desk', 'phone'],
  },
  {
    name: 'before',
    title: 'Before the consent',
    text: 'Who reads what, for how long, how to stop; then to Ponto, with the bank chosen already.',
    path: ({ anotherBank }) => `/pages/connect/${anotherBank}`,
    forms: ['desk', 'phone'],
  },
  {
    name: 'preview',
    title: 'Preview',
    text: 'What would come in, and whether it agrees with the own books. Nothing is written before one starts.',
    path: ({ newConnection }) => `/pages/connect/accounts/${newConnection}`,
    act: async (page) => {
      await page.locator('main form button.button:not(.secondary)').first().click();
      await page.locator('input[name="step"][value="start"]').first().waitFor({ state: 'attached' });
    },
  },
  {
    name: 'overview',
    title: 'Overview',
    text: 'How everything is in one sentence; accounts, worst first, each with one thing to do.',
    path: () => '/pages/overview',
  },
  {
    name: 'account',
    title: 'Account',
    text: "The balance over time with the bank's own balances as marks, statements with their verdicts, lines, settings.",
    path: ({ current }) => `/pages/accounts/${current}`,
  },
  {
    name: 'statement',
    title: 'Statement',
    text: 'As an accountant reads one: opening, lines, closing, the verdict in words; prints as a document.',
    path: ({ statement }) => `/pages/statements/${statement}`,
  },
  {
    name: 'month',
    title: 'Month',
    text: 'What is complete and proven for a period, what is open and why; the certificate is made here.',
    path: () => '/pages/month',
  },
  {
    name: 'certificate',
    title: 'Certificate',
    text: 'What an accountant signs the month off on: printable, with an id by which anybody who may can confirm it.',
    path: () => '/pages/month',
    act: async (page) => {
      await page.locator('main form[method="post"] button.button').first().click();
      await page.waitForURL('**/pages/certificates/**');
    },
    forms: ['desk', 'phone'],
  },
  {
    name: 'connection',
    title: 'Connection',
    text: 'Contacts, accounts to add, credentials, history, and the goodbye with its consequences.',
    path: ({ kbcConnection }) => `/pages/connections/${kbcConnection}`,
    forms: ['desk', 'phone'],
  },
];

const draw = async (browser: Browser, base: string, scene: Scene, form: Form): Promise<void> => {
  const context = await browser.newContext({ ...forms[form], locale: 'en-GB', reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(await scene.openPages());
  for (const { name, path, act, forms: drawn = formNames } of pictures) {
    if (!drawn.includes(form)) continue;
    const answer = await page.goto(`${base}${path(scene)}`);
    if (answer?.status() !== 200) throw new Error(`the page ${name} answered ${answer?.status()}`);
    await act?.(page);
    await page.evaluate('window.scrollTo(0, 0)');
    await writeFile(join(folder, `${name}-${form}.png`), palettePng(await page.screenshot()));
  }
  await context.close();
};

const text = (): string =>
  [
    '# The pages',
    '',
    'What people see who are sent to our pages (`POST /v1/page-sessions`), with an invented bakery and the banks of the sandbox',
    '(`npm run pages` draws them again). Each is there in five languages, in light and dark, from 320 px, for the keyboard alone and',
    'on paper. How they are built: [shared/presentation/pages](../shared/presentation/pages/README.md); who is let in:',
    '[functions/tenant-pages](../functions/tenant-pages/README.md).',
    '',
    ...pictures.flatMap(({ name, title, text: sentence, forms: drawn = formNames }) => [
      `## ${title}`,
      '',
      sentence,
      '',
      drawn.map((form) => `![${altOf[form]}](pages/${name}-${form}.png)`).join(' '),
      '',
    ]),
  ].join('\n');

const altOf: Readonly<Record<Form, string>> = {
  desk: 'on a desk, light',
  dark: 'on a desk, dark',
  phone: 'on a phone',
};

const product = await startOwn();
const browser = await launchChromium(tmpdir());
try {
  const scene = await setScene(product);
  await mkdir(folder, { recursive: true });
  for (const former of await readdir(folder)) await rm(join(folder, former));
  for (const form of formNames) await draw(browser, product.url, scene, form);
  await writeFile(document, text());
} finally {
  await browser.close();
  await product.stop();
}
