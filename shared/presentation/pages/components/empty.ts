import { html } from 'hono/html';
import type { Html } from '../layout.ts';
import { primaryStep, type Step } from './actions.ts';

interface EmptyParts {
  /** What will be here, and when. */
  readonly sentence: string;
  /** What to do if it stays empty. */
  readonly hint?: string;
  readonly next?: Step;
}

/** The place of something that is not there yet. */
export const empty = ({ sentence, hint, next }: EmptyParts): Html =>
  html`<section class="empty">
    <p class="sentence">${sentence}</p>
    ${hint === undefined ? '' : html`<p>${hint}</p>`} ${next === undefined ? '' : html`<p>${primaryStep(next)}</p>`}
  </section>`;
