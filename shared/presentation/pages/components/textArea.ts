import { html } from 'hono/html';
import type { Html } from '../layout.ts';
import { fieldId, labelled, type FieldWords } from './field.ts';

interface TextAreaParts extends FieldWords {
  readonly value?: string | undefined;
  readonly rows?: number;
  readonly maxLength?: number;
}

/** Several lines to type in. */
export const textArea = (parts: TextAreaParts): Html =>
  labelled(parts, (described) => {
    const { name, value = '', rows = 3, maxLength, error } = parts;
    // A line break right behind the tag is not part of what was typed.
    return html`<textarea
      id="${fieldId(name)}"
      name="${name}"
      rows="${rows}"
      ${maxLength === undefined ? '' : html`maxlength="${maxLength}"`}
      ${error === undefined ? '' : html`aria-invalid="true"`}
      ${described}
    >
${value}</textarea>`;
  });
