import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

export const chromiumPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);

/** @param home where it keeps what it keeps; nothing of the person who runs it is seen */
export const launchChromium = async (home: string): Promise<Browser> => {
  if (chromiumPath === undefined) throw new Error('no Chromium was found');
  return await chromium.launch({
    executablePath: chromiumPath,
    env: { PATH: process.env['PATH'] ?? '', HOME: home },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
};
