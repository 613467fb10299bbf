import { html } from 'hono/html';
import type { Html } from '../layout.ts';

export interface Column {
  readonly head: string;
  /** Amounts and counts are right-aligned, in tabular figures. */
  readonly kind?: 'text' | 'amount' | 'actions';
  /** The head is said, not shown (a column of actions). */
  readonly headUnseen?: boolean;
  /** On a phone, where a row is a block of labelled lines: without its label, over the whole width. */
  readonly wide?: boolean;
}

export interface Row {
  /** One for each column; the first names the row. */
  readonly cells: readonly (Html | string)[];
  readonly id?: string;
  /** What `data-filter` looks at; the text of the row where it is missing. */
  readonly find?: string;
  readonly kind?: 'plain' | 'sum' | 'quiet';
}

interface TableParts {
  /** What the table holds, for whoever hears it. */
  readonly caption: string;
  readonly captionShown?: boolean;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly id?: string;
}

/** Roles are said, because a table that is laid out as labelled rows on a phone is none any more to a browser. */
export const dataTable = ({ caption, captionShown = false, columns, rows, id }: TableParts): Html =>
  html`<table class="data" role="table" ${id === undefined ? '' : html`id="${id}"`}>
    <caption class="${captionShown ? '' : 'unseen'}">
      ${caption}
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        ${columns.map(
          ({ head, kind = 'text', headUnseen = false }) =>
            html`<th scope="col" role="columnheader" class="for-${kind}">
              ${headUnseen ? html`<span class="unseen">${head}</span>` : head}
            </th>`,
        )}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map((row) => rowOf(columns, row))}
    </tbody>
  </table>`;

const rowOf = (columns: readonly Column[], { cells, id, find, kind = 'plain' }: Row): Html =>
  html`<tr
    role="row"
    class="${kind}"
    ${id === undefined ? '' : html`id="${id}"`}
    ${find === undefined ? '' : html`data-find="${find}"`}
  >
    ${columns.map(({ head, kind: column = 'text', headUnseen = false, wide = false }, at) => {
      const cell = cells[at] ?? '';
      if (at === 0) return html`<th scope="row" role="rowheader" class="for-${column}">${cell}</th>`;
      if (headUnseen || wide) return html`<td role="cell" class="for-${column}">${cell}</td>`;
      return html`<td role="cell" class="for-${column}" data-label="${head}"><div>${cell}</div></td>`;
    })}
  </tr>`;
