import { html } from 'hono/html';
import type { AccountBody } from '../../../contracts/http/accounts.ts';
import type { ConnectionBody } from '../../../contracts/http/connections.ts';
import type { ConsentFailure } from '../../../domain/consents/consentFailure.ts';
import { oneLine } from '../../html.ts';
import { pageMessages } from '../../pages.ts';
import { dashboardUrl } from '../../problems.ts';
import { lastFour, numberText } from '../accountName.ts';
import { addresses } from '../addresses.ts';
import { sendButton } from '../components/actions.ts';
import { dataTable } from '../components/dataTable.ts';
import { errorSummary, type FormError } from '../components/errorSummary.ts';
import { relativeDayText, today } from '../components/when.ts';
import { form } from '../form.ts';
import { frameMessages } from '../frameMessages.ts';
import { layout, type Html } from '../layout.ts';
import type { Shown } from '../shown.ts';
import { credentialFields } from './connectBank.ts';
import { buttonForm } from './connectForms.ts';
import { connectMessages } from './connectMessages.ts';
import { importMessages } from './importMessages.ts';
import { renewMessages } from './renewMessages.ts';

/** What the address says that came of it: a hint, and no more. */
export type RenewTells = 'back' | 'cancelled' | ConsentFailure | undefined;

export interface RenewParts extends Shown {
  readonly connection: ConnectionBody;
  readonly bank?: string | undefined;
  /** Accounts that feed a journal, or once did. */
  readonly accounts: readonly AccountBody[];
  readonly tells: RenewTells;
  readonly maySeeFeed: boolean;
  readonly returnUrl?: string | undefined;
  readonly clientId?: string | undefined;
  /** One account cannot be renewed by itself: there is another way. */
  readonly offersConsent?: boolean;
  readonly errors?: readonly FormError[];
}

const { text } = renewMessages;

/** By what an access is renewed. */
export type RenewWay =
  /** `dashboard`: of an integration of one's own, what no request of ours renews. */
  | { readonly kind: 'nothing' | 'gone' | 'blocked' | 'credentials' | 'consent' | 'dashboard' }
  | { readonly kind: 'accounts'; readonly accounts: readonly AccountBody[] };

const isEnding = ({ authorization }: AccountBody): boolean =>
  authorization.state === 'expiring' || authorization.state === 'expired';

export const renewWayOf = ({ status, method }: ConnectionBody, accounts: readonly AccountBody[]): RenewWay => {
  switch (status) {
    case 'disconnected':
      return { kind: 'gone' };
    case 'blocked':
      return { kind: 'blocked' };
    case 'awaiting_consent':
    case 'reconnect_required':
    case 'migration_required':
      return { kind: method === 'client_credentials' ? 'credentials' : 'consent' };
    case 'active':
      break;
  }
  const ending = accounts.filter((account) => account.link.action !== 'none' && isEnding(account));
  if (ending.length > 0) return { kind: 'accounts', accounts: ending };
  const isLost = accounts.some(
    (account) => account.link.action !== 'none' && account.authorization.state === 'revoked',
  );
  if (!isLost) return { kind: 'nothing' };
  return otherWay({ method });
};

/** Where one account cannot be renewed by itself. */
const otherWay = ({ method }: Pick<ConnectionBody, 'method'>): RenewWay => ({
  kind: method === 'client_credentials' ? 'dashboard' : 'consent',
});

/** What ends when, and the way to renew it: one thing to do. */
export const renewPage = (parts: RenewParts): Html => {
  const { frame, language, connection, accounts, tells, errors = [] } = parts;
  const bank = bankOf(parts);
  const way = parts.offersConsent === true ? otherWay(connection) : renewWayOf(connection, accounts);
  const isDone = way.kind === 'nothing' && tells === 'back';
  return layout({
    frame,
    title: text(language, isDone ? 'done_title' : 'title', { bank }),
    failed: errors.length > 0,
    body: html`${errorSummary(language, errors)} ${toldPart(parts, way)}
      <p class="sentence">${sentenceOf(parts, way)}</p>
      ${accounts.length === 0 ? '' : accountsPart(parts, way)} ${doPart(parts, way)}`,
  });
};

const bankOf = ({ bank, language }: RenewParts): string => oneLine(bank ?? connectMessages.text(language, 'some_bank'));

/** What came of the last try, as far as the address says so and the connection does not contradict it. */
const toldPart = ({ language, tells }: RenewParts, way: RenewWay): Html => {
  if (tells === undefined || way.kind === 'nothing' || way.kind === 'gone') return html``;
  if (tells === 'back') return html`<p role="status">${text(language, 'maybe')}</p>`;
  if (tells === 'cancelled') return html`<p role="status">${text(language, 'cancelled')}</p>`;
  return html`<p role="status">${text(language, 'failed', { problem: pageMessages.text(language, tells) })}</p>`;
};

