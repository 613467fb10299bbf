import { html } from 'hono/html';
import { formFields } from './formFields.ts';
import type { Html } from './layout.ts';

export { formFields };

export interface FormParts {
  /** Path of our own. */
  readonly action: string;
  /** Proof that the form is ours. */
  readonly formToken: string;
  /** Stands for this one sending. */
  readonly once: string;
  readonly body: Html;
}

/** A form that is sent by POST, with its proof. The buttons are part of its body. */
export const form = ({ action, formToken, once, body }: FormParts): Html =>
  html`<form method="post" action="${action}">
    <input type="hidden" name="${formFields.token}" value="${formToken}" />
    <input type="hidden" name="${formFields.once}" value="${once}" />
    ${body}
  </form>`;
