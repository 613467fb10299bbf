import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { launchChromium } from '../setup/launchChromium.ts';
import { samples } from './samples.ts';

/** `npm run mails`: draws each kind of mail, and the page behind its link, for `docs/mails.md`: on a desk and on a phone. */
const folder = join(import.meta.dirname, '../../docs/mails');

const browser = await launchChromium(tmpdir());
try {
  await mkdir(folder, { recursive: true });
  for (const [width, place] of [
    [680, 'desk'],
    [360, 'phone'],
  ] as const) {
    const page = await browser.newPage({ viewport: { width, height: 200 } });
    for (const [name, html] of Object.entries(samples())) {
      await page.setContent(html);
      await page.screenshot({ path: join(folder, `${name}-${place}.png`), fullPage: true });
    }
    await page.close();
  }
} finally {
  await browser.close();
}
