import { html } from 'hono/html';
import type { Language } from '../../../domain/mail/language.ts';
import { frameMessages } from '../frameMessages.ts';
import type { Html } from '../layout.ts';

/** What every kind of field says. The same name links it with its error in the summary. */
export interface FieldWords {
  readonly language: Language;
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  /** Said behind the label: what is not marked must be filled in. */
  readonly optional?: boolean;
}

export interface FieldParts extends FieldWords {
  /** What was typed before: nothing typed is lost, but for a secret. */
  readonly value?: string | undefined;
  readonly type?: 'text' | 'email' | 'password' | 'date' | 'search';
  /** `decimal` for an amount: a phone shows the keys for it. */
  readonly inputMode?: 'text' | 'decimal' | 'numeric' | 'email' | 'search';
  readonly autocomplete?: string;
  readonly maxLength?: number;
  /** How much is expected. */
  readonly width?: 'short' | 'long';
  readonly min?: string;
  readonly max?: string;
  /** Rows of the page that typing hides, and the id of what shows how many are left. */
  readonly filter?: { readonly rows: string; readonly count: string };
}

/** The address of a field on its page. */
export const fieldId = (name: string): string => `field-${name}`;

/** Label, hint and error around a control. */
export const labelled = (words: FieldWords, control: (describedBy: Html | string) => Html): Html => {
  const { language, name, label, hint, error, optional = false } = words;
  const id = fieldId(name);
  const ids = [...(hint === undefined ? [] : [`${id}-hint`]), ...(error === undefined ? [] : [`${id}-error`])];
  const described = ids.length === 0 ? '' : html`aria-describedby="${ids.join(' ')}"`;
  return html`<div class="field ${error === undefined ? '' : 'wrong'}">
    <label for="${id}"
      >${label}${optional ? html` <small>(${frameMessages.text(language, 'optional')})</small>` : ''}</label
    >
    ${hint === undefined ? '' : html`<p class="hint" id="${id}-hint">${hint}</p>`} ${fieldError(words)}
    ${control(described)}
  </div>`;
};

/** The error at a field. */
export const fieldError = ({ language, name, error }: FieldWords): Html =>
  error === undefined
    ? html``
    : html`<p class="error" id="${fieldId(name)}-error">
        <span class="unseen">${frameMessages.text(language, 'error_prefix')}</span> ${error}
      </p>`;

/** One line to type in. */
export const field = (parts: FieldParts): Html =>
  labelled(parts, (described) => {
    const { name, value = '', type = 'text', width, error } = parts;
    const attribute = (key: string, given: string | number | undefined): Html | string =>
      given === undefined ? '' : html`${key}="${given}"`;
    return html`<input
      id="${fieldId(name)}"
      name="${name}"
      type="${type}"
      ${attribute('value', type === 'password' ? undefined : value)}
      ${attribute('class', width)}
      ${attribute('inputmode', parts.inputMode)}
      ${attribute('autocomplete', parts.autocomplete)}
      ${attribute('maxlength', parts.maxLength)}
      ${attribute('min', parts.min)}
      ${attribute('max', parts.max)}
      ${attribute('data-filter', parts.filter?.rows)}
      ${attribute('data-count', parts.filter?.count)}
      ${attribute('aria-invalid', error === undefined ? undefined : 'true')}
      ${described}
    />`;
  });
