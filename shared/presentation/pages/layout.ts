import { html } from 'hono/html';
import type { Language } from '../../domain/mail/language.ts';
import { oneLine } from '../html.ts';
import { frameMessages } from './frameMessages.ts';
import { formFields } from './formFields.ts';

/** A part of a page: every value in it is escaped. */
export type Html = ReturnType<typeof html>;

/** What surrounds every page. */
export interface Frame {
  readonly language: Language;
  /** What people know this service by, such as the name of the accounting product. */
  readonly product: string;
  /** What the tenant is called, or its id where no token has called it by a name. */
  readonly company: string;
  /** Addresses of the style sheet, the script and the icon, with their hashes. */
  readonly assets: { readonly style: string; readonly script: string; readonly icon: string };
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

const places = ['overview', 'month', 'connect'] as const;

/** A whole page. */
export const layout = ({ frame, title, failed = false, current, body }: PageParts): Html => {
  const { language, assets, product } = frame;
  const { text } = frameMessages;
  const company = oneLine(frame.company);
  const what = oneLine(title);
  const windowTitle = `${failed ? text(language, 'error_title', { title: what }) : what} · ${company}`;
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        <title>${windowTitle}</title>
        <link rel="icon" href="${assets.icon}" />
        <link rel="stylesheet" href="${assets.style}" />
        <script type="module" src="${assets.script}"></script>
      </head>
      <body>
        <a class="skip" href="#content">${text(language, 'skip')}</a>
        <header class="masthead">
          <p class="whose"><bdi>${company}</bdi>${company === product ? '' : html` <small>${product}</small>`}</p>
          ${navigationOf(frame, current)} ${wayOut(frame)}
        </header>
        <main id="content" tabindex="-1">
          <h1>${what}</h1>
          ${body}
        </main>
      </body>
    </html> `;
};

const navigationOf = ({ language, signedIn }: Frame, current: PageParts['current']): Html => {
  if (!signedIn?.navigation) return html``;
  return html`<nav aria-label="${frameMessages.text(language, 'navigation')}">
    <ul>
      ${places.map(
        (place) =>
          html`<li>
            <a href="/pages/${place}" ${place === current ? html`aria-current="page"` : ''}
              >${frameMessages.text(language, `nav_${place}`)}</a
            >
          </li>`,
      )}
    </ul>
  </nav>`;
};

/** Back to the product, and out. */
const wayOut = ({ language, signedIn }: Frame): Html => {
  if (!signedIn) return html``;
  const { returnUrl, formToken } = signedIn;
  return html`<div class="way-out">
    ${returnUrl === undefined ? '' : html`<a href="${returnUrl}">${frameMessages.text(language, 'back_to_product')}</a>`}
    <form method="post" action="/pages/sign-out">
      <input type="hidden" name="${formFields.token}" value="${formToken}" />
      <button class="plain" type="submit">${frameMessages.text(language, 'sign_out')}</button>
    </form>
  </div>`;
};
