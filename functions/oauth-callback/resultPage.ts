import { createHash } from 'node:crypto';
import type { Answer } from '../../shared/runtime/http/answer.ts';

/** What a person is told on our own page: what happened, and what to do next. */
export interface Result {
  readonly status: 200 | 400 | 500;
  readonly title: string;
  readonly happened: string;
  readonly next: string;
}

const style =
  'body{font:1.05rem/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1.5rem;color:#1c2430;' +
  'background:#fff}h1{font-size:1.5rem}';
const styleHash = createHash('sha256').update(style).digest('base64');

/** Nothing may run, load, send or frame; the one style is named by its hash. */
const policy =
  `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; ` +
  "frame-ancestors 'none'";

/** The address of the page holds a code and a state, spent or not: they are passed on to nobody. */
export const pageHeaders = { 'referrer-policy': 'no-referrer' };

export const resultPage = ({ status, title, happened, next }: Result): Answer => ({
  status,
  contentType: 'text/html; charset=utf-8',
  headers: { ...pageHeaders, 'content-security-policy': policy, 'x-frame-options': 'DENY' },
  body: [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="robots" content="noindex">',
    `<title>${escaped(title)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    `<body><main><h1>${escaped(title)}</h1><p>${escaped(happened)}</p><p>${escaped(next)}</p></main></body>`,
    '</html>',
    '',
  ].join('\n'),
});

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
