import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';

export type Html = ReturnType<typeof html>;

const style = `
:root { color-scheme: light dark; --ink: #14213d; --paper: #f6f5f1; --card: #ffffff; --line: #d9d5ca; --accent: #0b6e4f; --quiet: #5c6270; --warn: #7a4b00; --warn-paper: #fff3d6; }
@media (prefers-color-scheme: dark) { :root { --ink: #eceef3; --paper: #14171d; --card: #1d222b; --line: #363d4a; --accent: #46c79a; --quiet: #a3aab8; --warn: #ffd98a; --warn-paper: #3a2d10; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 40rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
.sandbox { background: var(--warn-paper); color: var(--warn); padding: .6rem 1rem; text-align: center; font-size: .9rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 1rem 0 .25rem; }
h2 { font-size: 1.05rem; margin: 1.75rem 0 .5rem; }
p.quiet, .quiet { color: var(--quiet); }
form { margin: 0; }
fieldset { border: 1px solid var(--line); border-radius: .6rem; background: var(--card); margin: 0 0 1rem; padding: .5rem 1rem; }
legend { font-weight: 600; padding: 0 .4rem; }
label.row { display: flex; gap: .75rem; align-items: baseline; padding: .55rem 0; border-top: 1px solid var(--line); cursor: pointer; }
label.row:first-of-type { border-top: 0; }
label.row span { flex: 1; overflow-wrap: anywhere; }
label.row small { display: block; color: var(--quiet); }
.line { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; }
.line label { flex: 1; min-width: 12rem; }
input[type=text], input[type=search], select { width: 100%; font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: .4rem; padding: .5rem .6rem; }
button { font: inherit; border: 1px solid var(--line); border-radius: .4rem; background: var(--card); color: inherit; padding: .55rem 1rem; cursor: pointer; }
button.primary { background: var(--accent); border-color: var(--accent); color: #fff; font-weight: 600; }
@media (prefers-color-scheme: dark) { button.primary { color: #06241a; } }
button:disabled { opacity: .55; cursor: not-allowed; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
ul.banks { list-style: none; margin: .75rem 0; padding: 0; }
ul.banks button { width: 100%; text-align: left; margin-bottom: .4rem; }
ul.banks small { color: var(--quiet); }
.actions { display: flex; gap: .75rem; margin-top: 1.25rem; }
`;

// One raw piece: its hash counts every space between the tags.
const styleElement = raw(`<style>${style}</style>`);
const styleHash = createHash('sha256').update(style).digest('base64');

/**
 * Nothing is loaded and no script runs. A form may end on this machine only: browsers apply the rule to the redirects
 * after it too, and those lead back through the application to where the person came from.
 */
export const pageHeaders = (redirectUris: readonly string[] = []): Record<string, string> => {
  const origins = redirectUris.map((uri) => new URL(uri).origin);
  const ends = [
    "'self'",
    'http://localhost:*',
    'http://127.0.0.1:*',
    'https://localhost:*',
    'https://127.0.0.1:*',
    ...origins,
  ];
  return {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action ${ends.join(' ')}; frame-ancestors 'none'; base-uri 'none'`,
  };
};

/** The frame of every page. */
export const page = (title: string, content: Html): Html =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${styleElement}
      </head>
      <body>
        <p class="sandbox">This is the Ponto sandbox on your own machine. No real bank, no real money.</p>
        <main>${content}</main>
      </body>
    </html>`;

export const sentencePage = (title: string, sentence: string): Html =>
  page(
    title,
    html`<h1>${title}</h1>
      <p>${sentence}</p>`,
  );
