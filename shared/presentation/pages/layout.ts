import { html } from 'hono/html';
import type { Language } from '../../domain/mail/language.ts';

/** A part of a page: every value in it is escaped. */
export type Html = ReturnType<typeof html>;

/** What surrounds every page. */
export interface Frame {
  readonly language: Language;
  /** What the tenant is called, or its id where no token has called it by a name. */
  readonly company: string;
  /** Addresses of the style sheet and the script, with their hashes. */
  readonly assets: { readonly style: string; readonly script: string };
  /** Who is signed in may go elsewhere and out: proof of the form that signs out. Missing on pages outside of a page session. */
  readonly signedIn?: { readonly formToken: string; readonly navigation: boolean; readonly returnUrl?: string };
}

export interface PageParts {
  readonly frame: Frame;
  /** What and where, in few words: the title of the window begins with it. */
  readonly title: string;
  /** The page tells of a failure, or a form came back with errors. */
  readonly failed?: boolean;
  /** Shown as the current one in the navigation. */
  readonly current?: 'overview' | 'month' | 'connect';
  readonly body: Html;
}

/** A whole page. */
export const layout = ({ frame, title, body }: PageParts): Html =>
  html`<!doctype html>
    <html lang="${frame.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · ${frame.company}</title>
        <link rel="stylesheet" href="${frame.assets.style}" />
        <script type="module" src="${frame.assets.script}"></script>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html> `;
