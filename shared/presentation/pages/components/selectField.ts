import { html } from 'hono/html';
import type { Html } from '../layout.ts';
import { fieldId, labelled, type FieldWords } from './field.ts';

interface SelectParts extends FieldWords {
  readonly value?: string | undefined;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** One of many. Of few, {@link choices} shows all at once. */
export const selectField = (parts: SelectParts): Html =>
  labelled(
    parts,
    (described) =>
      html`<select
        id="${fieldId(parts.name)}"
        name="${parts.name}"
        ${parts.error === undefined ? '' : html`aria-invalid="true"`}
        ${described}
      >
        ${parts.options.map(
          ({ value, label }) =>
            html`<option value="${value}" ${value === parts.value ? html`selected` : ''}>${label}</option>`,
        )}
      </select>`,
  );
