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

const style =
  'body{font:1.05rem/1.5 system-ui,sans-serif;max-width:34rem;margin:10vh auto;padding:0 1.5rem;color:#1c2430;' +
  'background:#fff;overflow-wrap:anywhere}h1{font-size:1.5rem;line-height:1.25}button{font:inherit;font-weight:600;' +
  'min-height:3rem;padding:.6rem 1.4rem;border:0;border-radius:.4rem;background:#0b5cad;color:#fff;cursor:pointer}' +
  'button:focus-visible{outline:3px solid #1c2430;outline-offset:3px}small{color:#566170}';
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
