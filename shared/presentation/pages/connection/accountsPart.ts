import { html } from 'hono/html';
import { accountName, numberText } from '../accountName.ts';
import { addresses, anchors } from '../addresses.ts';
import { sendButton } from '../components/actions.ts';
import { chip } from '../components/chip.ts';
import { form } from '../form.ts';
import type { Html } from '../layout.ts';
import { healthChip } from '../stateWords.ts';
import { connectionAddresses } from './connectionAddresses.ts';
import { connectionMessages } from './connectionMessages.ts';
import { nameOf, type ConnectionParts } from './parts.ts';

const { text } = connectionMessages;

/** The accounts of a connection, what is missing among them, and the way to more. */
export const accountsPart = (parts: ConnectionParts, primary: boolean): Html => {
  const { frame, connection } = parts;
  const { language } = frame;
  const { accounts, accountCount, missingAccounts = [], status } = connection;
  const more = accountCount - accounts.length;
  const references = missingAccounts.map(({ reference }) => numberText({ reference })).join(', ');
  return html`<section id="${anchors.accounts}">
    <h2>${text(language, 'accounts_title')}</h2>
    ${
      accounts.length === 0
        ? html`<p>${text(language, 'accounts_none')}</p>`
        : html`<ul class="notices">
            ${accounts.map(
              ({ id, reference, currency, linked, health }) =>
                html`<li class="line">
                  <span
                    ><a href="${addresses.account(id)}"><bdi>${accountName(nameOf(parts), { reference })}</bdi></a>
                    <small class="figures"><bdi>${numberText({ reference })}</bdi> ${currency}</small></span
                  >
                  ${chip(...healthChip(language, health, linked))}
                </li>`,
            )}
          </ul>`
    }
    ${more > 0 ? html`<p><a href="${addresses.overview}">${text(language, 'accounts_more', { count: more })}</a></p>` : ''}
    ${references === '' ? '' : html`<p><bdi>${text(language, 'missing', { references })}</bdi></p>`}
    ${status === 'active' ? addPart(parts, primary) : ''}
  </section>`;
};

const addPart = (parts: ConnectionParts, primary: boolean): Html => {
  const { frame, connection, formToken, newOnce } = parts;
  const { language } = frame;
  const byConsent = connection.method === 'oauth';
  const button = byConsent
    ? text(language, 'go_to_bank', { bank: nameOf(parts) })
    : text(language, 'look_for_accounts');
  return html`<h3>${text(language, 'add_accounts')}</h3>
    <p>${text(language, byConsent ? 'add_by_consent' : 'add_by_dashboard')}</p>
    ${form({
      action: connectionAddresses.accounts(connection.id),
      formToken,
      once: newOnce(),
      body: sendButton(button, primary ? 'primary' : 'secondary'),
    })}`;
};
