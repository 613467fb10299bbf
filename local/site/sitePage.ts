import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { html } from 'hono/html';
import type { HttpAnswer } from '../runner/http/gatewayResponse.ts';

export type Html = ReturnType<typeof html>;

/** What the runner's own pages look like is what the product's look like. */
const productStyle = join(import.meta.dirname, '../../functions/tenant-pages/assets/pages.css');
const ownStyle = join(import.meta.dirname, 'site.css');

export const stylePath = '/local/pages/style.css';
export const mailboxPath = '/local/pages/mailbox';
export const eventsPath = '/local/pages/events';

const always = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
};

/** Read at every look: whoever changes it sees it by loading the page again. */
export const styleAnswer = (): HttpAnswer => ({
  status: 200,
  headers: { ...always, 'content-type': 'text/css; charset=utf-8' },
  body: [productStyle, ownStyle].map((path) => readFileSync(path, 'utf8')).join('\n'),
});

/** @param mayLeadTo origins of the addresses that a form of the page ends at: browsers judge a redirect by the policy, too */
const policy = (mayLeadTo: readonly string[]): string =>
  "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'; " +
  `form-action ${["'self'", ...mayLeadTo].join(' ')}`;

const places = [
  ['/', 'Start'],
  [mailboxPath, 'E-mails'],
  [eventsPath, 'Events'],
] as const;

export interface SitePage {
  /** Shown as the current one in the navigation. */
  readonly current?: (typeof places)[number][0];
  readonly status?: number;
  readonly title: string;
  readonly body: Html;
  readonly mayLeadTo?: readonly string[];
}

/** A page of the runner: no script, nothing that is loaded from elsewhere, in no frame. */
export const pageAnswer = ({ current, status = 200, title, body, mayLeadTo = [] }: SitePage): HttpAnswer => ({
  status,
  headers: {
    ...always,
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy(mayLeadTo),
    'x-frame-options': 'DENY',
  },
  body: String(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>${title} · Ponto Bank Sync</title>
          <link rel="stylesheet" href="${stylePath}" />
        </head>
        <body>
          <a class="skip" href="#content">Skip to the content</a>
          <header class="masthead">
            <p class="whose">Ponto Bank Sync <small>on this machine</small></p>
            <nav aria-label="On this machine">
              <ul>
                ${places.map(
                  ([path, name]) =>
                    html`<li><a href="${path}" ${path === current ? html`aria-current="page"` : ''}>${name}</a></li>`,
                )}
              </ul>
            </nav>
          </header>
          <main id="content" tabindex="-1">
            <h1>${title}</h1>
            ${body}
          </main>
        </body>
      </html>`,
  ),
});

/** What a mail holds, apart from the page that shows it: it may have styles of its own, and open windows; nothing else. */
export const mailAnswer = (mail: string): HttpAnswer => ({
  status: 200,
  headers: {
    ...always,
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; " +
      "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox",
  },
  body: mail,
});

/** After a form: the page that shows what has come of it. */
export const seeOther = (location: string): HttpAnswer => ({ status: 303, headers: { ...always, location }, body: '' });
