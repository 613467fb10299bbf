import { chromiumPath } from './launchChromium.ts';

/** Chromium is not an npm package. `.ci/run` installs it where it can; elsewhere tests with it say that they were skipped. */
export const withBrowser = chromiumPath === undefined ? describe.skip : describe;
