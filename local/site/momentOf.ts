import { html } from 'hono/html';
import type { Html } from './sitePage.ts';

const format = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'Europe/Brussels',
});

/** A moment as people of the product's zone read it. */
export const momentOf = (instant: string): Html =>
  html`<time datetime="${instant}">${format.format(new Date(instant))}</time>`;
