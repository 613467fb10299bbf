import { html } from 'hono/html';
import type { Language } from '../../../domain/mail/language.ts';
import { frameMessages } from '../frameMessages.ts';
import type { Html } from '../layout.ts';
import { fieldId } from './field.ts';

/** What is wrong with a form: at a field, or with the whole of it (no name). */
export interface FormError {
  readonly name?: string;
  readonly message: string;
}

/** On top of a page whose form came back: what to correct, each with a link to its field. It takes the focus. */
export const errorSummary = (language: Language, errors: readonly FormError[]): Html =>
  errors.length === 0
    ? html``
    : html`<section class="summary-of-errors" role="alert" tabindex="-1" autofocus data-focus>
        <h2>${frameMessages.text(language, 'errors_title', { count: errors.length })}</h2>
        <ul>
          ${errors.map(
            ({ name, message }) =>
              html`<li>${name === undefined ? message : html`<a href="#${fieldId(name)}">${message}</a>`}</li>`,
          )}
        </ul>
      </section>`;
