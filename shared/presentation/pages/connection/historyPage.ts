import { html } from 'hono/html';
import type { HistoryBody } from '../../../contracts/http/connections.ts';
import type { Language } from '../../../domain/mail/language.ts';
import { oneLine } from '../../html.ts';
import { addresses } from '../addresses.ts';
import { dataTable } from '../components/dataTable.ts';
import { moment } from '../components/when.ts';
import { frameMessages } from '../frameMessages.ts';
import { layout, type Html } from '../layout.ts';
import { connectionAddresses } from './connectionAddresses.ts';
import { connectionMessages } from './connectionMessages.ts';
import { nameOf, type ConnectionParts } from './parts.ts';

interface HistoryParts extends Pick<ConnectionParts, 'frame' | 'now' | 'connection' | 'bank'> {
  readonly entries: readonly HistoryBody[];
  readonly nextCursor?: string | undefined;
  /** Who is looking. */
  readonly userId: string;
}

const { text } = connectionMessages;

/** Who did what to a connection, newest first. */
export const historyPage = (parts: HistoryParts): Html => {
  const { frame, now, connection, entries, nextCursor, userId } = parts;
  const { language } = frame;
  const next = `${connectionAddresses.history(connection.id)}?cursor=${encodeURIComponent(nextCursor ?? '')}`;
  return layout({
    frame,
    title: text(language, 'history_title', { bank: nameOf(parts) }),
    body: html`${
        entries.length === 0
          ? html`<p class="sentence">${text(language, 'history_empty')}</p>`
          : dataTable({
              caption: text(language, 'history'),
              columns: [
                { head: text(language, 'when') },
                { head: text(language, 'what') },
                { head: text(language, 'who') },
              ],
              rows: entries.map((entry) => ({
                cells: [moment(language, entry.at, now), whatOf(language, entry), whoOf(language, entry, userId)],
              })),
            })
      }
      <p class="actions">
        ${nextCursor === undefined ? '' : html`<a href="${next}">${frameMessages.text(language, 'next_page')}</a>`}
        <a href="${addresses.connection(connection.id)}">${text(language, 'back')}</a>
      </p>`,
  });
};

const whatOf = (language: Language, { what, accountId, code }: HistoryBody): Html => {
  const words = text(language, `what_${what}`);
  return html`${accountId === undefined ? words : html`<a href="${addresses.account(accountId)}">${words}</a>`}
  ${code === undefined ? '' : html`<small>${text(language, 'reason', { code })}</small>`}`;
};

const whoOf = (language: Language, { by }: HistoryBody, userId: string): Html => {
  switch (by.kind) {
    case 'user':
      return by.userId === userId
        ? html`${text(language, 'by_you')}`
        : html`<bdi>${text(language, 'by_user', { user: oneLine(by.userId) })}</bdi>`;
    case 'visitor':
      return html`${text(language, 'by_visitor')}`;
    case 'ponto':
    case 'schedule':
    case 'system':
      return html`${text(language, `by_${by.kind}`)}`;
  }
};
