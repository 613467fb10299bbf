import { numberText } from '../accountName.ts';
import { html } from 'hono/html';
import type { ConnectionBody } from '../../../contracts/http/connections.ts';
import type { ConsentFailure } from '../../../domain/consents/consentFailure.ts';
import { oneLine } from '../../html.ts';
import { pageMessages } from '../../pages.ts';
import { dashboardUrl } from '../../problems.ts';
import { addresses } from '../addresses.ts';
import { dataTable } from '../components/dataTable.ts';
import { layout, type Html } from '../layout.ts';
import type { Shown } from '../shown.ts';
import { addPath, backPath, buttonForm } from './connectForms.ts';
import { connectMessages } from './connectMessages.ts';

/** What the address says that Ponto's answer came to: a hint, and no more. */
export type TellsOf = 'cancelled' | ConsentFailure | undefined;

interface BackParts extends Shown {
  readonly connection: ConnectionBody;
  readonly bank?: string | undefined;
  readonly tells: TellsOf;
}

const { text } = connectMessages;

/** Where one stands after a consent, by what the connection is: every end has its page. */
export const connectBackPage = (parts: BackParts): Html => {
  const { connection } = parts;
  if (connection.unconfirmed) return confirmPage(parts, connection.unconfirmed);
  if (connection.status === 'disconnected') return gonePage(parts);
  if (connection.status === 'active') return activePage(parts);
  return notConnectedPage(parts);
};

const bankOf = ({ bank, language }: BackParts): string => oneLine(bank ?? text(language, 'some_bank'));

interface Ending {
  readonly title: string;
  readonly sentences: readonly (string | undefined)[];
  readonly actions: readonly Html[];
  readonly failed?: boolean;
}

const ending = ({ frame }: BackParts, { title, sentences, actions, failed = true }: Ending): Html => {
  const [first, ...rest] = sentences.filter((sentence) => sentence !== undefined);
  return layout({
    frame,
    title,
    failed,
    current: 'connect',
    body: html`<p class="sentence">${first}</p>
      ${rest.map((sentence) => html`<p>${sentence}</p>`)}
      <div class="actions">${actions}</div>`,
  });
};

const otherBank = ({ language }: BackParts): Html =>
  html`<a href="${addresses.connect}">${text(language, 'other_bank')}</a>`;

const again = (parts: BackParts, label: string): Html => buttonForm(parts, addPath(parts.connection.id), label);

/** What to do after a failure: wait, choose otherwise, or only try again. */
const afterFailure = (code: ConsentFailure) => {
  switch (code) {
    case 'no_accounts':
      return 'failed_select';
    case 'other_organization':
      return 'failed_organization';
    case 'connection_disconnected':
    case 'organization_blocked':
    case 'consent_failed':
      return 'failed_nothing';
    case 'ponto_unavailable':
    case 'ponto_throttled':
    case 'ponto_answer_not_understood':
    case 'ponto_answer_too_large':
    case 'internal_error':
      return 'failed_later';
  }
};

/** No access, or none that works. */
const notConnectedPage = (parts: BackParts): Html => {
  const { language, connection, tells } = parts;
  const bank = bankOf(parts);
  if (connection.status !== 'awaiting_consent' && tells === undefined) {
    return ending(parts, {
      title: text(language, 'failed_title', { bank }),
      sentences: [connection.health.message],
      actions: [stepOf(parts), otherBank(parts)],
    });
  }
  if (tells === undefined || tells === 'cancelled') {
    const isCancelled = tells === 'cancelled';
    return ending(parts, {
      title: isCancelled ? pageMessages.text(language, 'cancelled_title') : text(language, 'stopped_title'),
      sentences: [isCancelled ? pageMessages.text(language, 'cancelled') : text(language, 'stopped', { bank })],
      actions: [again(parts, text(language, 'again', { bank })), otherBank(parts)],
      failed: false,
    });
  }
  return ending(parts, {
    title: text(language, 'failed_title', { bank }),
    sentences: [pageMessages.text(language, tells), text(language, afterFailure(tells))],
    actions: [
      tells === 'organization_blocked' ? openPonto(parts) : again(parts, againLabel(parts, tells)),
      otherBank(parts),
    ],
  });
};

