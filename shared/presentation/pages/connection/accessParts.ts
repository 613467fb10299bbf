import { html } from 'hono/html';
import { dashboardUrl } from '../../problems.ts';
import { oneLine } from '../../html.ts';
import { numberText } from '../accountName.ts';
import { addresses, anchors } from '../addresses.ts';
import { sendButton, stepButton } from '../components/actions.ts';
import { field } from '../components/field.ts';
import { form } from '../form.ts';
import type { Html } from '../layout.ts';
import { stateMessages } from '../stateMessages.ts';
import { connectionAddresses } from './connectionAddresses.ts';
import { connectionMessages } from './connectionMessages.ts';
import { errorAt, valueAt, type ConnectionParts } from './parts.ts';

const { text } = connectionMessages;

/** Outside addresses are written out: one sees where one goes. */
const toDashboard = (parts: ConnectionParts): Html =>
  html`<p><a href="${dashboardUrl}" rel="noreferrer">${stateMessages.text(parts.frame.language, 'open_ponto')}</a></p>`;

/** The two fields, and the button that tries them. */
const credentialsForm = (parts: ConnectionParts, primary: boolean): Html => {
  const { frame, connection, formToken, newOnce } = parts;
  const { language } = frame;
  return form({
    action: connectionAddresses.credentials(connection.id),
    formToken,
    once: newOnce(),
    body: html`${field({
      language,
      name: 'clientId',
      label: text(language, 'client_id'),
      value: valueAt(parts, 'credentials', 'clientId'),
      error: errorAt(parts, 'clientId'),
      autocomplete: 'off',
      maxLength: 500,
    })}
    ${field({
      language,
      name: 'clientSecret',
      label: text(language, 'client_secret'),
      hint: text(language, 'client_secret_hint'),
      error: errorAt(parts, 'clientSecret'),
      type: 'password',
      autocomplete: 'off',
      maxLength: 500,
    })}
    ${sendButton(text(language, 'credentials_button'), primary ? 'primary' : 'secondary')}`,
  });
};

/** The tenant's own Client ID and Secret ID. */
export const credentialsPart = (parts: ConnectionParts, primary: boolean): Html => {
  const { language } = parts.frame;
  return html`<section id="${anchors.credentials}">
    <h2>${text(language, 'credentials_title')}</h2>
    <p>${text(language, 'credentials_hint')}</p>
    ${toDashboard(parts)} ${credentialsForm(parts, primary)}
  </section>`;
};

/** From the old token to one of the two ways of today. */
export const migratePart = (parts: ConnectionParts, primary: boolean): Html => {
  const { frame, connection } = parts;
  const { language } = frame;
  const expected = (connection.missingAccounts ?? []).map(({ reference }) => numberText({ reference }));
  const consent = { label: text(language, 'migrate_by_consent'), href: addresses.renew(connection.id) };
  return html`<section id="${anchors.migrate}">
    <h2>${text(language, 'migrate_title')}</h2>
    <p class="sentence">${text(language, 'migrate')}</p>
    ${expected.length === 0 ? '' : html`<p><bdi>${text(language, 'expected', { references: expected.join(', ') })}</bdi></p>`}
    <h3>${text(language, 'migrate_simple')}</h3>
    <p>${text(language, 'migrate_simple_text')}</p>
    <p>${stepButton(consent, primary ? 'primary' : 'secondary')}</p>
    <h3 id="${anchors.credentials}">${text(language, 'migrate_own')}</h3>
    <ol>
      <li>${text(language, 'migrate_step_1')} ${toDashboard(parts)}</li>
      <li>${text(language, 'migrate_step_2')}</li>
      <li>${text(language, 'migrate_step_3')}</li>
    </ol>
    ${credentialsForm(parts, false)}
  </section>`;
};

/** What a consent has brought, to be looked at before anything is read. */
export const confirmPart = (parts: ConnectionParts): Html => {
  const { frame, connection, formToken, newOnce } = parts;
  const { language } = frame;
  const { unconfirmed, id } = connection;
  if (!unconfirmed) return html``;
  const { accounts, accountCount: count, organizationName } = unconfirmed;
  const organization = organizationName ?? text(language, 'some_organization');
  return html`<section id="${anchors.confirm}">
    <h2>${text(language, 'confirm_title')}</h2>
    <p class="sentence"><bdi>${text(language, 'confirm_of', { organization: oneLine(organization), count })}</bdi></p>
    <ul>
      ${accounts.map(
        ({ reference, currency }) => html`<li class="figures"><bdi>${numberText({ reference })}</bdi> ${currency}</li>`,
      )}
    </ul>
    ${form({
      action: connectionAddresses.confirm(id),
      formToken,
      once: newOnce(),
      body: html`<input type="hidden" name="seen" value="${unconfirmed.token}" />
        <div class="actions">
          ${sendButton(text(language, 'confirm_button'))}
          <a href="${connectionAddresses.disconnect(id)}">${text(language, 'confirm_not_mine')}</a>
        </div>`,
    })}
  </section>`;
};
