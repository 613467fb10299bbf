import { createHash } from 'node:crypto';
import type { Language } from '../domain/mail/language.ts';
import { escapedHtml } from './html.ts';

/** The one form that a page may have: a button, and what is sent when it is pressed. */
interface PageForm {
  /** Path of our own. */
  readonly action: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  readonly button: string;
  /** Where the answer to the form may lead, as sources of the policy: browsers judge a redirect by it, too. */
  readonly mayLeadTo: readonly string[];
}

export interface Page {
  readonly language: Language;
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly form?: PageForm;
  /** Small print. */
  readonly footer?: string;
}

/** The look of the pages for people (`functions/tenant-pages/assets/pages.css`), in short: light and dark, one accent. */
const style =
  ':root{color-scheme:light dark;--paper:light-dark(#fcfbf8,#15171a);--ink:light-dark(#1d2126,#e9e7e2);' +
  '--soft:light-dark(#565b62,#a6abb2);--accent:light-dark(#0d5660,#86c8d0);--on:light-dark(#fff,#0e2328)}' +
  'body{font:1rem/1.5 system-ui,sans-serif;max-width:38rem;margin:8vh auto;padding:0 1rem;color:var(--ink);' +
  'background:var(--paper);overflow-wrap:anywhere}h1{font-size:1.75rem;font-weight:600;line-height:1.25;' +
  'letter-spacing:-.01em;text-wrap:balance}h1+p{font-size:1.25rem;line-height:1.4}p{margin:0 0 1rem;text-wrap:pretty}' +
  'form{margin:1.5rem 0}button{font:inherit;font-weight:600;min-height:2.75rem;padding:.55rem 1.5rem;' +
  'border:1px solid var(--accent);border-radius:.25rem;background:var(--accent);color:var(--on);cursor:pointer}' +
  'button:focus-visible{outline:3px solid var(--accent);outline-offset:2px}small{font-size:.8125rem;color:var(--soft)}' +
  '@media(max-width:44rem){body{margin-top:2rem}button{width:100%}}@media print{form{display:none}}';
const styleHash = createHash('sha256').update(style).digest('base64');

/** Nothing may run, load or frame, and only the page's own form may send; the one style is named by its hash. */
const policyOf = (form: PageForm | undefined): string =>
  `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; ` +
  `form-action ${form ? ["'self'", ...form.mayLeadTo].join(' ') : "'none'"}; frame-ancestors 'none'`;

/** A page as HTML, and the policy (Content-Security-Policy) that it is sent with. */
export const htmlPage = ({ language, title, paragraphs, form, footer }: Page) => ({
  policy: policyOf(form),
  html: [
    '<!doctype html>',
    `<html lang="${language}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="robots" content="noindex">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escapedHtml(title)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    `<body><main><h1>${escapedHtml(title)}</h1>`,
    ...paragraphs.map((text) => `<p>${escapedHtml(text)}</p>`),
    ...(form ? [formOf(form)] : []),
    ...(footer === undefined ? [] : [`<p><small>${escapedHtml(footer)}</small></p>`]),
    '</main></body>',
    '</html>',
    '',
  ].join('\n'),
});

const formOf = ({ action, fields, button }: PageForm): string =>
  `<form method="post" action="${escapedHtml(action)}">` +
  fields
    .map(({ name, value }) => `<input type="hidden" name="${escapedHtml(name)}" value="${escapedHtml(value)}">`)
    .join('') +
  `<button type="submit">${escapedHtml(button)}</button></form>`;
