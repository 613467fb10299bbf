import { html } from 'hono/html';
import type { Html } from '../layout.ts';
import { fieldError, fieldId, type FieldWords } from './field.ts';

interface Choice {
  readonly value: string;
  readonly label: Html | string;
  readonly hint?: Html | string;
  readonly checked?: boolean;
}

interface ChoiceParts extends FieldWords {
  /** `one`: exactly one of them; `any`: as many as wanted. */
  readonly take: 'one' | 'any';
  readonly choices: readonly Choice[];
}

/** A few to choose from, all in sight. The label is their legend. */
export const choices = (parts: ChoiceParts): Html => {
  const { name, label, hint, error, take } = parts;
  const id = fieldId(name);
  const ids = [...(hint === undefined ? [] : [`${id}-hint`]), ...(error === undefined ? [] : [`${id}-error`])];
  return html`<fieldset
    class="field ${error === undefined ? '' : 'wrong'}"
    ${ids.length === 0 ? '' : html`aria-describedby="${ids.join(' ')}"`}
  >
    <legend>${label}</legend>
    ${hint === undefined ? '' : html`<p class="hint" id="${id}-hint">${hint}</p>`} ${fieldError(parts)}
    ${parts.choices.map((choice, at) => {
      const own = at === 0 ? id : `${id}-${at + 1}`;
      return html`<div class="choice">
        <input
          type="${take === 'one' ? 'radio' : 'checkbox'}"
          id="${own}"
          name="${name}"
          value="${choice.value}"
          ${choice.checked === true ? html`checked` : ''}
          ${choice.hint === undefined ? '' : html`aria-describedby="${own}-more"`}
        />
        <label for="${own}">${choice.label}</label>
        ${choice.hint === undefined ? '' : html`<p class="hint" id="${own}-more">${choice.hint}</p>`}
      </div>`;
    })}
  </fieldset>`;
};
