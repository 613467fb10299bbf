import { html } from 'hono/html';
import type { Language } from '../../../domain/mail/language.ts';
import { frameMessages } from '../frameMessages.ts';
import type { Html } from '../layout.ts';

/** Something to do, and the page on which it is done. */
export interface Step {
  readonly label: string;
  readonly href: string;
}

/** The one thing that a state asks for: a link that looks like a button, named by what happens. */
export const primaryStep = (step: Step): Html => stepButton(step);

/** A step as a button: `primary` is the one thing to do on a page. */
export const stepButton = ({ label, href }: Step, kind: 'primary' | 'secondary' = 'primary'): Html =>
  html`<a class="${kind === 'primary' ? 'button' : 'button secondary'}" href="${href}">${label}</a>`;

/** The button that sends a form: `primary` is the one thing to do. */
export const sendButton = (label: string, kind: 'primary' | 'secondary' = 'primary'): Html =>
  html`<button type="submit" class="${kind === 'primary' ? 'button' : 'button secondary'}">${label}</button>`;

/** The rest, under one word. `of`: whose they are, for whoever hears the word alone. */
export const menu = (language: Language, items: readonly Step[], of?: string): Html =>
  items.length === 0
    ? html``
    : html`<details class="menu">
        <summary>
          ${frameMessages.text(language, 'more_actions')}${of === undefined ? '' : html`<span class="unseen">: ${of}</span>`}
        </summary>
        <ul>
          ${items.map(({ label, href }) => html`<li><a href="${href}">${label}</a></li>`)}
        </ul>
      </details>`;

/** At most one primary action, and the rest under a menu. */
export const actions = (language: Language, primary: Step | undefined, rest: readonly Step[], of?: string): Html =>
  html`<div class="actions">${primary ? primaryStep(primary) : ''} ${menu(language, rest, of)}</div>`;