const sentenceOf = ({ language, connection, tells, offersConsent }: RenewParts, way: RenewWay): string => {
  switch (way.kind) {
    case 'nothing':
      return text(language, tells === 'back' ? 'done' : 'nothing');
    case 'gone':
      return text(language, 'gone');
    case 'accounts':
      return text(language, 'needs', { count: way.accounts.length });
    case 'dashboard':
      return offersConsent === true ? text(language, 'dashboard_accounts') : connection.health.message;
    case 'blocked':
    case 'credentials':
    case 'consent':
      return connection.health.message;
  }
};

const permissionText = ({ language, now }: RenewParts, { authorization }: AccountBody): string => {
  const { state, expiresAt } = authorization;
  if (state === 'revoked') return text(language, 'not_shared');
  if (expiresAt === undefined) return text(language, state === 'expired' ? 'ended_some_day' : 'unknown_end');
  const day = today(expiresAt);
  if (state === 'valid') return text(language, 'lasts', { day });
  return text(language, state === 'expired' ? 'ended' : 'ends', { when: relativeDayText(language, day, now) });
};

/** One account has one button; of several, each has its own in its row. */
const accountsPart = (parts: RenewParts, way: RenewWay): Html => {
  const { language, accounts } = parts;
  const several = way.kind === 'accounts' && way.accounts.length > 1 ? way.accounts : [];
  return dataTable({
    caption: text(language, 'permission'),
    columns: [
      { head: text(language, 'account') },
      { head: text(language, 'permission') },
      ...(several.length === 0 ? [] : [{ head: text(language, 'do'), kind: 'actions' as const, headUnseen: true }]),
    ],
    rows: accounts.map((account) => ({
      cells: [
        html`<span class="figures">${numberText(account)}</span>`,
        permissionText(parts, account),
        ...(several.length === 0 ? [] : [several.includes(account) ? renewButton(parts, account, true) : '']),
      ],
    })),
  });
};

const renewButton = (parts: RenewParts, account: AccountBody, isOneOfSeveral: boolean): Html => {
  const { language, connection } = parts;
  const names = { account: lastFour(account.reference), bank: bankOf(parts) };
  const label = text(language, 'do_of', names);
  const fields = { step: 'account', account: account.id };
  return buttonForm(parts, addresses.renew(connection.id), label, isOneOfSeveral ? 'secondary' : 'primary', fields);
};

const doPart = (parts: RenewParts, way: RenewWay): Html => {
  const { language, connection } = parts;
  const action = addresses.renew(connection.id);
  switch (way.kind) {
    case 'nothing':
      return onPart(parts);
    case 'gone':
      return html`<p>
        <a class="button" href="${connectAgain(connection)}"
          >${connectMessages.text(language, 'again', { bank: bankOf(parts) })}</a
        >
      </p>`;
    case 'dashboard':
    case 'blocked':
      return html`<p><a class="button" href="${dashboardUrl}">${connectMessages.text(language, 'open_ponto')}</a></p>`;
    case 'credentials':
      return credentialsPart(parts);
    case 'consent':
      return html`<p>${text(language, 'what')}</p>
        <p>${text(language, 'keep')}</p>
        ${buttonForm(parts, action, text(language, 'do_all', { bank: bankOf(parts) }), 'primary', { step: 'consent' })}
        ${
          connection.method === 'legacy_token'
            ? html`<details class="apart" id="own-integration" ${(parts.errors ?? []).length > 0 ? html`open` : ''}>
                <summary>${connectMessages.text(language, 'own_title')}</summary>
                ${credentialsPart(parts)}
              </details>`
            : ''
        }`;
    case 'accounts': {
      const [only, ...others] = way.accounts;
      return html`<p>${text(language, 'what')}</p>
        ${only && others.length === 0 ? renewButton(parts, only, false) : ''}`;
    }
  }
};

const connectAgain = ({ institutionId }: ConnectionBody): string =>
  institutionId === undefined ? addresses.connect : addresses.connectBank(institutionId);

const credentialsPart = ({ language, connection, formToken, newOnce, clientId, errors = [] }: RenewParts): Html =>
  html`<p>${text(language, 'credentials')}</p>
    ${form({
      action: addresses.renew(connection.id),
      formToken,
      once: newOnce(),
      body: html`<input type="hidden" name="step" value="credentials" />
        ${credentialFields({ language, errors, ...(clientId !== undefined && { typed: { clientId } }) })}
        ${sendButton(text(language, 'store'), connection.method === 'legacy_token' ? 'secondary' : 'primary')}`,
    })}`;

/** Nothing is left to do: where one goes on. */
const onPart = ({ language, maySeeFeed, returnUrl }: RenewParts): Html =>
  html`<div class="actions">
      ${returnUrl === undefined ? '' : html`<a class="button" href="${returnUrl}">${frameMessages.text(language, 'back_to_product')}</a>`}
      ${maySeeFeed ? html`<a class="${returnUrl === undefined ? 'button' : ''}" href="${addresses.overview}">${text(language, 'to_overview')}</a>` : ''}
    </div>
    ${!maySeeFeed && returnUrl === undefined ? html`<p>${importMessages.text(language, 'close')}</p>` : ''}`;
