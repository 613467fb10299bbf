import { html } from 'hono/html';
import type { ConnectionBody } from '../../../contracts/http/connections.ts';
import { stepButton } from '../components/actions.ts';
import { chip } from '../components/chip.ts';
import { errorSummary } from '../components/errorSummary.ts';
import { layout, type Html } from '../layout.ts';
import { connectionState } from '../stateWords.ts';
import { confirmPart, credentialsPart, migratePart } from './accessParts.ts';
import { accountsPart } from './accountsPart.ts';
import { connectionAddresses } from './connectionAddresses.ts';
import { connectionMessages } from './connectionMessages.ts';
import { contactsPart } from './contactsPart.ts';
import { nameOf, type ConnectionForm, type ConnectionParts } from './parts.ts';

const { text } = connectionMessages;

/** What is most urgent has the page's button; `state`: it is done on another page. */
const urgentOf = ({ unconfirmed, status, health }: ConnectionBody): ConnectionForm | 'migrate' | 'state' => {
  if (unconfirmed) return 'confirm';
  if (status === 'migration_required') return 'migrate';
  if (health.action?.call?.path.endsWith('/credentials') === true) return 'credentials';
  if (health.action?.call?.path.endsWith('/fetch-accounts') === true) return 'accounts';
  if (health.code === 'nobody_reached') return 'contacts';
  return 'state';
};

/** One connection: what it is in, its accounts, its access, who is written to, and the way out of it. */
export const connectionPage = (parts: ConnectionParts): Html => {
  const { frame, now, connection, bank, outcome, returned } = parts;
  const { language } = frame;
  const urgent = urgentOf(connection);
  const words = connectionState(connection, { language, now, bank: bank ?? connection.name });
  const isOver = connection.status === 'disconnected';
  // Their parts come first, and say it themselves.
  const isToldBelow = urgent === 'confirm' || urgent === 'migrate';
  const isWell = connection.health.code === undefined && connection.accounts.some(({ linked }) => linked);
  return layout({
    frame,
    title: text(language, 'title', { bank: nameOf(parts) }),
    failed: returned !== undefined,
    body: html`${errorSummary(language, returned?.errors ?? [])}
      ${outcome === undefined ? '' : html`<p class="outcome" role="status">${text(language, `done_${outcome}`)}</p>`}
      <p>${chip(words.chip.kind, words.chip.word)}</p>
      ${isToldBelow ? '' : html`<p class="sentence">${isWell ? text(language, 'well') : words.sentence}</p>`}
      ${urgent === 'state' && words.asks ? html`<p>${stepButton(words.next)}</p>` : ''} ${confirmPart(parts)}
      ${connection.status === 'migration_required' ? migratePart(parts, urgent === 'migrate') : ''}
      ${connection.accountCount === 0 && connection.status !== 'active' ? '' : accountsPart(parts, urgent === 'accounts')}
      ${connection.method === 'client_credentials' && !isOver ? credentialsPart(parts, urgent === 'credentials') : ''}
      ${isOver ? '' : contactsPart(parts, urgent === 'contacts')}
      <p class="after actions">
        <a href="${connectionAddresses.history(connection.id)}">${text(language, 'history')}</a>
        ${
          isOver
            ? ''
            : html`<a href="${connectionAddresses.disconnect(connection.id)}">${text(language, 'disconnect')}</a>`
        }
      </p>`,
  });
};
