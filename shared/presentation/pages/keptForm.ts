import { html } from 'hono/html';
import type { Language } from '../../domain/mail/language.ts';
import { sendButton } from './components/actions.ts';
import { formFields } from './formFields.ts';
import type { Html } from './layout.ts';
import { sessionMessages } from './sessionMessages.ts';

const { text } = sessionMessages;

/** A form that was sent and not taken, so that nothing that was typed is lost. */
export interface KeptForm {
  /** Path of our own. */
  readonly action: string;
  readonly typed: readonly (readonly [name: string, value: string])[];
  /** A new proof, where a press of the button is enough. */
  readonly formToken?: string;
}

/** Secrets are typed again: they are not written into a page. */
const isSecret = (name: string): boolean => /secret|password|token/i.test(name);

/** What was typed, and a button that sends it. */
export const keptForm = (
  language: Language,
  { action, typed, formToken }: KeptForm,
  label = text(language, 'send_again'),
): Html => {
  const fields = typed.filter(([name]) => !isSecret(name));
  return html`<form method="post" action="${action}">
    ${fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    ${formToken !== undefined && html`<input type="hidden" name="${formFields.token}" value="${formToken}" />`}
    ${fields.length < typed.length && html`<p>${text(language, 'secrets_again')}</p>`} ${sendButton(label)}
  </form>`;
};
