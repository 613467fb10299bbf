import { html } from 'hono/html';
import type { Language } from '../../../domain/mail/language.ts';
import { frameMessages } from '../frameMessages.ts';
import type { Html } from '../layout.ts';

interface PagerParts {
  readonly language: Language;
  /** The first page; missing on it. */
  readonly first?: string | undefined;
  /** The page that follows; missing on the last. */
  readonly next?: string | undefined;
}

/** From one page of a list to the next. */
export const pager = ({ language, first, next }: PagerParts): Html =>
  first === undefined && next === undefined
    ? html``
    : html`<nav class="pager" aria-label="${frameMessages.text(language, 'pages')}">
        ${first === undefined ? '' : html`<a href="${first}">${frameMessages.text(language, 'first_page')}</a>`}
        ${next === undefined ? '' : html`<a href="${next}" rel="next">${frameMessages.text(language, 'next_page')}</a>`}
      </nav>`;
