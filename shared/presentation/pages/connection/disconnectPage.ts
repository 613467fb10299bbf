import { html } from 'hono/html';
import { addresses } from '../addresses.ts';
import { sendButton } from '../components/actions.ts';
import { form } from '../form.ts';
import { layout, type Html } from '../layout.ts';
import { connectionAddresses } from './connectionAddresses.ts';
import { connectionMessages } from './connectionMessages.ts';
import { nameOf, type ConnectionParts } from './parts.ts';

/** Asks once, and says what stops and what stays. */
export const disconnectPage = (parts: ConnectionParts): Html => {
  const { frame, connection, formToken, newOnce } = parts;
  const { language } = frame;
  const { text } = connectionMessages;
  const bank = nameOf(parts);
  return layout({
    frame,
    title: text(language, 'disconnect_title', { bank }),
    body: html`<p class="sentence">${text(language, 'disconnect_stops', { count: connection.accountCount })}</p>
      <p>${text(language, 'disconnect_stays')}</p>
      ${form({
        action: connectionAddresses.disconnect(connection.id),
        formToken,
        once: newOnce(),
        body: html`<div class="actions">
          ${sendButton(text(language, 'disconnect_button', { bank }))}
          <a href="${addresses.connection(connection.id)}">${text(language, 'keep_connected')}</a>
        </div>`,
      })}`,
  });
};