const againLabel = (parts: BackParts, tells: ConsentFailure): string =>
  tells === 'no_accounts'
    ? text(parts.language, 'choose_again')
    : text(parts.language, 'again', { bank: bankOf(parts) });

const openPonto = ({ language }: BackParts): Html =>
  html`<a class="button" href="${dashboardUrl}">${text(language, 'open_ponto')}</a>`;

/** A consent heals a refused access; a blocked organisation is unblocked by Ponto alone. */
const stepOf = (parts: BackParts): Html =>
  parts.connection.status === 'blocked'
    ? openPonto(parts)
    : again(parts, text(parts.language, 'again', { bank: bankOf(parts) }));

/** The access works; there may be something to see to first, or the last try came to nothing. */
const activePage = (parts: BackParts): Html => {
  const { language, connection, tells } = parts;
  const bank = bankOf(parts);
  const useThese = html`<a href="${addresses.chooseJournals(connection.id)}">${text(language, 'use_these')}</a>`;
  if (tells !== undefined) {
    const isCancelled = tells === 'cancelled';
    return ending(parts, {
      title: isCancelled ? pageMessages.text(language, 'cancelled_title') : text(language, 'first_title', { bank }),
      sentences: [
        isCancelled ? pageMessages.text(language, 'cancelled') : pageMessages.text(language, tells),
        text(language, 'still_works'),
      ],
      actions: [again(parts, text(language, 'choose_again')), useThese],
      failed: !isCancelled,
    });
  }
  const ofOwn = connection.method === 'client_credentials';
  return ending(parts, {
    title: text(language, 'first_title', { bank }),
    sentences: [connection.health.message],
    actions: [
      ...(ofOwn ? [openPonto(parts)] : []),
      ofOwn
        ? buttonForm(parts, addPath(connection.id), text(language, 'fetch_again'), 'secondary')
        : again(parts, text(language, 'choose_again')),
      ...(connection.accountCount > 0 ? [useThese] : []),
    ],
  });
};

const gonePage = (parts: BackParts): Html => {
  const { language, connection } = parts;
  const bank = bankOf(parts);
  const href =
    connection.institutionId === undefined ? addresses.connect : addresses.connectBank(connection.institutionId);
  return ending(parts, {
    title: text(language, 'gone_title', { bank }),
    sentences: [connection.health.message],
    actions: [html`<a class="button" href="${href}">${text(language, 'again', { bank })}</a>`],
  });
};

/** Whose accounts they are only a person can say. */
const confirmPage = (parts: BackParts, unconfirmed: NonNullable<ConnectionBody['unconfirmed']>): Html => {
  const { frame, language, connection } = parts;
  const { organizationName, accounts, accountCount, token } = unconfirmed;
  const organization = oneLine(organizationName ?? '') || text(language, 'some_organization');
  const more = accountCount - accounts.length;
  const action = `${backPath}?connectionId=${encodeURIComponent(connection.id)}`;
  return layout({
    frame,
    title: text(language, 'confirm_title'),
    current: 'connect',
    body: html`<p class="sentence">${text(language, 'confirm_sentence', { organization, accounts: accountCount })}</p>
      ${dataTable({
        caption: text(language, 'confirm_accounts'),
        columns: [{ head: text(language, 'account') }, { head: text(language, 'currency') }],
        rows: accounts.map(({ reference, currency }) => ({ cells: [numberText({ reference }), currency] })),
      })}
      ${more > 0 ? html`<p>${text(language, 'confirm_more', { more })}</p>` : ''}
      ${buttonForm(parts, action, text(language, 'confirm_button'), 'primary', { step: 'confirm', confirms: token })}
      ${buttonForm(parts, action, text(language, 'refuse_button'), 'secondary', { step: 'refuse' })}
      <p class="hint">${text(language, 'refuse_hint')}</p>`,
  });
};
