import { html } from 'hono/html';
import type { Html } from '../layout.ts';

interface ProgressParts {
  /** Of the element; the script looks for it in the page that it fetches again. */
  readonly id: string;
  readonly label: string;
  /** Numbers that mean something: `1,240 lines, back to March 2026`. */
  readonly text: string;
  /** From 0 to `of`; without them it is not known how far it is. */
  readonly done?: number;
  readonly of?: number;
  /** How often the page is looked at again; missing when it is over. */
  readonly refreshSeconds?: number;
}

/** What is going on, with numbers. It is read out as it changes; to leave the page is safe. */
export const progress = ({ id, label, text, done, of, refreshSeconds }: ProgressParts): Html =>
  html`<section
    class="progress"
    id="${id}"
    aria-live="polite"
    ${refreshSeconds === undefined ? '' : html`data-refresh="${refreshSeconds}"`}
  >
    <p class="sentence" id="${id}-label">${label}</p>
    <progress
      aria-labelledby="${id}-label"
      ${done === undefined || of === undefined ? '' : html`value="${done}" max="${of}"`}
    ></progress>
    <p class="figures">${text}</p>
  </section>`;
