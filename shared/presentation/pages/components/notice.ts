import { html } from 'hono/html';
import type { Html } from '../layout.ts';

/** What a form has just done: read out, and gone with the next page. */
export const notice = (sentence: string): Html => html`<p class="notice" role="status">${sentence}</p>`;
