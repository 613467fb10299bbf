import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pagePaths } from '../../shared/contracts/pagePaths.ts';

export interface Asset {
  /** Address with a hash of what is in it: it never changes, and a new one has another address. */
  readonly path: string;
  readonly contentType: string;
  readonly body: string;
}

const read = (file: 'pages.css' | 'pages.js' | 'icon.svg', contentType: string): Asset => {
  const body = readFileSync(new URL(`./assets/${file}`, import.meta.url), 'utf8');
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 16);
  return { path: `${pagePaths.assets}${hash}-${file}`, contentType: `${contentType}; charset=utf-8`, body };
};

/** The files that every page loads, and nothing else. */
export const readAssets = () => ({
  style: read('pages.css', 'text/css'),
  script: read('pages.js', 'text/javascript'),
  icon: read('icon.svg', 'image/svg+xml'),
});

export type Assets = ReturnType<typeof readAssets>;
