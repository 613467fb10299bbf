import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

/** Chromium is not an npm package. `.ci/run` installs it where it can; elsewhere tests with it say that they were skipped. */
export const withBrowser = executablePath === undefined ? describe.skip : describe;

/** @param home where it keeps what it keeps; nothing of the person who runs the tests is seen */
export const launchChromium = async (home: string): Promise<Browser> => {
  if (executablePath === undefined) throw new Error('no Chromium was found');
  return await chromium.launch({
    executablePath,
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
