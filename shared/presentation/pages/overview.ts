import { html } from 'hono/html';
import type { AccountBody } from '../../contracts/http/accounts.ts';
import type { ConnectionBody } from '../../contracts/http/connections.ts';
import type { Instant } from '../../domain/calendar/calendarDate.ts';
import { accountName, numberText } from './accountName.ts';
import { oneLine } from '../html.ts';
import { addresses, at } from './addresses.ts';
import { stepButton } from './components/actions.ts';
import { chip } from './components/chip.ts';
import { empty } from './components/empty.ts';
import { layout, type Frame, type Html } from './layout.ts';
import { accountsTable } from './overviewTable.ts';
import { groupsOf, type OverviewAccount } from './overviewGroups.ts';
import { overviewMessages } from './overviewMessages.ts';
import { overviewSentence } from './overviewSentence.ts';
import { connectionState } from './stateWords.ts';
import { frameMessages } from './frameMessages.ts';

export interface OverviewParts {
  readonly frame: Frame;
  readonly now: Instant;
  /** One page of the API's list. */
  readonly accounts: readonly AccountBody[];
  /** Where the list goes on. */
  readonly nextCursor?: string | undefined;
  /** This is not the first page of the list. */
  readonly continued?: boolean;
  readonly connections: readonly ConnectionBody[];
  /** What banks are called, by their ids. */
  readonly banks: ReadonlyMap<string, string>;
}

const { text } = overviewMessages;

/** How all accounts are: one sentence, those that need somebody first. */
export const overviewPage = (parts: OverviewParts): Html => {
  const { frame, accounts, connections } = parts;
  return layout({
    frame,
    title: text(frame.language, 'title'),
    current: 'overview',
    body: accounts.length === 0 && connections.length === 0 ? nothingYet(frame) : bodyOf(parts),
  });
};

const nothingYet = ({ language }: Frame): Html =>
  empty({
    sentence: text(language, 'empty'),
    hint: text(language, 'empty_hint'),
    next: { label: frameMessages.text(language, 'nav_connect'), href: addresses.connect },
  });

const bodyOf = (parts: OverviewParts): Html => {
  const { frame, now, accounts, banks, nextCursor, continued = false } = parts;
  const { language } = frame;
  const groups = groupsOf(accounts, { language, now, banks });
  const isMoving = groups.fed.some(({ account }) => account.health.code === 'first_import');
  const troubled = connectionsThatNeedYou(parts);
  return html`<div id="overview" ${isMoving ? html`data-refresh="20" aria-live="polite"` : ''}>
    <p class="sentence">
      ${overviewSentence(language, now, groups.fed, { troubled: troubled.length, shared: accounts.length })}
    </p>
    ${nextCursor === undefined && !continued ? '' : html`<p>${text(language, 'first_of', { count: String(accounts.length) })}</p>`}
    ${
      troubled.length === 0
        ? ''
        : html`<h2>${text(language, 'connections_title')}</h2>
            <ul class="notices">
              ${troubled}
            </ul>`
    }
    ${groups.fed.length === 0 ? '' : accountsTable(language, now, groups.fed, troubled.length === 0)} ${pagesOf(parts)}
    ${unfedPart(parts, groups.unfed)} ${closedPart(parts, groups.closed)}
    <p class="after"><a href="${addresses.connect}">${text(language, 'connect_another')}</a></p>
  </div>`;
};

/** What is wrong with a connection itself; what comes from its accounts is told there. Whoever disconnected one needs no telling. */
const connectionsThatNeedYou = ({ frame, now, connections, banks }: OverviewParts): readonly Html[] => {
  const { language } = frame;
  return connections
    .filter(
      ({ status, health, accounts }) =>
        status !== 'disconnected' &&
        health.state !== 'ok' &&
        !accounts.some((one) => one.linked && one.health.code === health.code),
    )
    .map((connection, index) => {
      const known = (connection.institutionId && banks.get(connection.institutionId)) ?? connection.name;
      const bank = known === undefined ? undefined : oneLine(known);
      const words = connectionState(connection, { language, now, bank });
      return html`<li>
        <p>
          <a href="${addresses.connection(connection.id)}"><bdi>${bank ?? text(language, 'some_bank')}</bdi></a>
          ${chip(words.chip.kind, words.chip.word)}
        </p>
        <p>${words.sentence}</p>
        <p>${stepButton(words.next, words.asks && index === 0 ? 'primary' : 'secondary')}</p>
      </li>`;
    });
};

const pagesOf = ({ frame: { language }, nextCursor, continued = false }: OverviewParts): Html => {
  if (nextCursor === undefined && !continued) return html``;
  const next = nextCursor === undefined ? '' : `?cursor=${encodeURIComponent(nextCursor)}`;
  return html`<p class="actions">
    ${continued ? html`<a href="${addresses.overview}">${frameMessages.text(language, 'first_page')}</a>` : ''}
    ${next === '' ? '' : html`<a href="${addresses.overview}${next}">${frameMessages.text(language, 'next_page')}</a>`}
  </p>`;
};

const nameOf = ({ frame, banks }: OverviewParts, account: AccountBody): string =>
  accountName(banks.get(account.institutionId) ?? text(frame.language, 'some_bank'), account);

/** What is paid for and feeds nothing. */
const unfedPart = (parts: OverviewParts, unfed: readonly OverviewAccount[]): Html => {
  const { language } = parts.frame;
  if (unfed.length === 0) return html``;
  return html`<h2>${text(language, 'unfed_title')}</h2>
    <p>${text(language, 'unfed', { count: unfed.length })}</p>
    <ul class="notices">
      ${unfed.map(({ account }) => {
        const name = nameOf(parts, account);
        return html`<li class="line">
          <span
            ><bdi>${name}</bdi> <small><bdi>${numberText(account)}</bdi></small></span
          >
          <span class="actions">
            <a href="${addresses.chooseJournals(account.connectionId)}">${text(language, 'choose_journal')}</a>
            <a href="${at(addresses.accountSettings(account.id), 'end')}">${text(language, 'stop_sharing')}</a>
          </span>
        </li>`;
      })}
    </ul>`;
};

const closedPart = (parts: OverviewParts, closed: readonly OverviewAccount[]): Html => {
  const { language } = parts.frame;
  if (closed.length === 0) return html``;
  return html`<details id="closed">
    <summary>${text(language, 'closed_title', { count: closed.length })}</summary>
    <p>${text(language, 'closed')}</p>
    <ul>
      ${closed.map(
        ({ account }) =>
          html`<li>
            <a href="${addresses.account(account.id)}"><bdi>${nameOf(parts, account)}</bdi></a>
            <small><bdi>${numberText(account)}</bdi></small>
          </li>`,
      )}
    </ul>
  </details>`;
};
