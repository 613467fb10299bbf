import { html } from 'hono/html';
import { addresses } from '../addresses.ts';
import { sendButton } from '../components/actions.ts';
import { form } from '../form.ts';
import type { Html } from '../layout.ts';
import type { Shown } from '../shown.ts';

/** The page that a consent comes back to. */
export const backPath = `${addresses.connect}/back`;

/** Where a button leads that begins a consent on a connection that is there, or reads which accounts are shared. */
export const addPath = (connectionId: string): string => `${addresses.connect}/add/${encodeURIComponent(connectionId)}`;

type FormShown = Pick<Shown, 'formToken' | 'newOnce'>;

/** A form that is one button. */
export const buttonForm = (
  { formToken, newOnce }: FormShown,
  action: string,
  label: string,
  kind: 'primary' | 'secondary' = 'primary',
  fields: Readonly<Record<string, string>> = {},
): Html =>
  form({
    action,
    formToken,
    once: newOnce(),
    body: html`${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    ${sendButton(label, kind)}`,
  });
